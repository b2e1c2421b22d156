"""How often each verdict is given, by exact enumeration; and what other rules would say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks.validity.enumeration import Truth
from benchmarks.validity.operating_characteristics import (
    power,
    sizes_of_test,
    verdict_shares,
    with_ratio,
)
from benchmarks.validity.other_rules import four_fifths_alone
from benchmarks.validity.questions import claims, evidence_claims, excludes_one, verdicts
from workbench.findings import VerdictRule, judge


@pytest.mark.parametrize(
    ("entered", "base", "expected"),
    [
        (400, 0.3, {1.0: (0.5, 39.0, 60.5), 0.8: (29.3, 2.3, 68.4), 0.6: (97.5, 0.0, 2.5)}),
        (1_500, 0.7, {1.0: (0.5, 89.2, 10.3), 0.9: (79.5, 4.2, 16.3)}),
        (400, 0.95, {1.0: (0.5, 26.8, 72.7), 0.9: (99.7, 0.0, 0.3)}),
    ],
)
def test_exact_counts(entered, base, expected):
    """If this fails, the verdict finds or clears more or less often than it is said to."""
    found = verdict_shares([with_ratio(entered, base, ratio) for ratio in expected], "analyst")
    for shares, told in zip(found, expected.values(), strict=True):
        assert (100 * np.array([shares.evidence, shares.none, shares.cannot_tell])).round(
            1
        ).tolist() == pytest.approx(told, abs=0.051)


def test_open_finds_less_and_never_more():
    """If this fails, rounding gives a verdict that the exact counts would not bear."""
    truths = [with_ratio(62, 0.3, ratio) for ratio in (1.0, 0.6)]
    pairs = zip(verdict_shares(truths, "analyst"), verdict_shares(truths, "open"), strict=True)
    for exact, rounded in pairs:
        assert rounded.evidence < exact.evidence
        assert rounded.none <= exact.none


TABLES = np.array(
    [
        (60, 400, 300, 1_000),
        (90, 200, 500, 1_000),
        (75, 200, 470, 1_000),
        (1_300, 2_000, 3_250, 5_000),
        (396, 400, 990, 1_000),
        (5, 9, 50, 100),
        (0, 40, 0, 60),
        (30, 41, 600, 1_003),
    ]
)


@pytest.mark.parametrize("policy", ["analyst", "open"])
def test_judged_together_is_judged_alone(policy):
    """If this fails, the enumerated verdicts are not the workbench's."""
    asked = claims(tuple(TABLES.T), policy)
    together = verdicts(asked, 0.05)
    alone = [judge(asked.iloc[[row]], VerdictRule())["verdict"].item() for row in range(len(asked))]
    assert together.tolist() == alone
    assert len(set(alone)) == 3


def test_evidence_needs_no_hull_that_was_not_taken():
    """If this fails, the simulated campaigns under `open` miss evidence or invent some."""
    random = np.random.default_rng(9)
    entered, others = random.integers(25, 500, (2, 120))
    sides = random.binomial(entered, 0.5), entered, random.binomial(others, 0.6), others
    every, quick = claims(sides, "open"), evidence_claims(sides, "open", 0.05)
    reached = (every["p_value"] <= 0.05).to_numpy()
    assert reached.sum() > 10
    assert ((quick["p_value"] <= 0.05).to_numpy() == reached).all()
    assert (excludes_one(quick) == excludes_one(every)).all()
    assert (quick["p_value"].isna() == every["p_value"].isna()).all()
    pd.testing.assert_frame_equal(every[reached], quick[reached], check_dtype=False)


@pytest.mark.parametrize(("entered", "others"), [(40, 40), (40, 1_000), (100, 1_000)])
def test_size_of_the_mid_p(entered, others):
    """If this fails, twenty headlines may raise a false alarm in more than 6% of fair campaigns:
    Holm's first step asks each for a twentieth of 5%, and chances at most add up."""
    assert 20 * sizes_of_test(entered, others, 0.0025).max() < 0.06
    assert sizes_of_test(entered, others, 0.05).max() < 0.06


def test_four_fifths_alone_flags_fair_comparisons():
    """If this fails, what the documentation says against a bare four-fifths rule is untrue."""
    assert four_fifths_alone(20, 200, 0.4) == pytest.approx(0.241, abs=0.001)
    assert four_fifths_alone(100, 200, 0.4) == pytest.approx(0.075, abs=0.001)


def test_power_at_forty_people_is_small():
    """If this fails, the caution about small groups is untrue."""
    assert power(Truth(40, 40, 0.21, 0.3), 0.05) == pytest.approx(0.134, abs=0.001)
