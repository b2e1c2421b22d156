"""Standardised leavers against statsmodels' predictions, with limits by numerical gradients."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard import fit_hazard
from workbench.statistics.attrition.hazard_design import collapsed, hazard_design
from workbench.statistics.attrition.standardised import standardised_leaving

pytestmark = pytest.mark.filterwarnings("error")


def staff(effect, seed=7, months=120_000):
    """Long-serving staff have more cases; each step of cases moves the log hazard by ``effect``."""
    random = np.random.default_rng(seed)
    tenure = random.integers(0, 3, months)
    cases = random.binomial(2, 0.2 + 0.25 * tenure)
    linear = -4.5 - 0.4 * tenure + effect * cases
    rows = pd.DataFrame({"left": random.binomial(1, -np.expm1(-np.exp(linear))), "at_risk": 1})
    rows["tenure"] = pd.Categorical.from_codes(tenure, ["0-1", "2-5", "6+"])
    rows["cases"] = pd.Categorical.from_codes(cases, ["low", "middle", "high"])
    truth = [1200 * -np.expm1(-np.exp(linear + effect * (to - cases))).mean() for to in range(3)]
    return collapsed(rows, ["tenure", "cases"]), np.array(truth)


def test_rates_and_limits_of_another_library():
    """The average is not over the observed months, or its gradient is wrong."""
    cells, _ = staff(0.3)
    design = hazard_design(cells, ["tenure", "cases"])
    found = standardised_leaving(design, fit_hazard(design), "cases")
    family = sm.families.Binomial(sm.families.links.CLogLog())
    matrix = pd.get_dummies(cells[["tenure", "cases"]], drop_first=True).astype(float)
    matrix.insert(0, "one", 1.0)
    outcomes = np.column_stack([cells["left"], cells["at_risk"] - cells["left"]])
    other = sm.GLM(outcomes, matrix.to_numpy(), family=family).fit(tol=1e-13)

    def rates(coefficients):
        found = []
        for level in ("low", "middle", "high"):
            given = matrix.assign(
                cases_middle=float(level == "middle"), cases_high=float(level == "high")
            )
            hazard = 1 - np.exp(-np.exp(given.to_numpy() @ coefficients))
            found.append(1200 * np.average(hazard, weights=cells["at_risk"]))
        return np.array(found)

    values, step = rates(other.params), 1e-5
    gradient = np.array(
        [
            (rates(other.params + step * one) - rates(other.params - step * one)) / (2 * step)
            for one in np.eye(5)
        ]
    )
    np.testing.assert_allclose(found.per_100.value, values, rtol=1e-8)
    np.testing.assert_allclose(found.difference.value, values - values[0], atol=1e-8)
    np.testing.assert_allclose(found.ratio.value, values / values[0], rtol=1e-8)
    away = gradient[:, 2] - gradient[:, 0]
    margin = 1.959963984540054 * np.sqrt(away @ other.cov_params() @ away)
    assert found.difference.upper[2] - found.difference.value[2] == pytest.approx(margin, rel=1e-6)
    on_log = gradient[:, 1] / values[1]
    margin = 1.959963984540054 * np.sqrt(on_log @ other.cov_params() @ on_log)
    assert np.log(found.per_100.upper[1] / values[1]) == pytest.approx(margin, rel=1e-6)


@pytest.mark.parametrize("effect", [0.3, 0.0])
def test_planted_effect_is_found_and_none_where_none_was_planted(effect):
    """A confounded difference is shown as the driver's, or a planted one is missed."""
    cells, truth = staff(effect)
    design = hazard_design(cells, ["tenure", "cases"])
    found = standardised_leaving(design, fit_hazard(design), "cases")
    assert ((found.per_100.lower < truth) & (truth < found.per_100.upper)).all()
    assert (found.difference.lower[2] > 0) == (effect > 0)
    assert (found.difference.lower[2] < 0 < found.difference.upper[2]) == (effect == 0)


def test_months_that_the_driver_does_not_concern_are_left_out():
    """Administrators are given cases, about which the data say nothing."""
    cells, _ = staff(0.3)
    names = ["low", "middle", "high", "None held"]
    cells["cases"] = cells["cases"].cat.set_categories(names)
    cells["grade"] = "PO"
    more = pd.DataFrame(
        {
            "tenure": ["0-1", "6+"],
            "cases": "None held",
            "grade": "CA",
            "at_risk": 9000,
            "left": [40, 70],
        }
    )
    both = pd.concat([cells, more]).astype({"grade": "category"})
    both["tenure"] = both["tenure"].astype("category")
    both["cases"] = pd.Categorical(both["cases"], names)
    design = hazard_design(both, ["tenure", "grade", "cases"])
    found = standardised_leaving(design, fit_hazard(design), "cases")
    assert np.isnan(found.per_100.value).tolist() == [False, False, False, True]
    assert found.at_risk.tolist()[3] == 0
    only = hazard_design(both[both["grade"] == "PO"], ["tenure", "grade", "cases"])
    same = design.rows((both["grade"] == "PO").to_numpy())
    np.testing.assert_array_equal(only.at_risk, same.at_risk)
    over = (both["grade"] == "PO").to_numpy()
    again = standardised_leaving(design, fit_hazard(design), "cases", over=over)
    np.testing.assert_allclose(again.per_100.value[:3], found.per_100.value[:3], rtol=1e-12)


def test_nothing_is_told_of_a_fit_that_did_not_converge():
    """Rates of a model at infinity are shown."""
    cells = pd.DataFrame({"route": pd.Categorical(["a", "b"]), "at_risk": 90, "left": [9, 0]})
    design = hazard_design(cells, ["route"])
    found = standardised_leaving(design, fit_hazard(design, penalty="never"), "route")
    assert np.isnan(found.per_100.value).all()
    with pytest.raises(EstimationError, match="Nobody is in c"):
        standardised_leaving(design, fit_hazard(design), "route", reference="c")
