"""Days in a stage by hand: missing days, people who wait, files without days, other layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.analyses.recruitment_funnel import Parameters, analyse, analysis
from workbench.analyses.recruitment_funnel.counting import count_campaign
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.questions.waiting import question as waiting
from workbench.analyses.recruitment_funnel.report.waiting import section as report
from workbench.disclosure import Release, ReleasedCell, release
from workbench.vocabulary.terms import PolicyName

APPLIED = "2024-01-01"


def parameters_of(folder: Path, lines: list[str], **changed: object) -> Parameters:
    """Return a campaign of two stages: sex, applied, sift and its day, vetting and its day."""
    path = folder / "people.csv"
    head = "sex,applied,sift,sift_day,vetting,vetting_day,people"
    path.write_text("\n".join([head, *lines]) + "\n")
    values = {
        "analysis": "recruitment_funnel", "title": "By hand", "data": str(path),
        "data_source": "synthetic", "identifier": None, "count": "people",
        "data_date": "2024-03-31", "applied": "applied",
        "outcomes": {"passed": ["P"], "failed": ["F"], "withdrew": ["W"], "pending": ["O"]},
        "stages": {"sift": {"date": "sift_day"}, "vetting": {"date": "vetting_day"}},
        "characteristics": {"sex": {}},
    }  # fmt: skip
    return Parameters.from_values(values | changed, source="test")


def line(sex: str, outcome: str, day: str, people: int, *, sifted: str = "2024-01-11") -> str:
    return f"{sex},{APPLIED},P,{sifted},{outcome},{day},{people}"


def cell_of(found: Release, name: str, group: str, stage: str, stratum: str = "") -> ReleasedCell:
    return next(
        cell
        for cell in found[name].cells
        if (cell.group, cell.stage, cell.stratum) == (group, stage, stratum)
    )


HAND = [
    line("Men", "P", "2024-01-31", 60),  # 20 days
    line("Men", "W", "2024-02-01", 20),
    line("Men", "P", "2024-02-20", 20),  # 40 days
    line("Men", "O", "", 10),  # 80 days so far
    line("Women", "P", "2024-01-31", 15),
    line("Women", "P", "2024-02-20", 25),
    line("Women", "W", "2024-02-10", 20),
    line("Women", "F", "", 30),  # no day: not in the times
]


def released(parameters: Parameters, policy: PolicyName = "analyst") -> Release:
    """Release the campaign with this question alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(analysis, "QUESTIONS", (waiting.QUESTION,))
        return release(analyse(parameters), policy)


def test_people_with_a_missing_day_are_left_out_and_their_number_is_said(tmp_path):
    found = released(parameters_of(tmp_path, HAND), "open")
    counts = {cell.stage: cell.counts for cell in found["waiting"].cells}
    assert counts["vetting"]["undated"].value == 30
    assert counts["vetting"]["timed"].value == 170
    text = report.show(found).html
    assert "A day is missing for some, who are left out here: 30 at the vetting." in text


def test_those_who_wait_are_still_there_until_the_data_date(tmp_path):
    found = released(parameters_of(tmp_path, HAND))
    men = cell_of(found, "waiting_by:sex", "Men", "vetting", "within 45 days").numbers
    assert men["passed_by"].value == pytest.approx(80 / 110, abs=1e-6)
    assert men["left_by"].value == pytest.approx(20 / 110, abs=1e-6)
    assert men["still_waiting"].value == pytest.approx(10 / 110, abs=1e-6)
    women = cell_of(found, "waiting_by:sex", "Women", "vetting", "within 30 days").numbers
    # 30 of 90 women have no day; of the other 60, 15 passed and 20 left within 30 days.
    assert women["passed_by"].value == pytest.approx(15 / 60, abs=1e-6)
    assert women["left_by"].value == pytest.approx(20 / 60, abs=1e-6)
    median = cell_of(found, "waiting:sex", "Women", "vetting").numbers
    assert median["median_days"].value == 40
    assert median["median_difference"].value == 20


def test_a_median_between_two_days_is_a_whole_day_under_open(tmp_path):
    days = [line(sex, "P", f"2024-01-1{day}", 30) for sex in ("Men", "Women") for day in (5, 6)]
    parameters = parameters_of(tmp_path, days)
    shown = [
        cell_of(released(parameters, policy), "waiting:sex", "Men", "vetting").numbers
        for policy in ("analyst", "open")
    ]
    assert [numbers["median_days"].value for numbers in shown] == [4.5, 4.0]


def test_with_no_headline_every_characteristic_is_timed(tmp_path):
    parameters = parameters_of(tmp_path, HAND, headlines=[])
    assert [one.by for one in waiting.wanted(parameters)] == [("sex",), ("sex",)]


def test_the_first_stage_needs_the_day_of_applying(tmp_path):
    with_it = parameters_of(tmp_path, HAND)
    assert {one.stage for one in waiting.wanted(with_it)} == {"sift", "vetting"}
    without = with_it.model_copy(update={"applied": None})
    assert {one.stage for one in waiting.wanted(without)} == {"vetting"}
    assert {cell.stage for cell in released(without)["waiting"].cells} == {"vetting"}


def test_without_days_the_question_is_not_covered(tmp_path):
    stages = {"sift": {}, "vetting": {"date": "vetting_day"}}
    parameters = parameters_of(tmp_path, HAND, applied=None, stages=stages)
    assert waiting.wanted(parameters) == ()
    answer = waiting.answer(parameters, count_campaign(parameters))
    assert isinstance(answer, NotCovered)
    assert answer.because.startswith("no two days are named")
    assert report.show(released(parameters)).html == ""


def test_days_that_no_one_has_are_not_covered(tmp_path):
    blank = [line("Men", "P", "", 60, sifted=""), line("Women", "F", "", 40, sifted="")]
    parameters = parameters_of(tmp_path, blank)
    counted = count_campaign(parameters, waiting.wanted(parameters))
    answer = waiting.answer(parameters, counted)
    assert isinstance(answer, NotCovered)
    assert answer.because == "for no one are both days of a stage known"


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_a_handful_of_people_and_everyone_alike_are_sentences(tmp_path, policy):
    few = [line("Men", "P", "2024-01-31", 6), line("Women", "P", "2024-02-20", 1)]
    assert "We cannot tell" in report.show(released(parameters_of(tmp_path, few), "open")).html
    report.show(released(parameters_of(tmp_path, few), "analyst"))
    alike = [line(sex, "P", "2024-01-31", 50) for sex in ("Men", "Women")]
    found = released(parameters_of(tmp_path, alike), policy)
    html = report.show(found).html
    assert html.startswith("<p>No group waited clearly longer or shorter")
    assert (
        "The longest wait was at the vetting: half of all who passed had a result within 20" in html
    )


def test_days_of_a_file_with_a_row_a_stage(tmp_path):
    path = tmp_path / "long.csv"
    people = [
        f"{number},{'Men' if number % 2 else 'Women'},{stage},P,{day}"
        for number in range(60)
        for stage, day in (("sift", "2024-01-11"), ("vetting", f"2024-02-{10 + number % 2:02d}"))
    ]
    path.write_text("\n".join(["id,sex,step,result,on", *people]) + "\n")
    columns = {"application_id": "id", "stage": "step", "outcome": "result", "date": "on"}
    parameters = parameters_of(
        tmp_path, HAND, data=str(path), layout="long", identifier="application_id", count=None,
        columns=columns, applied=None, stages={"sift": {}, "vetting": {}},
    )  # fmt: skip
    found = released(parameters)
    medians = [
        cell_of(found, "waiting:sex", sex, "vetting").numbers["median_days"].value
        for sex in ("Men", "Women")
    ]
    assert medians == [31, 30]
