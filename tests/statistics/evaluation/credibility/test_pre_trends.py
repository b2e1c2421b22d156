"""Trends before a roll-out against R's Hotelling and t tests, and what they find in no trend."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import f as f_distribution

from workbench.errors import EstimationError
from workbench.statistics.evaluation.credibility.pre_trends import equivalence_test, joint_test

REFERENCE = Path(__file__).parents[3] / "reference" / "pre_trends_r.csv"
TABLE = pd.read_csv(REFERENCE, comment="#")
CASES = sorted(set(TABLE["case"]))


def reference(case):
    of_case = TABLE[TABLE["case"] == case]
    wide = {
        name: part.pivot_table(index="row", columns="column", values="value").to_numpy()
        for name, part in of_case.groupby("name")
    }
    return {
        name: values if name == "covariance" else values[:, 0] for name, values in wide.items()
    } | {"clusters": int(of_case["clusters"].iloc[0])}


@pytest.mark.parametrize("case", CASES)
def test_joint_test_is_hotellings(case):
    """A joint p-value would not be that of R's multivariate linear model."""
    known = reference(case)
    found = joint_test(known["coefficient"], known["covariance"], clusters=known["clusters"])
    statistic = [found.f_statistic, found.numerator_df, found.denominator_df, found.p_value]
    np.testing.assert_allclose(statistic, known["joint"], rtol=1e-8)


@pytest.mark.parametrize("case", CASES)
def test_equivalence_is_two_t_tests(case):
    """An equivalence p-value or limit would not be that of R's one-sided t tests."""
    known = reference(case)
    found = equivalence_test(
        known["coefficient"],
        np.sqrt(np.diag(known["covariance"])),
        bound=known["bound"][0],
        clusters=known["clusters"],
    )
    np.testing.assert_allclose(found.p_values, known["equivalence"], rtol=1e-8)
    np.testing.assert_allclose(found.interval.lower, known["lower"], rtol=1e-8)
    assert found.largest_p_value == max(found.p_values)
    assert found.interval.level == pytest.approx(0.9)


def test_least_bound_is_where_equivalence_begins():
    """The bound told as the smallest would not be the one at which the answer turns."""
    values, errors = np.array([0.3, -0.5, 0.1]), np.array([0.2, 0.1, 0.4])
    least = equivalence_test(values, errors, bound=1.0, clusters=8).least_bound
    turn = [
        equivalence_test(values, errors, bound=least * by, clusters=8)
        for by in (1 - 1e-9, 1 + 1e-9)
    ]
    assert [found.equivalent for found in turn] == [False, True]
    assert turn[0].largest_p_value == pytest.approx(0.05, abs=1e-7)


def test_size_with_few_clusters():
    """With 12 clusters and 4 coefficients a trend would be found too often where there is none."""
    rng, runs, clusters, periods = np.random.default_rng(5), 2000, 12, 4
    panels = rng.standard_normal((runs, clusters, periods)).cumsum(axis=-1)
    found = [
        joint_test(panel.mean(axis=0), np.cov(panel.T) / clusters, clusters=clusters)
        for panel in panels
    ]
    rejected = np.mean([test.p_value <= 0.05 for test in found])
    usual = np.mean([f_distribution.sf(test.wald / 4, 4, 11) <= 0.05 for test in found])
    # Two simulation errors of 5% on 2,000 runs are 0.01.
    assert 0.04 < rejected < 0.06
    assert usual > 0.08


def test_units_do_not_matter():
    """A p-value would change with the unit of a coefficient."""
    known = reference(1)
    scale = np.array([1e-6, 1, 1e3, 1e6])
    found = joint_test(
        known["coefficient"] * scale, known["covariance"] * np.outer(scale, scale), clusters=12
    )
    assert found.p_value == pytest.approx(known["joint"][3], rel=1e-8)


@pytest.mark.parametrize("clusters", [4, 3])
def test_too_few_clusters_are_refused(clusters):
    """As many coefficients as clusters would be tested all the same."""
    with pytest.raises(EstimationError, match="4 coefficients need more than 4 clusters"):
        joint_test(np.zeros(4), np.eye(4), clusters=clusters)


def test_short_rank_is_refused():
    """Coefficients that hold the same information twice would be tested as if they did not."""
    panel = np.random.default_rng(1).standard_normal((12, 3))
    twice = np.column_stack([panel, panel.sum(axis=1)])
    with pytest.raises(EstimationError, match="4 coefficients has rank 3"):
        joint_test(twice.mean(axis=0), np.cov(twice.T) / 12, clusters=12)


@pytest.mark.parametrize(
    ("values", "covariance", "told"),
    [
        ([], np.empty((0, 0)), "at least one"),
        ([0.1, np.nan], np.eye(2), "1 are not"),
        ([0.1, 0.2], np.eye(3), r"shape \(2, 2\)"),
        ([0.1, 0.2], [[1, 0], [0, 0]], "variances above 0"),
        ([0.1, 0.2], [[1, 0.5], [0, 1]], "symmetric"),
        ([0.1, 0.2], [[1, 2], [2, 1]], "negative eigenvalue"),
        ([0.1, 0.2], [[1, np.inf], [np.inf, 1]], "missing or infinite"),
    ],
)
def test_impossible_covariance_is_refused(values, covariance, told):
    """A number would come out of what is no covariance."""
    with pytest.raises(EstimationError, match=told):
        joint_test(values, covariance, clusters=12)


def test_every_problem_is_told_at_once():
    """The second mistake would be found only after the first was mended."""
    with pytest.raises(EstimationError) as raised:
        equivalence_test([0.1, np.nan], [0.0, 1.0], bound=-1, clusters=1, alpha=0.5)
    for told in ("1 are not", "standard_errors", "bound", "clusters", "alpha"):
        assert told in str(raised.value)
