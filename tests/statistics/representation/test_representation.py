"""Representation against scipy's and R's exact binomial, exact sums and enumeration."""

from fractions import Fraction
from functools import reduce
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from workbench.errors import EstimationError
from workbench.statistics.comparison.shortfall import pooled_shortfall
from workbench.statistics.representation.representation import (
    against_benchmark,
    expected_share,
    representation,
)
from workbench.statistics.representation.shares import ratio_to_whole
from workbench.vocabulary.terms import REGIONS

pytestmark = pytest.mark.filterwarnings("error")

# R 4.2.2: binom.test(x, n, p)$conf.int; and $p.value with alternative "less" and "greater".
R_BINOMIAL = [
    (7, 60, 0.124, 0.0482148418713, 0.225716153146, 0.529225135175, 0.626905984491),
    (0, 25, 0.08, 0, 0.137185171531, 0.124364286802, 1),
    (40, 40, 0.9, 0.911902697121, 1, 1, 0.0147808829414),
    (130, 700, 0.183, 0.157566369096, 0.216539895833, 0.596509466265, 0.441579410193),
    (12, 12000, 0.0021, 0.000516817963696, 0.00174614651185, 0.00279436676711, 0.998751981747),
]

BENCHMARKS = Path(__file__).parents[3] / "data" / "published" / "population_benchmarks.csv"

counts = st.integers(1, 1500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
shares = st.floats(0.001, 1)


@pytest.mark.parametrize(("x", "n", "share", "lower", "upper", "less", "greater"), R_BINOMIAL)
def test_values_of_r(x, n, share, lower, upper, less, greater):
    found = against_benchmark(x, n, share)
    np.testing.assert_allclose([found.share.lower, found.share.upper], [lower, upper], rtol=1e-10)
    assert found.p_value == pytest.approx(min(1, 2 * min(less, greater)), rel=1e-10)
    assert found.index.value == pytest.approx(x / n / share)
    np.testing.assert_allclose(
        [found.index.lower, found.index.upper], [lower / share, upper / share], rtol=1e-10
    )


@settings(deadline=None, max_examples=150)
@given(counts, shares, st.floats(0.5, 0.999))
def test_limits_and_tails_of_scipy(count, share, level):
    found = against_benchmark(*count, share, level=level)
    ends = binomtest(*count, share).proportion_ci(level, method="exact")
    np.testing.assert_allclose([found.share.lower, found.share.upper], ends, rtol=1e-7, atol=1e-12)
    tails = [binomtest(*count, share, alternative=side).pvalue for side in ("less", "greater")]
    # Below 1e-200 SciPy's own two ways to a tail differ in the sixth figure.
    assert found.p_value == pytest.approx(min(1, 2 * min(tails)), rel=1e-7, abs=1e-200)


@settings(deadline=None, max_examples=150)
@given(counts, shares)
def test_test_and_interval_never_disagree(count, share):
    found = against_benchmark(*count, share)
    if abs(found.p_value - 0.05) > 1e-9:
        outside = found.index.lower > 1 or found.index.upper < 1
        assert outside == (found.p_value < 0.05)


def test_exact_false_alarms_and_coverage():
    """Neither the test nor the interval goes past its level, at any size or share tried."""
    for people in (5, 30, 100, 700):
        seen = np.arange(people + 1)
        for share in (0.02, 0.04, 0.1, 0.18, 0.5, 0.82):
            found = against_benchmark(seen, people, share)
            chances = binom.pmf(seen, people, share)
            assert chances[found.p_value <= 0.05].sum() <= 0.05
            inside = (found.index.lower <= 1) & (found.index.upper >= 1)
            assert chances[inside].sum() >= 0.95


def test_a_benchmark_that_differs_by_region_errs_on_the_safe_side():
    """300 applicants of three regions, drawn at 46%, 10% and 3%: the exact mixture of binomials."""
    people, benchmark = np.array([120, 90, 90]), np.array([0.46, 0.10, 0.03])
    chances = reduce(
        np.convolve,
        (binom.pmf(np.arange(n + 1), n, p) for n, p in zip(people, benchmark, strict=True)),
    )
    seen = np.arange(people.sum() + 1)
    share = expected_share(people, benchmark)
    assert chances @ seen == pytest.approx(people.sum() * share)
    found = against_benchmark(seen, people.sum(), share)
    assert 0.005 < chances[found.p_value <= 0.05].sum() < 0.035


def test_shortfall_in_people():
    """The Census 2021 share of Asian people in England and Wales, 9.3%, of 700 is 65.1 people."""
    found = against_benchmark([50, 70], 700, 0.093)
    np.testing.assert_allclose(found.expected, 65.1)
    np.testing.assert_allclose(found.shortfall, [15.1, -4.9])


def test_expected_share_is_the_exact_sum():
    random = np.random.default_rng(5)
    people = random.integers(0, 900, 12)
    people[3] = 0
    thousandths = random.integers(0, 1001, (5, 12))
    exact = [
        float(
            sum(Fraction(int(n) * int(b), 1000) for n, b in zip(people, row, strict=True))
            / int(people.sum())
        )
        for row in thousandths
    ]
    np.testing.assert_allclose(expected_share(people, thousandths / 1000), exact, rtol=1e-14)
    unknown = thousandths / 1000
    unknown[:, 3] = np.nan
    np.testing.assert_allclose(expected_share(people, unknown), exact, rtol=1e-14)
    assert np.isnan(expected_share([0, 0], [0.5, np.nan]))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 500), st.floats(0, 1)), min_size=1, max_size=12))
def test_expected_shares_of_a_group_and_of_the_rest_add_up(regions):
    people, share = np.array([n for n, _ in regions]), np.array([b for _, b in regions])
    both = expected_share(people, np.stack([share, 1 - share]))
    if people.sum():
        assert both.sum() == pytest.approx(1)
        assert share[people > 0].min() - 1e-12 <= both[0] <= share[people > 0].max() + 1e-12
    else:
        assert np.isnan(both).all()


def test_published_benchmarks_give_the_published_national_shares():
    """Weighted by residents, the regions give the shares of England and Wales.

    Office for National Statistics, Ethnic group, England and Wales: Census 2021: Asian 9.3%,
    Black 4.0%, Mixed 2.9%, White 81.7%, Other 2.1%, of 59,597,542. Ethnicity facts and figures,
    Regional ethnic diversity: 7.0% of the North East are of groups other than White.
    """
    table = pd.read_csv(BENCHMARKS, keep_default_na=False)
    residents = table[table["benchmark"] == "Census 2021 residents of all ages"]
    people = residents.pivot(index="group", columns="region", values="people").astype(int)
    assert tuple(people.columns) == REGIONS
    assert abs(people.to_numpy().sum() - 59_597_542) < 100
    share = people / people.sum()
    groups = ["Asian", "Black", "Mixed", "White", "Other"]
    national = expected_share(people.sum(), share.loc[groups])
    np.testing.assert_array_equal((national * 100).round(1), [9.3, 4.0, 2.9, 81.7, 2.1])
    assert round(1 - share.loc["White", "North East"], 3) == 0.070
    working = table[table["region"] == "England and Wales"]
    assert working["share"].astype(float).sum() == pytest.approx(1)
    assert ((table["people"] == "") != (table["share"] == "")).all()


@st.composite
def funnels(draw):
    everybody = draw(st.integers(2, 3000))
    applied = draw(st.integers(1, everybody))
    started = draw(st.integers(0, applied))
    others_started = draw(st.integers(0, everybody - applied))
    return applied, everybody, started, started + others_started


@settings(deadline=None, max_examples=150)
@given(funnels(), shares)
def test_attraction_times_selection_is_the_whole(funnel, share):
    found = representation(*funnel, share)
    if not funnel[3]:
        assert np.isnan([found.selection.value, found.starters.index.value]).all()
        return
    product = found.applicants.index.value * found.selection.value
    assert product == pytest.approx(found.starters.index.value, rel=1e-12)
    parts = found.shortfall_from_attraction + found.shortfall_from_selection
    assert parts == pytest.approx(found.starters.shortfall, abs=1e-9)
    applied, everybody, started, all_started = funnel
    expected = pooled_shortfall(started, applied, all_started, everybody)
    assert found.shortfall_from_selection == pytest.approx(expected, abs=1e-9)


def test_a_worked_campaign():
    """1,000 applicants, 90 of the group where 180 are expected; 100 start, 6 of the group.

    By hand: attraction 9/18, selection 6/9, whole 6/18; of 18 starters expected, 9 are missing
    because fewer applied and 3 of the other 9 because fewer of them started.
    """
    found = representation([90], [1000], [6], [100], [0.18])
    assert found.applicants.index.value == pytest.approx(1 / 2)
    assert found.selection.value == pytest.approx(2 / 3)
    assert found.starters.index.value == pytest.approx(1 / 3)
    np.testing.assert_allclose(found.applicants.shortfall, 90)
    np.testing.assert_allclose(found.starters.shortfall, 12)
    np.testing.assert_allclose(found.shortfall_from_attraction, 9)
    np.testing.assert_allclose(found.shortfall_from_selection, 3)


def test_groups_in_one_call_are_the_same_one_at_a_time():
    applied, started, share = [90, 40, 870], [6, 0, 94], [0.18, 0.02, 0.8]
    together = representation(applied, 1000, started, 100, share)
    for place, row in enumerate(zip(applied, started, share, strict=True)):
        alone = representation(row[0], 1000, row[1], 100, row[2])
        for name in ("value", "lower", "upper"):
            assert getattr(together.selection, name)[place] == getattr(alone.selection, name)
            assert getattr(together.starters.index, name)[place] == getattr(
                alone.starters.index, name
            )
        assert together.applicants.p_value[place] == alone.applicants.p_value


def test_the_level_reaches_every_interval():
    funnel = (90, 1000, 6, 100)
    found = representation(*funnel, 0.18, level=0.8)
    parts = against_benchmark(90, 1000, 0.18, level=0.8), against_benchmark(6, 100, 0.18, level=0.8)
    for estimate, alone in (
        (found.applicants.index, parts[0].index),
        (found.starters.index, parts[1].index),
        (found.selection, ratio_to_whole(6, 90, 100, 1000, level=0.8)),
    ):
        assert estimate.level == alone.level == 0.8
        assert (estimate.lower, estimate.upper) == (alone.lower, alone.upper)


def test_nobody():
    found = representation(0, 0, 0, 0, 0.2)
    for estimate in (found.applicants.share, found.applicants.index, found.starters.index):
        assert np.isnan([estimate.value, estimate.lower, estimate.upper]).all()
    assert found.applicants.p_value == 1
    assert found.applicants.shortfall == 0
    assert np.isnan(found.shortfall_from_attraction)


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: against_benchmark(5, 4, 0.1), "group must not be more than people"),
        (lambda: against_benchmark(1, 4, 0), "above 0"),
        (lambda: against_benchmark(1, 4, 0.1, level=95), "level"),
        (lambda: representation(3, 9, 4, 8, 0.1), "started must not|passed must not"),
        (lambda: representation(3, 9, 1, 8, 0.1), "inside the whole"),
        (lambda: expected_share([5, 5], [0.1, 1.1]), "from 0 to 1"),
        (lambda: expected_share([5, 5], [0.1, np.nan]), "missing for a region"),
        (lambda: expected_share([5, 5], [0.1, 0.2, 0.3]), "Shapes must fit"),
        (lambda: expected_share([5, -5], [0.1, 0.2]), "people must not be negative"),
    ],
)
def test_impossible_input_is_refused(call, complaint):
    with pytest.raises(EstimationError, match=complaint):
        call()
