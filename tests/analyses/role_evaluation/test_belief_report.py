"""Should we believe it? What is released of the synthetic roll-out, and the words it is told in."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from workbench.analyses.role_evaluation.questions import belief, effects
from workbench.analyses.role_evaluation.questions.question import NotCovered
from workbench.analyses.role_evaluation.report import belief as section
from workbench.analyses.role_evaluation.report.belief import grading, sentences
from workbench.analyses.role_evaluation.report.belief.reading import beliefs, placebos
from workbench.analyses.role_evaluation.tables import stated_tables
from workbench.disclosure import ReleasedNumber, release
from workbench.findings import Context, Findings
from workbench.parameters.root import root
from workbench.vocabulary.terms import CANNOT_TELL

TRUTH = json.loads((root() / "data/synthetic/role_evaluation/truth.json").read_text("utf-8"))
HOURS, EARLY = "administration_hours", TRUTH["early_region"]["region"]


def let_out(parameters, observed, answers, policy="open"):
    context = Context(
        analysis="role_evaluation",
        title="t",
        data_source="synthetic",
        people=parameters.people,
        stated=stated_tables(parameters, observed),
    )
    return release(Findings(context, answers), policy)


@pytest.fixture(scope="module")
def answers(parameters, evaluated):
    return (*effects.answer(parameters, evaluated), *belief.answer(parameters, evaluated))


@pytest.fixture(scope="module")
def told(parameters, observed, answers):
    return let_out(parameters, observed, answers)


def changed(release_, stage, **numbers):
    """The same release with other numbers in the primary outcome's cells of one stage."""
    name = f"belief_{HOURS}"
    cells = tuple(
        replace(cell, numbers={**cell.numbers, **numbers}) if cell.stage == stage else cell
        for cell in release_[name].cells
    )
    return with_cells(release_, name, cells)


def with_cells(release_, name, cells):
    findings = tuple(
        replace(one, cells=cells) if one.name == name else one for one in release_.findings
    )
    return replace(release_, findings=findings)


def test_the_planted_early_region_is_found_with_what_it_adds(told):
    """Fails if another region is named, or its drift or share is out of range of the truth."""
    (cell,) = beliefs(told)[0].early
    assert cell.stratum == EARLY
    slope, share = cell.numbers["slope"], cell.numbers["added"]
    assert slope.lower <= TRUTH["early_region"]["drift_a_month"] <= slope.upper
    planted = TRUTH["early_region"]["bias_of_simple_by_base_months"]["6"]
    assert share.lower <= planted <= share.upper
    assert cell.numbers["p_value"].value <= 0.05
    assert cell.numbers["months_early"].value == 2
    without = beliefs(told)[0].without(EARLY)
    assert without.lower <= TRUTH["early_region"]["simple_without_region"] <= without.upper


def test_placebos_do_not_move(told):
    """Fails if planted nulls are flagged."""
    assert sentences.placebo_outcomes(told).endswith("no change is seen, as it should be.")
    assert len(placebos(told)) == 2
    assert "shows no change, as it should" in sentences.placebo_dates(beliefs(told)[0])


def test_headline(told):
    """Fails if the early region, what would undo the change, or the scale is left out."""
    without = beliefs(told)[0].without(EARLY).value
    assert section.headline(told) == (
        "Time on administration: the change stays whichever region is left out. But without East "
        "of England or North West the rest are too unlike to test, and the verdict would be "
        f"“cannot tell”. One early region, {EARLY}, began 2 months before its plan and was already "
        f"improving. Without it, the change is {abs(without):g} fewer hours a week. The comparison "
        "is at 3 of 5 on a scale of strength, the Maryland scale: 1 is weak, 5 is dates drawn by "
        "lot."
    )


def test_section_opens_with_its_conclusion_and_has_no_word_too_many(told):
    html = section.show(told).html
    assert html.startswith(f"<p>{section.headline(told)}</p>")
    for word in ("significant", "blame", "saved", "nan", "None"):
        assert word not in html.split("<svg")[0]
    for caption in (
        "by each method",
        "Placebos, where nothing should be seen",
        "quarter by quarter",
    ):
        assert caption in html
    assert html.count("<figure") >= 4


def test_regions_whose_leaving_out_undoes_the_change_are_named(told):
    """Fails if a change that rests on one region is told as safe."""
    name = f"belief_{HOURS}"
    cells = tuple(
        replace(cell, numbers={**cell.numbers, "effect": ReleasedNumber(-0.9, -2.0, 0.4)})
        if (cell.stage, cell.stratum) == ("left out", "London")
        else cell
        for cell in told[name].cells
    )
    leaning = with_cells(told, name, cells)
    assert "without London the range reaches both ways" in sentences.leaning(beliefs(leaning)[0])
    assert section.headline(leaning).startswith(
        "Time on administration: the change rests on one region, London."
    )
    assert "without London the range reaches both ways</strong>" in section.show(leaning).html


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (2.04, "only if regions had moved apart 2.0 times as far"),
        (0.83, "if regions had moved apart even 0.8 times as far"),
        (0.04, "if regions had moved apart even a tenth as far"),
    ],
)
def test_survives(told, times, words):
    one = changed(told, "breakdown", breakdown=ReleasedNumber(times))
    assert words in sentences.survives(beliefs(one)[0])


def test_trends_in_words(told):
    """Fails if likeness is told where it was not shown."""
    unknown = changed(told, "pre-trend", alike=ReleasedNumber(None))
    assert "cannot be ruled out" in sentences.trend(beliefs(unknown)[0])
    unlike = changed(told, "pre-trend", alike=ReleasedNumber(0.0))
    assert "already moved unlike" in sentences.trend(beliefs(unlike)[0])
    two = changed(unlike, "grade", level=ReleasedNumber(2.0))
    assert grading.grade(beliefs(two)[0]).endswith("because they did not move alike before.")


def test_placebos_that_move_are_told(told):
    moved = changed(told, "placebo date", effect=ReleasedNumber(1.0, 0.4, 1.6))
    assert "dates 6 and 12 months too early" in sentences.placebo_dates(beliefs(moved)[0])
    assert "speaks against" in sentences.placebo_dates(beliefs(moved)[0])


def test_no_early_region_and_a_trend_without_an_early_start(told):
    none = changed(told, "early region", slope=ReleasedNumber(None))
    assert not beliefs(none)[0].early
    late = changed(told, "early region", months_early=ReleasedNumber(0.0))
    assert sentences.early(late, beliefs(late)[0]).startswith(
        f"One region, {EARLY}, was already improving before the role began"
    )
    worse = changed(told, "early region", slope=ReleasedNumber(0.2, 0.1, 0.3))
    assert "already getting worse" in sentences.early(worse, beliefs(worse)[0])


def test_cannot_tell_says_what_could_have_been_seen(told):
    (leaving,) = (one for one in beliefs(told) if one.one.name == "spo_leavers")
    assert leaving.effect.cell.verdict == CANNOT_TELL
    assert "would often be missed by this roll-out" in sentences.could_be_seen(leaving)
    assert sentences.survives(leaving) == ""


def test_of_counts_of_people_nothing_is_told_by_region(told):
    """Fails if a region's few leavers could be worked out from what is left without it."""
    cells = [cell for cell in told["belief_spo_leavers"].cells if cell.stage in ("left out",)]
    assert not cells
    assert not any(one.early for one in beliefs(told) if one.one.name == "spo_leavers")


def test_a_region_of_fewer_than_ten_is_not_told(parameters, evaluated):
    """Fails if the effect without a handful of people is told, beside that with them."""
    observed = evaluated.observed
    few = np.where(observed.panel.region == observed.regions.index("Wales"), 0.9, observed.people)
    small = replace(evaluated, observed=replace(observed, people=few))
    answers = (*effects.answer(parameters, evaluated), *belief.answer(parameters, small))
    for cell in let_out(parameters, observed, answers)[f"belief_{HOURS}"].cells:
        if (cell.stage, cell.stratum) == ("left out", "Wales"):
            assert not cell.numbers
        if (cell.stage, cell.stratum) == ("left out", "London"):
            assert cell.numbers["effect"].value is not None


def test_before_the_role_began_there_is_nothing_to_believe(parameters, evaluated):
    planned = parameters.model_copy(update={"mode": "design"})
    assert isinstance(belief.answer(planned, evaluated), NotCovered)
    assert isinstance(belief.answer(parameters, replace(evaluated, effects={})), NotCovered)


def test_a_test_that_can_show_nothing_is_not_told_as_reassuring(told):
    """Fails if a range without ends is read as no change, as with two or three regions."""
    endless = changed(told, "placebo date", effect=ReleasedNumber(0.2))
    assert sentences.placebo_dates(beliefs(endless)[0]) == (
        "No test at earlier dates could show anything, because dates could have fallen in too few "
        "orders."
    )
    assert section.show(endless).html.count("<td>Cannot tell</td>") == 2
