"""The page a reader opens: its outline, its safety, its accessible frame."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
import toy_project as toy

from workbench.errors import RunError
from workbench.publishing import html
from workbench.publishing.outline import outline
from workbench.publishing.plan import plan
from workbench.publishing.release import read_release


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.all = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))

    def named(self, name):
        return [attributes for tag, attributes in self.all if tag == name]


def page(project, notebook=None, **changes):
    notebook = notebook or toy.executed_notebook(**changes)
    run = plan([toy.write_parameters(project)])[0][0]
    return html.render(notebook, read_release(notebook), run)


def test_the_frame_of_a_page(project):
    text = page(project)
    tags = Tags(text)
    assert text.startswith('<!doctype html>\n<html lang="en-GB">')
    assert len(tags.named("h1")) == len(tags.named("main")) == len(tags.named("title")) == 1
    body = [tag for tag, _ in tags.all].index("body")
    assert tags.all[body + 1] == ("a", {"class": "skip-link", "href": "#main"})
    csp = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    csp += "base-uri 'none'; form-action 'none'"
    assert {"http-equiv": "Content-Security-Policy", "content": csp} in tags.named("meta")
    assert not [tag for tag, _ in tags.all if tag in ("script", "link")]
    assert "url(" not in text
    assert "@import" not in text


def test_every_contents_link_resolves(project):
    tags = Tags(page(project))
    ids = [attributes["id"] for _, attributes in tags.all if "id" in attributes]
    links = [item["href"][1:] for item in tags.named("a") if item["href"].startswith("#")]
    assert links == ["main", "rows", "rows"]  # beside a wide page, folded on a narrow one
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_banner_says_what_the_data_is(project):
    assert "SYNTHETIC DATA" in page(project)
    shown = page(project, data_source="published", citation="Bickel & others, 1975")
    assert "PUBLISHED DATA: Bickel &amp; others, 1975" in shown
    shown = page(project, data_source="personal", marking="OFFICIAL-SENSITIVE")
    assert "<li>OFFICIAL-SENSITIVE</li>" in shown
    assert "SYNTHETIC" not in shown
    assert html.DRAFT.mark in shown


def test_no_code_shows_and_results_are_not_dropped(project):
    notebook = toy.executed_notebook()
    notebook["cells"][1]["source"] = "secret_code()"
    notebook["cells"].insert(0, {"cell_type": "markdown", "source": "A <script>x</script> & *b*"})
    shown = page(project, notebook)
    assert "secret_code" not in shown
    assert "<p>40 rows</p>" in shown
    assert "&lt;script&gt;x&lt;/script&gt; &amp; <em>b</em>" in shown


def test_a_cell_for_the_notebook_alone_is_left_out(project):
    notebook = toy.executed_notebook()
    cell = {"cell_type": "markdown", "source": "# Title", "metadata": {"tags": ["notebook-only"]}}
    notebook["cells"].insert(0, cell)
    assert page(project, notebook).count("<h1") == 1


def test_text_without_html_is_escaped_not_dropped(project):
    notebook = toy.executed_notebook()
    notebook["cells"][1]["outputs"][0]["data"] = {"text/plain": "a < b"}
    assert "<pre>a &lt; b</pre>" in page(project, notebook)


def test_headings_are_named_once_and_nested():
    found = outline(
        "<p id='sift'>x</p>\n<h2>Sift</h2><h3>By <em>sex</em></h3>"
        "<h2 class='a' id=\"own\">A &amp; B</h2><h2>Sift</h2><h4>no</h4>"
    )
    assert [(item.id, item.text) for item in found.headings] == [
        ("sift-2", "Sift"),
        ("own", "A & B"),
        ("sift-3", "Sift"),
    ]
    assert found.headings[0].children[0].id == "by-sex"
    assert '<h3 id="by-sex">By <em>sex</em></h3><h2 class="a" id="own">A &amp; B</h2>' in found.body


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Title</h1>",
        "<script>x</script>",
        "<img src='https://example.org/a.png' alt=''>",
        "<p onclick='x'>a</p>",
        "<p ONCLICK='x'>a</p>",
        "<a href=' java\nscript:x'>a</a>",
        "<a href='java\x01script:x'>a</a>",
        "<a href='javascript&colon;x'>a</a>",
        "<a href='data:text/html,x'>a</a>",
        "<a href='//example.org'>a</a>",
        "<a href='javascript:x' href='#a'>a</a>",
        "<img src='data:image/svg+xml,x' alt=''>",
        "<svg><use href='data:image/svg+xml,x#a'/></svg>",
        "<svg><image href='https://example.org/a.png'/></svg>",
        "<svg><a xlink:href='javascript:x'>a</a></svg>",
        "<svg><set attributeName='href' to='javascript:x'/></svg>",
        "<svg><animate attributeName='href' values='javascript:x'/></svg>",
        "<svg><foreignObject><p>a</p></foreignObject></svg>",
        "<svg><path fill='url(https://example.org/a.svg#a)'/></svg>",
        "<svg><style><img src=x onerror=x></style></svg>",
        "<math><mtext>a</mtext></math>",
        "<p style='background: url(https://example.org)'>a</p>",
        "<p style='background: \\75rl(https://example.org)'>a</p>",
        "<p style='background: image-set(\"a.png\" 1x)'>a</p>",
        "<style>@import 'https://example.org'</style>",
        "<iframe></iframe>",
        "<template><p>a</p></template>",
        "<noscript><p>a</p></noscript>",
        "<textarea><p>a</p></textarea>",
        "<p>a</p><!-- <p>b</p> -->",
        "<p>a</p><!--> <p>b</p> -->",
        "<svg><![CDATA[<p>a</p>]]></svg>",
        "<?php x ?>",
        "<p>a<img src=x onerror=x",
        "<p>a < b</p>",
        "<p title='>'>a</p>",
        "<p/onclick=x>a</p>",
        "<a href='#a'onclick='x'>a</a>",
        "<a href=x\u00a0onclick=x>a</a>",
    ],
)
def test_a_body_that_acts_or_calls_out_is_refused(body):
    with pytest.raises(RunError):
        outline(body)


def test_what_a_body_must_not_hold_is_named():
    with pytest.raises(RunError) as refused:
        outline("<p>a</p><video></video>")
    assert str(refused.value) == "The notebook shows HTML that a report must not hold: <video>."


def test_a_body_may_link_out_and_hold_its_own_images():
    body = "<a href='https://www.gov.uk'>a</a><img src='data:image/png;base64,AA' alt='1'>"
    drawing = "<svg><style>*{clip-path: url(#a)}</style><use xlink:href='#a'/></svg>"
    assert outline(body + drawing).headings == ()


def test_no_text_is_under_sixteen_pixels():
    css = (html.TEMPLATES / "style.css").read_text().split("@media print")[0]
    sizes = re.findall(r"font(?:-size)?: ([\d.]+)(rem|em|px|pt|%)", css)
    assert sizes
    assert all(unit == "%" or (unit == "rem" and float(size) >= 1) for size, unit in sizes)
