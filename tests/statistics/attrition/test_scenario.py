"""Leavers avoided: the sum over months, its gradient, and its coverage."""

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard import fit_hazard
from workbench.statistics.attrition.hazard_design import hazard_design
from workbench.statistics.attrition.scenario import leavers_avoided

pytestmark = pytest.mark.filterwarnings("error")

CODES = np.stack(np.indices((4, 3, 4)).reshape(3, -1), 1)
CHANGES = {"cases": {"cases2": "cases1", "cases3": "cases1"}}


def staff(random, slope=(0, 0.1, 0.3, 0.5)):
    tenure, grade, cases = CODES.T
    at_risk = np.random.default_rng(3).integers(800, 6000, len(CODES))
    linear = -4.8 + np.array([0, 0.5, 0.2, -0.3])[tenure] + np.array([0, 0.45, -0.2])[grade]
    was, capped = linear + np.array(slope)[cases], linear + np.array(slope)[np.minimum(cases, 1)]
    hazard, less = -np.expm1(-np.exp(was)), -np.expm1(-np.exp(capped))
    cells = pd.DataFrame({"at_risk": at_risk, "left": random.binomial(at_risk, hazard)})
    for name, column in zip(("tenure", "grade", "cases"), CODES.T, strict=True):
        cells[name] = pd.Categorical.from_codes(
            column, [f"{name}{n}" for n in range(column.max() + 1)]
        )
    return cells, at_risk // 4, float(at_risk // 4 @ (hazard - less))


def found_of(cells, months, **options):
    design = hazard_design(cells, ["tenure", "grade", "cases"])
    fit = fit_hazard(design)
    return design, fit, leavers_avoided(design, fit, CHANGES, months, **options)


def test_value_and_limits_by_numerical_gradient():
    """The last year's months are not the weights, or the gradient misses one of its two parts."""
    cells, months, _ = staff(np.random.default_rng(1))
    design, fit, found = found_of(cells, months, shares=[1, 0.5])
    as_is = np.concatenate([matrix for _, matrix in design.blocks()])
    under = as_is.copy()
    under[:, [-2, -1]], under[:, -3] = 0, CODES[:, 2] >= 1

    def avoided(coefficients):
        return months @ (
            np.exp(-np.exp(under @ coefficients)) - np.exp(-np.exp(as_is @ coefficients))
        )

    step, at = 1e-5, fit.coefficients
    gradient = np.array(
        [
            (avoided(at + step * one) - avoided(at - step * one)) / (2 * step)
            for one in np.eye(len(at))
        ]
    )
    margin = 1.959963984540054 * np.sqrt(gradient @ fit.covariance @ gradient)
    assert found.avoided.value == pytest.approx(avoided(at) * np.array([1, 0.5]), rel=1e-9)
    assert found.avoided.upper == pytest.approx(
        (avoided(at) + margin) * np.array([1, 0.5]), rel=1e-7
    )
    assert found.expected - found.expected_capped == pytest.approx(avoided(at))
    assert (found.person_months, found.changed) == (months.sum(), months[CODES[:, 2] >= 2].sum())


def test_coverage():
    """Intervals miss the planted number (200 draws; binomial 99.9% limits on 95%)."""
    random = np.random.default_rng(20)
    held = 0
    for _ in range(200):
        cells, months, truth = staff(random)
        avoided = found_of(cells, months)[2].avoided
        held += bool(avoided.lower[0] < truth < avoided.upper[0])
    assert 179 <= held <= 198


def test_nothing_is_avoided_where_nothing_was_planted():
    """A cap on what does not matter is said to keep people."""
    cells, months, truth = staff(np.random.default_rng(4), slope=(0, 0, 0, 0))
    avoided = found_of(cells, months)[2].avoided
    assert truth == 0
    assert avoided.lower[0] < 0 < avoided.upper[0]


def test_what_cannot_be_asked():
    """A misspelt band is silently left as it is."""
    cells, months, _ = staff(np.random.default_rng(1))
    design = hazard_design(cells, ["cases"])
    fit = fit_hazard(design)
    with pytest.raises(EstimationError) as caught:
        leavers_avoided(design, fit, {"cases": {"cases9": "cases1"}}, months[1:], shares=[2])
    for words in ("3 problems", "cases9", "one to a cell", "Shares"):
        assert words in str(caught.value)
    empty = cells.assign(cases=cells["cases"].cat.add_categories("none"))
    design = hazard_design(empty, ["cases"])
    with pytest.raises(EstimationError, match="Nobody is in"):
        leavers_avoided(design, fit, {"cases": {"cases3": "none"}}, months)
