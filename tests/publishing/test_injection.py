"""What a user's text could do in a report that shows it: nothing; it is shown as the text it is."""

from __future__ import annotations

import json
from html import escape

import browser
import hostile
import inspection
import payloads
import pytest
import toy_project as toy

import workbench.analyses.recruitment_funnel.report as sections
from workbench.disclosure import MIME_TYPE
from workbench.errors import DataError, ParameterError, RunError
from workbench.presentation import action, cannot_tell, chart, coverage, section, summary, table
from workbench.presentation.theme import new_figure, svg, theme
from workbench.publishing import html, record
from workbench.publishing.files import to_json_lines
from workbench.publishing.outline import outline
from workbench.publishing.plan import plan
from workbench.publishing.release import read_release

ALL_SECTIONS = "section.characteristic_sections(released)"


@pytest.fixture(scope="module")
def release():
    """The committed release with a payload in every place for a user's text."""
    return hostile.release()


@pytest.fixture(scope="module")
def executed(release):
    """The committed notebook as it would be had its release been the hostile one."""
    names = {"report": sections, "action": action, "chart": chart, "section": section}
    names |= {"coverage": coverage, "cannot_tell": cannot_tell}
    names |= {"summary": summary, "table": table, "released": release}
    notebook = hostile.notebook()
    for cell in notebook["cells"]:
        if cell["source"] == ALL_SECTIONS:
            _show(cell, section.characteristic_section(release, release["ethnicity"]))
        elif any(MIME_TYPE in output["data"] for output in cell.get("outputs", ())):
            _show(cell, release)
        elif cell.get("outputs"):
            _show(cell, eval(cell["source"], names))
    return notebook


def _show(cell, view):
    made = view._repr_mimebundle_()
    data, metadata = made if isinstance(made, tuple) else (made, {})
    cell["outputs"] = [{**cell["outputs"][0], "data": data, "metadata": metadata}]


@pytest.fixture(scope="module")
def run(project):
    return plan([toy.write_parameters(project, title=payloads.SHOWN[0])])[0][0]


@pytest.fixture(scope="module")
def page(executed, release, run):
    return html.render(executed, release, run)


@pytest.fixture(scope="module")
def tree(page):
    return inspection.parsed(page)


def test_there_are_enough_payloads():
    assert len(set(payloads.SHOWN)) == len(payloads.SHOWN) >= 60


def test_nothing_in_a_report_acts_or_leads_outside(tree):
    """A label would run as a script, or tell somebody that the report is being read."""
    assert list(inspection.problems(tree)) == []
    assert inspection.policy_comes_first(tree)


def test_every_payload_is_shown_as_it_is(tree):
    """A reader would miss a group, or read another name than the one in the data."""
    text = inspection.shown(tree)
    assert [one for one in payloads.SHOWN if inspection.words(one) not in text] == []


def test_drawings_hold_labels_as_text(tree, release):
    """A label would be drawn as a formula or as markup, or stop the drawing."""
    groups = [cell.group for cell in release["ethnicity"].cells if cell.role == "declared"]
    texts = " ".join(inspection.drawn(tree))
    lines = [inspection.words(line) for group in groups for line in group.split("\n")]
    assert groups
    assert [line for line in lines if line not in texts] == []


@pytest.mark.parametrize("payload", payloads.SHOWN)
def test_a_label_is_drawn_as_the_text_it_is(payload):
    """A dollar sign in a label would stop the report, or a missing letter would warn in it."""
    with theme("a"):
        figure = new_figure(300, 100)
        figure.add_axes((0, 0, 1, 1)).set_yticks([0], [payload])
        tree = inspection.parsed(svg(figure, style="wide", described_by="a"))
    assert list(inspection.problems(tree)) == []
    lines = {inspection.words(line) for line in payload.split("\n")} - {""}
    assert lines <= inspection.drawn(tree)


def test_drawings_are_told_in_words(tree, release):
    """A drawing's alternative text would break out of its element."""
    told = [inspection.shown(one) for one in tree.iter("p") if one.get("hidden") is not None]
    title = inspection.words(release["ethnicity"].cells[0].comparator)
    assert len(told) > 5
    assert any(title in text for text in told)


def test_headings_and_contents_agree(tree):
    """A heading made of a payload would lose its link, or lead elsewhere."""
    headings = [one.get("id") for level in ("h2", "h3") for one in tree.iter(level)]
    ids = {element.get("id") for element in tree.iter()}
    links = [link.get("href")[1:] for link in tree.iter("a") if link.get("href", "")[:1] == "#"]
    assert len(headings) == len(set(headings)) > 15
    assert set(links) <= ids


def test_a_published_notebook_holds_nothing_that_acts(executed, run):
    """JupyterLab shows what a notebook holds, and trusts one that was made on this machine."""
    written = json.loads(record.clean(executed, run))
    outputs = [output for cell in written["cells"] for output in cell.get("outputs", ())]
    views = [output["data"]["text/html"] for output in outputs if "text/html" in output["data"]]
    assert len(views) > 20
    assert all(outline(view) for view in views)
    kinds = {kind for output in outputs for kind in output["data"]}
    assert kinds == {"text/plain", "text/html", MIME_TYPE}


def test_findings_keep_every_label_whole(release):
    """A program that reads the findings would get another label, or a file it cannot read."""
    records = [*release["ethnicity"].records(), *release["panels:sift_panel"].records()]
    written = to_json_lines(records)
    assert json.loads(written) == json.loads(json.dumps(records))
    assert not set(written) & {chr(code) for code in range(32)} - {"\n"}


def test_a_browser_runs_and_fetches_nothing(page, tmp_path):
    """What html5lib does not see would still be done by the browser people use."""
    seen = browser.opened({"report": page}, tmp_path)
    assert seen.asked == []
    assert seen.titles["report"] == inspection.words(payloads.SHOWN[0])


def test_the_policy_stops_what_a_view_forgot_to_escape(tmp_path):
    """The last defence of a report would not hold, or this test could not tell."""
    body = "\n".join(
        f"<div>{payload}</div>"
        for payload in (*payloads.HANDLERS[:1], *payloads.SCRIPTS[:2], *payloads.STYLES[:2])
    )
    guarded = f'<meta http-equiv="Content-Security-Policy" content="{html.POLICY}">'
    pages = {"guarded": f"<!doctype html>{guarded}<title>a</title>{body}"}
    seen = browser.opened(pages, tmp_path / "guarded")
    assert seen.asked == []
    assert seen.titles == {"guarded": "a"}
    seen = browser.opened({"open": f"<!doctype html><title>a</title>{body}"}, tmp_path / "open")
    assert {"/a", "/a.js", "/a.css"} <= set(seen.asked)
    assert seen.titles == {"open": payloads.TITLE}


@pytest.mark.parametrize("payload", payloads.SHOWN)
def test_a_view_of_a_payload_is_a_body_that_may_be_published(payload):
    """The check of what may be published would refuse a harmless text."""
    assert outline(f"<h2>{escape(payload)}</h2>").headings[0].level == 2


@pytest.mark.parametrize("payload", [*payloads.SCRIPTS, *payloads.HANDLERS, *payloads.STYLES])
def test_a_view_that_forgot_to_escape_is_refused(payload):
    """Nothing would stand between a mistake in a view and the reader."""
    if "<" in payload:
        with pytest.raises(RunError):
            outline(f"<h2>Leeds</h2>{payload}")


@pytest.mark.parametrize("payload", payloads.HIDING)
def test_what_cannot_be_seen_is_refused_as_a_parameter(project, payload):
    """A title could read as another one, or move the cursor of a terminal."""
    path = toy.write_parameters(project, title=payload)
    with pytest.raises(ParameterError) as refused:
        raise ParameterError(plan([path])[1][0].reason)
    half = "\ud800" in payload or "\U000e0041" in payload  # written as two halves in the file
    told = "should be a valid string" if half else "holds characters that cannot be seen (U+"
    assert told in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("payload", payloads.HIDING)
@pytest.mark.parametrize("place", ["group", "title", "reason"])
def test_what_cannot_be_seen_is_refused_in_a_release(payload, place):
    """It could come in by a label or a source of a data file and go out unseen."""
    finding = toy.finding(toy.cell("rows read"))
    target = finding if place == "title" else finding["cells"][0]
    target[place] = payload
    with pytest.raises(RunError) as refused:
        read_release(toy.executed_notebook(findings=[finding]))
    unseen = "The release holds characters that cannot be seen (U+"
    half = "The release in the notebook is not of the form that is known."
    assert str(refused.value).startswith(half if "\ud800" in payload else unseen)


def test_what_cannot_be_seen_is_refused_in_a_side_file(tmp_path):
    """The source of a benchmark could turn the direction of the sentence that names it."""
    from workbench.analyses.recruitment_funnel.side_files import SideTable

    path = tmp_path / "benchmarks.csv"
    path.write_text("group,source\nBlack,Census\nAsian,\u202esusneC\n", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        SideTable(str(path)).finish()
    assert str(refused.value) == (
        "benchmarks.csv: Line 3: characters that cannot be seen (U+202E). Take them out."
    )
