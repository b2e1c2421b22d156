"""If these fail, a gap is named as found where it is not, or its people are told wrongly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graded_staff import answers, gap

from workbench.analyses.attrition.report.like_with_like import headline, section, sentences
from workbench.analyses.attrition.report.like_with_like.reading import Gap, gaps, spoken_of
from workbench.vocabulary.terms import CANNOT_TELL


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    return answers(tmp_path_factory)


def unproven(one: Gap) -> Gap:
    """Return a gap as it would be had its plain comparison not met the standard."""
    return replace(one, whole=replace(one.whole, verdict=CANNOT_TELL))


def test_a_gap_without_evidence_is_never_named_as_found(answered, monkeypatch):
    """A first page would report as a disparity what the same page says cannot be told."""
    told = answered(policy="open")
    doubtful = [unproven(one) for one in gaps(told)]
    monkeypatch.setattr(section, "gaps", lambda _: iter(doubtful))
    monkeypatch.setattr(sentences, "comparator_of", lambda _, cell: cell)
    monkeypatch.setattr(sentences, "siblings", lambda *_: ())
    first, second = headline(told).split("Of every 100 disabled staff ")
    assert first.startswith("Of every 100 women ")
    sure = "more leavers. We cannot tell whether this is a disparity. Like with like"
    assert sure in first
    assert sure in second
    assert "of the gap goes with circumstances" in second


def test_gaps_with_evidence_come_before_larger_ones_without(answered):
    """Those of whom nothing can be told would push the findings into the tables."""
    told = answered(policy="open")
    first, second = spoken_of(told, list(gaps(told)))
    again = spoken_of(told, [unproven(first), second])
    assert [one.whole.group for one in again] == [second.whole.group, first.whole.group]


def test_people_like_with_like_have_a_range_and_never_fewer_than_five_fewer(answered):
    """A range whose ends point two ways would read as one way."""
    told = answered(policy="open")
    women = gap(told, "Women")
    even = replace(women.ratio, value=1.01, lower=0.9, upper=1.2)
    apart = replace(women.cell.numbers["adjusted_difference"], value=0.001, lower=-0.02, upper=0.03)
    both = {"adjusted_ratio": even, "adjusted_difference": apart}
    people = replace(women.cell.counts["at_risk_people"], value=1200)
    cell = replace(women.cell, numbers=both, counts={"at_risk_people": people})
    said = sentences.like_with_like(told, replace(women, cell=cell))
    # Of 1,200 women in post: 1,200 × 0.02 and 1,200 × 0.03, to the nearest 5.
    assert ", about as many leavers (likely range 25 fewer to 35 more): we cannot tell" in said
