"""Goodman-Bacon's decomposition against bacondecomp on published studies."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.bacon import COMPARISONS, decomposition
from workbench.statistics.evaluation.effects.two_way import treated_indicator, two_way

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[3] / "reference"
ROWS = pd.read_csv(REFERENCE / "evaluation_bacon_panel.csv", comment="#")
R = pd.read_csv(REFERENCE / "evaluation_bacon_r.csv", comment="#")
NAMES = dict(
    zip(
        COMPARISONS,
        [
            "Treated vs Untreated",
            "Earlier vs Later Treated",
            "Later vs Earlier Treated",
            "Later vs Always Treated",
        ],
        strict=True,
    )
)


def study(name):
    rows = ROWS[ROWS.study == ("castle" if name == "late" else name)]
    rows = rows[rows.period >= 2007] if name == "late" else rows
    outcome = rows.pivot(index="unit", columns="period", values="outcome")
    treated = rows.pivot(index="unit", columns="period", values="treated").to_numpy()
    starts = np.where(treated.any(axis=1), treated.argmax(axis=1), treated.shape[1])
    return outcome.to_numpy(), starts, outcome.columns.to_numpy()


@pytest.mark.parametrize("name", ["reform", "castle", "late"])
def test_bacondecomp(name):
    """Goodman's reform, castle laws, and the latter with states always treated."""
    outcome, starts, periods = study(name)
    found = decomposition(outcome, starts)
    years = np.append(periods, np.inf)
    mine = pd.DataFrame(
        {
            "treated": years[found.treated],
            "untreated": years[found.comparator],
            "type": [NAMES[COMPARISONS[kind]] for kind in found.kind],
            "estimate": found.estimate,
            "weight": found.weight,
        }
    ).set_index(["treated", "untreated", "type"])
    theirs = R[R.study == name].set_index(["treated", "untreated", "type"])
    assert sorted(mine.index) == sorted(theirs.index)
    for column in ("estimate", "weight"):
        # Their estimates come of regressions on outcomes near 10.
        np.testing.assert_allclose(
            mine[column], theirs[column].reindex(mine.index), rtol=1e-11, atol=1e-12
        )
    assert found.coefficient == pytest.approx(theirs.coefficient.iloc[0], abs=1e-12)


def test_published_summary():
    """What bacondecomp's own page prints of Goodman's reform."""
    outcome, starts, _ = study("reform")
    found = decomposition(outcome, starts)
    assert found.kind_weight.round(5).tolist() == [0.88382, 0.06353, 0.05265, 0.0]
    assert found.kind_estimate[:3].round(5).tolist() == [-0.00129, 0.02868, 0.03375]
    assert np.isnan(found.kind_estimate[3])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=12), st.integers(2, 7), st.booleans())
def test_adds_up_to_two_way(starts, periods, weighted):
    """Weights would not add to 1, or the whole not be the coefficient that it explains."""
    starts = np.array(starts)
    random = np.random.default_rng(int(starts.sum()) + periods)
    outcome = random.normal(size=(starts.size, periods))
    weights = random.integers(1, 50, size=starts.size) if weighted else None
    treatment = treated_indicator(starts, periods)
    if len(np.unique(np.minimum(starts, periods))) < 2 or set(starts) <= {0, *range(periods, 10)}:
        return
    found = decomposition(outcome, starts, weights=weights)
    assert found.weight.sum() == pytest.approx(1, abs=1e-12)
    assert (found.weight > 0).all()
    whole = two_way(outcome, treatment, weights=weights).coefficient
    assert found.coefficient == pytest.approx(whole, abs=1e-10)
    assert found.kind_weight.sum() == pytest.approx(1, abs=1e-12)


def test_growing_effects_forbidden_comparisons():
    """Effects of 1, 2, 3, ... without noise: later against earlier tells a fall that is not."""
    starts = np.array([2, 5, 8])
    since = np.arange(8) - starts[:, None] + 1
    found = decomposition(np.maximum(since, 0), starts)
    forbidden = found.estimate[found.kind == COMPARISONS.index("later v earlier treated")]
    # By hand: the later gains 2 on average in periods 5 to 7, the earlier 5 - 2 = 3.
    assert forbidden.tolist() == [2 - 3]


def test_refusals():
    with pytest.raises(EstimationError, match=r"1 of 4 outcomes are missing\. Leave out units"):
        decomposition([[1, 2], [np.nan, 4]], [1, 2])
    with pytest.raises(EstimationError, match="nothing to compare"):
        decomposition([[1.0, 2], [3, 4]], [1, 1])
    with pytest.raises(EstimationError, match="nothing to compare"):
        decomposition([[1.0, 2], [3, 4]], [2, 9])
    with pytest.raises(EstimationError, match="nothing to compare"):
        decomposition([[1.0, 2], [3, 4]], [0, 2])
    with pytest.raises(EstimationError, match="must not be below 0"):
        decomposition([[1.0, 2], [3, 4]], [-1, 1])
    with pytest.raises(EstimationError, match="one whole number for each unit"):
        decomposition([[1.0, 2], [3, 4]], [1.0, 2.0])
    with pytest.raises(EstimationError, match="weights that are not above 0"):
        decomposition([[1.0, 2], [3, 4]], [1, 2], weights=[0, 1])
