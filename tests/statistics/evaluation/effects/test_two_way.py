"""Two-way fixed effects against pyfixest and R's lm with every dummy."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.two_way import partial_out, treated_indicator, two_way

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[3] / "reference"
ROWS = pd.read_csv(REFERENCE / "evaluation_cluster_panel.csv")
CASES = [
    pytest.param(source, row, id=f"{source}-{row.term}-{row.gaps}-{row.weighted}")
    for source in ("r", "python")
    for row in pd.read_csv(
        REFERENCE / f"evaluation_clusters_{source}.csv", comment="#"
    ).itertuples()
]


def panel(term, gaps):
    outcome, missing, treatment, weight = (
        ROWS.pivot(index="unit", columns="period", values=name).to_numpy(dtype=float)
        for name in ("outcome", "missing", term, "weight")
    )
    return np.where((missing > 0) & bool(gaps), np.nan, outcome), treatment, weight[:, 0]


def dummies(seen, shape):
    units, periods = np.divmod(np.flatnonzero(seen.ravel()), shape[1])
    return np.column_stack([np.eye(shape[0])[units], np.eye(shape[1])[periods][:, 1:]])


@pytest.mark.parametrize(("source", "case"), CASES)
def test_coefficient_of_others(source, case):
    """Gaps would be filled, weights lost, or effects taken out only nearly."""
    outcome, treatment, weight = panel(case.term, case.gaps)
    found = two_way(outcome, treatment, weights=weight if case.weighted else None)
    assert found.coefficient == pytest.approx(case.coefficient, rel=1e-11), source


@pytest.mark.parametrize("weighted", [False, True])
def test_residuals_of_every_dummy(weighted):
    """Residuals, or what is left of the treatment, would not be those of the whole regression."""
    outcome, treatment, weight = panel("dose", 1)
    found = two_way(outcome, treatment, weights=weight if weighted else None)
    seen = ~np.isnan(outcome)
    root = np.sqrt(np.repeat(weight, outcome.shape[1])[seen.ravel()] if weighted else 1.0)
    effects = dummies(seen, outcome.shape)

    def left(given, columns):
        weighed = columns * np.reshape(root, (-1, 1))
        return given - columns @ np.linalg.lstsq(weighed, given * root, rcond=None)[0]

    whole = np.column_stack([treatment[seen], effects])
    np.testing.assert_allclose(found.residuals[seen], left(outcome[seen], whole), atol=1e-12)
    np.testing.assert_allclose(found.treatment[seen], left(treatment[seen], effects), atol=1e-12)
    np.testing.assert_allclose(found.outcome[seen], left(outcome[seen], effects), atol=1e-12)
    for part in (found.residuals, found.treatment, found.outcome):
        assert np.isnan(part[~seen]).all()


def test_two_parts_without_link():
    """Units and periods that share no cell with others would stop the solution."""
    outcome = np.full((4, 4), np.nan)
    outcome[:2, :2], outcome[2:, 2:] = [[1, 4], [2, 3]], [[1, 9], [2, 2]]
    treatment = treated_indicator([1, 4, 3, 4], 4)
    # Differences of changes 3 - 1 and 8 - 0, alike in weight.
    assert two_way(outcome, treatment).coefficient == pytest.approx(5, rel=1e-12)


def test_stacked_as_one_by_one():
    outcome, treatment, weight = panel("dose", 0)
    cells = np.broadcast_to(weight[:, None], outcome.shape).copy()
    cells[3] = 0
    both = partial_out(np.stack([outcome, treatment]), cells)
    np.testing.assert_allclose(both[1], partial_out(treatment, cells), atol=1e-14)
    assert not both[:, 3].any()


def test_unit_never_seen():
    """A unit without outcome would change the coefficient."""
    outcome, treatment, _ = panel("treated", 1)
    without = two_way(outcome[1:], treatment[1:]).coefficient
    outcome[0] = np.nan
    assert two_way(outcome, treatment).coefficient == pytest.approx(without, rel=1e-12)


@pytest.mark.parametrize("starts", [[2, 2, 2], [3, 3, 3], [0, 0, 3]])
@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_nothing_to_compare(starts, scale):
    """Trap 13: an effect not identified would be dropped in silence, or be rounding."""
    outcome = np.random.default_rng(1).normal(size=(3, 3))
    with pytest.raises(EstimationError, match="does not differ beyond effects of units"):
        two_way(outcome, scale * treated_indicator(starts, 3))


def test_impossible_panels():
    outcome = [[1.0, np.inf], [2.0, 3.0]]
    with pytest.raises(EstimationError) as caught:
        two_way(outcome, [[0, np.nan], [np.nan, 0]], weights=[0, np.nan])
    assert str(caught.value) == (
        "The panel has 1 infinite outcomes; 2 treatments missing or infinite where the outcome is "
        "not missing; 2 weights that are not above 0 or not finite."
    )
    with pytest.raises(EstimationError, match="found shapes \\(2, 2\\), \\(1, 2\\) and \\(2,\\)"):
        two_way(outcome, [[0, 1]])
    with pytest.raises(EstimationError, match="no outcome at all"):
        two_way([[np.nan]], [[0]])
