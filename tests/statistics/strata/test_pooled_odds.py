"""Pooled odds ratios against R, metafor and statsmodels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from workbench.errors import EstimationError
from workbench.statistics.strata.pooled_odds import pooled_odds_ratio

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[2] / "reference" / "berkeley_1973.csv"
NUMBERS = (
    "statistic",
    "p_value",
    "corrected_statistic",
    "corrected_p_value",
    "homogeneity_statistic",
    "homogeneity_p_value",
)


@pytest.fixture(scope="module")
def berkeley():
    """Department by (men, women) by (admitted, rejected)."""
    return pd.read_csv(REFERENCE, comment="#", index_col=0).to_numpy().reshape(6, 2, 2)


def counts_of(tables):
    """Counts with their strata last, from tables (..., strata, side, outcome)."""
    passed, entered = np.moveaxis(tables, -1, 0)[0], np.sum(tables, axis=-1)
    return passed[..., 0], entered[..., 0], passed[..., 1], entered[..., 1]


def three(ratio):
    return [float(number) for number in (ratio.value, ratio.lower, ratio.upper)]


def test_published_mantel_haenszel(berkeley):
    """R 4.2.2: mantelhaen.test(aperm(UCBAdmissions, c(2, 1, 3)), correct = FALSE), and TRUE."""
    pooled = pooled_odds_ratio(*counts_of(berkeley))
    assert three(pooled.odds_ratio) == pytest.approx(
        [0.9046968283, 0.7719073618, 1.060329764], rel=1e-9
    )
    assert [pooled.statistic, pooled.p_value] == pytest.approx([1.52460666, 0.2169236971])
    assert pooled.corrected_statistic == pytest.approx(1.426946229)
    assert pooled.corrected_p_value == pytest.approx(0.2322634628)


def test_published_clinical_trial():
    """Migraine trial of the SAS/STAT User's Guide, The FREQ Procedure: 8.3052, p 0.0040.

    The odds ratio and its limits by metafor's rma.mh, called as below.
    """
    pooled = pooled_odds_ratio([16, 12], [27, 28], [5, 7], [25, 26])
    assert np.round(three(pooled.odds_ratio), 4).tolist() == [3.3132, 1.4456, 7.5934]
    assert float(pooled.statistic.round(4)) == 8.3052
    assert float(pooled.p_value.round(4)) == 0.0040


@pytest.mark.parametrize(
    ("counts", "expected", "statistics"),
    [
        (
            (
                [30, 36, 15, 20, 17, 75, 33, 30, 25, 22, 30, 11],
                [41, 60, 18, 33, 25, 90, 47, 52, 38, 29, 44, 23],
                [231, 240, 230, 245, 170, 130, 290, 250, 240, 230, 250, 201],
                [310, 402, 288, 350, 280, 150, 390, 420, 361, 297, 401, 351],
            ),
            (0.936798880238, 0.760741410836, 1.153601117955),
            (
                0.377514575709,
                0.538936403994,
                0.314647153199,
                0.574842408788,
                3.837095378,
                0.974442186,
            ),
        ),
        # Sparse strata with empty cells, and one where everyone passed.
        (
            (
                [0, 3, 5, 0, 4, 7, 2],
                [10, 10, 5, 4, 10, 7, 6],
                [2, 0, 6, 3, 5, 9, 0],
                [10, 9, 9, 3, 12, 9, 8],
            ),
            (1.203570231311, 0.472866373409, 3.063405188351),
            (0.170385822, 0.679769143, 0.0269483809, 0.869605488, 17.60884106, 0.00347878049),
        ),
    ],
)
def test_values_of_metafor(counts, expected, statistics):
    """R 4.2.2, metafor 3.8-1, of which MH, MHp, TA and TAp.

    rma.mh(ai = x, n1i = n, ci = x0, n2i = n0, measure = "OR", add = 0, to = "none",
    correct = FALSE), and TRUE.
    """
    pooled = pooled_odds_ratio(*counts)
    assert three(pooled.odds_ratio) == pytest.approx(expected, rel=1e-10)
    assert [getattr(pooled, name) for name in NUMBERS] == pytest.approx(statistics, rel=1e-8)


def random_tables(seed, shape):
    random = np.random.default_rng(seed)
    n, n0 = random.integers(0, 60, (2, *shape))
    rate, rate0 = random.choice([0.0, 0.1, 0.5, 0.9, 1.0], (2, *shape))
    return random.binomial(n, rate), n, random.binomial(n0, rate0), n0


def test_one_call_equals_the_library_cell_by_cell():
    counts = random_tables(20240611, (10, 15, 6))
    pooled = pooled_odds_ratio(*counts, level=0.9)
    compared = 0
    for place in np.ndindex(10, 15):
        x, n, x0, n0 = (side[place] for side in counts)
        informative = (n > 0) & (n0 > 0) & (x + x0 > 0) & (x + x0 < n + n0)
        tables = np.array([[x, n - x], [x0, n0 - x0]], dtype=float)[:, :, informative]
        assert pooled.strata[place] == informative.sum()
        value = pooled.odds_ratio.value[place]
        if informative.sum() < 2 or not 0 < value < np.inf:
            continue
        library = StratifiedTable(tables)
        lower, upper = library.oddsratio_pooled_confint(alpha=0.1)
        found = value, pooled.odds_ratio.lower[place], pooled.odds_ratio.upper[place]
        assert found == pytest.approx((library.oddsratio_pooled, lower, upper), rel=1e-10)
        plain, equal = library.test_null_odds(), library.test_equal_odds(adjust=True)
        assert pooled.statistic[place] == pytest.approx(plain.statistic, rel=1e-9, abs=1e-12)
        assert pooled.p_value[place] == pytest.approx(plain.pvalue, abs=1e-12)
        assert pooled.homogeneity_statistic[place] == pytest.approx(equal.statistic, rel=1e-7)
        assert pooled.homogeneity_p_value[place] == pytest.approx(equal.pvalue, abs=1e-9)
        compared += 1
    assert compared > 120


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
    pooled = pooled_odds_ratio(*counts_of(berkeley))
    assert round(float(pooled.homogeneity_statistic), 2) == 18.83
    assert round(float(pooled.homogeneity_p_value), 4) == 0.0021
    balanced = np.array([[[10, 20], [20, 10]], [[20, 10], [10, 20]]])
    crowded = np.array([[[90, 2], [95, 1]], [[60, 30], [30, 1]], [[3, 9], [40, 3]]])
    for tables in (berkeley, berkeley[2:5] + 7, balanced, crowded, crowded[:, ::-1]):
        pooled = pooled_odds_ratio(*counts_of(tables))
        expected = breslow_day_tarone(tables.tolist(), float(pooled.odds_ratio.value))
        assert pooled.homogeneity_statistic == pytest.approx(expected, rel=1e-9)


def test_strata_without_information_or_in_another_order_change_nothing(berkeley):
    empty = [[[0, 0], [4, 5]], [[0, 7], [0, 9]], [[5, 0], [2, 0]], [[0, 0], [0, 0]]]
    plain = pooled_odds_ratio(*counts_of(berkeley))
    padded = pooled_odds_ratio(*counts_of(np.array([*berkeley[::-1], *empty])))
    assert padded.strata == 6
    assert three(padded.odds_ratio) == pytest.approx(three(plain.odds_ratio), rel=1e-12)
    for name in NUMBERS:
        assert getattr(padded, name) == pytest.approx(getattr(plain, name), rel=1e-9)


def test_one_stratum_is_its_own_odds_ratio_and_has_no_homogeneity(berkeley):
    pooled = pooled_odds_ratio(*counts_of(berkeley.sum(axis=0)[None]))
    assert round(float(pooled.odds_ratio.value), 3) == 1.841
    assert np.isnan([pooled.homogeneity_statistic, pooled.homogeneity_p_value]).all()
    assert pooled.strata == 1


def test_what_is_not_defined_is_missing_and_stops_no_other_cell():
    tables = [
        [[[0, 5], [3, 4]], [[0, 6], [2, 4]]],
        [[[5, 0], [3, 4]], [[0, 0], [3, 4]]],
        [[[0, 0], [3, 4]], [[0, 3], [0, 4]]],
        [[[2, 4], [1, 2]], [[3, 3], [4, 4]]],
    ]
    pooled = pooled_odds_ratio(*counts_of(np.array(tables)))
    np.testing.assert_equal(pooled.odds_ratio.value, [0, np.inf, np.nan, 1])
    assert pooled.odds_ratio.lower[:3].tolist() == [0, 0, 0]
    assert (pooled.odds_ratio.upper[:3] == np.inf).all()
    assert 0 < pooled.odds_ratio.lower[3] < 1 < pooled.odds_ratio.upper[3] < np.inf
    assert pooled.strata.tolist() == [2, 1, 0, 2]
    assert np.isnan(pooled.p_value).tolist() == [False, False, True, False]
    assert np.isnan(pooled.homogeneity_p_value).tolist() == [True, True, True, False]
    # Exactly as expected: the correction must not carry the statistic beyond it.
    assert [pooled.corrected_statistic[3], pooled.corrected_p_value[3]] == [0, 1]
    nothing = pooled_odds_ratio(*np.zeros((4, 3, 0), dtype=int)).odds_ratio
    assert np.isnan(nothing.value).tolist() == [True, True, True]


def test_impossible_input_is_refused():
    with pytest.raises(EstimationError, match="strata on their last axis"):
        pooled_odds_ratio(1, 2, 3, 4)
    with pytest.raises(EstimationError, match="more than entered"):
        pooled_odds_ratio([3], [2], [3], [4])
    with pytest.raises(EstimationError, match="level"):
        pooled_odds_ratio([1], [2], [3], [4], level=1)


sides = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=3, max_size=3)


@settings(deadline=None, max_examples=200)
@given(sides, sides)
def test_swapping_sides_or_outcomes_inverts(group, comparator):
    (x, f), (x0, f0) = np.array(group).T, np.array(comparator).T
    one = pooled_odds_ratio(x, x + f, x0, x0 + f0)
    for turned in (
        pooled_odds_ratio(x0, x0 + f0, x, x + f),
        pooled_odds_ratio(f, x + f, f0, x0 + f0),
    ):
        with np.errstate(divide="ignore"):
            inverted = [1 / turned.odds_ratio.value, 1 / turned.odds_ratio.upper]
        expected = [one.odds_ratio.value, one.odds_ratio.lower]
        np.testing.assert_allclose(inverted, expected, rtol=1e-10)
        for name in NUMBERS:
            found, expected = getattr(turned, name), getattr(one, name)
            np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-9)


def test_large_counts_and_rare_outcomes_tend_to_the_poisson_limit():
    """Of a hundred million a side 40 v 25 and 60 v 30 pass: the chance of the group's is fixed."""
    passed, others_passed, people = np.array([40, 60]), np.array([25, 30]), 100_000_000
    ratio, drawn = 100 / 55, passed + others_passed
    excess, variance = passed - drawn * ratio / (1 + ratio), drawn * ratio / (1 + ratio) ** 2
    expected = (excess**2 / variance).sum() - excess.sum() ** 2 / variance.sum()
    for pooled in (
        pooled_odds_ratio(passed, people, others_passed, people),
        # The same of those who do not pass: nearly everyone passes on both sides.
        pooled_odds_ratio(people - others_passed, people, people - passed, people),
    ):
        assert float(pooled.odds_ratio.value) == pytest.approx(ratio, rel=1e-6)
        assert float(pooled.homogeneity_statistic) == pytest.approx(expected, rel=1e-5)
