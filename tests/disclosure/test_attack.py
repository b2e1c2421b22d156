"""If these fail, a release is published from which a small count can be worked out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from toy_report import TIES, report

from workbench.disclosure import Release, release
from workbench.disclosure.attack import attack, read, statements
from workbench.disclosure.policy import policy_named
from workbench.disclosure.released import ReleasedCount
from workbench.errors import DisclosureError
from workbench.findings.tally import tally

SMALL = np.array([[[3, 30], [9, 30]], [[20, 30], [21, 30]]])
LARGE = np.full((2, 2, 2), 50)


def changed(released: Release, finding: str, group: str, name: str, count: ReleasedCount):
    """Return the release with one printed count changed."""
    findings = []
    for one in released.findings:
        cells = tuple(
            replace(cell, counts=cell.counts | {name: count})
            if one.name == finding and cell.group == group
            else cell
            for cell in one.cells
        )
        findings.append(replace(one, cells=cells))
    return replace(released, findings=tuple(findings))


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("policy", ["open", "restricted"])
@pytest.mark.parametrize("people", [SMALL, LARGE], ids=["small", "large"])
def test_what_the_gate_lets_out_holds(policy, people, whole):
    """Else the attacker stops reports that are safe, or protection and attack disagree."""
    found = attack(release(report(people), policy), TIES, whole=whole)
    assert found.problems == ()
    assert found.figures["counts"] == 18
    assert found.figures["found_out"] == 0
    assert found.to_json()["verdict"] == "nothing small is found out"


@pytest.mark.parametrize("whole", [False, True])
def test_hidden_counts_that_are_printed_again_are_found(whole):
    """Else suppression that a later step undoes is not seen."""
    released = release(report(SMALL), "restricted")
    men = "Men × Under 30"
    told = changed(released, "both", men, "passed", ReleasedCount(3, "3"))
    found = attack(told, TIES, whole=whole)
    assert "Sex: Men" in found.problems[0]
    assert "Nothing is published. Coarsen" in found.problems[0]
    assert found.figures["found_out"] >= 1
    assert found.to_json()["verdict"] == "small counts are found out"


def test_a_release_that_is_rounded_only_is_found_out_where_the_gate_withholds():
    """Else the gate hides for nothing."""
    people = np.array([[[4, 8], [8, 8]], [[30, 30], [30, 30]]])
    rounded_only = release(report(people, ties=None), "open")
    assert attack(rounded_only, TIES).figures["found_out"] > 0
    assert attack(release(report(people), "open"), TIES).figures["found_out"] == 0


def test_one_count_shown_as_two_numbers_contradicts_itself():
    """Else wrong ties, or a changed number, pass for safe."""
    released = release(report(LARGE), "open")
    wrong = changed(released, "sex", "Men", "passed", ReleasedCount(40, "40"))
    with pytest.raises(DisclosureError, match="contradicts itself"):
        attack(wrong, TIES)
    first = wrong.findings[0]
    twice = replace(released, findings=(*released.findings, first))
    with pytest.raises(DisclosureError, match="two different numbers"):
        attack(twice, TIES)


def test_what_is_shown_twice_is_as_narrow_as_both_tell():
    """Else two roundings of one count leak together."""
    released = release(report(LARGE), "open")
    other = changed(released, "sex", "Men", "passed", ReleasedCount(105, "105"))
    both = replace(other, findings=(*released.findings, other.findings[0]))
    with pytest.raises(DisclosureError, match="two different numbers"):
        statements(both, TIES, policy_named("open"))
    same = replace(released, findings=(*released.findings, released.findings[0]))
    said = statements(same, TIES, policy_named("open"))
    assert said.bounds[tally({"sex": "Men"}, ["passed"])] == (98.0, 102.0)
    assert len(said.pairs) == 9


def test_without_ties_or_time_nothing_is_published():
    """Else what cannot be audited passes for safe."""
    released = release(report(SMALL), "open")
    with pytest.raises(DisclosureError, match="does not tie its counts"):
        attack(released, None)
    with pytest.raises(DisclosureError, match="did not finish"):
        attack(released, TIES, seconds=0)


def test_exact_reports_and_reports_of_nobody_are_not_attacked():
    """Else the secure environment cannot publish to itself; the manifest says that it was not."""
    assert "exact figures" in attack(release(report(SMALL), "analyst"), TIES).figures["attacked"]
    empty = replace(release(report(SMALL), "open"), findings=())
    assert "no count" in attack(empty, None).figures["attacked"]


PRINTED = {
    ("open", None, "[c]"): (0.0, np.inf),
    ("open", None, "<5"): (0.0, 4.0),
    ("open", 5, "5"): (5.0, 7.0),
    ("open", 10, "10"): (8.0, 12.0),
    ("restricted", None, "[c]"): (0.0, np.inf),
    ("restricted", 7, "7"): (7.0, 7.0),
    ("restricted", 0, "0"): (0.0, 0.0),
}


@pytest.mark.parametrize(("printed", "told"), PRINTED.items(), ids=map(str, PRINTED))
def test_a_printed_count_is_read_as_what_it_can_stand_for(printed, told):
    """By listing every exact count that is printed so."""
    policy, value, text = printed
    assert read(ReleasedCount(value, text), policy_named(policy)) == told
