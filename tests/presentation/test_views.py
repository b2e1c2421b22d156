"""What a reader sees: true to the released numbers, inert, accessible, the same each time."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel.cells import comparison_cells
from workbench.disclosure import Release, release
from workbench.findings import Context, Finding, Findings
from workbench.measures.comparison import comparison, exact_test, share
from workbench.presentation import action, cannot_tell, chart, section, sentence, summary, table
from workbench.presentation.selection import disparities
from workbench.presentation.view import View

STAGES = {"sift": "sift", "offer": "offer"}


def made(
    counts: dict[str, list[tuple[int, int]]], *, policy="analyst", title="A test", comparator="Men"
) -> Release:
    """Return a release of groups: each a list of (passed, entered), one a stage."""
    rows = [
        {
            "characteristic": "sex", "group": group, "stage": stage, "reached": entered,
            "exempt": 0, "pending": 0, "entered": entered, "passed": passed,
        }
        for group, sides in counts.items()
        for stage, (passed, entered) in zip(STAGES, sides, strict=True)
    ]  # fmt: skip
    cells = comparison_cells(pd.DataFrame(rows), comparator, headline=True)
    measures = (share("selection_rate", 0.95), comparison(0.95), exact_test())
    context = Context(
        "test", title, "synthetic", people="applicants", completed="started", stages=STAGES
    )
    return release(
        Findings(context, (Finding("sex", "characteristic", "Sex", cells, measures),)), policy
    )


BEHIND = {"Men": [(500, 1000), (400, 500)], "Women": [(200, 600), (150, 200)]}
AHEAD = {"Men": [(300, 1000), (150, 300)], "Women": [(400, 600), (300, 400)]}
SAME = {"Men": [(1000, 1000), (1000, 1000)], "Women": [(600, 600), (600, 600)]}


def text(view: View) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", view.html)).strip()


def views(made_release: Release) -> list[View]:
    finding = made_release["sex"]
    return [
        summary.what_we_found(made_release),
        summary.no_evidence_seen(made_release),
        cannot_tell.what_we_cannot_tell(made_release),
        summary.what_else_could_explain_it(made_release),
        action.explain_or_reform(made_release),
        chart.reach_chart(made_release),
        chart.overall_chart(made_release, finding),
        table.overall_table(made_release, finding),
        table.stage_table(made_release, finding),
        table.reach_table(made_release, finding),
        section.characteristic_sections(made_release),
    ]


def test_a_group_behind_is_told_people_first():
    found = made(BEHIND)
    assert sentence.headline(found) == ("Of every 100 women 25 started; of every 100 men, 40.")
    told = sentence.conclusion(found, disparities(found)[0])
    assert "Rate ratio 0.62 (likely range 0.53 to 0.73)." in told
    assert "At equal rates 90 more women would have started." in told


def test_a_group_ahead_is_told_the_other_way():
    told = sentence.conclusion(made(AHEAD), disparities(made(AHEAD))[0])
    assert "That is 210 more women than at the rate of men." in told


def test_when_everyone_passes_nothing_can_be_told():
    found = made(SAME)
    assert disparities(found) == []
    assert "Nothing here meets the standard for evidence" in text(summary.what_we_found(found))
    assert "we cannot tell for women" in text(cannot_tell.what_we_cannot_tell(found))


def test_rounded_counts_are_told_as_about():
    assert "about 90 more women" in sentence.conclusion(
        made(BEHIND, policy="open"), disparities(made(BEHIND, policy="open"))[0]
    )


def test_a_sentence_never_contradicts_its_table():
    """Every verdict in the first page's list is the verdict of the same cell in the table."""
    found = made(BEHIND)
    rows = table.overall_table(found, found["sex"]).to_frame().set_index("Group")
    assert rows.loc["Women", "Verdict"] == "Evidence of a disparity: large"
    assert rows.loc["Women", "Of every 100 (likely range)"].startswith("25.0")
    assert rows.loc["Men (comparison group)", "Verdict"] == "Comparison group"


@pytest.mark.parametrize("counts", [BEHIND, AHEAD, SAME])
@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_every_view_is_accessible_html(counts, policy):
    for view in views(made(counts, policy=policy)):
        page = Page()
        page.feed(view.html)
        page.close()
        assert page.open_tags == []
        assert page.tables_without_caption == 0
        assert page.headers_without_scope == 0
        assert page.drawings == page.described_drawings
        assert len(page.ids) == len(set(page.ids)), "an id stands twice"
        assert set(page.references) <= set(page.ids)


def test_a_chart_says_its_numbers_in_words():
    view = chart.overall_chart(made(BEHIND), made(BEHIND)["sex"])
    assert re.search(r"Dot chart.*Women: 25 \(22 to 29\)", text(view))


def test_a_picture_of_too_few_people_says_so():
    small = {"Men": BEHIND["Men"], "Women": [(10, 20), (6, 10)]}
    view = chart.reach_chart(made(small, policy="open"))
    assert view.text == "How far women and men got"
    assert "[c] started" not in text(view)


def test_an_agreed_action_stands_beside_its_disparity():
    found = made(BEHIND)
    agreed = {"finding": "sex/Women/overall", "action": "Review", "owner": "A", "due": "2027-01-01"}
    context = dataclasses.replace(found.context, actions=(agreed,))
    shown = text(action.explain_or_reform(dataclasses.replace(found, context=context)))
    assert "Sex: women behind men, over all stages Review A 1 January 2027" in shown


def test_markup_in_labels_is_inert():
    nasty = "<script>alert('x')</script>\"><b>"
    found = made({"Men": BEHIND["Men"], nasty: BEHIND["Women"]}, title=nasty)
    for view in views(found):
        assert "<script" not in view.html
        assert "<b>" not in view.html


def test_charts_are_the_same_each_time_and_hold_no_date():
    first, second = (chart.reach_chart(made(BEHIND)).html for _ in range(2))
    assert first == second
    assert "Date" not in first
    assert "DejaVu" not in first


def test_analyst_tables_are_marked():
    assert "NOT FOR RELEASE" in table.overall_table(made(BEHIND), made(BEHIND)["sex"]).html
    circulated = made(BEHIND, policy="open")
    assert "NOT FOR RELEASE" not in table.overall_table(circulated, circulated["sex"]).html


def test_withheld_and_unavailable_are_told_apart():
    small = {"Men": BEHIND["Men"], "Women": [(10, 20), (6, 10)]}
    held = made(small, policy="open")
    rows = table.overall_table(held, held["sex"]).to_frame().set_index("Group")
    assert rows.loc["Women", "Rate ratio (likely range)"] == "[c]"
    nobody = made({"Men": BEHIND["Men"], "Women": [(0, 0), (0, 0)]})
    rows = table.overall_table(nobody, nobody["sex"]).to_frame().set_index("Group")
    assert rows.loc["Women", "Rate ratio (likely range)"] == "[x]"


class Page(HTMLParser):
    """Counts what a screen reader needs."""

    VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "path", "use", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.open_tags: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.tables_without_caption = self.headers_without_scope = 0
        self.drawings = self.described_drawings = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in self.VOID:
            self.open_tags.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        self.references += given.get("aria-labelledby", "").split()
        self.tables_without_caption += tag == "table"
        self.tables_without_caption -= tag == "caption"
        self.headers_without_scope += tag == "th" and "scope" not in given
        if tag == "svg":
            self.drawings += 1
            self.described_drawings += given.get("role") == "img" and "aria-labelledby" in given

    def handle_startendtag(self, tag, attrs):  # noqa: ARG002
        if "id" in dict(attrs):
            self.ids.append(dict(attrs)["id"])

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open_tags.pop() == tag
