"""Differences between groups and regions: a literal loop, planted truth, and nulls."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import t as student

from workbench.analyses.role_evaluation.estimating.effect import arranged
from workbench.analyses.role_evaluation.estimating.for_whom import (
    compared,
    difference_test,
)
from workbench.analyses.role_evaluation.estimating.for_whom_changes import (
    changes_of,
    effects_of_clusters,
)
from workbench.analyses.role_evaluation.estimating.for_whom_regions import (
    own_effects,
    placebo_error,
    regions_differ,
    without_common,
)
from workbench.parameters.root import root
from workbench.statistics.evaluation.effects.aggregates import simple
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.inference.assignments import assignments
from workbench.statistics.evaluation.panel import checked_panel, kept_units
from workbench.statistics.evaluation.subgroups.differences import differences_by_jackknife

SETTINGS = {"anticipation": 2, "base_months": 6}
STARTS = np.repeat([21, 24, 27, 30], [3, 4, 3, 2])
GAIN = -2.6 * np.minimum((np.arange(30) + 1) * 0.35, 1)


@pytest.fixture(scope="module")
def arrangements(parameters, observed):
    """Return the dates as given out and as they could have been."""
    return arranged(parameters, observed)


@pytest.fixture(scope="module")
def found(parameters, observed, evaluated, arrangements):
    """Return part-time officers set against full-time ones."""
    return compared(observed, evaluated.effects, parameters.splits[0], arrangements, level=0.95)


def noise(random, deviation):
    """Return AR(1) noise of 12 regions over 30 months, stationary with this deviation."""
    values = random.normal(0, deviation * 0.8, (12, 30))
    values[:, 0] /= 0.8
    for month in range(1, 30):
        values[:, month] += 0.6 * values[:, month - 1]
    return values


def gained(starts):
    """Return an effect that grows over three months, by region and month."""
    since = np.arange(30) - starts[:, None]
    return np.where(since >= 0, GAIN[np.clip(since, 0, 29)], 0.0)


def of_panel(panel):
    """Return what the estimates of regions read of an effect."""
    dose = (np.arange(30) >= panel.starts[:, None]).astype(float)
    return SimpleNamespace(panel=panel, dose=dose, times=group_time(panel, **SETTINGS))


def test_the_difference_equals_a_literal_loop_over_regions(found):
    full, part = (one.effect for one in found.groups)

    def gap(keep):
        told = []
        for effect in (part, full):
            dosed = replace(effect.panel, outcome=effect.dose)
            parts = [
                simple(group_time(kept_units(one, keep), **SETTINGS))
                for one in (effect.panel, dosed)
            ]
            told.append(parts[0] / parts[1])
        return told[0] - told[1]

    clusters = full.panel.clusters
    whole = gap(np.ones(clusters.size, bool))
    squares = 0.0
    for region in range(12):
        squares += (gap(clusters != region) - whole) ** 2
    half = student(11).ppf(0.975) * np.sqrt(11 / 12 * squares)
    difference = found.differences.difference
    assert difference.value[1] == pytest.approx(whole, rel=1e-9)
    assert difference.lower[1] == pytest.approx(whole - half, rel=1e-9)
    assert difference.upper[1] == pytest.approx(whole + half, rel=1e-9)


def test_planted_effects_and_their_difference_are_within_their_ranges(found):
    path = root() / "data/synthetic/role_evaluation/truth.json"
    truth = {one["name"]: one for one in json.loads(path.read_text())["outcomes"]}
    full, part = (truth[f"administration_hours_{name}_time"] for name in ("full", "part"))
    for group, planted in zip(found.groups, (full, part), strict=True):
        told, in_full = group.effect.with_role.estimate, group.effect.in_full.estimate
        assert told.lower <= planted["simple"] <= told.upper
        assert in_full.lower <= planted["in_full"] <= in_full.upper
    difference = found.differences.difference
    assert difference.lower[1] <= part["simple"] - full["simple"] <= difference.upper[1]
    assert found.tests[1].p_value < 0.05


def test_a_null_split_is_seldom_flagged():
    """Both groups gain alike, and share what befalls their region; 400 draws of dates and noise."""
    flagged = 0
    for seed in range(400):
        random = np.random.default_rng(seed)
        starts = random.permutation(STARTS)
        shared = noise(random, 0.55) + gained(starts)
        one, other = (
            checked_panel(shared + noise(random, own), starts, random.integers(*people, 12))
            for own, people in ((0.35, (50, 80)), (0.6, (8, 20)))
        )
        dates = assignments(starts, seed=seed, drawn=199).starts
        test = difference_test(one, other, dates, **SETTINGS, level=0.95)
        if test.p_value <= 0.05:
            flagged += leaves_out_nothing(one, other)
    # Two standard errors of 400 draws at 5% are 2.2 points: at most about 20 + 9.
    assert flagged <= 29
    assert flagged > 0


def leaves_out_nothing(one, other):
    """Tell whether the range of the difference, by leaving out regions, leaves out 0."""
    keep = [np.arange(12) != region for region in range(-1, 12)]
    told = np.array(
        [
            [simple(group_time(kept_units(panel, mask), **SETTINGS)) for panel in (one, other)]
            for mask in keep
        ]
    )
    range_of = differences_by_jackknife(told[0], told[1:], reference=0).difference
    return bool(range_of.lower[1] > 0 or range_of.upper[1] < 0)


def test_groups_too_small_or_seen_in_too_few_regions_tell_nothing(
    parameters, observed, evaluated, arrangements
):
    split, label = parameters.splits[0], "administration_hours of Part time"
    few = {**observed.people_of, label: observed.people_of[label] / 20}
    thin = replace(observed, people_of=few)
    told = compared(thin, evaluated.effects, split, arrangements, level=0.95)
    assert told.groups[1].effect is None
    assert told.groups[1].reason.startswith("fewer than 10")
    assert np.isnan(told.differences.difference.value).all()
    assert told.tests == (None, None)
    effect = evaluated.effects[label]
    values = np.where((effect.panel.clusters < 3)[:, None], effect.panel.outcome, np.nan)
    seen = replace(effect, panel=replace(effect.panel, outcome=values))
    part = compared(observed, {**evaluated.effects, label: seen}, split, arrangements, level=0.95)
    assert part.groups[1].effect is None


def test_a_region_by_itself_is_its_own_cohort(evaluated):
    panel = evaluated.effects["administration_hours"].panel
    labels, first = np.unique(panel.clusters, return_index=True)
    starts = panel.starts[first]
    changes = {int(g): changes_of(panel, int(g), 2, 6) for g in panel.cohorts}
    told = effects_of_clusters(changes, starts, 2)
    for region, start in zip(labels, starts, strict=True):
        if start == panel.periods:
            assert np.isnan(told[region])
            continue
        alone = kept_units(panel, (panel.clusters == region) | (panel.starts != start))
        found = group_time(alone, **SETTINGS)
        row = found.cohorts.tolist().index(start)
        weight = found.treated_weight[row, start:]
        wanted = np.average(found.effect[row, start:], weights=weight)
        assert told[region] == pytest.approx(wanted, abs=1e-12)


def test_ranges_of_regions_hold_the_truth_and_alike_regions_are_seldom_told_apart():
    held, apart = [], []
    for seed in range(40):
        random = np.random.default_rng(1000 + seed)
        starts = random.permutation(STARTS)
        gain = gained(starts)
        effect = of_panel(checked_panel(noise(random, 0.6) + gain, starts))
        own = own_effects(effect, level=0.95)
        truth = [
            gain[place, start:].mean() if start < 30 else 0 for place, start in enumerate(starts)
        ]
        known = np.isfinite(own.value)
        held += ((own.lower <= truth) & (truth <= own.upper))[known].tolist()
        dates = assignments(starts, seed=seed, drawn=99).starts
        apart.append(regions_differ(effect, starts, dates, level=0.95).p_value <= 0.05)
    # Of 400 ranges 95% hold within 6 points, since those of one draw move together; of 40 tests at
    # 5% six or more are rejected in 1.4% (binomial).
    assert np.mean(held) == pytest.approx(0.95, abs=0.06)
    assert sum(apart) < 6


def test_regions_that_do_differ_are_told_apart():
    random = np.random.default_rng(3)
    starts = np.asarray(STARTS)
    gain = gained(starts) * np.where(np.arange(12) % 2, 3.0, -1.0)[:, None]
    effect = of_panel(checked_panel(noise(random, 0.4) + gain, starts))
    dates = assignments(starts, seed=1, drawn=199).starts
    assert regions_differ(effect, starts, dates, level=0.95).p_value <= 0.05


def test_an_effect_that_all_regions_share_is_taken_away_whole():
    """Left in, it would differ between regions followed for longer and for less."""
    effect = of_panel(checked_panel(gained(np.asarray(STARTS)), STARTS))
    left = without_common(effect, np.asarray(STARTS)).outcome
    assert left == pytest.approx(np.zeros((12, 30)), abs=1e-12)


def test_pretended_dates_use_no_month_near_the_role():
    # Nothing but the effect itself moves, so that before it there is nothing to be uncertain of.
    effect = of_panel(checked_panel(gained(np.asarray(STARTS)), STARTS))
    assert placebo_error(effect, 9) == 0.0
    assert np.isnan(placebo_error(effect, 20))
