"""Proportional odds against MASS::polr, sandwich, Brant's formulas in R, and OrderedModel."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.stats import norm
from scipy.stats import t as student
from statsmodels.miscmodels.ordinal_model import OrderedModel

from workbench.errors import EstimationError
from workbench.statistics.evaluation.survey.ordered_effect import role_effect
from workbench.statistics.evaluation.survey.ordered_likelihood import (
    answer_shares,
    fit_ordered_logit,
)
from workbench.statistics.evaluation.survey.ordered_logit import ordered_odds_ratio
from workbench.statistics.evaluation.survey.proportionality import proportionality

REFERENCE = Path(__file__).parents[3] / "reference"
ROWS = pd.read_csv(REFERENCE / "evaluation_survey.csv", comment="#")
R = {
    name: rows["value"].to_numpy()
    for name, rows in pd.read_csv(REFERENCE / "evaluation_ordered_r.csv", comment="#").groupby(
        "name"
    )
}
KEYS = ["region", "role", "after", "part_time"]


def cells(values):
    """Sums by cell and answer of numbers of the survey's rows."""
    sums = ROWS.assign(value=values).groupby([*KEYS, "answer"])["value"].sum().unstack()
    return sums.fillna(0.0)


PEOPLE = cells(1)
REGION, ROLE, AFTER, PART_TIME = (PEOPLE.index.get_level_values(key).to_numpy() for key in KEYS)


def effect(counts=PEOPLE, **options):
    return role_effect(
        counts, ROLE, AFTER, adjustment=PART_TIME[:, None], clusters=REGION, **options
    )


def error(estimate, quantile=None):
    """Standard error of the log odds that limits were made of."""
    critical = student.ppf(0.975, 11) if quantile is None else quantile
    return np.log(estimate.upper / estimate.lower) / 2 / critical


def test_polr():
    """Coefficients, errors or the jackknife would not be those of the people themselves."""
    found = effect()
    fitted = np.concatenate([found.fit.slopes, found.fit.thresholds])
    np.testing.assert_allclose(fitted, R["coefficients"], rtol=1e-6)
    errors = np.sqrt(np.diag(np.linalg.inv(found.fit.information)))
    np.testing.assert_allclose(errors, R["errors"], rtol=1e-6)
    assert found.model.value == pytest.approx(np.exp(R["coefficients"][0]), rel=1e-6)
    assert error(found.model, norm.ppf(0.975)) == pytest.approx(R["errors"][0], rel=1e-6)
    assert error(found.clustered) == pytest.approx(R["clustered errors"][0], rel=1e-6)
    assert error(found.jackknife) == pytest.approx(R["jackknife error"][0], rel=1e-6)
    assert found.clusters == 12


def test_weights():
    """Weights would be taken for people in the errors."""
    found = effect(weighted=cells(ROWS["weight"]), squared=cells(ROWS["weight"] ** 2))
    fitted = np.concatenate([found.fit.slopes, found.fit.thresholds])
    np.testing.assert_allclose(fitted, R["weighted coefficients"], rtol=1e-5)
    assert error(found.model, norm.ppf(0.975)) == pytest.approx(R["weighted error"][0], rel=1e-6)
    assert error(found.clustered) == pytest.approx(R["weighted clustered error"][0], rel=1e-6)
    scaled = effect(weighted=7 * cells(ROWS["weight"]), squared=49 * cells(ROWS["weight"] ** 2))
    for kind in ("model", "clustered", "jackknife"):
        for side in ("value", "lower", "upper"):
            expected = getattr(getattr(found, kind), side)
            assert getattr(getattr(scaled, kind), side) == pytest.approx(expected, rel=1e-9)


def test_statsmodels():
    """Cells would not give the fit of one row a person."""
    columns = np.column_stack([ROWS.role * ROWS.after, ROWS.role, ROWS.after, ROWS.part_time])
    model = OrderedModel(ROWS["answer"].to_numpy(), columns, distr="logit")
    fitted = model.fit(method="bfgs", disp=False, gtol=1e-8)
    found = effect().fit
    np.testing.assert_allclose(found.slopes, fitted.params[:4], rtol=1e-5)
    thresholds = model.transform_threshold_params(fitted.params)[1:-1]
    np.testing.assert_allclose(found.thresholds, thresholds, rtol=1e-5)
    errors = np.sqrt(np.diag(np.linalg.inv(found.information)))[:4]
    np.testing.assert_allclose(errors, fitted.bse[:4], rtol=1e-5)
    shares = answer_shares(found, columns[:5])
    np.testing.assert_allclose(shares, fitted.predict(columns[:5]), rtol=1e-5)


def test_housing():
    """Venables and Ripley (2002), Modern Applied Statistics with S, section 7.3."""
    rows = pd.read_csv(REFERENCE / "evaluation_housing.csv", comment="#")
    keys = ["Infl", "Type", "Cont"]
    counts = rows.pivot(index=keys, columns="Sat", values="Freq")[["Low", "Medium", "High"]]
    of = {key: counts.index.get_level_values(key) for key in keys}
    names = [("Infl", "Medium"), ("Infl", "High"), ("Type", "Apartment"), ("Type", "Atrium")]
    names += [("Type", "Terrace"), ("Cont", "High")]
    fit = fit_ordered_logit(np.column_stack([of[key] == level for key, level in names]), counts)
    published = [0.5664, 1.2888, -0.5724, -0.3662, -1.0910, 0.3603, -0.4961, 0.6907]
    found = np.concatenate([fit.slopes, fit.thresholds])
    np.testing.assert_allclose(found, published, atol=5e-5)
    np.testing.assert_allclose(found, R["housing"], rtol=1e-6)
    errors = np.sqrt(np.diag(np.linalg.inv(fit.information)))
    np.testing.assert_allclose(errors, R["housing errors"], rtol=1e-6)


def test_brant():
    """The test of proportional odds would not be Brant's, together or by column."""
    found = effect().proportional
    assert found.statistic == pytest.approx(R["brant"][0], rel=1e-9)
    np.testing.assert_allclose(found.column_statistic, R["brant by column"], rtol=1e-9)
    np.testing.assert_allclose(found.log_odds.ravel(), R["brant log odds"], rtol=1e-7)
    assert found.degrees_of_freedom == 12


def test_size_and_power_of_brant():
    """It would reject proportional odds that hold, or not see odds that are not proportional."""
    random = np.random.default_rng(8)
    even = np.diff([0, *(1 / (1 + np.exp(-np.array([-1.5, -0.5, 0.5, 1.5])))), 1])
    rejected = [
        proportionality([[0.0], [1.0]], random.multinomial(250, even, size=2)).p_value <= 0.05
        for _ in range(250)
    ]
    # Two standard errors of 250 draws are 0.028.
    assert np.mean(rejected) == pytest.approx(0.05, abs=0.028)
    assert proportionality([[0.0], [1.0]], [[40, 40, 40, 40, 40], [70, 20, 20, 20, 70]]).p_value < (
        1e-4
    )


def test_an_answer_nobody_gave():
    """A threshold would be infinite; the answers in use are the same people's."""
    narrow, wide = [[30, 20, 10], [15, 25, 30]], [[30, 0, 20, 10, 0], [15, 0, 25, 30, 0]]
    first, second = (ordered_odds_ratio([[0.0], [1.0]], counts) for counts in (narrow, wide))
    assert first.model.value == second.model.value
    assert second.fit.answers.tolist() == [0, 2, 3]
    two = ordered_odds_ratio([[0.0], [1.0]], [[40, 10], [20, 30]])
    assert two.model.value == pytest.approx(40 * 30 / (10 * 20))
    assert two.proportional.degrees_of_freedom == 0
    assert np.isnan(two.proportional.p_value)
    assert np.isnan(two.proportional.column_p_value).all()


def test_separation():
    """An infinite odds ratio would come out as a large number."""
    found = ordered_odds_ratio([[0.0], [1.0]], [[20, 10, 0], [0, 0, 15]], clusters=[1, 2])
    assert not found.fit.finite
    for estimate in (found.model, found.clustered, found.jackknife):
        assert np.isnan([estimate.value, estimate.lower, estimate.upper]).all()
    # Separated at one cut only: the odds ratio is finite, Brant's test is not to be had.
    partly = ordered_odds_ratio([[0.0], [1.0]], [[20, 10, 5], [0, 20, 15]])
    assert np.isfinite(partly.model.upper)
    assert np.isnan(partly.proportional.statistic)


def test_separation_in_every_small_table():
    """A finite fit would be denied, or an infinite one given, where a linear programme says so."""
    random, seen = np.random.default_rng(5), []
    for _ in range(150):
        columns = np.column_stack([[0, 0, 1, 1], [0, 1, 0, 1], random.normal(size=4)])[
            :, : random.integers(1, 4)
        ]
        counts = random.poisson(0.8, size=(4, 3))
        counts[:, :2] += (counts.sum(axis=1, keepdims=True) == 0) * np.array([1, 0])
        counts = counts[:, counts.sum(axis=0) > 0]
        if counts.shape[1] < 2:
            continue
        # Directions that lower nobody's upper end and raise nobody's lower end.
        cuts = np.eye(counts.shape[1] - 1)
        gains = [
            sign * np.concatenate([-columns[cell], cuts[answer - before]])
            for cell, answer in zip(*np.nonzero(counts), strict=True)
            for before, sign in ((0, 1.0), (1, -1.0))
            if 0 <= answer - before < len(cuts)
        ]
        gains = np.array(gains)
        best = linprog(-gains.sum(axis=0), A_ub=-gains, b_ub=np.zeros(len(gains)), bounds=(-1, 1))
        seen.append(best.fun < -1e-7)
        assert fit_ordered_logit(columns, counts).finite != seen[-1]
    assert 0.2 < np.mean(seen) < 0.8


def test_one_region_with_the_role():
    """Leaving it out leaves no effect to estimate: the jackknife would have limits all the same."""
    counts = np.array([[9, 11, 10], [8, 12, 12], [10, 9, 8], [9, 11, 9], [9, 9, 9], [6, 9, 15]])
    found = role_effect(counts, [0, 0, 0, 0, 1, 1], [0, 1, 0, 1, 0, 1], clusters=[4, 4, 7, 7, 9, 9])
    assert np.isfinite(found.clustered.lower)
    assert np.isnan(found.jackknife.lower)
    assert found.jackknife.value == found.model.value


def test_regions_as_adjustment():
    """A region for each unit with the role repeats the role; the effect would be refused."""
    regions = (REGION[:, None] == np.arange(2, 13)).astype(float)
    found = role_effect(PEOPLE, ROLE, AFTER, adjustment=regions)
    columns = np.column_stack([ROLE * AFTER, AFTER, regions])
    expected = fit_ordered_logit(columns, PEOPLE)
    assert found.model.value == pytest.approx(np.exp(expected.slopes[0]), rel=1e-9)
    with pytest.raises(EstimationError, match="takes up the effect"):
        role_effect(PEOPLE, ROLE, AFTER, adjustment=(ROLE * AFTER)[:, None])


def test_coverage_with_regions_that_differ_in_trend():
    """Independent limits would be taken for safe: regions' own changes make them far too narrow."""
    random, region = np.random.default_rng(12), np.repeat(np.arange(12), 2)
    after, role = np.tile([0, 1], 12), (region < 6).astype(int)
    held = []
    for _ in range(80):
        shift = np.where(after == 1, random.normal(0, 0.5, 12)[region], 0.0)
        below = 1 / (1 + np.exp(-(np.array([-1.2, 0.0, 1.2]) - shift[:, None])))
        chances = np.diff(below, axis=1, prepend=0, append=1)
        found = role_effect(random.multinomial(60, chances), role, after, clusters=region)
        kinds = (found.model, found.clustered, found.jackknife)
        held.append([kind.lower <= 1 <= kind.upper for kind in kinds])
    model, clustered, jackknife = np.mean(held, axis=0)
    assert model < 0.8
    # Two standard errors of 80 draws are 0.049.
    assert clustered == pytest.approx(0.94, abs=0.05)
    assert jackknife == pytest.approx(0.955, abs=0.045)


def test_impossible_surveys():
    """Nonsense would come out as an odds ratio."""
    two, four = [[0.0], [1.0]], [[5, 5], [5, 5], [5, 5], [5, 5]]
    with pytest.raises(EstimationError, match=r"cells, columns.*found \(2,\)"):
        fit_ordered_logit([0.0, 1.0], [[3, 4], [4, 3]])
    with pytest.raises(EstimationError, match=r"2 problems.*missing\..*negative"):
        fit_ordered_logit([[np.nan], [1.0]], [[3, 4], [-4, 3]])
    with pytest.raises(EstimationError, match="Fewer than two answers"):
        fit_ordered_logit(two, [[3, 0], [4, 0]])
    with pytest.raises(EstimationError, match="repeats others among the cells with people"):
        fit_ordered_logit(two, [[3, 4], [0, 0]])
    with pytest.raises(EstimationError, match="With one cluster"):
        ordered_odds_ratio(two, [[3, 4], [4, 3]], clusters=[1, 1])
    with pytest.raises(EstimationError, match=r"clusters must be \(2,\)"):
        ordered_odds_ratio(two, [[3, 4], [4, 3]], clusters=[1, 1, 2])
    with pytest.raises(EstimationError, match="both weighted and squared"):
        ordered_odds_ratio(two, [[3, 4], [4, 3]], weighted=[[3, 4], [4, 3]])
    with pytest.raises(EstimationError, match="above 0 where people are"):
        ordered_odds_ratio(
            two, [[3, 4], [4, 3]], weighted=[[3, 4], [0, 3]], squared=[[3, 4], [0, 3]]
        )
    with pytest.raises(EstimationError, match="shape of counts"):
        ordered_odds_ratio(two, [[3, 4], [4, 3]], weighted=[3, 4], squared=[3, 4])
    with pytest.raises(EstimationError, match="without the role before"):
        role_effect(four, [1, 1, 0, 0], [0, 1, 1, 1])
    with pytest.raises(EstimationError, match="0 and 1 only"):
        role_effect(four, [2, 1, 0, 0], [0, 1, 0, 1])
    with pytest.raises(EstimationError, match="adjustment must be"):
        role_effect(four, [1, 1, 0, 0], [0, 1, 0, 1], adjustment=[1, 2])
