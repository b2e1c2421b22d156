"""Discrete-time hazards against R's glm and coxph, statsmodels on rows, and Poisson's ships."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard import fit_hazard
from workbench.statistics.attrition.hazard_design import collapsed, hazard_design
from workbench.statistics.attrition.hazard_ratios import hazard_ratios
from workbench.statistics.attrition.poisson_rates import poisson_rates

pytestmark = pytest.mark.filterwarnings("error")

REFERENCE = Path(__file__).parents[2] / "reference"
COVARIATES = ["fin", "age", "race", "wexp", "mar", "paro", "prio"]
REFERENCES = {"race": "other", "mar": "not married"}


def person_weeks():
    """R `carData::Rossi` (Rossi, Berk and Lenihan, 1980), a row a person and week at risk."""
    people = pd.read_csv(REFERENCE / "rossi_cardata.csv")
    employed = people.filter(regex="^emp").eq("yes").to_numpy()
    person = np.repeat(np.arange(len(people)), people["week"])
    week = np.concatenate([np.arange(1, last + 1) for last in people["week"]])
    rows = people.loc[person, COVARIATES].reset_index(drop=True)
    for name in ("fin", "race", "wexp", "mar", "paro"):
        rows[name] = rows[name].astype("category")
    last = people["week"].to_numpy()[person] == week
    rows["left"] = (last & (people["arrest"].to_numpy()[person] == 1)).astype(int)
    rows["employed"] = employed[person, week - 1].astype(int)
    rows["lagged"] = np.where(week > 1, employed[person, week - 2], np.nan)
    return rows.assign(week=week, at_risk=1)


def of_event_weeks(rows):
    """Weeks in which no one is arrested have an infinite coefficient and say nothing else."""
    some = rows.groupby("week")["left"].transform("sum") > 0
    return rows[some].assign(week=rows["week"][some].astype(str).astype("category"))


def fitted(rows, terms, penalty="never"):
    design = hazard_design(rows, ["week", *terms], references=REFERENCES)
    fit = fit_hazard(design, penalty=penalty)
    return hazard_ratios(design, fit).set_index(["term", "level"]), fit


def test_rossi_fixed_covariates_as_in_r():
    """Wrong coefficients or errors of the hazard model (R 4.2.2 glm(cloglog), survival coxph)."""
    found, fit = fitted(of_event_weeks(person_weeks()), COVARIATES)
    names = [("fin", "yes"), ("age", ""), ("race", "black"), ("wexp", "yes")]
    names += [("mar", "married"), ("paro", "yes"), ("prio", "")]
    glm = [-0.380172367870828, -0.0575464992128979, 0.314299846911627, -0.149587786836245]
    glm += [-0.434095487088107, -0.0851426099855626, 0.0917694152425314]
    errors = [0.191379144862632, 0.0219921362394255, 0.307865290177593, 0.212103481044484]
    errors += [0.381647310084924, 0.1957788264627827, 0.0286415391322920]
    cox = [-0.3794, -0.0574, 0.3139, -0.1498, -0.4337, -0.0849, 0.0915]
    assert found.loc[names, "coefficient"].to_numpy() == pytest.approx(glm, abs=1e-8)
    assert found.loc[names, "standard_error"].to_numpy() == pytest.approx(errors, abs=1e-8)
    assert found.loc[names, "coefficient"].to_numpy() == pytest.approx(cox, abs=0.0012)
    assert (fit.deviance, fit.residual_degrees_of_freedom) == (
        pytest.approx(1323.11913000537),
        18710,
    )
    assert fit.events_per_parameter == pytest.approx(114 / 55)


def test_rossi_employment_of_the_week_and_of_the_week_before():
    """Time-varying covariates go wrong (R: cloglog -1.33003 and -0.78814, Cox -1.3283, -0.7869)."""
    rows = person_weeks()
    assert len(rows) == 19_809
    found, _ = fitted(of_event_weeks(rows), [*COVARIATES, "employed"])
    now = found.loc[("employed", "")]
    assert now["coefficient"] == pytest.approx(-1.33003043372534, abs=1e-8)
    assert now["standard_error"] == pytest.approx(0.25072048356253, abs=1e-8)
    assert now["coefficient"] == pytest.approx(-1.328321066520180, abs=0.0018)
    found, _ = fitted(of_event_weeks(rows[rows["week"] > 1]), [*COVARIATES, "lagged"])
    before = found.loc[("lagged", "")]
    assert before["coefficient"] == pytest.approx(-0.788138940221280, abs=1e-8)
    assert before["coefficient"] == pytest.approx(-0.786888648955314, abs=0.0013)
    assert before["standard_error"] == pytest.approx(0.218109403534846, abs=1e-8)


def test_ships_as_published():
    """Wrong rates with exposure (McCullagh and Nelder, 1989, section 6.3.2; R 4.2.2 glm)."""
    ships = pd.read_csv(REFERENCE / "ships_mass.csv").query("service > 0")
    for name in ("type", "year", "period"):
        ships[name] = ships[name].astype(str).astype("category")
    design = hazard_design(ships, ["type", "year", "period"], at_risk="service", left="incidents")
    found = poisson_rates(design, penalty="never")
    coefficients = [-6.405901561048846, -0.543344301193925, -0.687401647449820, -0.0759614218771318]
    coefficients += [0.325579456223950, 0.697140426700506, 0.818426577201747]
    coefficients += [0.453426638800500, 0.384466958212073]
    assert found.fit.coefficients == pytest.approx(coefficients, abs=1e-9)
    assert found.fit.deviance == pytest.approx(38.69505153555482, abs=1e-9)
    assert found.fit.residual_degrees_of_freedom == 25
    assert found.dispersion == pytest.approx(1.69101012478119, abs=1e-9)
    # A design is fitted by its own family even after the other one was used on it.
    assert fit_hazard(design, penalty="never").coefficients[0] != found.fit.coefficients[0]


def staff(random, months=6000):
    rows = pd.DataFrame(
        {
            "tenure": random.integers(0, 4, months),
            "grade": random.integers(0, 3, months),
            "region": random.integers(0, 8, months),
        }
    )
    linear = -3 + 0.4 * (rows["tenure"] == 1) + 0.5 * (rows["grade"] == 2)
    rows["left"] = random.binomial(1, -np.expm1(-np.exp(linear)))
    for name in ("tenure", "grade", "region"):
        rows[name] = pd.Categorical.from_codes(
            rows[name], [f"{name}{n}" for n in range(8)][: rows[name].max() + 1]
        )
    return rows.assign(at_risk=1)


def statsmodels_fit(design, **options):
    matrix = np.concatenate([matrix for _, matrix in design.blocks()])
    outcomes = np.column_stack([design.left, design.at_risk - design.left])
    family = sm.families.Binomial(sm.families.links.CLogLog())
    return sm.GLM(outcomes, matrix, family=family).fit(tol=1e-13, maxiter=100, **options)


def test_cells_give_the_fit_on_rows():
    """Adding up person-months into cells changes the fit."""
    rows = staff(np.random.default_rng(5))
    by_row = hazard_design(rows, ["tenure", "grade"])
    by_cell = hazard_design(collapsed(rows, ["tenure", "grade"]), ["tenure", "grade"])
    assert (len(by_row.at_risk), len(by_cell.at_risk)) == (6000, 12)
    other = statsmodels_fit(by_row)
    for design in (by_row, by_cell):
        fit = fit_hazard(design)
        np.testing.assert_allclose(fit.coefficients, other.params, atol=1e-8)
        np.testing.assert_allclose(fit.covariance, other.cov_params(), atol=1e-8)


def test_covariance_by_region():
    """A driver that varies by region gets the errors of one that varies by person."""
    rows = staff(np.random.default_rng(6))
    cells = collapsed(rows, ["tenure", "grade", "region"])
    other = statsmodels_fit(hazard_design(rows, ["tenure", "grade"]))
    # Its own sandwich has the observed information as bread; R's vcovCL has the expected, as here.
    scores = pd.DataFrame(other.model.score_obs(other.params))
    summed = scores.groupby(rows["region"].cat.codes.to_numpy()).sum().to_numpy()
    sandwich = other.cov_params() @ summed.T @ summed @ other.cov_params() * 8 / 7
    fit = fit_hazard(hazard_design(cells, ["tenure", "grade"]), clusters=cells["region"])
    np.testing.assert_allclose(fit.covariance, sandwich, atol=1e-9)
    assert fit.clusters == 8
    assert fit.critical(0.95) == pytest.approx(2.364624251593, abs=1e-10)  # R: qt(.975, 7)
    with pytest.raises(EstimationError, match="two or more"):
        fit_hazard(hazard_design(cells, ["grade"]), clusters=np.zeros(len(cells)))


@pytest.mark.parametrize("left", [[9, 8, 0, 0], [9, 8, 3, 0]])
def test_separated_outcomes_have_no_plain_fit(left):
    """A coefficient at infinity is shown as e^22 (a level, or a direction of a number)."""
    cells = pd.DataFrame({"at_risk": [40, 40, 10, 10], "left": left})
    cells["route"] = pd.Categorical(["a", "a", "b", "b"] if not left[2] else ["a", "a", "a", "b"])
    fit = fit_hazard(hazard_design(cells, ["route"]), penalty="never")
    assert (fit.converged, fit.method) == (False, "none")
    assert "tell who left" in fit.reason
    assert np.isnan(fit.coefficients).all()


def test_separation_by_a_number_is_told_from_a_slow_fit():
    """A number that parts those who left from those who stayed gives a finite coefficient."""
    cells = pd.DataFrame({"age": [20.0, 25, 30, 35, 40], "at_risk": 1, "left": [1, 1, 1, 0, 0]})
    fit = fit_hazard(hazard_design(cells, ["age"]), penalty="never")
    assert not fit.converged
    assert "tell who left" in fit.reason
    mixed = cells.assign(left=[1, 1, 0, 1, 0])
    assert fit_hazard(hazard_design(mixed, ["age"]), penalty="never").converged


def test_separation_that_no_single_level_shows():
    """Steps that grow small in standard errors, but not themselves, are taken for a maximum."""
    cells = pd.DataFrame({"at_risk": [10, 10, 10], "left": [5, 5, 0]})
    cells["route"] = pd.Categorical(["a", "b", "b"])
    cells["band"] = pd.Categorical(["1", "2", "1"])
    fit = fit_hazard(hazard_design(cells, ["route", "band"]), penalty="never")
    assert (fit.converged, fit.reason) == (False, "someone's circumstances alone tell who left")


def test_no_one_or_everyone_leaving_has_no_fit():
    """A hazard of 0 or 1 is fitted as if it had an interval."""
    for left in ([0, 0], [5, 5]):
        cells = pd.DataFrame({"route": pd.Categorical(["a", "b"]), "at_risk": 5, "left": left})
        fit = fit_hazard(hazard_design(cells, ["route"]))
        assert (fit.method, fit.reason) == ("none", "no one left, or everyone did")
    with pytest.raises(EstimationError, match="More left"):
        fit_hazard(hazard_design(cells.assign(left=6), ["route"]))
