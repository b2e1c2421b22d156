"""Noise before roll-out against statsmodels' residuals, and against noise that is planted."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from workbench.statistics.evaluation.inference.as_if_random import as_if_random
from workbench.statistics.evaluation.panel import checked_panel

pytestmark = pytest.mark.filterwarnings("error")


def test_statsmodels():
    """Residuals with gaps and weights would be off, or not put together by region."""
    random = np.random.default_rng(4)
    outcome = random.normal(50, 3, (14, 20)) + random.normal(0, 9, (14, 1))
    outcome[random.random(outcome.shape) < 0.2] = np.nan
    cluster = np.repeat(np.arange(6), [2, 2, 3, 3, 2, 2])
    starts, weights = np.array([11, 14, 17, 20, 20, 20])[cluster], random.uniform(1, 9, 14)
    found = as_if_random(checked_panel(outcome, starts, weights, cluster))
    unit, period = np.indices((14, 9))
    rows = pd.DataFrame({"y": outcome[:, :9].ravel(), "u": unit.ravel(), "t": period.ravel()})
    rows = rows.assign(w=weights[rows["u"]], c=cluster[rows["u"]]).dropna()
    rows["e"] = smf.wls("y ~ C(u) + C(t)", rows, weights=rows["w"]).fit().resid
    rows["we"] = rows["w"] * rows["e"]
    both = rows.groupby(["c", "t"])[["w", "we"]].sum()
    squares = (both["we"] / both["w"]) ** 2
    treated = squares.index.get_level_values("c") < 3
    assert found.periods == 9
    assert found.treated == pytest.approx(np.sqrt(squares[treated].mean()), rel=1e-9)
    assert found.untreated == pytest.approx(np.sqrt(squares[~treated].mean()), rel=1e-9)
    assert found.ratio == pytest.approx(found.treated / found.untreated)


def drawn(times, seeds=300):
    """Verdicts of 12 regions with 24 months before, the noise of 2 treated so many times larger."""
    held = []
    for seed in range(seeds):
        noise = np.random.default_rng(seed).normal(size=(12, 30))
        noise[:2] *= times
        held.append(as_if_random(checked_panel(noise, [26] * 2 + [30] * 10)).holds)
    return np.mean(held)


def test_planted_noise():
    """Regions twice as noisy or half as noisy would be taken as if random; alike ones would not."""
    assert drawn(2) <= 0.05
    assert drawn(0.5) <= 0.1
    assert drawn(1) >= 0.95


def test_common_changes_do_not_count():
    """Levels of regions, months that differ for all, or the unit would change the ratio."""
    random = np.random.default_rng(7)
    noise = random.normal(size=(8, 15))
    starts = [10, 10, 12, 15, 15, 15, 15, 15]
    bare = as_if_random(checked_panel(noise, starts))
    moved = 40 * (noise + random.normal(0, 30, (8, 1)) + random.normal(0, 30, (1, 15)))
    found = as_if_random(checked_panel(moved, starts))
    assert bare.periods == 8
    assert found.ratio == pytest.approx(bare.ratio, rel=1e-9)
    assert found.treated == pytest.approx(40 * bare.treated, rel=1e-9)
    after = noise.copy()
    after[:, 8:] = 1e6 * random.normal(size=(8, 7))
    assert as_if_random(checked_panel(after, starts)).ratio == pytest.approx(bare.ratio)


def test_last_cohort_is_untreated():
    """With all treated in the end there would be nothing to compare with."""
    noise = np.random.default_rng(1).normal(size=(4, 12))
    never = as_if_random(checked_panel(noise, [8, 8, 12, 12]))
    last = as_if_random(checked_panel(noise, [8, 8, 10, 10]))
    assert last.ratio == never.ratio


def test_too_early_to_count():
    """A region without a month before would end the look at all others."""
    noise = np.random.default_rng(1).normal(size=(5, 12))
    found = as_if_random(checked_panel(noise, [2, 8, 8, 12, 12]))
    expected = as_if_random(checked_panel(noise[1:], [8, 8, 12, 12]))
    assert (found.periods, found.ratio) == (6, pytest.approx(expected.ratio))


def test_cannot_be_told():
    """Too little to see, or no noise at all, would be taken as if random."""
    noise = np.random.default_rng(1).normal(size=(4, 12))
    for panel in (
        checked_panel(noise, [3, 3, 12, 12]),
        checked_panel(noise, [2, 2, 12, 12]),
        checked_panel(np.tile(np.arange(12.0) + 0.1, (4, 1)), [8, 8, 12, 12]),
    ):
        found = as_if_random(panel)
        assert np.isnan(found.ratio)
        assert not found.holds
