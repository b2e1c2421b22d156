"""Under `open` no exact count enters anything shown, and the limits hold for all it could be."""

from __future__ import annotations

import dataclasses
import json
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analyses.recruitment_funnel.cells import comparison_cells
from workbench.disclosure import Release, policy_named, release
from workbench.disclosure.rounding import shown
from workbench.errors import DisclosureError
from workbench.findings import Context, Finding, Findings
from workbench.measures.comparison import comparison, exact_test, share
from workbench.statistics.comparison.exact_test import fisher_mid_p
from workbench.statistics.comparison.relative_rate import relative_rate_index

CONTEXT = Context("test", "A test", "synthetic")
OPEN = policy_named("open")
MEASURES = (share("selection_rate", 0.95), comparison(0.95), exact_test())


def findings(passed: int, entered: int, comparator_passed: int, comparator_entered: int):
    """Return one characteristic of two groups at one stage."""
    stages = pd.DataFrame(
        {
            "characteristic": "sex",
            "group": ["Men", "Women"],
            "stage": "sift",
            "reached": [comparator_entered, entered],
            "exempt": 0,
            "pending": 0,
            "entered": [comparator_entered, entered],
            "passed": [comparator_passed, passed],
        }
    )
    cells = comparison_cells(stages, "Men", headline=True)
    return Findings(CONTEXT, (Finding("sex", "characteristic", "Sex", cells, MEASURES),))


def women(released: Release):
    return next(cell for cell in released["sex"].cells if cell.group == "Women")


def same_rounding(count: int) -> st.SearchStrategy[int]:
    """Return counts that are shown as `count` is."""
    result = shown(np.array([count]), OPEN)
    return st.integers(int(result.low[0]), int(result.high[0]))


@st.composite
def two_worlds(draw):
    """Return two sets of exact counts that look the same when rounded."""
    sides = []
    for _ in range(2):
        entered = draw(st.integers(0, 120))
        passed = draw(st.integers(0, entered))
        again = draw(same_rounding(entered))
        sides.append((passed, entered, min(draw(same_rounding(passed)), again), again))
    (x, n, x2, n2), (r, m, r2, m2) = sides
    return (x, n, r, m), (x2, n2, r2, m2)


@settings(max_examples=60, deadline=None)
@given(worlds=two_worlds())
def test_counts_that_look_alike_are_released_alike(worlds):
    """The whole release is a function of the rounded counts: nothing else leaks."""
    first, second = worlds
    rounded = [shown(np.array(world), OPEN) for world in worlds]
    if not all(
        np.array_equal(getattr(rounded[0], part), getattr(rounded[1], part))
        for part in ("value", "banded")
    ):
        return
    documents = [release(findings(*world), "open").to_json() for world in (first, second)]
    assert json.dumps(documents[0]) == json.dumps(documents[1])


@pytest.mark.parametrize(
    "counts", [(65, 582, 666, 3911), (192, 358, 1791, 2455), (12, 62, 17, 64), (5, 33, 20, 41)]
)
def test_the_hull_is_the_widest_over_every_count_it_could_be(counts):
    """Held against plain loops over all combinations, one table at a time."""
    sides = [shown(np.array([count]), OPEN) for count in counts]
    worlds = list(product(*(range(int(s.low[0]), int(s.high[0]) + 1) for s in sides)))
    limits = [relative_rate_index(*world) for world in worlds]
    cell = women(release(findings(*counts), "open"))
    number = cell.numbers["relative_rate_index"]
    assert number.lower == pytest.approx(min(float(one.lower) for one in limits), abs=1e-6)
    assert number.upper == pytest.approx(max(float(one.upper) for one in limits), abs=1e-6)
    greatest = max(float(fisher_mid_p(*world)) for world in worlds)
    assert cell.p_value == pytest.approx(greatest, abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "known"),
    [
        ((20, 60, 30, 90), True),
        ((4, 60, 30, 90), False),
        ((57, 60, 30, 90), True),
        ((58, 60, 30, 90), False),
        ((20, 60, 4, 90), False),
        ((20, 60, 90, 90), False),
        ((10, 27, 30, 90), False),
        ((20, 60, 10, 27), False),
    ],
)
def test_comparisons_need_enough_on_both_sides_as_shown(counts, known):
    cell = women(release(findings(*counts), "open"))
    assert ("relative_rate_index" in cell.numbers) is known
    if not known:
        assert cell.verdict == "cannot tell"
        assert cell.p_value is None


def test_nearly_nobody_and_nearly_everybody_are_bounds():
    few = women(release(findings(3, 60, 30, 90), "open"))
    number = few.numbers["selection_rate"]
    assert few.counts["passed"].shown == "<5"
    assert (number.value, number.upper) == (None, pytest.approx(4 / 58, abs=1e-6))
    most = women(release(findings(59, 60, 30, 90), "open"))
    assert most.numbers["selection_rate"].value is None
    assert most.numbers["selection_rate"].lower == pytest.approx(58 / 62, abs=1e-6)


def test_a_true_zero_is_never_told_apart():
    assert [
        json.dumps(release(findings(count, 60, 30, 90), "open").to_json()) for count in (0, 4)
    ].count(json.dumps(release(findings(2, 60, 30, 90), "open").to_json())) == 2


def test_a_measure_of_too_many_counts_is_withheld():
    finding = findings(20, 60, 30, 90).findings[0]
    measures = tuple(dataclasses.replace(one, hull=False) for one in finding.measures)
    closed = Findings(CONTEXT, (dataclasses.replace(finding, measures=measures),))
    assert women(release(closed, "open")).numbers == {}
    assert women(release(closed, "analyst")).numbers


def test_analyst_shows_exact_counts_and_plain_limits():
    cell = women(release(findings(65, 582, 666, 3911), "analyst"))
    expected = relative_rate_index(65, 582, 666, 3911)
    assert cell.counts["passed"].value == 65
    assert cell.numbers["relative_rate_index"].lower == pytest.approx(expected.lower, abs=1e-6)


def test_restricted_is_refused_where_counts_are_not_tied_to_people():
    with pytest.raises(DisclosureError, match="does not tie its counts to people"):
        release(findings(20, 60, 30, 90), "restricted")


def test_a_finding_shows_no_number():
    made = findings(65, 582, 666, 3911)
    for text in (repr(made), repr(made.findings[0]), str(made.findings[0])):
        assert not any(count in text for count in ("65", "582", "666", "3911"))


def test_a_release_reads_back_as_it_was_written():
    made = release(findings(65, 582, 666, 3911), "open")
    again = Release.from_json(json.loads(json.dumps(made.to_json())))
    assert again.to_json() == made.to_json()
    assert again.records() == made.records()


def test_a_record_has_every_field_of_the_published_schema():
    record = release(findings(65, 582, 666, 3911), "open").records()[0]
    wanted = (
        "section measure characteristic group comparator stage stratum value lower upper level "
        "method p_value p_adjusted family family_size verdict size entered passed"
    )
    assert set(wanted.split()) <= set(record)
