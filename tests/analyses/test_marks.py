"""What the marks show: held against the file itself, counts by hand, and the planted truth."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted, count_campaign
from workbench.analyses.recruitment_funnel.questions.marks import question as marks
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.report.marks import section
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, release
from workbench.findings import Context, Findings
from workbench.parameters.root import INSTALLED
from workbench.vocabulary.terms import EVIDENCE

VALUES = {
    "analysis": "recruitment_funnel",
    "title": "T",
    "data": "none.csv",
    "data_source": "synthetic",
    "outcomes": {"passed": ["P"], "failed": ["F"]},
    "stages": {"test": {"score": "mark", "pass_mark": 50}, "interview": {}},
    "characteristics": {"sex": {}},
}
CONTEXT = Context(
    "recruitment_funnel",
    "T",
    "synthetic",
    people="applicants",
    stages={"test": "test", "interview": "interview"},
)
GROUPS = ["Men", "Women", "Not declared"]
MEN, WOMEN = {60: 300, 52: 100, 48: 60, 40: 140}, {60: 60, 52: 60, 48: 80, 40: 100}


def made(**changes: object) -> Parameters:
    return Parameters.from_values(VALUES | changes, source="test")


def marked(people: dict[str, dict[float, int]], *, unmarked: int = 0, fits: float = 50):
    """Return people by group and mark; from `fits` on they passed, and some have no mark."""
    rows = [
        (group, "passed" if mark >= fits else "failed", float(mark), number)
        for group, marks_of in people.items()
        for mark, number in marks_of.items()
    ]
    table = pd.DataFrame(rows, columns=["sex", "outcome", "score", "people"])
    table["sex"] = pd.Categorical(table["sex"], categories=GROUPS)
    sums = table.groupby("outcome")["people"].sum().reindex(["passed", "failed"], fill_value=0)
    everyone = pd.DataFrame(
        {"characteristic": "", "stage": ["test"], "passed": sums["passed"] + unmarked}
    ).assign(failed=sums["failed"])
    return CampaignCounts(everyone, 0, 0, tables={Wanted(("sex",), "scores", "test"): table})


def found(counted: CampaignCounts, policy: str = "analyst", **changes: object) -> Release:
    answer = marks.answer(made(**changes), counted)
    assert isinstance(answer, tuple)
    return release(Findings(CONTEXT, answer), policy)


def with_disparity(released: Release) -> Release:
    """Return the release with evidence of a disparity for women at the test."""
    cell = ReleasedCell(
        "sex", "Women", "declared", "Men", "test", "conditional", "", {}, {},
        family="drill-down", verdict=EVIDENCE,
    )  # fmt: skip
    own = ReleasedFinding("sex", "characteristic", "Sex", (cell,))
    return Release(released.policy, released.marking, released.context, (own, *released.findings))


def apart(released: Release):
    return released["marks:sex"].cells[0].numbers.get("standardised_difference")


def cuts(released: Release) -> dict[str, ReleasedCell]:
    return {cell.stratum: cell for cell in released["cuts:sex"].cells}


def test_the_difference_is_that_of_the_file_itself():
    parameters = Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")
    counted = count_campaign(parameters, marks.wanted(parameters))
    answer = marks.answer(parameters, counted)
    assert isinstance(answer, tuple)
    stages = {name: parameters.stage_title(name) for name in parameters.stages}
    context = Context("recruitment_funnel", "T", "synthetic", stages=stages)
    released = release(Findings(context, answer), "analyst")
    file = pd.read_csv(parameters.data_path, keep_default_na=False, na_values=[""], dtype=str)
    scores = pd.to_numeric(file["online_test_score"]).groupby(file["ethnicity"])
    own, theirs = (scores.get_group(group).dropna() for group in ("Black", "White"))
    freedom = len(own) + len(theirs) - 2
    pooled = ((len(own) - 1) * own.var() + (len(theirs) - 1) * theirs.var()) / freedom
    by_hand = (1 - 3 / (4 * freedom - 1)) * (own.mean() - theirs.mean()) / np.sqrt(pooled)
    cell = next(
        cell
        for cell in released["marks:ethnicity"].cells
        if (cell.group, cell.stage) == ("Black", "online_test")
    )
    assert cell.numbers["standardised_difference"].value == pytest.approx(by_hand, abs=1e-5)
    assert cell.counts["entered"].value == len(own)
    truth = json.loads((parameters.data_path.parent / "truth.json").read_text())
    planted = {effect["group"]: effect["ratio"] for effect in truth["planted"]["effects"][:2]}
    for group, ratio in planted.items():
        as_it_was = next(
            one
            for one in released["cuts:ethnicity"].cells
            if (one.group, one.stage, one.basis) == (group, "online_test", "pass mark")
        ).numbers["relative_rate_index"]
        assert as_it_was.lower <= ratio <= as_it_was.upper
    # Every result of the made-up file is that of its mark.
    fits = [one for one in released["marking"].cells if one.basis == "mark fits"]
    assert [one.numbers["selection_rate"].value for one in fits] == [1.0] * 6


def test_who_reaches_each_pass_mark_is_counted_by_hand():
    told = cuts(found(marked({"Men": MEN, "Women": WOMEN})))
    assert list(told) == ["40", "45", "50", "55", "60"]
    sides = {mark: [c.value for c in cell.counts.values()] for mark, cell in told.items()}
    assert sides["50"] == [120, 300, 400, 600]
    assert sides["45"] == [200, 300, 460, 600]
    assert sides["60"] == [60, 300, 300, 600]
    assert told["50"].basis == "pass mark"
    assert told["50"].numbers["relative_rate_index"].value == pytest.approx(0.6, abs=1e-6)
    assert told["50"].numbers["comparator_rate"].value == pytest.approx(2 / 3, abs=1e-6)


def test_parts_of_a_mark_count():
    half = marked({"Men": {50.5: 40, 50.4: 60}, "Women": {50.5: 10, 50.4: 90}}, fits=50.5)
    stages = {"test": {"score": "mark", "pass_mark": 50.5}, "interview": {}}
    cell = cuts(found(half, stages=stages))["50.5"]
    assert [count.value for count in cell.counts.values()] == [10, 100, 40, 100]
    whole = marked({"Men": {2: 40, 1: 60}, "Women": {2: 10, 1: 90}})
    assert apart(found(half)).value == pytest.approx(apart(found(whole)).value, abs=1e-6)


@pytest.mark.parametrize(
    ("pass_mark", "others"),
    [
        (50, ["40", "45", "50", "55", "60"]),
        (4, ["2", "3", "4", "5", "6"]),  # of 1 to 7, as the Civil Service marks behaviours
        (0.6, ["0.5", "0.55", "0.6", "0.65", "0.7"]),
        (650, ["550", "600", "650", "700", "750"]),
        (1, ["0.8", "0.9", "1", "1.1", "1.2"]),
        (2, ["1", "2", "3", "4"]),
    ],
)
def test_other_pass_marks_are_near_on_any_scale(pass_mark: float, others: list[str]):
    stages = {"test": {"score": "mark", "pass_mark": pass_mark}, "interview": {}}
    assert list(cuts(found(marked({"Men": MEN, "Women": WOMEN}), stages=stages))) == others


@pytest.mark.parametrize(("policy", "about"), [("analyst", ""), ("open", "about ")])
def test_a_disparity_is_told_in_people_before_it_is_told_in_marks(policy: str, about: str):
    html = section.show(with_disparity(found(marked({"Men": MEN, "Women": WOMEN}), policy))).html
    assert (
        f"At the test, of every 100 women with a mark {about}40 reached the pass mark of 50; of "
        f"every 100 men, {about}67. With a pass mark of 45 it would have been {about}67 and "
        f"{about}77. The marks of women lie 0." in html
    )
    assert "standard deviations lower than those of men (likely range 0." in html
    assert "A pass mark low enough for nearly all to pass" in html


def test_without_a_disparity_nothing_is_claimed_of_other_stages():
    html = section.show(found(marked({"Men": MEN, "Women": WOMEN}))).html
    assert "Where marks are given, no group compared here has evidence of a disparity." in html


def test_without_a_pass_mark_only_marks_are_compared():
    stages = {"test": {"score": "mark"}, "interview": {}}
    released = found(marked({"Men": MEN, "Women": WOMEN}), stages=stages)
    assert released.names == ("marks:sex", "marking")
    html = section.show(with_disparity(released)).html
    assert "The marks of women at the test lie 0." in html
    assert "pass mark" not in html


def test_the_same_mark_for_everyone_is_said_and_not_measured():
    released = found(marked({"Men": {60: 100}, "Women": {60: 100}}))
    assert apart(released) is None
    assert released["marks:sex"].cells[0].reason == marks.ALIKE
    html = section.show(with_disparity(released)).html
    assert (
        "At the test, of every 100 women with a mark 100 reached the pass mark of 50; of every 100 "
        "men, 100. With a pass mark of 45 it would have been 100 and 100. How far apart the marks "
        "of women and of men lie cannot be told: too few have one, or all marks are alike."
    ) in html


@pytest.mark.parametrize(
    "people",
    [{"Men": MEN}, {"Women": WOMEN}, {"Not declared": MEN, "Men": MEN}],
)
def test_marks_of_one_group_alone_are_no_comparison(people: dict[str, dict[float, int]]):
    because = "marks are known of one group only, or of none that was declared"
    assert marks.answer(made(), marked(people)) == NotCovered(because)


def test_where_there_are_no_marks_the_reason_is_said():
    assert marks.answer(made(), marked({})) == NotCovered("no one has a mark")
    without = made(stages={"test": {}, "interview": {}})
    assert marks.wanted(without) == ()
    assert marks.answer(without, marked({})) == NotCovered("no column of marks was named")
    no_headline = made(headlines=[])
    because = "no characteristic is looked at over all stages"
    assert marks.answer(no_headline, marked({})) == NotCovered(because)
    assert section.show(Release("open", "", CONTEXT, ())).html == ""


def test_results_without_a_mark_or_against_it_are_told():
    html = section.show(found(marked({"Men": MEN, "Women": WOMEN}, unmarked=480))).html
    assert (
        "Of every 100 people who passed the test 52 have a mark; the others are not here." in html
    )
    against = section.show(found(marked({"Men": MEN, "Women": WOMEN}, fits=45))).html
    assert (
        "Of every 100 people who passed the test with a mark, 79 have one that fits the pass mark. "
        "See whether that is the right one, before anything is read from other pass marks."
    ) in against
    right = section.show(found(marked({"Men": MEN, "Women": WOMEN}), "open")).html
    assert "See whether that is the right one" not in right


def test_open_withholds_what_rests_on_few_and_says_so():
    few = found(marked({"Men": MEN, "Women": {60: 4, 40: 5}}), "open")
    assert apart(few) is None
    assert few["marks:sex"].cells[0].reason == "too few people"
    assert not any(cell.numbers for cell in few["cuts:sex"].cells)
    assert few["marks:sex"].cells[0].counts["entered"].shown == "10"
    html = section.show(with_disparity(few)).html
    assert "lie at the test cannot be told: too few have one" in html
    assert "[c]" in html
    # Two figures, and no finer than 0.05.
    number = apart(found(marked({"Men": MEN, "Women": WOMEN}), "open"))
    for end in (number.value, number.lower, number.upper):
        assert end == pytest.approx(0.05 * round(end / 0.05), abs=1e-9)


def test_pass_marks_of_counts_that_round_alike_are_told_alike_under_open():
    one, two = (
        found(marked({"Men": men, "Women": women}), "open")["cuts:sex"]
        for men, women in (
            (MEN, WOMEN),
            ({60: 301, 52: 100, 48: 60, 40: 140}, {60: 61, 52: 59, 48: 81, 40: 100}),
        )
    )
    assert one == two
