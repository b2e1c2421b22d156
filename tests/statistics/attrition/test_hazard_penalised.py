"""Jeffreys' penalty against R's brglm2 and the Haldane-Anscombe identity."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from workbench.statistics.attrition.expected_leavers import expected_leavers
from workbench.statistics.attrition.hazard import fit_hazard
from workbench.statistics.attrition.hazard_design import hazard_design
from workbench.statistics.attrition.poisson_rates import poisson_rates


def separated():
    routes, bands = np.tile(list("abc"), 2), np.repeat(["1", "2"], 3)
    cells = pd.DataFrame({"route": pd.Categorical(routes), "band": pd.Categorical(bands)})
    return cells.assign(at_risk=[40, 25, 12, 30, 22, 9], left=[3, 2, 0, 1, 2, 0])


def test_slopes_of_brglm2():
    """The penalised fit is not the maximum of its likelihood.

    R 4.2.2, brglm2 0.9: glm(cbind(left, n - left) ~ route + band, binomial("cloglog"),
    method = "brglmFit", type = "MPL_Jeffreys", epsilon = 1e-12).
    """
    fit = fit_hazard(hazard_design(separated(), ["route", "band"]))
    slopes = [0.41995612479276, -1.03196954111394, -0.25214533353210]
    assert fit.coefficients[1:] == pytest.approx(slopes, abs=1e-7)
    assert (fit.method, fit.reason) == (
        "Jeffreys penalty",
        "fewer than 10 leavers to each coefficient",
    )


def test_fitted_leavers_add_up_to_those_seen():
    """A penalised model invents leavers."""
    design = hazard_design(separated(), ["route", "band"])
    assert expected_leavers(design, fit_hazard(design)).value == pytest.approx(8, abs=1e-8)


def test_maximum_by_a_search_without_gradients():
    """The score of the penalty holds only for rare leaving."""
    cells = separated().assign(at_risk=[6, 5, 8, 7, 5, 4], left=[3, 2, 5, 4, 3, 2])
    design = hazard_design(cells, ["route", "band"])
    matrix = np.concatenate([matrix for _, matrix in design.blocks()])

    def less(coefficients):
        rate = np.exp(matrix @ coefficients)
        hazard = 1 - np.exp(-rate)
        weight = design.at_risk * (rate * np.exp(-rate)) ** 2 / (hazard * (1 - hazard))
        likelihood = design.left @ np.log(hazard) - (design.at_risk - design.left) @ rate
        return -likelihood - np.linalg.slogdet(matrix.T @ (weight[:, None] * matrix))[1] / 2

    found = minimize(
        less,
        np.zeros(4),
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 9999},
    )
    fit = fit_hazard(design, penalty="always")
    assert fit.coefficients[1:] == pytest.approx(found.x[1:], abs=1e-5)


def test_two_rates_are_haldane_and_anscombe():
    """A rate of none is not that of half a leaver (Firth, 1993, for the Poisson distribution)."""
    cells = pd.DataFrame({"route": pd.Categorical(["a", "b"]), "at_risk": [90, 30], "left": [9, 0]})
    fit = poisson_rates(hazard_design(cells, ["route"])).fit
    assert np.exp(fit.coefficients[1]) == pytest.approx((0.5 / 30) / (9.5 / 90), rel=1e-9)


def test_separation_among_many_leavers_is_the_reason_given():
    """A level that no one left takes the whole model with it, or its infinity is shown."""
    cells = pd.DataFrame(
        {"route": pd.Categorical(["a", "b", "c"]), "at_risk": [9000, 900, 30], "left": [90, 30, 0]}
    )
    fit = fit_hazard(hazard_design(cells, ["route"]))
    assert (fit.method, fit.reason) == (
        "Jeffreys penalty",
        "someone's circumstances alone tell who left",
    )
    others = fit_hazard(hazard_design(cells[:2], ["route"]))
    assert others.method == "maximum likelihood"
    a_tenth = np.sqrt(others.covariance[1, 1]) / 10
    assert fit.coefficients[1] == pytest.approx(others.coefficients[1], abs=a_tenth)
    assert np.isfinite(fit.coefficients).all()
