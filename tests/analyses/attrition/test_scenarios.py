"""What if: leavers avoided, displaced cases and posts, by hand and through the gate."""

from __future__ import annotations

import numpy as np
import pytest
from made_months import BANDS, by_statsmodels, counts, parameters, released

from workbench.analyses.attrition import TIES
from workbench.analyses.attrition.questions import scenarios
from workbench.analyses.attrition.questions.drivers.cells import at_risk
from workbench.analyses.attrition.questions.question import NotCovered
from workbench.analyses.attrition.questions.scenarios.needed import to_nearest
from workbench.analyses.attrition.report import scenarios as section
from workbench.disclosure.attack import attack
from workbench.publishing.verification import counts as printed
from workbench.publishing.verification import numbers as again

CAP = {"scenarios": [{"driver": "caseload", "cap": 50}]}
COST = {"replacement_cost": {"low": 8000, "high": 25000, "source": "A source, 2023"}}


def cell(told, cap: int = 50):
    (only,) = told[f"scenario:caseload:{cap}"].cells
    return only


def test_leavers_avoided_are_those_above_the_rate_below_the_cap():
    """Fails if another band is capped, or months are not those of a year."""
    one = parameters(**CAP)
    counted = counts(one)
    told = cell(released(one, counted, "analyst", scenarios)).numbers
    table = counted.tables[at_risk(one)]
    (below, *_), own = by_statsmodels(table)
    due = float(table["at_risk"] @ (own - below))
    assert told["leavers_avoided"].value == pytest.approx(due, abs=2e-4)
    assert told["displaced_cases"].value == pytest.approx(51_000 / 12)
    assert told["fte_needed"].value == pytest.approx(51_000 / 12 / 50)


@pytest.mark.parametrize("seed", range(6))
def test_open_holds_the_exact_range_in_steps_of_five(seed):
    """Fails if a range told of rounded counts leaves out the exact one, or is told finer."""
    one = parameters(**CAP)
    counted = counts(one, seed=seed)
    exact, told = (
        cell(released(one, counted, policy, scenarios)).numbers["leavers_avoided"]
        for policy in ("analyst", "open")
    )
    assert "set against the plain number" in told.method
    assert told.lower <= exact.lower < exact.upper <= told.upper
    assert all(part % 5 == 0 for part in (told.value, told.lower, told.upper))


def test_open_tells_no_count_and_is_verified():
    """Fails if bands listed together are tied to other people than those bands."""
    one = parameters(**CAP, **COST)
    told = released(one, counts(one), "open", scenarios)
    assert not attack(told, TIES).problems
    assert not [*printed.problems(told), *again.problems(told)]
    assert cell(told).numbers["displaced_cases"].value == 4200
    assert cell(told).numbers["fte_needed"].value == 85


def test_fewer_than_ten_are_withheld():
    """Fails if a handful of people is told under a policy that rounds."""
    one = parameters(**CAP)
    counted = counts(one, ratios=(1.0, 1.0, 1.0))
    told = released(one, counted, "open", scenarios)
    assert "leavers_avoided" not in cell(told).numbers
    assert "fewer than 10 people" in section.show(told).text
    assert section.headline(told) == ""


@pytest.mark.parametrize("to", [{}, {"to": BANDS[0]}])
def test_a_cap_whose_band_is_too_small_is_not_told(to):
    """Fails if months below the cap are changed with those above it."""
    one = parameters(scenarios=[{"driver": "caseload", "cap": 60, **to}])
    counted = counts(one)
    table = counted.tables[at_risk(one)]
    small = table["caseload"] == BANDS[2]
    names = ["at_risk", "left_0", "left_1"]
    table.loc[small, names] = table.loc[small, names] // 40
    told = released(one, counted, "analyst", scenarios)
    assert "leavers_avoided" not in cell(told, 60).numbers
    assert "cannot tell" in section.show(told).text


def test_words():
    """Fails if the assumption, the threshold of quality or the source of the cost is left out."""
    one = parameters(**CAP, **COST)
    told = released(one, counts(one), "open", scenarios)
    text = section.headline(told)
    assert text.startswith(
        "If the association were causal, caseload under 50 cases would mean about"
    )
    assert "full-time posts, to take about 4,200 cases" in text
    number = cell(told).numbers["leavers_avoided"]
    low, high = number.lower * 8000, number.upper * 25_000
    assert f"at least £{low:,.0f} ({number.lower:,.0f} at £8,000 each) and at most" in text
    assert f"at most £{high / 1e6:.2g} million" in text
    assert f"million ({number.upper:,.0f} at £25,000 each) a year" in text
    assert "What the 85 posts would cost is not worked out here." in text
    assert "A source, 2023" not in text
    html = section.show(told).html
    assert "What it costs to replace a leaver: A source, 2023." in html
    assert "threshold of quality" in html
    assert "kept theirs under the cap" in html


def test_of_a_workload_in_percent_a_post_takes_what_the_cap_allows():
    """Fails if a percentage is divided by anything but its cap, as cases are."""
    workload = {"edges": [50, 60], "unit": "%", "bands": list(BANDS), "reference": BANDS[0]}
    one = parameters(drivers={"caseload": workload}, **CAP)
    told = cell(released(one, counts(one), "analyst", scenarios)).numbers
    assert told["fte_needed"].value == pytest.approx(51_000 / 12 / 50)
    assert "displaced_cases" not in told


def test_without_scenarios_it_says_so():
    """Fails if a report breaks, or is silent, where no scenario is named."""
    one = parameters()
    assert scenarios.QUESTION.wanted(one) == ()
    assert isinstance(scenarios.QUESTION.answer(one, None), NotCovered)


def test_rounding_leaves_two_figures():
    """Fails if posts or cases are told finer than what a model may tell."""
    values = np.array([0.0, 2.0, 104.0, 447.0, 11_851.0])
    assert [to_nearest(value, 5) for value in values] == [0, 0, 100, 450, 12_000]
