"""If these fail, the report misses what was planted, or finds what was not."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.pay_progression import synthesise
from workbench.analyses.pay_progression.generator import plan
from workbench.analyses.pay_progression.generator.truth import kinds_of_people, planted
from workbench.disclosure import Release, ReleasedCell
from workbench.parameters.root import INSTALLED
from workbench.synthetic import write
from workbench.vocabulary.terms import EVIDENCE

FOLDER = INSTALLED / "data" / "synthetic" / "pay_progression"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


def cell(release: Release, finding: str, group: str, **keys: str) -> ReleasedCell:
    """Return the one cell of a group."""
    (found,) = [
        one
        for one in release[finding].cells
        if one.group == group and all(getattr(one, key) == value for key, value in keys.items())
    ]
    return found


def holds(number, value: float) -> bool:
    return number.lower < value < number.upper


def test_the_committed_files_are_what_the_generator_makes(tmp_path):
    for written in write(synthesise(), tmp_path):
        assert written.read_bytes() == (FOLDER / written.name).read_bytes(), written.name


def test_every_row_is_of_the_codebook():
    rows = pd.read_csv(FOLDER / "staff.csv", dtype=str, keep_default_na=False)
    book = pd.read_csv(FOLDER / "codebook.csv", dtype=str, keep_default_na=False)
    assert book["column"].tolist() == rows.columns.tolist()
    assert set(book["synthetic"]) == {"Yes"}
    for name, labels in book.set_index("column")["labels"].items():
        if labels:
            assert set(rows[name]) <= {"", *labels.split("; ")}, name


def test_the_kinds_of_people_are_everybody():
    """Shares add up to 1, and so do the chances of each kind."""
    kinds = kinds_of_people()
    assert kinds["weight"].sum() == pytest.approx(1, abs=1e-12)
    chances = kinds[[*plan.LEFT_OUT, "eligible"]].sum(axis=1)
    assert np.allclose(chances, 1, atol=1e-12)


def test_the_truth_is_that_of_a_large_draw():
    """200,000 people drawn say the same as the sums, to what chance leaves open."""
    (first, second) = synthesise(size=200_000, seed=7).tables["staff"]
    rows = pd.concat([first, second])
    eligible = rows[~rows["outcome"].isin(list(plan.LEFT_OUT))]
    for name in ("sex", "working_pattern", "ethnicity"):
        for group, rate in planted()["progressed"][name].items():
            own = eligible[eligible[name] == group]
            error = np.sqrt(rate * (1 - rate) / len(own))
            assert (own["outcome"] == "Progressed").mean() == pytest.approx(rate, abs=5 * error)


def test_the_planted_gaps_are_found_and_no_other(circulated: Release):
    found = {
        (one.characteristic, one.group)
        for finding in circulated.of_section("characteristic")
        for one in finding.cells
        if one.verdict == EVIDENCE
    }
    assert found == {("working_pattern", "Part time"), ("ethnicity", "Black")}


@pytest.mark.parametrize(
    ("finding", "group"),
    [("working_pattern", "Part time"), ("ethnicity", "Black"), ("sex", "Women")],
)
def test_ranges_hold_the_planted_ratios(exact: Release, finding: str, group: str):
    ratio = cell(exact, finding, group).numbers["relative_rate_index"]
    assert holds(ratio, TRUTH["ratios"][f"{finding}/{group}"])


@pytest.mark.parametrize(
    ("finding", "group"),
    [("working_pattern", "Part time"), ("ethnicity", "Black"), ("sex", "Women")],
)
def test_like_with_like_is_as_planted(exact: Release, finding: str, group: str):
    """The gap of part-time staff remains; that of Black staff goes with one region."""
    number = cell(exact, f"adjusted:{finding}", group).numbers["adjusted_ratio"]
    assert holds(number, TRUTH["like_with_like"][f"{finding}/{group}"])
    remains = number.upper < 1
    assert remains == (finding == "working_pattern")


def test_within_regions_the_gap_of_one_group_goes(exact: Release):
    number = cell(exact, "strata:ethnicity", "Black", stratum="region").numbers["pooled_ratio"]
    assert number.lower < 1 < number.upper
    within = cell(exact, "strata:ethnicity", "Black", stratum="band").numbers["pooled_ratio"]
    assert within.upper < 1


def test_who_is_assessed_is_as_planted(exact: Release):
    for group, share in TRUTH["assessed_of_eligible"].items():
        number = cell(exact, "assessed:working_pattern", group, basis="assessed")
        rate = number.numbers["selection_rate"]
        error = np.sqrt(share * (1 - share) / number.counts["entered"].value)
        assert rate.value == pytest.approx(share, abs=3 * error)


def test_who_could_not_progress_is_as_planted(exact: Release):
    """Maternity and adoption leave falls to no man here, and to none of 40 and over."""
    told = TRUTH["left_out"]["On maternity or adoption leave"]
    for name in ("sex", "age"):
        for group, share in told[name].items():
            one = cell(exact, f"apart:{name}", group, stratum="On maternity or adoption leave")
            many = one.counts["passed"].value
            if share == 0:
                assert many == 0
            else:
                assert many == pytest.approx(share * one.counts["entered"].value, rel=0.5)
