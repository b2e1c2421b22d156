"""Wild cluster bootstrap against wildboottest and against going through every sign by refits."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.two_way import treated_indicator, two_way
from workbench.statistics.evaluation.inference.cluster_scores import (
    ClusterScores,
    regression_scores,
    statistic_scores,
    two_way_scores,
)
from workbench.statistics.evaluation.inference.clustered import jackknife
from workbench.statistics.evaluation.inference.clustered_regression import (
    clustered_regression,
    two_way_clustered,
)
from workbench.statistics.evaluation.inference.wild_bootstrap import (
    sign_patterns,
    wild_bootstrap,
    wild_p_value,
)

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[3] / "reference"
ROWS = pd.read_csv(REFERENCE / "evaluation_cluster_panel.csv")
CLUSTERS = ROWS.cluster.to_numpy()[::8]
PEERS = pd.read_csv(REFERENCE / "evaluation_clusters_python.csv", comment="#").dropna()


def panel(term, gaps):
    outcome, missing, treatment = (
        ROWS.pivot(index="unit", columns="period", values=name).to_numpy(dtype=float)
        for name in ("outcome", "missing", term)
    )
    return np.where((missing > 0) & bool(gaps), np.nan, outcome), treatment


@pytest.mark.parametrize("case", list(PEERS.itertuples()))
@pytest.mark.parametrize(("null", "name"), [(0.0, "0"), (0.9, "1")])
def test_wildboottest(case, null, name):
    """All 4,096 patterns: those farther from 0, and the tied, the one found and its opposite."""
    outcome, treatment = panel(case.term, case.gaps)
    found = wild_bootstrap(two_way_scores(outcome, treatment, CLUSTERS), null=null)
    assert found.patterns == 2048
    assert found.enumerated
    assert found.floor == 1 / 2048
    farther = getattr(case, f"p_{name}")
    assert found.p_value * 4096 == pytest.approx(farther * 4096 + 2, abs=1e-6)
    # Its K counts the effects of units.
    rows = (~np.isnan(outcome)).sum()
    factor = np.sqrt((rows - 9) / (rows - 44))
    assert found.statistic == pytest.approx(getattr(case, f"t_{name}") * factor, rel=1e-9)


def literal_p_value(design, outcome, clusters, null, kind="CRV1"):
    """Refit everything for every pattern: column 0 is tested."""
    labels = np.unique(clusters)
    restricted = outcome - null * design[:, 0]
    others = design[:, 1:]
    fitted = others @ np.linalg.lstsq(others, restricted, rcond=None)[0]
    statistics = []
    for signs in product([1.0, -1.0], repeat=labels.size):
        turned = (restricted - fitted) * np.array(signs)[np.searchsorted(labels, clusters)]
        again = null * design[:, 0] + fitted + turned
        fit = clustered_regression(design, again, clusters, kind=kind)
        statistics.append(abs(fit.estimate.value[0] - null) / fit.standard_error[0])
    return np.mean(np.array(statistics) >= statistics[0] * (1 - 1e-9)), statistics[0]


def small_regression(seed):
    random = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(6), [3, 5, 4, 6, 3, 4])
    treated = (random.random(25) < 0.5) * 1.0
    design = np.column_stack([treated, np.ones(25), random.normal(size=25)])
    outcome = treated + random.normal(size=6)[clusters] * (0.3 + treated) + random.normal(size=25)
    return design, outcome, clusters


@pytest.mark.parametrize("null", [0.0, 0.7, -2.0])
def test_literal_enumeration(null):
    """Six clusters of unlike sizes, another column beside: 64 refits."""
    design, outcome, clusters = small_regression(8)
    expected, statistic = literal_p_value(design, outcome, clusters, null)
    scores = regression_scores(design, outcome, clusters, coefficient=0)
    found = wild_bootstrap(scores, null=null)
    assert found.p_value == pytest.approx(expected, abs=1e-12)
    assert abs(found.statistic) == pytest.approx(statistic, rel=1e-10)


def test_weights_are_rows():
    """A row of weight 3 would not be three rows."""
    design, outcome, clusters = small_regression(4)
    weights = np.random.default_rng(2).integers(1, 4, size=25)
    once = regression_scores(design, outcome, clusters, coefficient=0, weights=weights)
    rows = np.repeat(np.arange(25), weights)
    often = regression_scores(design[rows], outcome[rows], clusters[rows], coefficient=0)
    signs = sign_patterns(6)
    for null in (-1.0, 0.0, 0.4, 3.0):
        assert wild_p_value(once, signs, null) == wild_p_value(often, signs, null)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("level", [0.5, 0.9])
def test_set_is_all_that_is_not_rejected(seed, level):
    """Going through a fine grid, the p-value is above 1 - level in the set and only there."""
    design, outcome, clusters = small_regression(seed)
    scores = regression_scores(design, outcome, clusters, coefficient=0)
    found = wild_bootstrap(scores, level=level)
    signs = sign_patterns(6)
    middle = float(found.estimate.value)
    for null in middle + np.concatenate([np.linspace(-6, 6, 401), [-500, 500]]):
        inside = ((found.intervals[:, 0] <= null) & (null <= found.intervals[:, 1])).any()
        assert inside == (wild_p_value(scores, signs, null) > 1 - level + 1e-12), null
    for end in found.intervals.ravel()[np.isfinite(found.intervals.ravel())]:
        both = [wild_p_value(scores, signs, end + side * 1e-7) for side in (-1, 1)]
        assert min(both) <= 1 - level + 1e-12 < max(both)


def test_panel_set():
    """Twelve clusters: the ends are where the share of 2,048 patterns crosses 5%."""
    outcome, treatment = panel("treated", 1)
    scores = two_way_scores(outcome, treatment, CLUSTERS)
    found = wild_bootstrap(scores)
    signs = sign_patterns(12)
    assert len(found.intervals) == 1
    assert found.estimate.method == "restricted wild cluster bootstrap, CRV1"
    for end, inward in ((found.estimate.lower, 1), (found.estimate.upper, -1)):
        assert wild_p_value(scores, signs, float(end) + inward * 1e-8) > 0.05
        assert wild_p_value(scores, signs, float(end) - inward * 1e-8) <= 0.05
    fit = two_way_clustered(outcome, treatment, CLUSTERS, kind="CRV1")
    assert found.statistic == pytest.approx(fit.estimate.value[0] / fit.standard_error[0])


def test_statistic_with_jackknife():
    """A linear effect with CRV3 is literally that of turned outcomes, also of a dose."""
    random = np.random.default_rng(21)
    clusters = np.repeat(np.arange(6), 2)
    treatment = treated_indicator(np.array([2, 3, 3, 4, 2, 4])[clusters], 4)
    treatment *= random.uniform(0.5, 2, size=(12, 1))
    outcome = random.normal(size=(12, 4)) + treatment
    outcome[4, 1] = np.nan

    def effect(kept, told):
        return two_way(told[kept], treatment[kept]).coefficient

    scores = statistic_scores(outcome, treatment, clusters, effect)
    assert scores.kind == "CRV3"
    for null in (0.0, 1.3):
        left = two_way(outcome - null * treatment, treatment).outcome
        literal = []
        for signs in product([1.0, -1.0], repeat=6):
            turned = left * np.array(signs)[clusters][:, None]
            fit = jackknife(lambda kept, turned=turned: effect(kept, turned), clusters)
            literal.append(abs(fit.estimate.value[0]) / fit.standard_error[0])
        expected = np.mean(np.array(literal) >= literal[0] * (1 - 1e-9))
        found = wild_bootstrap(scores, null=null)
        assert found.p_value == pytest.approx(expected, abs=1e-12)
        assert abs(found.statistic) == pytest.approx(literal[0], rel=1e-9)


def test_drawn_above_thirteen():
    """(1 + b) / (1 + draws), the same for the same seed, near the whole count."""
    outcome, treatment = panel("treated", 0)
    clusters = np.arange(36) // 2
    scores = two_way_scores(outcome, treatment, clusters)
    found = wild_bootstrap(scores, null=1.0, draws=999, seed=4)
    assert (found.enumerated, found.patterns, found.floor) == (False, 1000, 1 / 1000)
    again = wild_bootstrap(scores, null=1.0, draws=999, seed=4)
    assert again.p_value == found.p_value
    np.testing.assert_array_equal(again.intervals, found.intervals)
    places = np.arange(2**18)[:, None] >> np.arange(18) & 1
    exact = wild_p_value(scores, 1.0 - 2 * places[: 2**17], 1.0)
    assert found.p_value == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 999))


def test_signs():
    for clusters in (2, 5, 13):
        signs = sign_patterns(clusters)
        assert signs.shape == (2 ** (clusters - 1), clusters)
        assert (signs[0] == 1).all()
        assert len(np.unique(np.vstack([signs, -signs]), axis=0)) == 2**clusters


def test_few_clusters_have_no_bound():
    """With five clusters no pattern is rarer than one in sixteen: the set would claim bounds."""
    design, outcome, clusters = small_regression(1)
    kept = clusters < 5
    scores = regression_scores(design[kept], outcome[kept], clusters[kept], coefficient=0)
    found = wild_bootstrap(scores)
    assert found.floor == 1 / 16
    assert found.intervals.tolist() == [[-np.inf, np.inf]]


@pytest.mark.parametrize("seed", range(3))
def test_two_clusters(seed):
    """Two patterns: nothing is rejected at 5%, and at 40% only what the other one is nearer to."""
    random = np.random.default_rng(seed)
    treatment = treated_indicator([2, 3, 4, 3], 5)
    outcome = random.normal(size=(4, 5))
    scores = two_way_scores(outcome, treatment, [0, 0, 1, 1])
    assert wild_bootstrap(scores).intervals.tolist() == [[-np.inf, np.inf]]
    found = wild_bootstrap(scores, level=0.4)
    for null in np.linspace(-40, 40, 801) + float(found.estimate.value):
        inside = ((found.intervals[:, 0] <= null) & (null <= found.intervals[:, 1])).any()
        assert inside == (wild_p_value(scores, sign_patterns(2), null) > 0.6)


@pytest.mark.parametrize("seed", range(20))
def test_set_with_few_treated(seed):
    """One or two treated clusters of six, where many patterns are nearly as far."""
    design, outcome, clusters = small_regression(seed)
    design[:, 0] = clusters <= seed % 2
    scores = regression_scores(design, outcome, clusters, coefficient=0)
    found = wild_bootstrap(scores, level=0.8)
    for null in (-1e4, -50.0, -2.0, -1.0, 0.0, 1.0, 2.0, 50.0, 1e4):
        inside = ((found.intervals[:, 0] <= null) & (null <= found.intervals[:, 1])).any()
        assert inside == (wild_p_value(scores, sign_patterns(6), null) > 0.2), null


def test_refusals():
    outcome, treatment = panel("treated", 0)
    with pytest.raises(EstimationError, match="no variance between clusters"):
        wild_bootstrap(two_way_scores(3 * treatment, treatment, CLUSTERS))
    with pytest.raises(EstimationError, match="no variance between clusters"):
        wild_bootstrap(ClusterScores(np.zeros((2, 3)), np.ones((2, 3, 3)), "CRV1"))
    scores = two_way_scores(outcome, treatment, CLUSTERS)
    with pytest.raises(EstimationError, match="draws must be 1 or more and null finite"):
        wild_bootstrap(scores, null=np.nan)
    with pytest.raises(EstimationError, match="draws must be 1 or more"):
        wild_bootstrap(scores, draws=0)
    with pytest.raises(EstimationError, match="level"):
        wild_bootstrap(scores, level=1)
    with pytest.raises(EstimationError, match="one of 3 columns, from 0; found 3"):
        regression_scores(*small_regression(1), coefficient=3)
    one = treated_indicator(np.where(CLUSTERS == 2, 4, 8), 8)
    gain = lambda kept, told: (  # noqa: E731
        (told[:, 7] - told[:, 0])[kept & (CLUSTERS == 2)].mean()
        if kept[CLUSTERS == 2].any()
        else np.nan
    )
    with pytest.raises(EstimationError, match=r"without each cluster in turn \(clusters 2\)"):
        statistic_scores(outcome, one, CLUSTERS, gain)
