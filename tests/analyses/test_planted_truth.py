"""What was planted in the synthetic intake is found, and what was not is not."""

from __future__ import annotations

import json

import pytest

from workbench.disclosure import Release, ReleasedCell
from workbench.parameters.root import INSTALLED
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE

TRUTH = json.loads(
    (INSTALLED / "data" / "synthetic" / "recruitment_funnel" / "truth.json").read_text()
)["groups"]


def of_kind(release: Release, kind: str) -> list[tuple[dict, ReleasedCell]]:
    cells = {
        (cell.characteristic, cell.group, cell.stage): cell
        for finding in release.of_section("characteristic")
        for cell in finding.cells
        if cell.basis != "cumulative"
    }
    return [
        (planted, cells[planted["characteristic"], planted["group"], planted["stage"]])
        for planted in TRUTH
        if planted["kind"] == kind
    ]


def test_no_null_is_flagged_as_evidence(analyst: Release, circulated: Release):
    for release in (analyst, circulated):
        nulls = of_kind(release, "null")
        assert len(nulls) > 100
        assert [cell.group for _, cell in nulls if cell.verdict == EVIDENCE] == []


def test_planted_disparities_that_the_numbers_can_show_are_found(analyst: Release):
    """A planted ratio below the minimum detectable one at one stage is evidence, and no planted
    disparity of a fifth or more is ever called "no evidence seen"."""
    found = []
    for planted, cell in of_kind(analyst, "planted"):
        detectable = cell.numbers["minimum_detectable_ratio"].value
        if detectable is not None and planted["ratio"] < 0.95 * detectable:
            assert cell.verdict == EVIDENCE, planted
            found.append((planted["group"], planted["stage"]))
        if planted["ratio"] <= 0.8:
            assert cell.verdict != NO_EVIDENCE, planted
    assert {("Black", "online_test"), ("Black", "overall")} <= set(found)


@pytest.mark.parametrize(
    ("characteristic", "group", "stage"),
    [
        ("ethnicity", "Black", "online_test"),
        ("ethnicity", "Asian", "online_test"),
        ("ethnicity", "Black", "overall"),
        ("lived_experience", "Lived experience", "pre_employment_checks"),
    ],
)
def test_these_are_found_under_analyst(analyst: Release, characteristic, group, stage):
    cell = next(
        cell
        for cell in analyst[characteristic].cells
        if (cell.group, cell.stage) == (group, stage) and cell.basis != "cumulative"
    )
    assert cell.verdict == EVIDENCE


def test_what_open_can_no_longer_see_is_cannot_tell(analyst: Release, circulated: Release):
    lost = [
        exact.group
        for planted, exact in of_kind(analyst, "planted")
        for other, cell in of_kind(circulated, "planted")
        if other is planted and exact.verdict == EVIDENCE and cell.verdict != EVIDENCE
    ]
    verdicts = {
        cell.verdict
        for planted, cell in of_kind(circulated, "planted")
        if planted["group"] in lost and cell.verdict not in (EVIDENCE, None)
    }
    assert lost == ["Lived experience"]
    assert verdicts == {CANNOT_TELL}


def test_counts_reconcile_with_the_rows_read(analyst: Release):
    rows = {cell.group: cell.counts["number"].value for cell in analyst["records"].cells}
    read, set_aside, counted, applied, through = rows.values()
    assert read == set_aside + counted == applied == 5600
    for cell in analyst["declaration"].cells:
        assert cell.counts["entered"].value == applied
    for finding in analyst.of_section("characteristic"):
        overall = [cell for cell in finding.cells if cell.basis == "overall"]
        assert sum(cell.counts["passed"].value or 0 for cell in overall) == through
