"""Strata against the Berkeley admissions of 1973 and the identities of the decomposition."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.strata import kitagawa, mantel_haenszel

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[1] / "reference" / "berkeley_1973.csv"


@pytest.fixture(scope="module")
def berkeley():
    """Department by (men, women) by (admitted, rejected)."""
    return pd.read_csv(REFERENCE, comment="#", index_col=0).to_numpy().reshape(6, 2, 2)


def test_published_mantel_haenszel(berkeley):
    """R 4.2.2: mantelhaen.test(aperm(UCBAdmissions, c(2, 1, 3)), correct = FALSE), and TRUE."""
    pooled = mantel_haenszel(berkeley)
    ratio = pooled.odds_ratio
    found = [float(number) for number in (ratio.value, ratio.lower, ratio.upper)]
    assert found == pytest.approx([0.9046968283, 0.7719073618, 1.060329764], rel=1e-9)
    assert [pooled.statistic, pooled.p_value] == pytest.approx([1.52460666, 0.2169236971])
    corrected = [pooled.corrected_statistic, pooled.corrected_p_value]
    assert corrected == pytest.approx([1.426946229, 0.2322634628])


def breslow_day_tarone(tables, odds_ratio):
    """Breslow and Day (1980, equation 4.30) less the term of Tarone (1985), by stratum."""
    excess, variances, plain = [], [], 0.0
    for (a, b), (c, d) in tables:
        # Expected count e at the pooled odds ratio: e (d - a + e) = ratio (a + b - e)(a + c - e).
        linear = d - a + odds_ratio * (2 * a + b + c)
        roots = np.roots([1 - odds_ratio, linear, -odds_ratio * (a + b) * (a + c)])
        (e,) = (root for root in roots if 0 < root < min(a + b, a + c))
        variance = 1 / (1 / e + 1 / (a + b - e) + 1 / (a + c - e) + 1 / (d - a + e))
        excess.append(a - e)
        variances.append(variance)
        plain += (a - e) ** 2 / variance
    return plain - sum(excess) ** 2 / sum(variances)


def test_homogeneity(berkeley):
    """Breslow-Day with Tarone's adjustment: 18.83 on 5 degrees of freedom, p 0.0021."""
    pooled = mantel_haenszel(berkeley)
    assert round(pooled.homogeneity_statistic, 2) == 18.83
    assert round(pooled.homogeneity_p_value, 4) == 0.0021
    for tables in (berkeley, berkeley[2:5] + 7):
        pooled = mantel_haenszel(tables)
        expected = breslow_day_tarone(tables, float(pooled.odds_ratio.value))
        assert pooled.homogeneity_statistic == pytest.approx(expected, rel=1e-9)


def test_one_stratum_is_its_own_odds_ratio_and_has_no_homogeneity(berkeley):
    pooled = mantel_haenszel(berkeley.sum(axis=0)[None])
    assert round(float(pooled.odds_ratio.value), 3) == 1.841
    assert np.isnan([pooled.homogeneity_statistic, pooled.homogeneity_p_value]).all()
    assert pooled.strata == 1


def test_strata_without_information_or_in_another_order_change_nothing(berkeley):
    empty = [[[0, 0], [4, 5]], [[0, 7], [0, 9]], [[0, 0], [0, 0]]]
    plain, padded = mantel_haenszel(berkeley), mantel_haenszel([*berkeley[::-1], *empty])
    assert padded.strata == 6
    assert padded.odds_ratio.lower == pytest.approx(float(plain.odds_ratio.lower), rel=1e-12)
    assert padded.homogeneity_p_value == pytest.approx(plain.homogeneity_p_value, rel=1e-9)


@pytest.mark.parametrize(
    "table",
    [[[[0, 5], [3, 4]]], [[[5, 0], [3, 4]]], [[[0, 0], [3, 4]]], [[[1, 5], [0, 4]]]],
)
def test_odds_ratios_that_cannot_be_pooled_are_refused(table):
    with pytest.raises(EstimationError, match="No finite odds ratio"):
        mantel_haenszel(table)


def test_other_shapes_are_refused():
    with pytest.raises(EstimationError, match="shape"):
        mantel_haenszel([[1, 2], [3, 4]])


def test_published_decomposition(berkeley):
    """Women less men -0.1416 = mix -0.1777 + rate +0.0360."""
    entered = berkeley.sum(axis=2)
    (men, women), rates = entered.T / entered.sum(axis=0)[:, None], berkeley[:, :, 0] / entered
    parts = kitagawa(women, rates[:, 1], men, rates[:, 0])
    assert parts.mix.round(4) == -0.1777
    assert parts.rate.round(4) == 0.0360
    assert (parts.mix + parts.rate).round(4) == -0.1416


side = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=4, max_size=4)


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
