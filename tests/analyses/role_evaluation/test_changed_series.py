"""Raw means and the waves they are told of, against cases worked by hand."""

import json
from dataclasses import replace

import numpy as np
import pytest

from workbench.analyses.role_evaluation.estimating.series import (
    carried_forward,
    counted,
    months_of,
    span_of_count,
    spans_of,
    whole_spans,
)
from workbench.analyses.role_evaluation.estimating.series_waves import Wave, stands, waves
from workbench.analyses.role_evaluation.questions import changed
from workbench.analyses.role_evaluation.questions.question import NotCovered
from workbench.parameters.root import root

nan = np.nan


def cells_of(finding, **keys):
    """Return the rows of a finding with these keys, and the number called mean of each."""
    cells = finding.cells.reset_index(drop=True)
    kept = np.logical_and.reduce([cells[name] == value for name, value in keys.items()])
    means = np.full(len(cells), nan)
    for model in finding.modelled:
        own = model.estimates["mean"].value
        means = np.where(np.isfinite(own), own, means)
    return cells[kept], means[kept]


def test_a_month_is_the_mean_of_units_by_their_officers():
    # Month 1: (20 × 10 + 10 × 13 + 30 × 14) / 60 = 750 / 60 = 12.5. Month 2, without the second:
    # (20 × 12 + 30 × 17) / 50 = 750 / 50 = 15. The fourth unit is of the other side.
    values = np.array([[10.0, 12.0], [13.0, nan], [14.0, 17.0], [99.0, 99.0]])
    found = months_of(values, np.array([20.0, 10, 30, 50]), np.array([1, 1, 1, 0], bool))
    assert found.mean.tolist() == [12.5, 15.0]
    assert found.people.tolist() == [60.0, 50.0]


def test_a_span_is_the_mean_of_its_months_and_rests_on_its_thinnest_month():
    # (20 × 10 + 20 × 12 + 10 × 13) / 50 = 570 / 50 = 11.4; in the second month 20 were seen.
    values = np.array([[10.0, 12.0], [13.0, nan]])
    found = spans_of(values, np.array([20.0, 10.0]), np.array([True, True]), [(0, 1)])
    assert found.mean.tolist() == [pytest.approx(11.4)]
    assert found.people.tolist() == [20.0]


def test_leavers_of_a_quarter_are_told_of_100_a_year():
    # 5 left in three months of 40 officers and 60: 5 over 300 officer-months is 20 of 100 a year.
    # A month in which the second unit is not known leaves out its officers as well: 5 / 240 = 25.
    counts = np.array([[1.0, 0, 1], [2.0, 1, 0]])
    officers = np.array([[40.0] * 3, [60.0] * 3])
    both = np.array([True, True])
    found = counted(counts, officers, both, "flow", [(0, 2)])
    assert (found.mean[0], found.people[0], found.others[0]) == (20.0, 5.0, 95.0)
    gap = np.array([[1.0, 0, 1], [2.0, 1, nan]])
    assert counted(gap, officers, both, "flow", [(0, 2)]).mean[0] == pytest.approx(1200 * 5 / 240)


def test_vacant_posts_are_told_of_100_officers():
    # 4, 6 and 8 vacant beside 100 officers: 6 of 100, and 6 posts on average.
    found = counted(
        np.array([[4.0, 6, 8]]), np.full((1, 3), 100.0), np.array([True]), "stock", [(0, 2)]
    )
    assert (found.mean[0], found.people[0]) == (6.0, 6.0)


def test_people_are_counted_over_as_many_months_as_it_takes_and_three_at_the_least():
    everyone, officers = np.array([True]), np.full((1, 12), 500.0)
    for a_month, months in ((100.0, 3), (5.0, 3), (3.0, 6), (0.1, 12)):
        counts = np.full((1, 12), a_month)
        assert span_of_count(counts, officers, everyone, "flow") == months
    assert whole_spans(30, 12) == ((6, 17), (18, 29))


def test_a_wave_that_is_too_small_is_joined_with_its_neighbour():
    people, region = np.array([40.0, 8.0, 30.0, 30.0]), np.array([0, 1, 2, 2])
    found = waves(np.array([3, 5, 7, 7]), people, region, 9)
    # Eight alone cannot stand, and 30 joined to 8 would tell of the 8 to whoever knows the 30s.
    assert [one.starts for one in found] == [(3, 5, 7)]
    apart = waves(np.array([3, 5, 7, 9]), np.array([40.0, 12, 30, 30]), np.arange(4), 9)
    assert [one.starts for one in apart] == [(3,), (5,), (7,)]
    last = waves(np.array([3, 3, 5, 9]), np.array([40.0, 40, 8, 30]), np.array([0, 1, 2, 3]), 9)
    assert [one.starts for one in last] == [(3, 5)]
    assert last[0].units.tolist() == [True, True, True, False]


def test_nothing_stands_that_singles_out_a_small_unit():
    region = np.array([0, 0, 1])
    everyone = Wave((), np.ones(3, bool))
    assert stands(everyone, np.array([9.0, 9, 12]), region)
    # Without the larger region there are 4 left; without the largest unit of the only one, 6.
    assert not stands(everyone, np.array([20.0, 20, 4]), region)
    assert not stands(Wave((), np.array([1, 1, 0], bool)), np.array([20.0, 6, 50]), region)
    # A region that is one unit of its own stands if it is large.
    assert stands(Wave((), np.array([0, 0, 1], bool)), np.array([20.0, 6, 50]), region)
    assert not stands(Wave((), np.array([0, 0, 1], bool)), np.array([20.0, 6, 9]), region)


def test_gaps_in_posts_are_taken_as_last_known():
    assert carried_forward(np.array([[nan, 1.0, nan]])).tolist() == [[0.0, 1.0, 1.0]]


@pytest.fixture(scope="module")
def findings(parameters, evaluated):
    """Return the findings of this question by name."""
    found = changed.QUESTION.answer(parameters, evaluated)
    return {one.name: one for one in found}


def test_posts_are_those_planted(findings):
    truth = json.loads((root() / "data/synthetic/role_evaluation/truth.json").read_text())["posts"]
    posts = findings["posts"]
    last = np.flatnonzero(posts.cells["stage"] == "last")[0]
    told = {name: one.value[last] for name, one in posts.modelled[0].estimates.items()}
    assert told["funded"] == pytest.approx(truth["funded"], abs=0.5)
    assert told["filled"] == pytest.approx(truth["filled"], abs=0.5)


def test_the_raw_lines_equal_a_loop_over_units(findings, observed):
    cells, means = cells_of(findings["series_administration_hours"], stage="months", group="with")
    values, panel = observed.outcomes["administration_hours"], observed.panel
    for month in (0, 13, 29):
        total = weight = 0.0
        for unit in range(len(panel.units)):
            if panel.actual[unit] < 30 and np.isfinite(values[unit, month]):
                total += observed.people[unit] * values[unit, month]
                weight += observed.people[unit]
        assert cells.iloc[month]["stratum"] == panel.months[month]
        assert means[month] == pytest.approx(total / weight, rel=1e-12)


def test_waves_are_those_of_the_roll_out_and_no_count_of_people_is_told_by_wave(findings):
    waves_told = findings["series_administration_hours"].cells
    names = set(waves_told.loc[waves_told["stage"] == "wave", "group"])
    assert names == {"2022-10", "2023-01", "2023-04"}
    leavers = findings["series_spo_leavers"].cells
    assert "people" not in leavers
    assert set(leavers["stage"]) == {"months"}
    assert all(" to " in span for span in leavers["stratum"])


def test_a_roll_out_to_come_is_not_covered(parameters, evaluated):
    design = parameters.model_copy(update={"mode": "design"})
    assert isinstance(changed.QUESTION.answer(design, evaluated), NotCovered)


def test_a_month_in_which_few_were_seen_is_not_told(parameters, observed, evaluated):
    begun = (observed.panel.actual < 30) & (observed.people < 9)
    first, second = np.flatnonzero(begun)[:2]
    values = observed.outcomes["administration_hours"].copy()
    # One unit of fewer than ten alone was seen in the first month, and two in the second.
    for month, units in enumerate(([first], [first, second])):
        values[:, month] = nan
        values[units, month] = 12.0
    thin = replace(observed, outcomes={**observed.outcomes, "administration_hours": values})
    found = changed.QUESTION.answer(parameters, replace(evaluated, observed=thin))
    _, means = cells_of(found[0], stage="months", group="with")
    assert np.isnan(means[0])
    assert means[1] == pytest.approx(12.0)
    assert np.isfinite(means[2:]).all()
