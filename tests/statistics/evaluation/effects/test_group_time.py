"""ATT(g, t) against csdid, pyfixest and two published tables."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.panel import checked_panel, kept_units

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[3] / "reference"
PANELS = pd.read_csv(REFERENCE / "evaluation_panels.csv", comment="#")
PEERS = pd.read_csv(REFERENCE / "evaluation_effects.csv", comment="#").query("kind == 'cell'")
PUBLISHED = pd.read_csv(REFERENCE / "evaluation_published.csv", comment="#")


def drawn_panel(name, weighted):
    """The panel that the peers were given."""
    rows = PANELS[PANELS.panel == name]
    units = rows.groupby("unit")
    wide = rows.pivot(index="unit", columns="period", values="outcome")
    weights = units.weight.first() if weighted else None
    return checked_panel(wide.to_numpy(), units.start.first(), weights)


def mean_panel(study):
    """Each cohort as one unit with the number behind it."""
    rows = PUBLISHED[PUBLISHED.study == study]
    wide = rows.pivot(index="first", columns="period", values="mean")
    people = rows.groupby("first")["size"].first()
    return wide, people


@pytest.mark.parametrize("peer", ["csdid", "pyfixest"])
def test_peers(peer):
    """Effects of cohorts and periods would not be those of Callaway and Sant'Anna."""
    compared = 0
    found_keys = PEERS[PEERS.peer == peer].groupby(["panel", "weighted", "anticipation"])
    for (name, weighted, anticipation), rows in found_keys:
        found = group_time(drawn_panel(name, weighted), anticipation=anticipation)
        told = rows.dropna(subset="value")
        place = np.searchsorted(found.cohorts, told["at"].astype(int))
        values = found.effect[place, told.period.astype(int)]
        np.testing.assert_allclose(values, told.value, rtol=0, atol=1e-8)
        compared += len(told)
        if peer == "pyfixest":
            # All that there are but the bases, which are 0 by what they are.
            others = np.isfinite(found.effect) & (found.event_time != -1 - anticipation)
            assert others.sum() == len(told)
    assert compared == {"csdid": 276, "pyfixest": 404}[peer]


def test_sun_and_abraham():
    """Against the never treated alone it would not be the saturated event study of pyfixest."""
    panel = drawn_panel("balanced", False)
    for start, rows in PEERS[PEERS.peer == "saturated"].groupby("at"):
        two = kept_units(panel, np.isin(panel.starts, [int(start), panel.periods]))
        found = group_time(two, anticipation=0).effect[0, rows.period.astype(int)]
        np.testing.assert_allclose(found, rows.value, rtol=0, atol=1e-8)


def test_teen_employment():
    """Table of the R package did: county teen employment against the never treated."""
    wide, people = mean_panel("mpdta")
    after = {2004: [-0.0105, -0.0704, -0.1373, -0.1008], 2006: [-0.0046, -0.0412], 2007: [-0.0261]}
    # Its effects before are of one year on the next.
    before = {2004: [], 2006: [0.0065, -0.0028], 2007: [0.0305, -0.0027, -0.0311]}
    for year in after:
        panel = checked_panel(wide.loc[[0, year]], [5, year - 2003], people.loc[[0, year]])
        effect = group_time(panel, anticipation=0).effect[0]
        assert effect[year - 2003 :].round(4).tolist() == after[year]
        assert np.diff(effect[: year - 2003]).round(4).tolist() == before[year]


def test_injury():
    """Meyer, Viscusi and Durbin (1995): 0.191, from means of repeated cross-sections."""
    wide, people = mean_panel("injury")
    found = group_time(checked_panel(wide, [2, 1]), anticipation=0)
    assert people.index.tolist() == [0, 1]
    assert round(found.effect[0, 1], 3) == 0.191


def test_by_hand_with_gaps():
    """A gap would shift a base, be filled, or take a unit out of more than it should."""
    gap = np.nan
    outcome = [[1, 2, 6, 8], [3, gap, 9, 9], [2, 2, 3, gap], [4, 5, 6, 7]]
    panel = checked_panel(outcome, [2, 2, 3, 4], [1, 3, 1, 2])
    found = group_time(panel, anticipation=0)
    # The second unit has no base; the third has no last period.
    assert found.effect[0].tolist() == [-1 + 2 / 3, 0, 3.0, 6 - 2.0]
    assert found.treated[0].tolist() == [1, 1, 1, 1]
    assert found.comparators[0].tolist() == [2, 2, 2, 1]
    assert found.treated_weight[0].tolist() == [1, 1, 1, 1]
    assert found.cohort_weight.tolist() == [4, 1]
    assert np.isnan(found.effect[1, 3])
    assert found.without_effect.tolist() == [False, True]


def test_cohorts_without():
    """A cohort that cannot be estimated would be dropped in silence."""
    rising = np.arange(6.0) * np.ones((4, 1))
    found = group_time(checked_panel(rising, [0, 2, 4, 5]), anticipation=2)
    assert found.cohorts.tolist() == [0, 2, 4, 5]
    assert found.without_base.tolist() == [True, True, False, False]
    # The last cohort has none to compare with; that before has none more than two periods away.
    assert found.without_effect.tolist() == [False, False, True, True]
    assert found.base.tolist() == [-3, -1, 1, 2]
    assert found.treated[:2].sum() == found.comparators[:2].sum() == 0


@pytest.mark.parametrize("anticipation", [-1, 1.5, True, None])
def test_impossible_anticipation(anticipation):
    """Base periods would lie after the start, or between periods."""
    panel = checked_panel([[1, 2], [1, 2]], [1, 2])
    with pytest.raises(EstimationError, match="anticipation must be a whole number from 0"):
        group_time(panel, anticipation=anticipation)
