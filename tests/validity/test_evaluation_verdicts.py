"""What docs/validity.md says of the verdict on a roll-out, in small and seeded."""

from __future__ import annotations

from benchmarks.validity.evaluation_verdicts import roll_outs

EVIDENCE = "evidence of a change"
DRAWS = 100
MOST = 12
"""Of 100 roll-outs that each raise an alarm with 5%, more do with a chance of 0.1%."""


def test_fair_roll_outs_seldom_give_evidence_in_any_outcome():
    """If this fails, verdicts on several outcomes are given too easily."""
    alarms = sum(EVIDENCE in verdicts for verdicts in roll_outs("nothing changed", DRAWS))
    assert alarms <= MOST


def test_where_those_given_the_role_are_twice_as_noisy_it_is_cannot_tell():
    """If this fails, an unfair comparison of dates is passed off as one by lot."""
    case = "nothing changed, those given the role twice as noisy"
    first = [verdicts[0] for verdicts in roll_outs(case, DRAWS)]
    assert first.count("cannot tell") >= DRAWS - MOST
    assert first.count(EVIDENCE) <= 3


def test_a_large_change_is_found():
    """If this fails, the verdict hides what is there."""
    found = [verdicts[0] for verdicts in roll_outs("the first outcome by 2.5 SD", DRAWS)]
    assert found.count(EVIDENCE) > 0.75 * DRAWS
