"""Differences between groups against regressions with interactions in pyfixest and statsmodels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from workbench.errors import EstimationError
from workbench.statistics.evaluation.subgroups.covariance import differences_from_covariance
from workbench.statistics.evaluation.subgroups.differences import (
    differences_by_jackknife,
    leave_one_out,
)
from workbench.statistics.evaluation.subgroups.family import one_family

REFERENCE = Path(__file__).parents[3] / "reference"
HOURS, CELLS, PYFIXEST = (
    pd.read_csv(REFERENCE / f"evaluation_{name}.csv", comment="#")
    for name in ("hours", "region_effects", "subgroups")
)
SIDES = ("value", "lower", "upper")


def effects(rows):
    """Difference in differences of mean hours in each working pattern."""
    mean = rows.groupby(["pattern", "role", "after"])["hours"].mean().unstack(["role", "after"])
    return (mean[1, 1] - mean[1, 0] - mean[0, 1] + mean[0, 0]).to_numpy()


def of_pyfixest(model, term):
    found = PYFIXEST[(PYFIXEST["model"] == model) & (PYFIXEST["term"] == term)]
    assert len(found) == 1
    return found.iloc[0]


def same(found, group, expected):
    """Value, limits and p-value of one group's difference."""
    for side in SIDES:
        ours = getattr(found.difference, side)[group]
        assert ours == pytest.approx(expected[side], rel=1e-8), side
    assert found.p_value[group] == pytest.approx(expected["p"], rel=1e-6)


def test_interaction_by_people():
    """A difference would not be the regression's interaction, with its jackknife error."""
    without = [effects(HOURS[HOURS["region"] != region]) for region in range(12)]
    found = differences_by_jackknife(effects(HOURS), without, reference=0)
    for group in (1, 2):
        same(found, group, of_pyfixest("people", f"C(pattern)[T.{group}]:role:after"))
    own = of_pyfixest("people", "role:after")
    for side in SIDES:
        assert getattr(found.effect, side)[0] == pytest.approx(own[side], rel=1e-8)
    assert np.isnan(found.difference.value[0])
    assert found.degrees_of_freedom[1:].tolist() == [11, 11]


def test_interaction_by_region():
    """Regions without a group, or their weights, would count wrongly."""
    table = CELLS.pivot(index="region", columns="pattern")
    weighted = table["effect"].to_numpy().copy(), table["people"].to_numpy()
    weighted[0][weighted[1] == 0] = np.nan
    values, without, present = leave_one_out(*weighted)
    found = differences_by_jackknife(values, without, reference=0, present=present)
    for group in (1, 2):
        same(found, group, of_pyfixest(f"cells {group}", f"C(pattern)[T.{group}]"))
    assert present[:, 2].sum() == 8


def test_regions_that_hold_neither_group():
    """Regions without a part in a difference would lend it degrees of freedom."""
    cells = np.array([[1.0, 2.0, 4.0], [2.0, 2.5, 3.0], [1.5, 3.0, 5.0], [0, 0, 3.5], [0, 0, 4.5]])
    people = np.array([[3, 4, 5], [6, 2, 4], [5, 5, 5], [0, 0, 6], [0, 0, 7]])
    values, without, present = leave_one_out(cells, people)
    whole = differences_by_jackknife(values, without, reference=0, present=present)
    values, without, present = leave_one_out(cells[:3, :2], people[:3, :2])
    part = differences_by_jackknife(values, without, reference=0, present=present)
    assert whole.degrees_of_freedom[1] == 2
    for side in SIDES:
        expected = getattr(part.difference, side)[1]
        assert getattr(whole.difference, side)[1] == pytest.approx(expected, rel=1e-12)


def test_covariance_of_a_regression():
    """A difference would not be the interaction of the same regression in statsmodels."""
    rows = HOURS.assign(
        effect=HOURS.role * HOURS.after, p1=HOURS.pattern == 1, p2=HOURS.pattern == 2
    ).astype(float)
    cells = "C(pattern) * role + C(pattern) * after"
    apart = smf.ols(f"hours ~ {cells} + C(pattern):effect", rows)
    together = smf.ols(f"hours ~ {cells} + effect + p1:effect + p2:effect", rows)
    options = {"cov_type": "cluster", "cov_kwds": {"groups": rows["region"]}, "use_t": True}
    own, fitted = apart.fit(**options), together.fit(**options)
    names = [name for name in own.params.index if name.endswith(":effect")]
    covariance = own.cov_params().loc[names, names]
    found = differences_from_covariance(own.params[names], covariance, 11, reference=0)
    terms = ["p1:effect", "p2:effect"]
    np.testing.assert_allclose(found.difference.value[1:], fitted.params[terms], rtol=1e-8)
    np.testing.assert_allclose(found.p_value[1:], fitted.pvalues[terms], rtol=1e-7)
    limits = fitted.conf_int().loc[terms]
    np.testing.assert_allclose(found.difference.lower[1:], limits[0], rtol=1e-7)
    np.testing.assert_allclose(found.difference.upper[1:], limits[1], rtol=1e-7)


def test_holm_over_everything():
    """Each characteristic would be adjusted alone, or not as Holm has it."""
    random = np.random.default_rng(4)
    families = [
        differences_from_covariance(
            random.normal(0, 2, groups), np.eye(groups), np.inf, reference=groups - 1
        )
        for groups in (2, 3, 5)
    ]
    found = one_family(families)
    raw = np.concatenate([family.p_value for family in families])
    there = ~np.isnan(raw)
    expected = multipletests(raw[there], method="holm")[1]
    together = np.concatenate([family.p_adjusted for family in found])
    np.testing.assert_allclose(together[there], expected, rtol=1e-12)
    assert np.isnan(together[~there]).all()
    assert [family.family_size for family in found] == [7, 7, 7]
    alone = multipletests(families[2].p_value[:4], method="holm")[1]
    np.testing.assert_allclose(families[2].p_adjusted[:4], alone, rtol=1e-12)
    assert one_family([]) == ()


def test_significance_is_never_compared():
    """One clear effect beside one that is not would be taken for a difference."""
    found = differences_from_covariance([2.5, 1.5], np.eye(2), np.inf, reference=0)
    assert found.effect.lower[0] > 0 > found.effect.lower[1]
    assert found.p_value[1] == pytest.approx(2 * norm.sf(1 / np.sqrt(2)))
    # Both clear, and one twice the other: the shared part of their errors leaves them different.
    shared = differences_from_covariance([3.0, 6.0], [[1, 0.9], [0.9, 1]], np.inf, reference=0)
    assert shared.p_value[1] < 1e-6


def test_group_in_one_region():
    """A difference that rests on one region would have limits."""
    values, without, present = leave_one_out(
        [[1.0, 2.0], [1.2, 9.0], [0.7, 9.0]], [[5, 5], [5, 0], [5, 0]]
    )
    found = differences_by_jackknife(values, without, reference=0, present=present)
    assert found.difference.value[1] == pytest.approx(2 - 2.9 / 3)
    assert (found.difference.lower[1], found.difference.upper[1]) == (-np.inf, np.inf)
    assert np.isnan([found.p_value[1], found.p_adjusted[1]]).all()
    assert found.family_size == 0
    # Nor would one that did not vary at all.
    even = differences_by_jackknife([1.0, 2.0], [[1.0, 2.0]] * 4, reference=1)
    assert even.difference.upper[0] == np.inf


def test_coverage():
    """Limits of a difference between groups of the same regions would cover less than they say."""
    random, held, together = np.random.default_rng(3), [], []
    for _ in range(1500):
        shared = random.normal(0, 1, 12)[:, None]
        cells = shared + random.normal(0, 0.7, (12, 3)) + [0, 1, 1]
        values, without, present = leave_one_out(cells, random.integers(5, 30, (12, 3)))
        found = differences_by_jackknife(values, without, reference=0, present=present)
        inside = (found.difference.lower <= 1) & (found.difference.upper >= 1)
        held.append(inside[1])
        together.append((found.difference.upper - found.difference.lower)[1])
    # Two standard errors of 1,500 draws are 0.0113; unequal weights make the jackknife wide.
    assert np.mean(held) == pytest.approx(0.955, abs=0.0163)
    apart = 2 * 2.2 * np.sqrt(2 * (1 + 0.49) / 12)
    assert np.mean(together) < 0.8 * apart


def test_impossible_groups():
    """Nonsense would come out as a difference."""
    with pytest.raises(EstimationError, match=r"2 problems.*clusters, groups.*no group 5"):
        differences_by_jackknife([1.0, 2.0], [[1.0], [2.0]], reference=5)
    with pytest.raises(EstimationError, match="at least two clusters"):
        differences_by_jackknife([1.0, 2.0], [[1.0, 2.0]], reference=0)
    with pytest.raises(EstimationError, match="infinite"):
        differences_by_jackknife([1.0, np.inf], np.ones((3, 2)), reference=0)
    with pytest.raises(EstimationError, match="present must be"):
        differences_by_jackknife([1.0, 2.0], np.ones((3, 2)), reference=0, present=[True])
    with pytest.raises(EstimationError, match="not positive semidefinite"):
        differences_from_covariance([1.0, 2.0], [[1, 2], [2, 1]], 9, reference=0)
    with pytest.raises(EstimationError, match="missing"):
        differences_from_covariance([1.0, np.nan], np.eye(2), 9, reference=0)
    with pytest.raises(EstimationError, match="degrees_of_freedom must be above 0"):
        differences_from_covariance([1.0, 2.0], np.eye(2), 0, reference=0)
    with pytest.raises(EstimationError, match="groups, groups"):
        differences_from_covariance([1.0, 2.0], np.eye(3), 9, reference=0)
    with pytest.raises(EstimationError, match="clusters, groups"):
        leave_one_out([1.0, 2.0], [1, 1])
    with pytest.raises(EstimationError, match="missing or negative"):
        leave_one_out([[1.0, np.nan]], [[1, 1]])
