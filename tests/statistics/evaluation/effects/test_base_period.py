"""A base of several months against loops over units, written from the definition alone."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.aggregates import simple
from workbench.statistics.evaluation.effects.effect_weights import simple_effects, simple_weights
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.panel import checked_panel

pytestmark = pytest.mark.filterwarnings("error")


def observed_of(outcome):
    """Outcomes that were observed, by unit and period."""
    return {
        (unit, period): value
        for unit, row in enumerate(outcome)
        for period, value in enumerate(row)
        if value == value
    }


def mean_change(units, period, window, seen, weights):
    """Weighted mean change of units from their own months of a window, and the weight."""
    total = weight = 0.0
    for unit in units:
        before = [seen[unit, month] for month in window if (unit, month) in seen]
        if before and (unit, period) in seen:
            total += weights[unit] * (seen[unit, period] - sum(before) / len(before))
            weight += weights[unit]
    return (total / weight, weight) if weight else (None, 0.0)


def by_loops(outcome, starts, weights, anticipation, base_months):
    """ATT(g, t) and the treated weight, by cohort and period, where there is one."""
    seen, periods, found = observed_of(outcome), len(outcome[0]), {}
    for cohort in sorted({start for start in starts if start < periods}):
        last = cohort - 1 - anticipation
        if last < 0:
            continue
        window = [month for month in range(last - base_months + 1, last + 1) if month >= 0]
        for period in range(periods):
            treated = [unit for unit, start in enumerate(starts) if start == cohort]
            others = [
                unit
                for unit, start in enumerate(starts)
                if start != cohort
                and (start >= periods or start > max(period, last) + anticipation)
            ]
            change, weight = mean_change(treated, period, window, seen, weights)
            other, _ = mean_change(others, period, window, seen, weights)
            if change is not None and other is not None:
                found[cohort, period] = (change - other, weight)
    return found


def simple_by_loops(found):
    """The simple effect: by weight of the treated over cohorts and periods since the start."""
    after = [cell for (cohort, period), cell in found.items() if period >= cohort]
    if not after:
        return float("nan")
    return sum(effect * weight for effect, weight in after) / sum(weight for _, weight in after)


@st.composite
def panels(draw):
    """A small panel with gaps and weights, and other starts of the same units."""
    units, periods = draw(st.integers(2, 6)), draw(st.integers(3, 9))
    values = st.one_of(*[st.integers(-50, 50).map(float)] * 4, st.just(np.nan))
    rows = st.lists(values, min_size=periods, max_size=periods)
    outcome = draw(st.lists(rows, min_size=units, max_size=units))
    assume(not np.isnan(outcome).all())
    starts = st.lists(st.integers(0, periods + 1), min_size=units, max_size=units)
    possible = starts.filter(
        lambda drawn: min(drawn) < periods and len({min(each, periods) for each in drawn}) > 1
    )
    assigned = draw(st.lists(possible, min_size=1, max_size=4))
    weights = draw(st.lists(st.integers(1, 9), min_size=units, max_size=units))
    return outcome, assigned, weights, draw(st.integers(0, 2)), draw(st.integers(1, 11))


@settings(deadline=None, max_examples=150)
@given(panels())
def test_any_small_panel(drawn):
    """A base would be of other months, or of months in which the unit was not observed."""
    outcome, assigned, weights, anticipation, base_months = drawn
    kinds = {"anticipation": anticipation, "base_months": base_months}
    told = [by_loops(outcome, starts, weights, anticipation, base_months) for starts in assigned]
    panel = checked_panel(outcome, assigned[0], weights)
    effects = group_time(panel, **kinds)
    cells = np.argwhere(np.isfinite(effects.effect))
    found = {
        (int(effects.cohorts[row]), int(period)): (
            effects.effect[row, period],
            effects.treated_weight[row, period],
        )
        for row, period in cells
    }
    assert found.keys() == told[0].keys()
    for cell, expected in told[0].items():
        assert found[cell] == pytest.approx(expected, abs=1e-11)
    expected = [simple_by_loops(each) for each in told]
    np.testing.assert_allclose(simple(effects), expected[0], rtol=0, atol=1e-11)
    np.testing.assert_allclose(simple_effects(panel, assigned, **kinds), expected, atol=1e-11)
    weights_found = simple_weights(panel, **kinds)
    if np.isnan(expected[0]):
        assert np.isnan(weights_found).all()
    else:
        summed = np.nansum(weights_found * panel.outcome)
        assert summed == pytest.approx(expected[0], abs=1e-11)
        assert (weights_found[np.isnan(panel.outcome)] == 0).all()
        np.testing.assert_allclose(weights_found.sum(axis=1), 0, atol=1e-12)


def test_by_hand():
    """Base months would be counted from the start, not from before the months dropped."""
    gap = np.nan
    outcome = [[9, 1, 3, 50, 12, 14], [9, gap, 5, 50, 8, 9], [9, 2, 4, 7, 5, 3]]
    found = group_time(checked_panel(outcome, [4, 4, 6]), anticipation=1, base_months=2)
    # Bases are 2, 5 (of one month) and 3; the months averaged are the second and third.
    assert found.base.tolist() == [2]
    assert found.base_months == 2
    assert found.treated.tolist() == [[2, 1, 2, 2, 2, 2]]
    assert found.effect[0].tolist() == [-0.5, 0, -0.5, 42.5, 4.5, 8]
    assert found.event_time[0].tolist() == [-4, -3, -2, -1, 0, 1]


@pytest.mark.parametrize("gaps", [0.0, 0.2])
def test_longer_than_the_history(gaps):
    """Months before the panel would be waited for, or make another effect."""
    random = np.random.default_rng(11)
    outcome = random.normal(size=(8, 10))
    outcome[random.random(outcome.shape) < gaps] = np.nan
    panel = checked_panel(outcome, [3, 3, 5, 5, 7, 7, 10, 10])
    all_before = group_time(panel, anticipation=1, base_months=6)
    for base_months in (7, 500):
        longer = group_time(panel, anticipation=1, base_months=base_months)
        np.testing.assert_array_equal(longer.effect, all_before.effect)
        assert longer.base_months == base_months
    # The first cohort has two months before those dropped, whatever is asked for.
    two = group_time(panel, anticipation=1, base_months=2)
    np.testing.assert_array_equal(two.effect[0], all_before.effect[0])
    assert not np.allclose(two.effect[1], all_before.effect[1], equal_nan=True)


def test_a_shift_of_every_month_is_taken_out():
    """Cohort and comparators would have bases of different months."""
    random = np.random.default_rng(12)
    outcome, shift = random.normal(size=(6, 12)), 20 * random.normal(size=12)
    starts = [5, 5, 8, 8, 12, 12]
    plain, shifted = (
        group_time(checked_panel(each, starts), base_months=4).effect
        for each in (outcome, outcome + shift)
    )
    np.testing.assert_allclose(shifted, plain, rtol=0, atol=1e-12)
    weights = simple_weights(checked_panel(outcome, starts), base_months=4)
    np.testing.assert_allclose(weights.sum(axis=0), 0, atol=1e-15)


@pytest.mark.parametrize("base_months", [0, -3, 1.5, 2.0, True, None, "6"])
def test_impossible_base_months(base_months):
    """A base of no month, or of part of one, would be taken."""
    panel = checked_panel([[1, 2], [1, 2]], [1, 2])
    for estimated in (
        lambda: group_time(panel, base_months=base_months),
        lambda: simple_effects(panel, [[1, 2]], base_months=base_months),
        lambda: simple_weights(panel, base_months=base_months),
    ):
        with pytest.raises(EstimationError, match="base_months must be a whole number from 1"):
            estimated()
