"""The Maryland scale against its published wording, and over every set of facts."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.credibility.evidence_grade import Design, evidence_grade

REFERENCE = Path(__file__).parents[3] / "reference" / "evidence_grade.csv"
RANK = {False: 0, None: 1, True: 2}


def designs():
    """Every design that is not refused, by its facts."""
    shown = (None, False, True)
    facts = product((1, 2, 9), (0, 1, 2), (False, True), (False, True), shown, shown)
    found = {}
    for each in facts:
        try:
            found[each] = evidence_grade(Design(*each))
        except EstimationError:
            continue
    return found


def test_published_wording():
    """A design that the scale's authors name would get another level than theirs."""
    table = pd.read_csv(REFERENCE, comment="#").astype(object)
    table = table.where(table.notna(), None)
    for row in table.itertuples(index=False):
        facts = row.treated, row.comparators, row.before_and_after, row.random
        alike = (None if fact is None else bool(fact) for fact in (row.trends_alike, row.balanced))
        assert evidence_grade(Design(*facts, *alike)).level == row.level, row.wording
    assert set(table["level"]) == {1, 2, 3, 4, 5}


def test_a_better_fact_never_lowers_the_level():
    """More units, a measurement before, a draw or likeness shown would count against a design."""
    found = designs()
    assert len(found) > 100
    for first, one in found.items():
        for second, other in found.items():
            better = all(
                RANK.get(b, b) >= RANK.get(a, a) if place > 3 else b >= a
                for place, (a, b) in enumerate(zip(first, second, strict=True))
            )
            assert not better or other.level >= one.level, (first, second)


def test_every_reason_is_one_sentence_and_true():
    """A reason would be missing, or name what the design has as what it lacks."""
    for facts, grade in designs().items():
        design = Design(*facts)
        assert grade.reason.startswith(f"Level {grade.level}: ")
        assert grade.reason.count(".") == 1, grade.reason
        assert (f"not {grade.level + 1}, because " in grade.reason) == (grade.level < 5)
        lack = grade.reason.partition("because ")[2]
        assert bool(lack) == (grade.level < 5)
        told = {
            "no comparable units": design.comparator_units == 0,
            "nothing was measured before": not design.before_and_after,
            "trends before the roll-out differ": design.trends_alike is False,
            "characteristics differ": design.balanced is False,
            "only one unit": min(design.treated_units, design.comparator_units) == 1,
            "trends before the roll-out were alike": design.trends_alike is None,
            "neither were trends before": design.trends_alike is None and design.balanced is None,
            "characteristics are balanced": design.balanced is None,
            "not drawn at random": not design.random_dates,
        }
        assert all(true for words, true in told.items() if words in lack), grade.reason


def test_what_is_lacking_would_lift_the_level():
    """Mending what the reason names would leave the design where it was."""
    for facts, grade in designs().items():
        treated, others, before, random, trends, balanced = facts
        lack = grade.reason.partition("because ")[2]
        mended = Design(
            max(treated, 2 if "only one" in lack else 1),
            max(others, 2 if "only one" in lack else 1 if "no comparable" in lack else 0),
            before or "measured before" in lack,
            random or "at random" in lack,
            True if "trends" in lack else trends,
            True if "characteristics" in lack else balanced,
        )
        if "no comparable" in lack:
            mended = replace(mended, trends_alike=True)
        assert grade.level == 5 or evidence_grade(mended).level > grade.level, facts


@pytest.mark.parametrize("shown", [(False, None), (True, False), (False, False)])
def test_a_draw_that_came_out_unlike_is_not_the_highest(shown):
    """Sides that were drawn at random and shown to differ would count as a sound experiment."""
    assert evidence_grade(Design(6, 6, True, True, *shown)).level == 4


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ((0, 3, True), "at least one unit"),
        ((3, -1, True), "no fewer than 0"),
        ((3, 0, False), "nothing to compare with"),
        ((3, 3, False, False, True), "nothing is before it"),
        ((3, 0, True, False, None, True), "without comparators"),
    ],
)
def test_impossible_facts_are_refused(facts, told):
    """A level would be given to facts that cannot all be so."""
    with pytest.raises(EstimationError, match=told):
        evidence_grade(Design(*facts))
