"""If these fail, a wrong rate of leaving would be published as if it were of its counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.disclosure import Release
from workbench.disclosure.released import (
    ReleasedCell,
    ReleasedCount,
    ReleasedFinding,
    ReleasedNumber,
)
from workbench.findings import Context
from workbench.publishing.verification import numbers
from workbench.publishing.verification.coverage import coverage

KEYS = dict.fromkeys(
    ("characteristic", "group", "role", "comparator", "stage", "basis", "stratum"), ""
)
TIED = {"months": "12", "since": "2021-07-31", "end": "2023-06-30", "service edges": "0|6"}
POISSON_OF_10 = 4.795389, 18.390356
"""Garwood's limits of ten (1936), as in R 4.2: poisson.test(10)$conf.int."""
RATE = ReleasedNumber(
    0.1, round(POISSON_OF_10[0] / 100.5, 6), round(POISSON_OF_10[1] / 99.5, 6), level=0.95
)
SHARE = ReleasedNumber(0.25, 0.111862, 0.468701, level=0.95)
"""Five of twenty, by R 4.2: prop.test(5, 20, correct = FALSE)$conf.int."""
POWER = ReleasedNumber(1.498618)
"""statsmodels 0.14: power_proportions_2indep is 0.8 for 400 and 4,000 people and a rate of 9%."""


def made(counts, named, finding="leaving", **keys):
    """Return a release of exact counts in one cell."""
    told = {name: ReleasedCount(many, f"{many:,}") for name, many in counts.items()}
    cell = ReleasedCell(**KEYS | keys, counts=told, numbers=named)
    context = Context("attrition", "A test", "synthetic", tied=TIED)
    found = ReleasedFinding(finding, finding, "T", (cell,))
    return Release("analyst", "NOT FOR RELEASE", context, (found,))


CASES = {
    "of a year": made({"left": 10, "at_risk": 100}, {"leaving_rate": RATE}),
    "of the resigned": made(
        {"left": 30, "left_resigned": 10, "at_risk": 100}, {"resignation_rate": RATE}
    ),
    "of a quarter": made(
        {"left": 10, "at_risk": 400},
        {"leaving_rate": replace(RATE, lower=0.047894, upper=0.184134)},
        "changing",
        basis="quarter ending 2023-06-30",
    ),
    "of years in post": made({"left": 10, "at_risk": 100}, {"leaving_rate": RATE}, "driver:x"),
    "of a band of service": made(
        {"left": 10, "at_risk": 200},
        {"hazard_a_year": replace(RATE, lower=0.047834, upper=0.184364)},
        "service",
        stratum="service: under 6 months",
    ),
    "of a reason": made(
        {"left": 20, "left_Transfer outside the service": 5},
        {"reason_share_transfer_outside": SHARE},
        "reasons",
    ),
    "the gap that could be seen": made(
        {"passed": 40, "entered": 400, "comparator_passed": 360, "comparator_entered": 4000},
        {"minimum_detectable_excess": POWER},
        "sex",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_tables_and_other_programs_say_is_taken_and_anything_else_is_not(case):
    right = CASES[case]
    assert numbers.problems(right) == []
    assert coverage(right) == (1, 1)
    (cell,) = right.findings[0].cells
    ((name, number),) = cell.numbers.items()
    for part in ("value", "lower", "upper"):
        if (told := getattr(number, part)) is None:
            continue
        other = replace(number, **{part: round(told + 0.00001, 6)})
        wrong = replace(cell, numbers={name: other})
        finding = replace(right.findings[0], cells=(wrong,))
        assert numbers.problems(replace(right, findings=(finding,))), part


def test_a_ratio_of_rates_has_the_limits_of_a_binomial_share():
    """At a limit the mid-p of 10 of 30 leavers is 2.5%: by hand, from the binomial distribution."""
    counts = {"left": 10, "at_risk": 100, "comparator_left": 20, "comparator_at_risk": 100}
    alone = made(counts, {"crude_ratio": ReleasedNumber(0.5)}, "driver:x")
    assert numbers.problems(alone) == []
    for low, high in ((0.2, 1.0), (0.224, 1.06)):
        told = {"crude_ratio": ReleasedNumber(0.5, low, high, level=0.95)}
        assert numbers.problems(made(counts, told, "driver:x"))


def test_the_rate_of_all_units_is_that_of_their_counts():
    """By hand: 90 of 1,000 leave, so 9 of a unit of 100."""
    cells = {"": (90, 1000, 0.09, 90.0), "North 1": (12, 100, 0.09, 9.0)}
    for told, many in ((9.0, 0), (9.1, 1)):
        released = [
            made(
                {"passed": passed, "entered": entered},
                {
                    "usual_rate": ReleasedNumber(rate),
                    "expected_leavers": ReleasedNumber(told if group else expected),
                },
                "where",
                group=group,
            )
            for group, (passed, entered, rate, expected) in cells.items()
        ]
        whole = replace(
            released[0].findings[0], cells=tuple(one.findings[0].cells[0] for one in released)
        )
        found = replace(released[0], findings=(whole,))
        assert len(numbers.problems(found)) == many
        assert coverage(found) == (4, 4)


def test_what_is_of_many_cells_is_counted_as_not_worked_out_again():
    """Else the line of the verification would promise more than it does."""
    assert coverage(made({}, {"spread_allowed": ReleasedNumber(0.1)})) == (0, 1)
