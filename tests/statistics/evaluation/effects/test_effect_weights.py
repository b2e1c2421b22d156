"""Effects of many assignments against the same one at a time, which csdid has checked."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.aggregates import simple
from workbench.statistics.evaluation.effects.effect_weights import simple_effects, simple_weights
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.panel import checked_panel

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[3] / "reference"
PANELS = pd.read_csv(REFERENCE / "evaluation_panels.csv", comment="#")
PEERS = pd.read_csv(REFERENCE / "evaluation_effects.csv", comment="#")


def regions_panel(random, gaps=0.0, regions=12, each=4, periods=16):
    """Units of regions that share their start, with gaps and unequal weights."""
    clusters = np.repeat(np.arange(regions), each)
    starts = np.tile([3, 5, 8, 9, 13, periods], regions)[:regions][clusters]
    outcome = random.normal(30, 5, (clusters.size, 1)) + random.normal(0, 1, periods).cumsum()
    outcome = outcome + random.normal(0, 1, outcome.shape)
    outcome[random.random(outcome.shape) < gaps] = np.nan
    return checked_panel(outcome, starts, random.integers(1, 30, clusters.size), clusters)


def one_at_a_time(panel, assignments, anticipation):
    """The long way round."""
    return [
        simple(
            group_time(
                checked_panel(panel.outcome, starts, panel.weights), anticipation=anticipation
            )
        )
        for starts in assignments
    ]


@pytest.mark.parametrize("gaps", [0.0, 0.3])
@pytest.mark.parametrize("anticipation", [0, 2])
def test_regions_rearranged(gaps, anticipation):
    """A rearrangement would have another effect than the same panel with those starts."""
    random = np.random.default_rng(4)
    panel = regions_panel(random, gaps)
    regions = panel.starts[::4]
    assignments = np.array([np.repeat(random.permutation(regions), 4) for _ in range(60)])
    found = simple_effects(panel, assignments, anticipation=anticipation)
    expected = one_at_a_time(panel, assignments, anticipation)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
    # The order of those rearranged, and how many go together, would matter.
    again = simple_effects(panel, np.tile(assignments, (20, 1))[::-1], anticipation=anticipation)
    np.testing.assert_allclose(again.reshape(20, 60)[0, ::-1], found, rtol=0, atol=1e-13)


def test_units_rearranged():
    """Units that do not share their region's start would be counted with it."""
    random = np.random.default_rng(5)
    panel = regions_panel(random, 0.1)
    assignments = np.array([random.permutation(panel.starts) for _ in range(40)])
    found = simple_effects(panel, assignments)
    expected = one_at_a_time(panel, assignments, 2)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


def test_csdid_itself():
    """The observed assignment would not have the effect that csdid finds."""
    told = PEERS[(PEERS.peer == "csdid") & (PEERS.kind == "simple")]
    for _, row in told.iterrows():
        units = PANELS[PANELS.panel == row.panel].groupby("unit")
        outcome = np.array(units.outcome.apply(list).tolist())
        weights = units.weight.first() if row.weighted else None
        panel = checked_panel(outcome, units.start.first(), weights)
        found = simple_effects(panel, panel.starts[None], anticipation=row.anticipation)
        assert found[0] == pytest.approx(row.value, abs=1e-8)
        summed = simple_weights(panel, anticipation=row.anticipation) * panel.outcome
        assert summed.sum() == pytest.approx(row.value, abs=1e-8)
    assert len(told) == 8


def test_two_of_four_enumerated():
    """Every choice of two regions by hand: the mean change of two less that of the others."""
    change = np.array([1.0, 2.0, 4.0, 8.0])
    outcome = np.column_stack([np.zeros(4), np.zeros(4), change])
    panel = checked_panel(outcome, [2, 2, 3, 3])
    pairs = list(itertools.combinations(range(4), 2))
    assignments = np.array([[2 if unit in pair else 3 for unit in range(4)] for pair in pairs])
    found = simple_effects(panel, assignments, anticipation=1)
    assert found.tolist() == [-4.5, -2.5, 1.5, -1.5, 2.5, 4.5]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_small_panel(data):
    """Some pattern of starts and gaps would be treated otherwise than one at a time."""
    units, periods = data.draw(st.integers(2, 6)), data.draw(st.integers(2, 6))
    values = st.one_of(st.integers(-50, 50).map(float), st.just(np.nan))
    rows = st.lists(values, min_size=periods, max_size=periods)
    outcome = np.array(data.draw(st.lists(rows, min_size=units, max_size=units)))
    outcome[0, 0] = 1
    starts = st.lists(st.integers(0, periods + 1), min_size=units, max_size=units)
    assignments = [
        drawn
        for drawn in data.draw(st.lists(starts, min_size=1, max_size=5))
        if len(set(drawn)) > 1 and min(drawn) < periods
    ]
    observed = [periods, *[1] * (units - 1)]
    panel = checked_panel(outcome, observed, np.arange(1, units + 1))
    anticipation = data.draw(st.integers(0, 2))
    found = simple_effects(panel, [observed, *assignments], anticipation=anticipation)
    expected = one_at_a_time(panel, [observed, *assignments], anticipation)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
    weights = simple_weights(panel, anticipation=anticipation)
    if np.isnan(found[0]):
        assert np.isnan(weights).all()
        return
    assert np.nansum(weights * panel.outcome) == pytest.approx(found[0], abs=1e-12)
    assert (weights[np.isnan(panel.outcome)] == 0).all()
    np.testing.assert_allclose(weights.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(weights.sum(axis=1), 0, atol=1e-12)


def test_nothing_to_compare():
    """All at once, or none at all, would have an effect."""
    panel = checked_panel(np.arange(8.0).reshape(2, 4), [2, 4])
    found = simple_effects(panel, [[3, 3], [4, 4], [0, 1], [3, 9]], anticipation=1)
    assert np.isnan(found).tolist() == [True, True, True, False]
    assert simple_effects(panel, np.empty((0, 2), int)).shape == (0,)


@pytest.mark.parametrize(
    ("assignments", "told"),
    [
        ([2, 4], r"a start for each of 2 units; found shape \(2,\)"),
        ([[2, 4, 4]], r"found shape \(1, 3\)"),
        ([[2.0, 4.0]], "assignments must be whole numbers; found float64"),
        ([[-1, 4], [-2, -3]], "3 starts are before the panel; give 0"),
    ],
)
def test_impossible_assignments(assignments, told):
    """Starts of others would be read as those of these units."""
    panel = checked_panel(np.arange(8.0).reshape(2, 4), [2, 4])
    with pytest.raises(EstimationError, match=told):
        simple_effects(panel, assignments)
