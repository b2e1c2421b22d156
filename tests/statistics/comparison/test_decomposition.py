"""Stage decomposition: exact sums, a published funnel, and its shares against a slow loop."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from workbench.errors import EstimationError
from workbench.statistics.comparison.cumulative import cumulative_rate, cumulative_relative_rate
from workbench.statistics.comparison.decomposition import decompose

pytestmark = pytest.mark.filterwarnings("error")
TEAL = ([26, 11], [48, 26], [206, 35], [259, 206])


def decomposed(*counts, seed=1, **options):
    return decompose(*counts, generator=np.random.default_rng(seed), **options)


def test_published_funnel():
    """Connecticut v. Teal, 457 US 440 (1982): 0.681 x 2.490 = 1.696."""
    teal = decomposed(*TEAL)
    assert np.exp(teal.log_ratio).round(3).tolist() == [0.681, 2.490]
    assert np.exp(teal.total).round(3) == 1.696
    # At the test alone at parity, 48 x 206/259 pass it and 11 of 26 of those are promoted.
    assert teal.starts_gained[0] == pytest.approx((48 * 206 / 259) * 11 / 26 - 11)
    assert teal.starts_gained[1] == pytest.approx(26 * 35 / 206 - 11)
    assert teal.ends_at == -1


def slow_share_draws(sides, times, random):
    """Share of each stage, person by person with the standard library's arithmetic."""
    found = []
    for _ in range(times):
        logs = []
        for passed, entered in sides:
            entering, row = entered[0], []
            for stage, (x, n) in enumerate(zip(passed, entered, strict=True)):
                if stage:
                    entering = max(round(row[-1][0] * n / passed[stage - 1]), 1)
                through = sum(random.random(entering) < x / n) or 0.5
                row.append((through, math.log(through / entering)))
            logs.append([log for _, log in row])
        ratio = [own - theirs for own, theirs in zip(*logs, strict=True)]
        found.append([part / sum(ratio) for part in ratio])
    return np.quantile(found, [0.025, 0.25, 0.75, 0.975], axis=0)


def test_limits_are_those_of_a_slow_loop():
    """Stages that people skip or still wait at, so that n is not the passes before."""
    group = ([20, 50, 30], [90, 60, 36])
    comparator = ([80, 70, 52], [100, 75, 60])
    expected = slow_share_draws([group, comparator], 4000, np.random.default_rng(5))
    for level, (low, high) in ((0.95, (0, 3)), (0.5, (1, 2))):
        share = decomposed(*group, *comparator, level=level, replicates=20_000).share
        np.testing.assert_allclose(share.lower, expected[low], atol=0.012)
        np.testing.assert_allclose(share.upper, expected[high], atol=0.012)


def two_stages(passed, entered):
    """Every draw of two stages: its chance and the logarithms of its rates."""
    first, second = (min(x, n - 0.5) / n for x, n in zip(passed, entered, strict=True))
    for through, reaching in enumerate(binom.pmf(range(entered[0] + 1), entered[0], first)):
        entering = max(round((through or 0.5) * entered[1] / passed[0]), 1)
        for last, chance in enumerate(binom.pmf(range(entering + 1), entering, second)):
            rates = (through or 0.5) / entered[0], (last or 0.5) / entering
            yield reaching * chance, math.log(rates[0]), math.log(rates[1])


def test_limits_are_quantiles_of_all_draws_enumerated():
    """Few people: nobody passes in many draws, and a stage that everybody passed."""
    group, comparator = ([2, 1], [9, 3]), ([6, 7], [8, 7])
    own, theirs = (np.array(list(two_stages(*side))) for side in (group, comparator))
    chances = np.outer(own[:, 0], theirs[:, 0])
    parts = own[:, None, 1:] - theirs[:, 1:]
    total = parts.sum(axis=-1)
    shares = parts[..., 0] / np.where(total == 0, 1e-200, total)
    assert chances.sum() == pytest.approx(1)
    share = decomposed(*group, *comparator, level=0.8, replicates=200_000).share
    for limit, tail in ((share.lower[0], 0.1), (share.upper[0], 0.9)):
        assert chances[shares < limit - 1e-9].sum() < tail + 0.003
        assert chances[shares <= limit + 1e-9].sum() > tail - 0.003


sides = st.lists(
    st.tuples(st.integers(1, 300), st.integers(0, 99), st.integers(1, 300), st.integers(0, 99)),
    min_size=1,
    max_size=6,
)


def as_counts(rows):
    passed, failed, others_passed, others_failed = np.array(rows).T
    return passed, passed + failed, others_passed, others_passed + others_failed


@settings(deadline=None, max_examples=150)
@given(sides)
def test_stages_add_up(rows):
    counts = as_counts(rows)
    parts = decomposed(*counts, replicates=100)
    total = np.log(cumulative_relative_rate(*counts).value)
    assert parts.total == pytest.approx(float(total), abs=1e-12)
    assert parts.log_ratio.sum() == pytest.approx(float(total), abs=1e-12)
    if abs(total) > 1e-9:
        assert parts.share.value.sum() == pytest.approx(1, abs=1e-9)
        np.testing.assert_allclose(parts.share.value * total, parts.log_ratio, atol=1e-12)


@settings(deadline=None, max_examples=100)
@given(sides)
def test_starts_gained_is_the_funnel_rerun_with_one_rate_exchanged(rows):
    passed, entered, others_passed, others = counts = as_counts(rows)
    people = entered[0]
    for stage, gained in enumerate(decomposed(*counts, replicates=100).starts_gained):
        mended, of = passed.copy(), entered.copy()
        mended[stage], of[stage] = others_passed[stage], others[stage]
        expected = people * (cumulative_rate(mended, of) - cumulative_rate(passed, entered))
        assert gained == pytest.approx(float(expected), abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(sides)
def test_swapping_the_sides_turns_the_signs_and_keeps_the_shares(rows):
    passed, entered, others_passed, others = as_counts(rows)
    one = decomposed(passed, entered, others_passed, others, replicates=100)
    other = decomposed(others_passed, others, passed, entered, replicates=100)
    np.testing.assert_allclose(other.log_ratio, -one.log_ratio, atol=1e-14)
    np.testing.assert_allclose(other.share.value, one.share.value, rtol=1e-9)


def test_a_stage_that_nobody_passed_ends_it():
    passed = [[5, 0, 0], [5, 4, 2], [5, 4, 2], [5, 4, 0]]
    entered = [[9, 5, 0], [9, 5, 4], [9, 5, 4], [9, 5, 0]]
    others = [[5, 4, 2], [0, 1, 2], [6, 4, 3], [6, 4, 3]]
    parts = decomposed(passed, entered, others, [9, 6, 4])
    assert parts.ends_at.tolist() == [1, 0, -1, 2]
    assert np.isnan(parts.log_ratio).tolist() == [
        [False, True, True],
        [True, True, True],
        [False, False, False],
        [False, False, True],
    ]
    assert np.isnan(parts.total).tolist() == [True, True, False, True]
    ended = parts.ends_at >= 0
    assert np.isnan(parts.share.value[ended]).all()
    assert (parts.share.lower[ended] == -np.inf).all()
    assert (parts.share.upper[ended] == np.inf).all()
    # Nobody passed the second stage: only mending that one could gain anybody, and how many
    # depends on a last stage that nobody entered. In the last row nobody has entered it yet.
    np.testing.assert_equal(parts.starts_gained[0], [0, np.nan, 0])
    np.testing.assert_equal(parts.starts_gained[3], [np.nan, np.nan, np.nan])
    assert parts.starts_gained[1, 0] == -4 / 5 * 2 / 4 * 5


def test_nobody_who_passed_a_stage_that_was_entered_gains_at_that_stage_alone():
    parts = decomposed([5, 0, 3], [9, 5, 4], [5, 4, 2], [9, 6, 4])
    assert parts.starts_gained.tolist() == [0, pytest.approx(9 * 5 / 9 * 4 / 6 * 3 / 4), 0]


def test_equal_rates_and_stages_that_cancel_have_no_shares():
    parts = decomposed([[7, 9], [10, 5], [3, 5]], [[49, 21], [30, 9], [9, 30]], [11, 3], [77, 7])
    assert parts.log_ratio[0].tolist() == [0, 0]
    assert parts.starts_gained[0].tolist() == [0, 0]
    # 2/3 x 2/3 x 9/4, whose logarithms leave 1e-16.
    cancelling = decomposed([2, 2, 9], [3, 3, 20], [3, 3, 4], [3, 3, 20])
    assert cancelling.total != 0
    assert abs(cancelling.total) < 1e-12
    for share in (parts.share.value[0], cancelling.share.value):
        assert np.isnan(share).all()


def test_a_total_that_may_be_nothing_has_shares_without_bound():
    share = decomposed([[50, 40], [50, 15]], [[90, 50], [90, 50]], [60, 41], [100, 60]).share
    assert (share.lower[0] == -np.inf).all()
    assert (share.upper[0] == np.inf).all()
    assert np.isfinite([share.lower[1], share.upper[1]]).all()
    assert ((share.lower[1] < share.value[1]) & (share.value[1] < share.upper[1])).all()


def test_a_stage_that_everybody_passed_is_not_taken_as_known():
    share = decomposed([40, 12], [90, 12], [700, 660], [1000, 700]).share
    assert share.upper[1] - share.lower[1] > 0.05


def test_draws_whose_stages_cancel_leave_no_warning_and_finite_limits():
    """One or two passes, so that many drawn totals are exactly 0."""
    share = decomposed([2, 1], [4, 2], [2, 2], [2, 2], level=0.05).share
    assert not np.isnan([share.lower, share.upper]).any()


def test_one_seed_gives_one_result_whatever_the_leading_axes():
    counts = np.array(TEAL)
    first = decomposed(*counts, level=0.5)
    second = decomposed(*counts[:, None, None, :], level=0.5)
    np.testing.assert_array_equal(second.share.lower[0, 0], first.share.lower)
    assert second.total.shape == second.ends_at.shape == (1, 1)
    assert decomposed(*counts, seed=2, level=0.5).share.lower[0] != first.share.lower[0]


def test_what_cannot_be_decomposed_is_refused():
    with pytest.raises(EstimationError, match="at least one stage"):
        decomposed(3, 5, 4, 5)
    with pytest.raises(EstimationError, match="at least one stage"):
        decomposed([], [], [], [])
    with pytest.raises(EstimationError, match="replicates"):
        decomposed(*TEAL, replicates=99)
    with pytest.raises(EstimationError, match="level"):
        decomposed(*TEAL, level=1)
    with pytest.raises(EstimationError, match="more than entered"):
        decomposed([6], [5], [1], [2])


def funnels(random, people, rates, times):
    passed = np.empty((times, len(rates)), dtype=int)
    entering = np.full(times, people)
    entered = np.empty_like(passed)
    for stage, rate in enumerate(rates):
        entered[:, stage] = entering
        passed[:, stage] = entering = random.binomial(entering, rate)
    return passed, entered


def test_coverage_of_shares():
    """True shares 0.59, 0.00 and 0.41 of a total ratio of 0.67; 92.5 to 97.5% of 600 samples."""
    random = np.random.default_rng(20250301)
    rates, others = [0.4, 0.8, 0.7], [0.508, 0.8, 0.825]
    truth = np.log(np.array(rates) / others)
    truth /= truth.sum()
    group, comparator = funnels(random, 250, rates, 600), funnels(random, 1000, others, 600)
    share = decompose(*group, *comparator, generator=random, replicates=400).share
    covered = ((share.lower <= truth) & (truth <= share.upper)).mean(axis=0)
    assert (covered > 0.925).all()
    assert (covered < 0.975).all()
