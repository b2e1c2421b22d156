"""If these fail, a quarter is not part of its year: in one report, or in two that follow."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from workbench.analyses.attrition import TIES
from workbench.disclosure import release
from workbench.disclosure.ledger import Entry, found_together, said_by
from workbench.disclosure.ledger.joint import CAME, SAME
from workbench.findings import Context, Finding, Findings
from workbench.findings.finding import KEYS

TIED = {
    "reasons": "Resignation|Transfer",
    "counted": "Resignation",
    "reasons resigned": "Resignation",
    "since": "2021-07-31",
    "opening": "2022-06-30",
    "end": "2023-06-30",
}
QUARTERS = [f"quarter ending {day}" for day in ("2022-09-30", "2022-12-31", "2023-03-31")]
LAST = "quarter ending 2023-06-30"


def made(policy="open", name="left", **left):
    """Return a release of leavers by period, "" being the report's own."""
    blank = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}
    rows = [blank | {"basis": basis, name: many} for basis, many in left.items()]
    context = Context("attrition", "A test", "synthetic", tied=TIED)
    return release(
        Findings(context, (Finding("leaving", "leaving", "T", pd.DataFrame(rows)),), TIES), policy
    )


def shown(released, name="left"):
    return [cell.counts[name].shown for cell in released["leaving"].cells]


@pytest.mark.parametrize(("leavers", "year"), [((7, 4, 4, 4), "20"), ((4, 4, 4, 4), "15")])
def test_quarters_beside_their_year_do_not_give_a_small_one_away(leavers, year):
    """By hand: 13 to 17 in the year leave at least 1 for each of four quarters of 4 at most."""
    told = shown(made(**{"": sum(leavers), **dict(zip([*QUARTERS, LAST], leavers, strict=True))}))
    assert made(**{"": sum(leavers)})["leaving"].cells[0].counts["left"].shown == year
    assert "[c]" in told


def test_years_beside_all_months_do_not_either():
    """By hand: of 8 to 12 in both years each of two that are under 5 had 4."""
    assert "[c]" in shown(made(**{"all months": 8, "": 4, "year ending 2022-06-30": 4}))


def entry(released, name, data):
    said = said_by(released, TIES)
    time = f"2023-10-0{len(name)}T00:00:00Z"
    one = Entry(name, name, time, "attrition", released.policy, "", (("data", data),), said)
    return Entry.from_json(one.to_json())


def test_a_report_of_other_months_of_the_same_file_is_attacked_with_the_first():
    """By hand: 13 to 17 in a year, 8 to 12 in its nine months: some in the last quarter."""
    first = made(**{"": 13, LAST: 1})
    second = made(**{"9 months ending 2023-03-31": 12})
    assert shown(first) == ["15", "<5"]
    found = found_together(entry(first, "a", "file"), entry(second, "bb", "file"), seconds=20)
    (tally,) = found.tallies
    assert found.taken_as == (SAME,)
    assert {event[:7] for event in tally.events} == {"2023-04", "2023-05", "2023-06"}


def test_a_late_leaver_is_found_out_beside_a_report_that_knows_fewer_months():
    """Exact counts of a year that both know differ by two, though one has a quarter more."""
    year = "year ending 2022-06-30"
    first = made("restricted", **{year: 20})
    second = made("restricted", **{year: 22, "": 30})
    context = replace(first.context, tied=TIED | {"opening": "2022-03-31", "end": "2023-03-31"})
    before = entry(replace(first, context=context), "a", "one")
    found = found_together(before, entry(second, "bb", "two"), seconds=20)
    assert found.changed
    assert CAME in found.taken_as
