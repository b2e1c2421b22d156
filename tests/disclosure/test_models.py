"""What a model says is let out only where enough people are, as shown, and to two figures."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from workbench.disclosure import Release, policy_named, release
from workbench.disclosure.anchoring import figures, steps
from workbench.disclosure.models import TOO_FEW, UNTANGLED, to_figures
from workbench.findings import (
    Anchor,
    Context,
    Finding,
    Findings,
    Measure,
    Measured,
    Modelled,
    ShownCounts,
    TableMeasure,
)
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate

CONTEXT = Context("test", "A test", "synthetic")
ENOUGH = {"events": 13, "non_events": 13, "residual": 10}
"""13 is the fewest shown as 15, of which none can be fewer than 10 but by rounding."""


def cells(groups: int = 1, **columns: object) -> pd.DataFrame:
    keys = {"characteristic": "sex", "comparator": "Men", "stage": "sift", "basis": "adjusted"}
    frame = pd.DataFrame({"group": [f"Group {number}" for number in range(groups)]})
    told = keys | {"role": "declared", "stratum": "", "family": None} | columns
    return frame.assign(**told)


def modelled(**rests_on: int) -> Modelled:
    one = {name: np.array([count]) for name, count in (ENOUGH | rests_on).items()}
    value = np.array([0.78349])
    estimate = Estimate(value, value - 0.0651, value * np.inf, 0.95, "a model")
    return Modelled({"adjusted_ratio": estimate}, **one, reasons=("did not converge",))


def released(finding: Finding, policy: str = "open") -> Release:
    return release(Findings(CONTEXT, (finding,)), policy)


def the_cell(model: Modelled, policy: str = "open"):
    found = released(Finding("m", "models", "A model", cells(), modelled=(model,)), policy)
    return found["m"].cells[0]


def test_open_shows_two_figures_and_an_open_end():
    number = the_cell(modelled()).numbers["adjusted_ratio"]
    assert (number.value, number.lower, number.upper, number.upper_open) == (0.78, 0.71, None, True)


@pytest.mark.parametrize("least", ["events", "non_events"])
def test_open_withholds_a_model_of_too_few_and_says_only_that(least):
    cell = the_cell(modelled(**{least: 12}))
    assert not cell.numbers
    assert cell.reason == TOO_FEW


@pytest.mark.parametrize("residual", [-1, 0, 9])
def test_a_saturated_model_leaves_nothing_and_that_is_said(residual):
    """A model with as many parameters as cells says as much as its table."""
    cell = the_cell(modelled(residual=residual))
    assert (cell.numbers, cell.reason) == ({}, UNTANGLED)
    assert the_cell(modelled(residual=residual, events=9)).reason == TOO_FEW


@pytest.mark.parametrize("count", [8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
def test_that_a_model_is_told_tells_no_more_of_a_count_than_its_rounding(count):
    alike = [the_cell(modelled(events=other)).numbers for other in same_rounding(count)]
    assert len({bool(numbers) for numbers in alike}) == 1


def same_rounding(count: int) -> range:
    middle = (count + 2) // 5 * 5
    return range(middle - 2, middle + 3)


def test_the_reason_is_told_where_enough_people_are():
    assert the_cell(modelled()).reason == "did not converge"


def test_analyst_shows_all_of_it():
    cell = the_cell(modelled(events=0), "analyst")
    assert cell.numbers["adjusted_ratio"].value == 0.78349


def double(counts: dict[str, ShownCounts]) -> dict[str, Estimate]:
    shown = counts["passed"]
    value = np.where(shown.banded, np.nan, 2.0 * shown.value)
    return {"double": Estimate(value, shown.low * 1.0, shown.high * 1.0, 0.95, "test")}


@pytest.mark.parametrize("exact", [23, 24, 25, 26, 27])
def test_a_table_measure_sees_only_what_is_shown(exact):
    told = cells(2, passed=[exact, 3], entered=[90, 90])
    finding = Finding("t", "t", "T", told, table_measures=(TableMeasure(("passed",), double),))
    first, second = released(finding)["t"].cells
    number = first.numbers["double"]
    assert (number.value, number.lower, number.upper) == (50, 23, 27)
    assert "double" not in second.numbers


@pytest.mark.parametrize(
    ("characteristic", "stratum", "shown"),
    [
        ("religion", "region: London", 0),
        ("disability", "route: External", 0),
        ("religion", "region", 1),
        ("sex", "region: London", 1),
    ],
)
def test_open_never_shows_the_most_sensitive_characteristics_by_place(
    characteristic, stratum, shown
):
    told = cells(passed=[50], entered=[90]).assign(characteristic=characteristic, stratum=stratum)
    finding = Finding("f", "f", "F", told)
    assert len(released(finding)["f"].cells) == shown
    assert len(released(finding, "analyst")["f"].cells) == 1


@pytest.mark.parametrize("finest", [None, 0.01, 0.05])
def test_the_interval_shown_holds_the_exact_one_and_the_value(finest):
    """Else a range, or a trend read off it, says more than the counts allow."""
    random = np.random.default_rng(20240311)
    ends = np.sort(random.choice([-1, 1], (400, 1)) * np.exp(random.normal(0, 2, (400, 3))), axis=1)
    lower, value, upper = ends.T
    told = to_figures(Estimate(value, lower, upper, 0.95, "m"), policy_named("open"), finest)
    assert (told.lower <= lower + 1e-9).all()
    assert (told.upper >= upper - 1e-9).all()
    assert ((told.lower <= told.value) & (told.value <= told.upper)).all()
    by_hand = [float(f"{part:.2g}") for part in np.concatenate([told.lower, told.upper])]
    np.testing.assert_allclose(np.concatenate([told.lower, told.upper]), by_hand, rtol=1e-9)


SIDES = ("passed", "entered", "comparator_passed", "comparator_entered")


def ratio(counts) -> Measured:
    return Measured({"plain": relative_rate_index(*(counts[name] for name in SIDES))})


def set_against(counts: tuple[int, ...], factor: float, policy: str = "open"):
    """Release a model that says `factor` times the ratio of all together."""
    sides = {name: np.array([count]) for name, count in zip(SIDES, counts, strict=True)}
    plain = ratio(sides).estimates["plain"]
    exact = Estimate(plain.value * factor, plain.lower * factor, plain.upper * factor, 0.95, "m")
    enough = np.array([10**9])
    anchor = Anchor(Measure(SIDES, ratio), sides, {"ratio": "plain"})
    model = Modelled({"ratio": exact}, enough, enough, enough, anchor=anchor)
    return the_cell(model, policy), exact


def test_a_model_that_follows_the_passes_tells_nothing_more_of_them():
    """An adjustment of 0.83 to all tables that are shown alike: one and the same release."""
    told = [
        set_against((x, n, 400, 1000), 0.83)[0].numbers["ratio"]
        for x in range(18, 23)
        for n in range(58, 63)
    ]
    assert all(one == told[0] for one in told)


@pytest.mark.parametrize("factor", [0.5, 0.83, 0.999, 1.0, 1.2])
@pytest.mark.parametrize("counts", [(18, 62, 398, 1002), (22, 58, 402, 998), (20, 60, 400, 1000)])
def test_what_is_set_against_shown_counts_holds_the_exact_range(counts, factor):
    cell, exact = set_against(counts, factor)
    number = cell.numbers["ratio"]
    assert number.lower <= exact.lower[0]
    assert number.upper >= exact.upper[0]
    assert number.lower <= number.value <= number.upper
    assert set_against(counts, factor, "analyst")[0].numbers["ratio"].value == pytest.approx(
        exact.value[0], abs=1e-6
    )


@pytest.mark.parametrize(("people", "due"), [(1000, 0.005), (495, 0.02), (5000, 0.001)])
def test_steps_follow_the_people_and_no_factor_is_told_finer_than_a_hundredth(people, due):
    """Steps finer than 5 over the people, by hand, would tell of fewer than 5 of them."""
    sides = dict(zip(SIDES, np.array([[300], [people], [4000], [9000]]), strict=True))
    plain = Measure(SIDES, ratio)
    policy = policy_named("open")
    assert steps(Anchor(plain, sides, {}, factor=False), policy) == pytest.approx([due])
    assert steps(Anchor(plain, sides, {}), policy) == pytest.approx([max(due, 0.01)])
    assert figures(Anchor(plain, sides, {}), policy).tolist() == [3 if people >= 500 else 2]


@pytest.mark.parametrize("counts", [(11, 60, 400, 1000), (50, 60, 400, 1000), (13, 26, 400, 1000)])
def test_an_anchor_of_too_few_as_shown_leaves_nothing(counts):
    cell, _ = set_against(counts, 0.9)
    assert (cell.numbers, cell.reason) == ({}, TOO_FEW)


def test_a_share_set_against_shown_counts_stays_a_share():
    """A change that is added, rounded outwards, once told of 110 of every 100."""
    many = [85, 100, 400, 1000]
    sides = {name: np.array([count]) for name, count in zip(SIDES, many, strict=True)}
    share = lambda counts: Measured(  # noqa: E731
        {"plain": to_share(counts["passed"], counts["entered"])}
    )
    exact = Estimate(np.array([0.985]), np.array([0.9]), np.array([1.0]), 0.95, "m")
    names, enough = {"share": "plain"}, np.array([10**9])
    for between, stays in (((0.0, 1.0), True), ((-np.inf, np.inf), False)):
        anchor = Anchor(Measure(SIDES[:2], share), sides, names, factor=False, between=between)
        cell = the_cell(Modelled({"share": exact}, enough, enough, enough, anchor=anchor))
        assert (cell.numbers["share"].upper <= 1) == stays


def to_share(passed, entered) -> Estimate:
    value = np.asarray(passed) / np.asarray(entered)
    return Estimate(value, value, np.minimum(value + 0.02, 1.0), 0.95, "test")


def test_what_rests_on_exact_counts_alone_never_leaves_rounded():
    model = dataclasses.replace(modelled(), exact_only=True)
    assert not the_cell(model).numbers
    assert the_cell(model, "analyst").numbers


def test_counts_beside_a_table_measure_are_rounded_and_not_shown():
    def double_beside(counts):
        return double({"passed": counts["hidden"]})

    beside = {"hidden": np.array([23])}
    measure = TableMeasure((), double_beside, beside=beside)
    cell = released(Finding("t", "t", "T", cells(), table_measures=(measure,)))["t"].cells[0]
    assert cell.numbers["double"].value == 50
    assert not cell.counts
