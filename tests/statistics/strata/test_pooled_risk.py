"""Pooled risk ratios against metafor and exact fractions."""

from fractions import Fraction
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from workbench.errors import EstimationError
from workbench.statistics.strata.pooled_risk import pooled_risk_ratio

pytestmark = pytest.mark.filterwarnings("error")
# Thirteen trials of a vaccine against tuberculosis: cases and people, vaccinated and not.
# Colditz et al. (1994), J. Am. Med. Assoc. 271, 698-702.
TRIALS = (
    [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
    [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
)
REGIONS = (
    [30, 36, 15, 20, 17, 75, 33, 30, 25, 22, 30, 11],
    [41, 60, 18, 33, 25, 90, 47, 52, 38, 29, 44, 23],
    [231, 240, 230, 245, 170, 130, 290, 250, 240, 230, 250, 201],
    [310, 402, 288, 350, 280, 150, 390, 420, 361, 297, 401, 351],
)
# With empty cells, and one stratum where everyone passed.
SPARSE = (
    [0, 3, 5, 0, 4, 7, 2],
    [10, 10, 5, 4, 10, 7, 6],
    [2, 0, 6, 3, 5, 9, 0],
    [10, 9, 9, 3, 12, 9, 8],
)


def three(ratio):
    return [float(number) for number in (ratio.value, ratio.lower, ratio.upper)]


def test_clinical_trial_in_both_outcomes():
    """Migraine trial of the SAS/STAT User's Guide, The FREQ Procedure; values of metafor.

    Those who are better and those who are not.
    """
    better = pooled_risk_ratio([16, 12], [27, 28], [5, 7], [25, 26])
    same = pooled_risk_ratio([11, 16], [27, 28], [20, 19], [25, 26])
    assert np.round(three(better.risk_ratio), 4).tolist() == [2.1636, 1.2336, 3.7948]
    assert np.round(three(same.risk_ratio), 4).tolist() == [0.6420, 0.4705, 0.8761]


@pytest.mark.parametrize(
    ("counts", "expected", "wald", "strata"),
    [
        (TRIALS, (0.6352671851, 0.5881287297, 0.6861837827), (152.5675536, 1.707587532e-26), 13),
        (
            REGIONS,
            (0.980504209909, 0.920013877441, 1.044971743604),
            (3.726877190103, 0.977236394385),
            12,
        ),
        (
            SPARSE,
            (1.075008202575, 0.758227649968, 1.524136762424),
            (2.045653692608, 0.152641405101),
            2,
        ),
    ],
)
def test_values_of_metafor(counts, expected, wald, strata):
    """R 4.2.2, metafor 3.8-1, of which QE, QEp and k.yi.

    rma.mh(ai = x, n1i = n, ci = x0, n2i = n0, measure = "RR", add = 0, to = "none")
    """
    pooled = pooled_risk_ratio(*counts)
    assert three(pooled.risk_ratio) == pytest.approx(expected, rel=1e-9)
    found = [pooled.wald_homogeneity_statistic, pooled.wald_homogeneity_p_value]
    assert found == pytest.approx(wald, rel=1e-8)
    assert pooled.wald_strata == strata
    assert pooled.strata == len(counts[0])


def greenland_robins(strata, level):
    """Greenland and Robins (1985), Biometrics 41, 55-68, in exact fractions."""
    above = below = total = Fraction(0)
    for x, n, x0, n0 in strata:
        if n and n0:
            above += Fraction(x * n0, n + n0)
            below += Fraction(x0 * n, n + n0)
            total += Fraction(n * n0 * (x + x0) - x * x0 * (n + n0), (n + n0) ** 2)
    if not above or not below or not total:
        return None
    factor = exp(norm.isf((1 - level) / 2) * sqrt(total / (above * below)))
    ratio = float(above / below)
    return ratio, ratio / factor, ratio * factor


count = st.one_of(st.integers(0, 12), st.integers(0, 3000))
side = st.lists(st.tuples(count, count), min_size=3, max_size=3)


@settings(deadline=None, max_examples=300)
@given(side, side, st.floats(0.5, 0.999))
def test_exact_fractions_and_swapping(group, comparator, level):
    (x, failed), (x0, others_failed) = np.array(group).T, np.array(comparator).T
    counts = x, x + failed, x0, x0 + others_failed
    ratio = pooled_risk_ratio(*counts, level=level).risk_ratio
    expected = greenland_robins(np.array(counts).T.tolist(), level)
    if expected is None:
        assert not 0 < ratio.value < np.inf or ratio.value == 1
        assert (ratio.lower, ratio.upper) == (0, np.inf)
        return
    assert three(ratio) == pytest.approx(expected, rel=1e-11)
    turned = pooled_risk_ratio(*counts[2:], *counts[:2], level=level).risk_ratio
    assert [1 / turned.value, 1 / turned.upper] == pytest.approx(
        [float(ratio.value), float(ratio.lower)], rel=1e-11
    )


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 40)), min_size=2))
def test_equal_rates_in_every_stratum_give_exactly_1(strata):
    passed, failed, times = np.array(strata).T
    ratio = pooled_risk_ratio(passed, passed + failed, passed * times, (passed + failed) * times)
    assert ratio.risk_ratio.value == 1
    assert ratio.score_homogeneity_statistic == pytest.approx(0, abs=1e-12)
    assert ratio.score_homogeneity_p_value == pytest.approx(1)


def test_one_call_equals_cell_by_cell_and_order_changes_nothing():
    random = np.random.default_rng(5)
    n, n0 = random.integers(0, 40, (2, 8, 5, 6))
    x, x0 = random.binomial(n, 0.7), random.binomial(n0, 0.6)
    together = pooled_risk_ratio(x, n, x0, n0)
    assert together.risk_ratio.value.shape == (8, 5)
    for place in np.ndindex(8, 5):
        alone = pooled_risk_ratio(*(side[place][::-1] for side in (x, n, x0, n0)))
        found = together.risk_ratio.value[place], together.score_homogeneity_p_value[place]
        expected = alone.risk_ratio.value, alone.score_homogeneity_p_value
        assert found == pytest.approx([float(number) for number in expected], rel=1e-9)


def test_what_is_not_defined_is_missing_and_stops_no_other_cell():
    passed = [[0, 0], [3, 2], [0, 0], [4, 4], [2, 3], [2, 0]]
    entered = [[5, 6], [5, 6], [5, 6], [4, 4], [4, 0], [4, 5]]
    others_passed = [[3, 1], [0, 0], [0, 0], [6, 7], [3, 3], [3, 0]]
    others_entered = [[9, 9], [9, 9], [9, 0], [6, 7], [6, 7], [6, 7]]
    passed[4][1] = 0
    pooled = pooled_risk_ratio(passed, entered, others_passed, others_entered)
    np.testing.assert_equal(pooled.risk_ratio.value, [0, np.inf, np.nan, 1, 1, 1])
    assert pooled.risk_ratio.lower[:4].tolist() == [0, 0, 0, 0]
    assert (pooled.risk_ratio.upper[:4] == np.inf).all()
    assert np.isfinite(pooled.risk_ratio.upper[4:]).all()
    assert pooled.strata.tolist() == [2, 2, 0, 2, 1, 1]
    assert np.isnan(pooled.score_homogeneity_p_value).all()
    assert np.isnan(pooled.wald_homogeneity_p_value).all()
    nothing = pooled_risk_ratio(*np.zeros((4, 3, 0), dtype=int))
    assert np.isnan(nothing.risk_ratio.value).tolist() == [True, True, True]


def test_impossible_input_is_refused():
    with pytest.raises(EstimationError, match="strata on their last axis"):
        pooled_risk_ratio(1, 2, 3, 4)
    with pytest.raises(EstimationError, match="level"):
        pooled_risk_ratio([1], [2], [3], [4], level=0)
