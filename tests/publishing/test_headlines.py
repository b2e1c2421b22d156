"""What the manifest carries for the library: released values, in the report's own order."""

from __future__ import annotations

import json

import hostile
import pytest
import toy_project as toy

from workbench.disclosure import Release
from workbench.presentation.selection import disparities
from workbench.publishing import discovery
from workbench.publishing.headlines import headlines
from workbench.publishing.library.comparison import leads_of
from workbench.publishing.release import facts, read_release


@pytest.fixture(scope="module")
def committed():
    return hostile.committed()


@pytest.fixture(scope="module")
def told(committed):
    return headlines(committed, disparities(committed))


def test_each_is_a_headline_comparison_as_it_was_released(committed, told):
    """The library would show a number that no report holds."""
    cells = [
        cell
        for finding in committed.findings
        for cell in finding.cells
        if cell.family == "headline" and cell.verdict
    ]
    assert len(told) == len(cells) > 5
    for one in told:
        (cell,) = (
            cell
            for cell in cells
            if (cell.characteristic, cell.group) == (one["characteristic"], one["group"])
        )
        number = cell.numbers.get("relative_rate_index")
        parts = [getattr(number, part, None) for part in ("value", "lower", "upper")]
        assert [one["value"], one["lower"], one["upper"]] == parts
        assert (one["verdict"], one["comparator"]) == (cell.verdict, cell.comparator)
        rate = cell.numbers.get("selection_rate")
        assert one["rate"] == getattr(rate, "value", None)


def test_the_strongest_come_first(committed, told):
    """The library would lead with another comparison than the report."""
    first = disparities(committed)[0]
    assert (told[0]["characteristic"], told[0]["group"]) == (first.characteristic, first.group)
    assert told[0]["verdict"] == "evidence of a disparity"


def test_the_library_reads_all_of_them(told):
    """A comparison would be lost, or the report be listed as broken."""
    leads = leads_of({"headlines": told})
    assert [lead.group for lead in leads] == [one["group"] for one in told]
    assert leads[0].finding.startswith("Of every 100 Black applicants ")


def test_a_report_that_asks_nothing_leads_with_nothing():
    """A count of rows would pass for a finding."""
    assert headlines(Release.from_json(toy.release_content()), []) == []


def test_without_rates_it_leads_with_the_first_verdicts_and_their_unit():
    """An evaluation would have no trend, or one without a unit."""
    effect = {"effect": {"value": -2.9, "lower": -4.0, "upper": -1.5}}
    content = toy.release_content()
    one = toy.cell("hours", numbers=effect, verdict="evidence of a change")
    later = toy.cell("days", numbers=effect, verdict="cannot tell")
    content["findings"] = [
        {**toy.finding(one), "name": "effects"},
        {**toy.finding(later), "name": "survey"},
    ]
    content["context"] |= {
        "titles": {"hours": "time"},
        "stated": {"outcomes": [{"name": "hours", "measured_in": "hours a week"}]},
    }
    (told,) = headlines(Release.from_json(content), [])
    assert (told["title"], told["unit"], told["measure"]) == ("time", "hours a week", "effect")
    assert (told["value"], told["rate"], told["comparator_rate"]) == (-2.9, None, None)


@pytest.mark.parametrize("analysis", discovery.names())
def test_the_headline_speaks_of_what_comes_first(analysis):
    """The library would say one thing of a report and draw another."""
    content = json.loads(discovery.notebook(analysis).read_text(encoding="utf-8"))
    told = facts(read_release(content))
    first = told["headlines"][0]
    named = first["people"] or first["title"]
    assert named in told["headline"]
    assert not told["headline"].startswith("At the leaving")
