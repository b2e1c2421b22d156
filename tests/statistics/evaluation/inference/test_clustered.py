"""Variances by cluster against pyfixest, R's sandwich and clubSandwich, and refits by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.two_way import treated_indicator
from workbench.statistics.evaluation.inference.cluster_covariance import crv1
from workbench.statistics.evaluation.inference.clustered import clusters_of, jackknife
from workbench.statistics.evaluation.inference.clustered_regression import (
    clustered_regression,
    two_way_clustered,
)

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[3] / "reference"
ROWS = pd.read_csv(REFERENCE / "evaluation_cluster_panel.csv")
CLUSTERS = ROWS.cluster.to_numpy()[::8]


def told(name):
    return pd.read_csv(REFERENCE / f"evaluation_{name}.csv", comment="#")


def panel(term, gaps):
    outcome, missing, treatment, weight = (
        ROWS.pivot(index="unit", columns="period", values=name).to_numpy(dtype=float)
        for name in ("outcome", "missing", term, "weight")
    )
    return np.where((missing > 0) & bool(gaps), np.nan, outcome), treatment, weight[:, 0]


@pytest.mark.parametrize("case", list(told("clusters_python").itertuples()))
def test_two_way_of_pyfixest(case):
    """CRV1 with effects of units within clusters, its limits, and CRV3 with (G-1)/G."""
    outcome, treatment, weight = panel(case.term, case.gaps)
    given = {"weights": weight if case.weighted else None}
    one = two_way_clustered(outcome, treatment, CLUSTERS, kind="CRV1", **given)
    assert one.standard_error[0] == pytest.approx(case.crv1, rel=1e-10)
    assert one.estimate.lower[0] == pytest.approx(case.lower, rel=1e-10)
    assert one.estimate.upper[0] == pytest.approx(case.upper, rel=1e-10)
    three = two_way_clustered(outcome, treatment, CLUSTERS, **given)
    assert three.standard_error[0] == pytest.approx(case.crv3, rel=1e-10)


@pytest.mark.parametrize("case", list(told("clusters_r").itertuples()))
def test_two_way_of_r(case):
    """The same with every dummy, whose K counts the units."""
    outcome, treatment, weight = panel(case.term, case.gaps)
    given = {"weights": weight if case.weighted else None}
    three = two_way_clustered(outcome, treatment, CLUSTERS, **given)
    assert three.standard_error[0] == pytest.approx(case.crv3, rel=1e-11)
    assert three.estimate.upper[0] == pytest.approx(case.upper, rel=1e-11)
    assert three.estimate.method == "CRV3, t(11)"
    one = two_way_clustered(outcome, treatment, CLUSTERS, kind="CRV1", **given)
    nested = case.rows - 1 - treatment.shape[1]
    factor = np.sqrt((case.rows - case.parameters) / nested)
    assert one.standard_error[0] == pytest.approx(case.crv1 * factor, rel=1e-11)


@pytest.mark.parametrize("weighted", [0, 1])
def test_regression_of_r(weighted):
    """Two coefficients of three kinds of column, with their covariance."""
    rows = ROWS[ROWS.missing == 0]
    design = np.column_stack([rows.treated, rows.dose, np.eye(8)[rows.period]])
    given = {"weights": rows.weight if weighted else None}
    expected = told("pooled_r").query(f"weighted == {weighted}")
    one = clustered_regression(design, rows.outcome, rows.cluster, kind="CRV1", **given)
    np.testing.assert_allclose(one.estimate.value[:2], expected.coefficient, rtol=1e-10)
    np.testing.assert_allclose(one.standard_error[:2], expected.crv1, rtol=1e-11)
    np.testing.assert_allclose(one.covariance[0, 1], expected.crv1_both, rtol=1e-11)
    three = clustered_regression(design, rows.outcome, rows.cluster, **given)
    if not weighted:
        np.testing.assert_allclose(three.standard_error[:2], expected.crv3, rtol=1e-11)
        np.testing.assert_allclose(three.covariance[0, 1], expected.crv3_both, rtol=1e-11)
    root = np.sqrt(rows.weight.to_numpy() if weighted else np.ones(len(rows)))[:, None]
    for place, cluster in enumerate(three.clusters):
        kept = (rows.cluster != cluster).to_numpy()
        weighed = (design * root)[kept], (rows.outcome.to_numpy()[:, None] * root)[kept]
        refit = np.linalg.lstsq(*weighed, rcond=None)[0][:, 0]
        np.testing.assert_allclose(three.left_out[place], refit, rtol=1e-9)


def test_coefficients_not_identified_without_a_cluster():
    """One treated cluster would be given a variance; the other coefficient has one."""
    treated = np.repeat([1.0, 0, 0, 0], 3)
    age = np.arange(12.0) ** 1.5
    outcome = np.random.default_rng(3).normal(size=12)
    design = np.column_stack([np.ones(12), treated, 1e6 * age])
    fit = clustered_regression(design, outcome, np.repeat([5, 1, 2, 9], 3))
    assert fit.clusters.tolist() == [1, 2, 5, 9]
    assert np.isnan(fit.left_out).tolist() == [
        [False, False, False],
        [False, False, False],
        [False, True, False],
        [False, False, False],
    ]
    assert np.isnan(fit.standard_error).tolist() == [False, True, False]
    assert np.isnan(fit.estimate.upper[1])
    assert np.isfinite(fit.estimate.value).all()


def test_two_way_one_treated_cluster():
    outcome, _, _ = panel("treated", 0)
    treatment = treated_indicator(np.where(CLUSTERS == 2, 4, 8), 8)
    fit = two_way_clustered(outcome, treatment, CLUSTERS)
    assert np.isnan(fit.left_out[:, 0]).nonzero()[0].tolist() == [2]
    assert np.isnan(fit.estimate.lower)
    assert np.isfinite(fit.estimate.value)


def test_jackknife_of_a_difference_of_means():
    """Leaving a cluster out of a difference is CRV3 of the regression that gives it."""
    random = np.random.default_rng(5)
    clusters = random.integers(0, 9, size=60) - 4
    treated, outcome = clusters % 2 == 0, random.normal(size=60) + clusters
    weights = random.integers(1, 9, size=60).astype(float)

    def difference(kept):
        means = [
            np.average(outcome[side], weights=weights[side])
            for side in (kept & treated, kept & ~treated)
        ]
        return means[0] - means[1], means[0]

    fit = jackknife(difference, clusters, level=0.9)
    design = np.column_stack([treated, ~treated])
    peer = clustered_regression(design, outcome, clusters, weights=weights, level=0.9)
    assert fit.estimate.value[1] == pytest.approx(peer.estimate.value[0], rel=1e-12)
    assert fit.standard_error[1] == pytest.approx(peer.standard_error[0], rel=1e-10)
    assert fit.estimate.upper[1] == pytest.approx(peer.estimate.upper[0], rel=1e-10)
    both = np.array([1.0, -1.0])
    variance = both @ peer.covariance @ both
    assert fit.covariance[0, 0] == pytest.approx(variance, rel=1e-10)


def share_rejected(treated_clusters, kind, nulls=1000):
    """Two periods, as many clusters as units, noise alike in all: change on treated."""
    random = np.random.default_rng(11)
    treatment = treated_indicator(np.where(np.arange(12) < treated_clusters, 1, 2), 2)
    rejected = 0
    for _ in range(nulls):
        outcome = random.normal(size=(12, 2))
        limits = two_way_clustered(outcome, treatment, np.arange(12), kind=kind).estimate
        rejected += limits.lower[0] > 0 or limits.upper[0] < 0
    return rejected / nulls


def test_ordinary_errors_with_two_of_twelve():
    """Why they are never the headline: a true null rejected one time in five, not in twenty."""
    assert 0.17 < share_rejected(2, "CRV1") < 0.25
    assert 0.04 < share_rejected(6, "CRV1") < 0.075


def test_impossible_input():
    design = np.column_stack([np.ones(4), [0, 1, 0, 1]])
    outcome, clusters = [1.0, 2, 3, 4], [0, 0, 1, 1]
    with pytest.raises(EstimationError, match="Without two clusters or more"):
        clustered_regression(design, outcome, [3, 3, 3, 3])
    with pytest.raises(EstimationError, match="4 whole numbers; found float64"):
        clustered_regression(design, outcome, [0.0, 0, 1, 1])
    with pytest.raises(EstimationError, match="4 whole numbers; found int64 of shape"):
        clustered_regression(design, outcome, [0, 1, 1])
    with pytest.raises(EstimationError, match="kind must be CRV1 or CRV3; found 'HC1'"):
        clustered_regression(design, outcome, clusters, kind="HC1")
    with pytest.raises(EstimationError, match="kind must be CRV1 or CRV3"):
        two_way_clustered([[1.0, 2], [1, 3]], [[0, 1], [0, 0]], [0, 1], kind="iid")
    with pytest.raises(EstimationError, match="depend on each other"):
        clustered_regression(np.ones((4, 2)), outcome, clusters)
    with pytest.raises(EstimationError, match="2 of 4 rows have numbers that are missing"):
        clustered_regression(design, [1, 2, np.nan, 4], clusters, weights=[1, 0, 1, 1])
    with pytest.raises(EstimationError, match="found shapes"):
        clustered_regression(design[0], outcome, clusters)
    with pytest.raises(EstimationError, match="level must be above 0"):
        clustered_regression(design, outcome, clusters, level=95)
    assert clusters_of([2, 1], 2)[0].tolist() == [1, 2]
    assert np.isnan(crv1(np.ones((3, 1)), 3, 3)).all()
