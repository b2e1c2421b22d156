"""Aggregates against csdid, and what goes into each."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.aggregates import (
    by_calendar_time,
    by_cohort,
    by_event_time,
    simple,
)
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.panel import checked_panel

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[3] / "reference"
PANELS = pd.read_csv(REFERENCE / "evaluation_panels.csv", comment="#")
PEERS = pd.read_csv(REFERENCE / "evaluation_effects.csv", comment="#").query("peer == 'csdid'")
AGGREGATES = {"dynamic": by_event_time, "group": by_cohort, "calendar": by_calendar_time}


def drawn_effects(name, weighted, anticipation):
    """Effects of the panel that the peer was given."""
    rows = PANELS[PANELS.panel == name]
    units = rows.groupby("unit")
    wide = rows.pivot(index="unit", columns="period", values="outcome")
    weights = units.weight.first() if weighted else None
    panel = checked_panel(wide.to_numpy(), units.start.first(), weights)
    return group_time(panel, anticipation=anticipation)


def test_csdid():
    """Aggregates would not weight cohorts and periods as Callaway and Sant'Anna do."""
    compared = 0
    for key, rows in PEERS.groupby(["panel", "weighted", "anticipation"]):
        effects = drawn_effects(*key)
        (told,) = rows[rows.kind == "simple"].value
        assert simple(effects) == pytest.approx(told, abs=1e-8)
        for kind, aggregate in AGGREGATES.items():
            found, expected = aggregate(effects), rows[rows.kind == kind]
            (overall,) = expected[expected["at"] == "overall"].value
            assert found.overall == pytest.approx(overall, abs=1e-8), (key, kind)
            values = dict(zip(found.at.tolist(), found.effect.tolist(), strict=True))
            parts = expected[expected["at"] != "overall"].dropna(subset="value")
            for at, value in zip(parts["at"].astype(int), parts.value, strict=True):
                assert values[at] == pytest.approx(value, abs=1e-8), (key, kind, at)
                compared += 1
    assert compared == 216


def test_gaps_by_hand():
    """Cells would be weighted by units that were not observed."""
    gap = np.nan
    outcome = [[0, 2, 3, 4], [0, gap, 6, 6], [0, 0, 5, 7], [0, 0, 0, 0], [0, 0, 0, 0]]
    effects = group_time(checked_panel(outcome, [1, 1, 2, 4, 4]), anticipation=0)
    assert effects.effect.tolist() == [[0, 2, 4.5, 5], [0, 0, 5, 7]]
    assert effects.treated_weight.tolist() == [[2, 1, 2, 2], [1, 1, 1, 1]]
    assert simple(effects) == (2 + 9 + 10 + 5 + 7) / 7
    event, cohort, calendar = (aggregate(effects) for aggregate in AGGREGATES.values())
    assert event.at.tolist() == [-2, -1, 0, 1, 2]
    assert event.effect.tolist() == [0, 0, (2 + 5) / 2, (9 + 7) / 3, 5]
    assert event.cells.tolist() == [1, 2, 2, 2, 1]
    assert event.treated_weight.tolist() == [1, 3, 2, 3, 2]
    assert event.overall == pytest.approx((3.5 + 16 / 3 + 5) / 3)
    assert cohort.effect.tolist() == [(2 + 9 + 10) / 5, 6]
    assert cohort.overall == pytest.approx((2 * 4.2 + 6) / 3)
    assert calendar.at.tolist() == [1, 2, 3]
    assert calendar.effect.tolist() == [2, (9 + 5) / 3, (10 + 7) / 3]


def test_followed():
    """Effects along event time would mix the cohorts that reach it with those that do not."""
    effects = drawn_effects("balanced", False, 0)
    found = by_event_time(effects, followed=5)
    kept = effects.effect[effects.cohorts <= 6], effects.event_time[effects.cohorts <= 6]
    assert found.at.max() == 5
    assert found.cells[found.at >= 0].tolist() == [3] * 6
    # The cohort that starts in period 6 ends at event time 5.
    assert by_event_time(effects, followed=6).cells[-7:].tolist() == [2] * 7
    weights = effects.cohort_weight[effects.cohorts <= 6]
    at_two = np.average(kept[0][kept[1] == 2], weights=weights)
    assert found.effect[found.at == 2] == pytest.approx(at_two)
    for followed in (-1, 12):
        with pytest.raises(EstimationError, match="from 0 to 11"):
            by_event_time(effects, followed=followed)


def test_nothing_to_average():
    """An effect would be shown where there is none."""
    effects = group_time(checked_panel([[1, 2, 3], [1, 2, 3]], [1, 2]), anticipation=2)
    assert effects.without_base.all()
    assert np.isnan(simple(effects))
    event, cohort, calendar = (aggregate(effects) for aggregate in AGGREGATES.values())
    assert (event.at.size, calendar.at.size) == (0, 0)
    assert np.isnan(cohort.effect).tolist() == [True, True]
    assert cohort.cells.tolist() == [0, 0]
    for found in (event, cohort, calendar):
        assert np.isnan(found.overall)


def test_early_cohort_stays_out_of_comparison():
    """Units treated from the first period would serve as comparators, or enter the average."""
    outcome = np.array([[50, 60, 90.0, 20], [1, 2, 5, 6], [1, 2, 3, 3]])
    with_early = group_time(checked_panel(outcome, [0, 2, 4]), anticipation=0)
    without = group_time(checked_panel(outcome[1:], [2, 4]), anticipation=0)
    assert simple(with_early) == simple(without) == 2.5
    assert by_cohort(with_early).overall == 2.5
