"""The decomposition against the Berkeley admissions of 1973, exact fractions and its identities."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.strata.kitagawa import kitagawa, kitagawa_of_counts

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[2] / "reference" / "berkeley_1973.csv"


@pytest.fixture(scope="module")
def berkeley():
    """Department by (men, women) by (admitted, rejected)."""
    return pd.read_csv(REFERENCE, comment="#", index_col=0).to_numpy().reshape(6, 2, 2)


def test_published_decomposition(berkeley):
    """Women less men -0.1416 = mix -0.1777 + rate +0.0360."""
    entered = berkeley.sum(axis=2)
    (men, women), rates = entered.T / entered.sum(axis=0)[:, None], berkeley[:, :, 0] / entered
    shares = kitagawa(women, rates[:, 1], men, rates[:, 0])
    counted = kitagawa_of_counts(berkeley[:, 1, 0], entered[:, 1], berkeley[:, 0, 0], entered[:, 0])
    for parts in (shares, counted):
        assert parts.mix.round(4) == -0.1777
        assert parts.rate.round(4) == 0.0360
        assert (parts.mix + parts.rate).round(4) == -0.1416
    assert counted.gap.round(4) == -0.1416
    assert counted.one_sided == 0


stratum = st.one_of(st.just((0, 0)), st.tuples(st.integers(0, 50), st.integers(0, 50)))
side = st.lists(stratum, min_size=4, max_size=4)


def exact_parts(group, comparator):
    """Mix, rate, gap and one-sided share of (passed, entered) by stratum, in exact fractions."""
    totals = [sum(entered for _, entered in people) for people in (group, comparator)]
    mix = rate = Fraction(0)
    alone = 0
    for (x, n), (x0, n0) in zip(group, comparator, strict=True):
        if not n or not n0:
            alone += n + n0
        if not n and not n0:
            continue
        own = Fraction(x, n) if n else Fraction(x0, n0)
        theirs = Fraction(x0, n0) if n0 else own
        share, others = Fraction(n, totals[0]), Fraction(n0, totals[1])
        mix += (share - others) * (own + theirs) / 2
        rate += (own - theirs) * (share + others) / 2
    passed = [sum(count for count, _ in people) for people in (group, comparator)]
    gap = Fraction(passed[0], totals[0]) - Fraction(passed[1], totals[1])
    assert mix + rate == gap
    return [float(part) for part in (mix, rate, gap, Fraction(alone, sum(totals)))]


@settings(deadline=None, max_examples=300)
@given(side, side)
def test_counts_against_exact_fractions_and_parts_add_up_to_the_gap(group, comparator):
    people = [[(x, x + failed) for x, failed in counts] for counts in (group, comparator)]
    (x, n), (x0, n0) = (np.array(counts).T for counts in people)
    if not n.sum() or not n0.sum():
        return
    parts = kitagawa_of_counts(x, n, x0, n0)
    found = [float(part) for part in (parts.mix, parts.rate, parts.gap, parts.one_sided)]
    assert found == pytest.approx(exact_parts(*people), abs=1e-14)
    assert parts.mix + parts.rate == pytest.approx(float(parts.gap), abs=1e-14)
    turned = kitagawa_of_counts(x0, n0, x, n)
    assert [turned.mix, turned.rate, turned.gap] == pytest.approx(
        [-parts.mix, -parts.rate, -parts.gap], abs=1e-14
    )


def test_many_cells_in_one_call_with_a_side_that_nobody_entered():
    passed, entered = [[20, 10, 0]] + [[0, 0, 0]] * 2, [[50, 50, 0]] + [[0, 0, 0]] * 2
    others_passed = [[32, 6, 0], [3, 2, 0], [0, 0, 0]]
    others_entered = [[80, 20, 25], [4, 4, 0], [0, 0, 0]]
    parts = kitagawa_of_counts(passed, entered, others_passed, others_entered)
    np.testing.assert_allclose(parts.mix, [0.029, np.nan, np.nan], rtol=1e-12)
    np.testing.assert_allclose(parts.rate, [-0.033, np.nan, np.nan], rtol=1e-12)
    np.testing.assert_allclose(parts.gap, [-0.004, np.nan, np.nan], rtol=1e-12)
    turned = kitagawa_of_counts(others_passed, others_entered, passed, entered)
    for one_sided in (parts.one_sided, turned.one_sided):
        np.testing.assert_allclose(one_sided, [25 / 225, 1, np.nan], rtol=1e-12)


def test_impossible_counts_are_refused():
    with pytest.raises(EstimationError, match="strata on their last axis"):
        kitagawa_of_counts(1, 2, 3, 4)
    with pytest.raises(EstimationError, match="more than entered"):
        kitagawa_of_counts([3], [2], [3], [4])


@settings(deadline=None, max_examples=200)
@given(side, side)
def test_parts_add_up_to_the_gap_and_empty_strata_are_all_mix(group, comparator):
    (passed, failed), (others_passed, others_failed) = np.array(group).T, np.array(comparator).T
    entered, others = passed + failed, others_passed + others_failed
    if not entered.sum() or not others.sum():
        return
    rate = np.divide(passed, entered, out=np.full(4, np.nan), where=entered > 0)
    others_rate = np.divide(others_passed, others, out=np.full(4, np.nan), where=others > 0)
    weights, others_weights = entered / entered.sum(), others / others.sum()
    parts = kitagawa(weights, rate, others_weights, others_rate)
    gap = passed.sum() / entered.sum() - others_passed.sum() / others.sum()
    assert parts.mix + parts.rate == pytest.approx(gap, abs=1e-12)
    shared = (entered > 0) & (others > 0)
    within = (rate - others_rate)[shared] @ (weights + others_weights)[shared] / 2
    assert parts.rate == pytest.approx(within, abs=1e-12)


@pytest.mark.parametrize(
    ("group", "comparator", "mix"),
    [
        (([0, 1], [np.nan, 0.2]), ([0.5, 0.5], [0.6, 0.2]), -0.2),
        (([0.5, 0.5], [0.6, 0.2]), ([0, 1], [np.nan, 0.2]), 0.2),
        (([0, 1], [np.nan, 0.2]), ([0, 1], [np.nan, 0.2]), 0),
    ],
)
def test_a_stratum_empty_for_one_side_is_all_mix(group, comparator, mix):
    parts = kitagawa(*group, *comparator)
    assert parts.mix == pytest.approx(mix)
    assert parts.rate == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize(
    ("weights", "rates", "complaint"),
    [
        ([0.5, 0.4], [0.1, 0.2], "add up to 1"),
        ([1.5, -0.5], [0.1, 0.2], "add up to 1"),
        ([np.nan, 0.5], [0.1, 0.2], "add up to 1"),
        ([0.5, 0.5], [0.1, 1.2], "from 0 to 1"),
        ([0.5, 0.5], [0.1, np.nan], "wherever there is a weight"),
    ],
)
def test_impossible_weights_and_rates_are_refused(weights, rates, complaint):
    with pytest.raises(EstimationError, match=complaint):
        kitagawa(weights, rates, [0.5, 0.5], [0.1, 0.2])
