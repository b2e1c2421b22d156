"""Averages of what was measured, and verdicts that a finding gives itself, at the gate."""

import numpy as np
import pandas as pd
import pytest

from workbench.disclosure import release
from workbench.findings import Context, Finding, Findings, Modelled, People, Ties
from workbench.findings.finding import KEYS
from workbench.statistics.estimate import Estimate

NAN = np.array([np.nan, np.nan])


def finding(people=(99, 150), *, of_measurements=True, lower=NAN, upper=NAN, verdicts=None):
    cells = pd.DataFrame(
        [dict.fromkeys(KEYS, "") | {"family": None, "group": name} for name in ("a", "b")]
    )
    cells["people"] = np.array(people)
    value = np.array([13.44, 13.44])
    model = Modelled(
        {"mean": Estimate(value, lower, upper, 0.95, "mean")},
        events=np.array(people),
        non_events=np.array(people),
        residual=np.array([1000, 1000]),
        people=np.array(people),
        of_measurements=of_measurements,
    )
    return Finding("hours", "hours", "Hours", cells, modelled=(model,), verdicts=verdicts)


def released(one, policy="open"):
    context = Context(analysis="test", title="Test", data_source="synthetic")
    nobody = Ties(lambda _: People({}, ()), lambda *_: None)
    return release(Findings(context, (one,), nobody), policy)["hours"].cells


def test_a_third_figure_is_told_of_a_hundred_people_as_rounded():
    # 99 is shown as 100, which could be 98; 150 as 150, at the least 148.
    assert [cell.numbers["mean"].value for cell in released(finding())] == [13.0, 13.4]


def test_fewer_than_ten_people_show_nothing():
    told = released(finding(people=(9, 150)))
    assert "mean" not in told[0].numbers
    assert told[0].reason == "too few people"
    assert told[1].numbers["mean"].value == 13.4


@pytest.mark.parametrize(("of_measurements", "shown"), [(True, True), (False, False)])
def test_beside_exact_counts_only_measurements_are_shown(of_measurements, shown):
    told = released(finding(of_measurements=of_measurements), "restricted")
    assert ["mean" in cell.numbers for cell in told] == [shown, shown]


def test_a_number_without_limits_keeps_its_value():
    number = released(finding())[1].numbers["mean"]
    assert (number.value, number.lower, number.upper) == (13.4, None, None)


def test_a_finding_gives_its_own_verdict_of_what_is_shown():
    seen = {}

    def verdicts(estimates):
        seen.update(estimates)
        return np.array(["cannot tell", None], dtype=object)

    told = released(finding(people=(9, 150), verdicts=verdicts))
    assert [cell.verdict for cell in told] == ["cannot tell", None]
    assert np.isnan(seen["mean"].value[0])
    assert seen["mean"].value[1] == 13.4
