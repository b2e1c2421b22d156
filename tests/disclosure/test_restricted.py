"""If these fail, a report under `restricted` or `open` gives small numbers of people away."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.disclosure.attacker import (
    EVERYONE,
    all_that_is_said,
    campaign,
    exact,
    found_out,
    pairs,
    reach,
    released,
    statements,
)
from workbench.analyses.recruitment_funnel.ties import TIES
from workbench.disclosure import release
from workbench.disclosure.attack import attack
from workbench.findings import Context, Finding, Findings
from workbench.findings.finding import KEYS
from workbench.findings.tally import People, Ties
from workbench.presentation.chart import overall_chart


@pytest.mark.parametrize("seed", range(4))
def test_no_small_number_is_found_out_from_exact_counts(seed, tmp_path):
    """Each of 1 to 4, nobody and everybody could be nobody, and 5 or more, for all one can say."""
    rows = campaign(seed)
    told = released(rows, tmp_path, "restricted")
    people = exact(rows)
    for mask, count in statements(told):
        assert count.value in (None, people[mask].sum()), "the attacker reads the report aright"
    assert found_out(all_that_is_said(told, "restricted"), people) == 0


def test_the_attacker_sees_what_plain_hiding_gives_away():
    """Else it is blind, and the test above says nothing."""
    leaks = 0
    for seed in range(2):
        people = exact(campaign(seed))
        masks = [mask for pair in pairs() for mask in pair] + [EVERYONE]
        known = {mask.tobytes(): (float(people[mask].sum()),) * 2 for mask in masks}
        shown = {key: one for key, one in known.items() if not 1 <= one[0] <= 4}
        leaks += found_out(shown, people)
    assert leaks > 0


@pytest.mark.parametrize("seed", [10, 11, 12])
def test_no_banded_count_is_known_to_be_somebody_or_exactly(seed, tmp_path):
    """Under `open` what is printed as fewer than 5 could be nobody, and could be two or more."""
    rows = campaign(seed)
    told = released(rows, tmp_path, "open")
    known, people = all_that_is_said(told, "open"), exact(rows)
    banded = {mask.tobytes(): mask for mask, count in statements(told) if count.shown == "<5"}
    for mask in banded.values():
        low, high = reach(known, mask)
        assert (low, high >= 2) == (0, True)
        assert high >= people[mask].sum()


def one_sided(seed: int = 5) -> pd.DataFrame:
    """Return a campaign in which every disabled applicant passed the sift and none got an offer."""
    rows = campaign(seed).assign(disability="Non-disabled")
    few = rows.index < 40
    rows.loc[few, ["disability", "sift"]] = ["Disabled", "P"]
    rows.loc[few, "offer"] = "F"
    return rows


@pytest.mark.parametrize("policy", ["open", "restricted"])
def test_nobody_and_everybody_are_never_told(policy, tmp_path):
    """No 0% or 100% of a group, and nothing beside it that would say as much."""
    told = released(one_sided(), tmp_path, policy)
    cells = [cell for cell in told["disability"].cells if cell.group == "Disabled"]
    assert len(cells) == 4
    for cell in cells:
        assert set(cell.numbers) <= {"selection_rate"}
        for number in cell.numbers.values():
            assert number.value is None
            assert number.lower is None or 0 < number.lower < 1
            assert number.upper is None or 0 < number.upper < 1
        assert (cell.p_value, cell.p_adjusted) == (None, None)
        assert cell.verdict in (None, "cannot tell")
    for cell in told["gap:disability"].cells:
        assert not cell.numbers
    drawn = overall_chart(told, told["disability"]).html
    assert "Disabled: 0 " not in drawn
    assert "Disabled: 100 " not in drawn


def nobody_got_on(seed: int) -> pd.DataFrame:
    """Return a campaign in which nobody of a small group passed the first stage."""
    rows = campaign(seed).assign(disability="Non-disabled")
    rows.loc[rows.index < 9, ["disability", "sift", "offer"]] = ["Disabled", "F", ""]
    return rows


@pytest.mark.parametrize("seed", range(30, 34))
def test_what_is_let_out_withstands_the_attack_before_publication(seed, tmp_path):
    """Else a campaign in which nobody of a small group got on can never be published."""
    told = released(nobody_got_on(seed), tmp_path, "restricted")
    assert attack(told, TIES).problems == ()


@pytest.mark.parametrize("policy", ["open", "restricted"])
@pytest.mark.parametrize("seed", range(20, 23))
def test_nothing_is_told_of_a_count_that_is_hidden(seed, policy, tmp_path):
    """No rate, difference, shortfall, part of a gap or p rests on a count that is not shown."""
    told = released(campaign(seed), tmp_path, policy)
    sections = [one for one in told.findings if one.section in ("characteristic", "leaving", "gap")]
    checked = 0
    for cell in (cell for finding in sections for cell in finding.cells):
        hidden = {name for name, count in cell.counts.items() if count.shown == "[c]"}
        checked += len(hidden)
        own = hidden & {"passed", "entered"}
        for name, number in cell.numbers.items():
            assert name == "selection_rate" or not hidden
            assert number.value is None or not own
        if hidden:
            assert (cell.p_value, cell.p_adjusted, cell.size) == (None, None, None)
            assert cell.verdict in (None, "cannot tell")
    assert checked or policy == "open"


def test_counts_of_nobody_in_particular_are_rounded_where_any_count_is_hidden():
    """No audit looks at rows and time at risk: three rows taken out would be three people."""
    rows = [
        dict.fromkeys(KEYS, "") | {"role": "all", "family": None, "number": many}
        for many in (3, 12, 101)
    ]
    context = Context("test", "A test", "synthetic")
    ties = Ties(lambda _: People({}, ("here",)), lambda *_: None)
    findings = Findings(context, (Finding("rows", "rows", "Rows", pd.DataFrame(rows)),), ties)
    for policy, due in (("restricted", ["[c]", "10", "100"]), ("analyst", ["3", "12", "101"])):
        (found,) = release(findings, policy).findings
        assert [cell.counts["number"].shown for cell in found.cells] == due
