"""Survival and incidence from bands: R's where bands are months, and all that ranges allow."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.attrition.banded_length import (
    median_of_bands,
    restricted_mean_of_bands,
)
from workbench.statistics.attrition.banded_log_rank import greatest_log_rank_p
from workbench.statistics.attrition.banded_reasons import banded_incidence
from workbench.statistics.attrition.banded_service import (
    banded_survival,
)
from workbench.statistics.attrition.leaving_rate import Ranged

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[2] / "reference"
ROWS = pd.read_csv(REFERENCE / "attrition_risk_r.csv", comment="#")
SURVIVAL = pd.read_csv(REFERENCE / "attrition_survival_r.csv", comment="#")
INCIDENCE = pd.read_csv(REFERENCE / "attrition_incidence_r.csv", comment="#")
TESTS = pd.read_csv(REFERENCE / "attrition_tests_r.csv", comment="#").set_index("test")
CLOSE = {"rtol": 1e-8}


def of_r():
    """Person-months of three groups in bands of a month, followed from month 1 as R did."""
    names = ["at_risk", "left_1", "left_2"]
    wide = ROWS.groupby(["group", "month"])[names].sum().unstack()
    at_risk = wide["at_risk"].to_numpy(float)
    left = np.stack([wide["left_1"].to_numpy(float), wide["left_2"].to_numpy(float)], axis=1)
    followed = np.zeros(at_risk.shape, bool)
    followed[:, 1:20] = True
    return at_risk, left, followed


def around(counts, by):
    return Ranged(np.maximum(np.subtract(counts, by), 0), counts, np.add(counts, by))


def test_r_survfit():
    """Of months as bands it would not be R's survival, limits, mean or median."""
    at_risk, left, followed = of_r()
    table = banded_survival(
        Ranged.exact(at_risk),
        Ranged.exact(left.sum(axis=1)),
        [1] * at_risk.shape[1],
        followed=followed,
    )
    mean = restricted_mean_of_bands(table, 20)
    for place, (_, own) in enumerate(SURVIVAL.groupby("group")):
        for side, name in (("value", "survival"), ("lower", "lower"), ("upper", "upper")):
            found = getattr(table.survival, side)[place, 1:20]
            np.testing.assert_allclose(found, own[name], **CLOSE, err_msg=name)
        assert mean.value[place] == pytest.approx(own["mean"].iloc[0] - 1, rel=1e-9)
        error = (mean.upper - mean.lower)[place] / 2 / 1.959963984540054
        assert error == pytest.approx(own["mean_error"].iloc[0], rel=1e-9)
        if own["median"].notna().iloc[0]:
            assert median_of_bands(table).value[place] == own["median"].iloc[0]


def test_r_incidence():
    """Of months as bands it would not be R's incidence by reason, or not its limits."""
    at_risk, left, followed = of_r()
    found = banded_incidence(
        Ranged.exact(at_risk), Ranged.exact(left), [1] * at_risk.shape[1], followed=followed
    )
    for (group, cause), own in INCIDENCE.groupby(["group", "cause"]):
        place, some = ("abc".index(group), cause - 1), own.incidence.to_numpy() > 0
        for side, name in (("value", "incidence"), ("lower", "lower"), ("upper", "upper")):
            column = getattr(found, side)[place][1:20]
            np.testing.assert_allclose(column[some], own[name][some], **CLOSE, err_msg=name)


def test_r_log_rank():
    """The test of exact counts would not be R's, or ranges would not make it more careful."""
    at_risk, left, _ = of_r()
    exits = left.sum(axis=1)
    exact = greatest_log_rank_p(Ranged.exact(at_risk), Ranged.exact(exits))
    assert exact == pytest.approx(TESTS.p_value["three"], rel=1e-8)
    lopsided = np.array([[60.0, 50.0], [20.0, 15.0]])
    people = np.array([[900.0, 700.0], [880.0, 760.0]])
    exact = greatest_log_rank_p(Ranged.exact(people), Ranged.exact(lopsided))
    corner = lopsided + np.array([[-2, -2], [2, 2]])
    far = greatest_log_rank_p(Ranged.exact(people), Ranged.exact(corner))
    ranged = greatest_log_rank_p(Ranged.exact(people), around(lopsided, 2))
    assert exact < far <= ranged * (1 + 1e-6) < 0.001


def test_one_rate_within_a_band():
    """A band of several months would not be as many months at its one rate."""
    wide = banded_survival(
        Ranged.exact([600.0, 480.0]), Ranged.exact([30.0, 12.0]), [3, 4], followed=np.ones(2, bool)
    )
    expected = np.cumprod([0.95] * 3 + [0.975] * 4)
    np.testing.assert_allclose(wide.survival.value, expected)
    # Of the months the mean is of, the last is lived by those who are there at its start.
    mean = restricted_mean_of_bands(wide, 5)
    assert mean.value == pytest.approx(1 + expected[:4].sum())


def test_mean_and_its_error_by_resampling():
    """The error of a mean over bands would leave out that months of a band share a rate."""
    random = np.random.default_rng(8)
    people, rates, widths = np.array([900.0, 1500.0]), np.array([0.05, 0.02]), [3, 9]
    draws = random.binomial(people.astype(int), rates, (4_000, 2)).astype(float)
    many = np.broadcast_to(people, draws.shape).copy()
    table = banded_survival(
        Ranged.exact(many), Ranged.exact(draws), widths, followed=np.ones(draws.shape, bool)
    )
    found, last = restricted_mean_of_bands(table, 12), table.survival
    low, high = (np.log(-np.log(side[:, -1])) for side in (last.upper, last.lower))
    scale = np.log(-np.log(last.value[:, -1])).std()
    assert np.median(high - low) / 2 / 1.959963984540054 == pytest.approx(scale, rel=0.04)
    error = (found.upper - found.lower) / 2 / 1.959963984540054
    assert np.sqrt((error**2).mean()) == pytest.approx(found.value.std(), rel=0.04)


tables = st.lists(
    st.tuples(st.integers(40, 400), st.integers(0, 12), st.integers(0, 9), st.integers(1, 24)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(tables, st.integers(0, 2**32 - 1))
def test_ranges_hold_every_table_inside_them(rows, seed):
    """What a rounded table says would leave out what one of its exact tables says."""
    people, one, other, widths = (np.array(column, float) for column in zip(*rows, strict=True))
    exits, followed = np.stack([one, other]), np.ones(len(rows), bool)
    random, months = np.random.default_rng(seed), widths.astype(int)
    at_risk, gone = around(people * widths, 2 * widths), around(exits, 2)
    wide = banded_survival(at_risk, around(exits.sum(axis=0), 4), months, followed=followed)
    reasons = banded_incidence(at_risk, gone, months, followed=followed)
    exact = [random.integers(side.low, side.high + 1).astype(float) for side in (at_risk, gone)]
    inner = banded_survival(
        Ranged.exact(exact[0]), Ranged.exact(exact[1].sum(axis=0)), months, followed=followed
    ).survival
    assert (wide.survival.lower <= inner.value + 1e-9).all()
    assert (wide.survival.upper >= inner.value - 1e-9).all()
    # Whoever is there, and whoever has gone by each reason, are everybody.
    told = banded_incidence(*(Ranged.exact(side) for side in exact), months, followed=followed)
    ends = np.cumsum(months) - 1
    np.testing.assert_allclose(told.value.sum(axis=0) + inner.value[ends], 1, atol=1e-9)
    assert (reasons.lower <= told.value + 1e-9).all()
    assert (reasons.upper >= told.value - 1e-9).all()


def test_others_take_from_a_reason():
    """The limits of one reason would not see that more may have gone by the others."""
    at_risk, followed = Ranged.exact([900.0, 400.0]), np.ones(2, bool)
    own, others = np.array([[40.0, 20.0], [40.0, 20.0]]), [[0, 0], [20, 20]]
    found = banded_incidence(at_risk, around(own, others), [3, 3], followed=followed)
    more = banded_incidence(at_risk, Ranged.exact(own + others), [3, 3], followed=followed)
    fewer = banded_incidence(at_risk, Ranged.exact(own - others), [3, 3], followed=followed)
    assert found.lower[0, 1] <= more.lower[0, 1] + 1e-3 < found.value[0, 1]
    assert found.upper[0, 1] >= fewer.upper[0, 1] - 1e-3
    plain = banded_incidence(at_risk, Ranged.exact(own), [3, 3], followed=followed)
    assert found.lower[0, 1] < plain.lower[0, 1] - 1e-3


def test_first_run_alone_is_followed():
    """A band after one with too few would be told, as if nobody had been missed."""
    table = banded_survival(
        Ranged.exact([5.0, 90, 80, 5, 90]),
        Ranged.exact([0.0, 3, 2, 0, 1]),
        [1] * 5,
        followed=np.array([False, True, True, False, True]),
    )
    assert np.isnan(table.survival.value).tolist() == [True, False, False, True, True]
    assert (table.start, table.end) == (1, 3)


def test_refusals():
    """Tables that do not fit would be taken."""
    one, followed = Ranged.exact([5.0]), np.array([True])
    with pytest.raises(EstimationError, match="one shape"):
        banded_survival(one, Ranged.exact([1.0, 2.0]), [1], followed=followed)
    with pytest.raises(EstimationError, match="widths"):
        banded_survival(one, one, [0], followed=followed)
    with pytest.raises(EstimationError, match="exits"):
        banded_incidence(one, one, [1], followed=followed)
    with pytest.raises(EstimationError, match="one shape"):
        greatest_log_rank_p(one, one)
