"""Crude gaps are those of plain rates; a gap that is all workload is gone once adjusted."""

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.attrition.excess_leavers import excess_leavers
from workbench.statistics.attrition.shapley import shapley_shares

pytestmark = pytest.mark.filterwarnings("error")


def staff(seed=11, ratio=1.0, scale=1):
    """Group B has heavier workloads, which go with leaving, and its own hazard ratio."""
    random = np.random.default_rng(seed)
    codes = np.stack(np.indices((2, 3, 3, 2)).reshape(4, -1), 1)
    group, work, tenure, _ = codes.T
    share = np.where(group == 0, [[0.6], [0.3], [0.1]], [[0.2], [0.3], [0.5]])[
        work, np.arange(len(work))
    ]
    at_risk = np.round(share * np.where(group == 0, 60_000, 20_000) * scale / 6).astype(int)
    linear = -5 + 0.5 * work - 0.3 * tenure + np.log(ratio) * group
    cells = pd.DataFrame(
        {"at_risk": at_risk, "left": random.binomial(at_risk, -np.expm1(-np.exp(linear)))}
    )
    for name, column, size in zip(
        ("group", "work", "tenure", "pay"), codes.T, (2, 3, 3, 2), strict=True
    ):
        cells[name] = pd.Categorical.from_codes(column, [f"{name}{n}" for n in range(size)])
    return cells


DRIVERS = ["work", "tenure", "pay"]


def gaps(cells, drivers=DRIVERS, **options):
    return excess_leavers(cells, "group", drivers, comparator="group0", months=24, **options)


def test_crude_gap_is_that_of_plain_rates():
    """The crude gap is another standard's than the adjusted one (closed form of two binomials)."""
    found = gaps(staff())
    months, left = found.person_months, found.left
    hazard = left / months
    assert found.crude.excess.value[1] == pytest.approx(
        (left[1] - months[1] * hazard[0]) / 2, rel=1e-9
    )
    assert found.crude.ratio.value[1] == pytest.approx(hazard[1] / hazard[0], rel=1e-9)
    assert found.crude.difference.value[1] == pytest.approx(
        1200 * (hazard[1] - hazard[0]), rel=1e-9
    )
    error = 1200 * np.sqrt((hazard * (1 - hazard) / months).sum())
    assert found.crude.difference.upper[1] - found.crude.difference.value[1] == pytest.approx(
        1.959963984540054 * error, rel=1e-6
    )
    none = gaps(staff(), [])
    assert none.adjusted.excess.value[1] == pytest.approx(found.crude.excess.value[1], rel=1e-12)


def test_gap_that_is_all_workload_is_none_once_adjusted():
    """Workload is taken for the group, over 60 draws (binomial 99.9% limits on 95%)."""
    draws = [gaps(staff(seed)).adjusted.excess for seed in range(60)]
    held = sum(bool(one.lower[1] < 0 < one.upper[1]) for one in draws)
    assert 50 <= held <= 60
    assert gaps(staff()).crude.excess.lower[1] > 0


def test_gap_that_remains_is_found():
    """A disparity is adjusted away."""
    found = gaps(staff(ratio=1.5))
    assert 1 < found.adjusted.ratio.lower[1] < 1.5 < found.adjusted.ratio.upper[1]


def test_groups_that_cannot_be_compared_say_why():
    """A group is compared with people unlike it, or its own absence of leavers spoils the rest."""
    cells = staff()
    cells["group"] = cells["group"].cat.add_categories(["few", "apart", "nobody"])
    row = {
        "work": "work0",
        "tenure": "tenure0",
        "pay": "pay0",
        "at_risk": 40,
        "left": 0,
        "group": "few",
    }
    names = ["pay0", "pay1", "pay9"]
    cells["pay"] = cells["pay"].cat.set_categories(names)
    apart = row | {"group": "apart", "pay": "pay9", "left": 9}
    both = pd.concat([cells, pd.DataFrame([row, apart])], ignore_index=True)
    for name in ("group", *DRIVERS):
        both[name] = pd.Categorical(both[name], cells[name].cat.categories)
    found = gaps(both)
    assert found.reason == (
        "is the comparator",
        "",
        "no one left",
        "cannot be told from the circumstances",
        "nobody is at risk",
    )
    assert found.without_comparator[3] == 1
    assert found.adjusted.fit.method == "maximum likelihood"
    assert found.adjusted.ratio.value[1] == pytest.approx(
        gaps(staff()).adjusted.ratio.value[1], rel=1e-8
    )
    assert np.isfinite(found.crude.excess.value[3])
    with pytest.raises(EstimationError, match="above 0"):
        excess_leavers(cells, "group", [], comparator="group0", months=0)


def test_shares_add_up_and_are_means_over_orders():
    """A share is not Shapley's (all orders of three blocks, by hand)."""
    cells = staff()
    blocks = {"workload": ["work"], "service": ["tenure"], "pay": ["pay"]}
    found = shapley_shares(cells, "group", blocks, gaps(cells), months=24)
    excess = {
        tuple(chosen): gaps(cells, list(chosen)).adjusted.excess.value[1]
        for chosen in (
            [],
            ["work"],
            ["tenure"],
            ["pay"],
            ["work", "tenure"],
            ["work", "pay"],
            ["tenure", "pay"],
            DRIVERS,
        )
    }
    orders = (
        (("work",), ()),
        (("work", "tenure"), ("tenure",)),
        (("work", "pay"), ("pay",)),
        (tuple(DRIVERS), ("tenure", "pay")),
    )
    gains = [excess[without] - excess[with_it] for with_it, without in orders]
    assert found.shares[1, 0] == pytest.approx(np.dot([2, 1, 1, 2], gains) / 6, abs=1e-8)
    assert found.shares[1].sum() == pytest.approx(
        found.gaps.crude.excess.value[1] - found.gaps.adjusted.excess.value[1], abs=1e-8
    )
    assert found.percent[1].sum() == pytest.approx(
        100 * found.total.value[1] / found.gaps.crude.excess.value[1]
    )
    assert np.isnan(found.shares[0]).all()
    assert found.shares[1, 0] > 10 * abs(found.shares[1, 1:]).max()


def test_percentages_only_of_a_gap_that_is_there():
    """A part of nothing is told in percent."""
    cells = staff(scale=0.05)
    found = shapley_shares(cells, "group", {"pay": ["pay"]}, gaps(cells, ["pay"]), months=24)
    assert found.gaps.crude.excess.lower[1] < 0 < found.gaps.crude.excess.upper[1]
    assert np.isnan(found.percent).all()
    assert np.isfinite(found.shares[1]).all()


def test_limits_of_the_total_are_those_of_one_more_month_of_each_cell():
    """Chance of months or of leavers is left out (whole refits with 0.01 month more)."""
    cells = staff()
    found = shapley_shares(cells, "group", {"all": DRIVERS}, gaps(cells), months=24)
    changes, counts = [], []
    for row in range(len(cells)):
        for left in (1, 0):
            more = cells.astype({"at_risk": float, "left": float})
            more.loc[row, "at_risk"] += 0.01
            more.loc[row, "left"] += 0.01 * left
            again = gaps(more)
            total = again.crude.excess.value[1] - again.adjusted.excess.value[1]
            changes.append((total - found.total.value[1]) / 0.01)
            stayed = cells["at_risk"][row] - cells["left"][row]
            counts.append(cells["left"][row] if left else stayed)
    mean = np.average(changes, weights=counts)
    error = np.sqrt(np.dot(counts, (np.array(changes) - mean) ** 2))
    reach = found.total.upper[1] - found.total.value[1]
    # The one takes expected information, the other, by its refits, that observed.
    assert reach == pytest.approx(1.959963984540054 * error, rel=0.005)


def test_blocks_that_cannot_be_used_are_refused():
    """Six blocks are 64 refits; a driver in two blocks is counted twice."""
    cells, found = staff(), gaps(staff())
    for blocks, said in (
        ({str(n): [] for n in range(6)}, "one to 5"),
        ({"a": ["work"], "b": ["work"]}, "more than one"),
        ({"a": ["work", "tenure"]}, "more than the blocks"),
    ):
        with pytest.raises(EstimationError, match=said):
            shapley_shares(cells, "group", blocks, found, months=24)
