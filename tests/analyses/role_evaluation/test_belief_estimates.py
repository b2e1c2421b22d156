"""Quarters, regions left out, placebo dates and other methods, against literal work by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from workbench.analyses.role_evaluation.estimating.belief.left_out import without_each
from workbench.analyses.role_evaluation.estimating.belief.methods import compared, methods
from workbench.analyses.role_evaluation.estimating.belief.placebo_dates import placebo_dates
from workbench.analyses.role_evaluation.estimating.belief.quarters import quarterly
from workbench.analyses.role_evaluation.estimating.belief.trends import trends
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.panel import checked_panel

HOURS = "administration_hours"


def literal(outcome, starts, people, *, anticipation, base_months):
    """Average effect by loops over units and months, as its definition reads."""
    units, periods = outcome.shape
    total = behind = 0.0
    for start in sorted({int(s) for s in starts if s < periods}):
        last = start - 1 - anticipation
        window = [t for t in range(last - base_months + 1, last + 1) if t >= 0]
        base = {}
        for unit in range(units):
            seen = [outcome[unit, t] for t in window if np.isfinite(outcome[unit, t])]
            if seen:
                base[unit] = sum(seen) / len(seen)
        for t in range(start, periods):
            sides = {True: [], False: []}
            for unit, of_base in base.items():
                untreated = starts[unit] > min(t + anticipation, periods - 1)
                if np.isfinite(outcome[unit, t]) and (starts[unit] == start or untreated):
                    own = starts[unit] == start
                    sides[own].append((people[unit], outcome[unit, t] - of_base))
            if all(sides.values()):
                means = {
                    own: sum(w * d for w, d in rows) / sum(w for w, _ in rows)
                    for own, rows in sides.items()
                }
                weight = sum(w for w, _ in sides[True])
                total += weight * (means[True] - means[False])
                behind += weight
    return total / behind


@pytest.mark.parametrize("region", ["Greater Manchester", "London"])
def test_a_region_left_out_is_a_literal_refit(parameters, observed, evaluated, region):
    """Fails if something of the region stays, or another base is taken."""
    effect = evaluated.effects[HOURS]
    keep = np.array([not name.startswith(region) for name in observed.panel.units])
    settings = {"anticipation": parameters.anticipation, "base_months": parameters.base_months}
    starts, people = observed.panel.planned[keep], observed.people[keep]
    parts = [
        literal(values[keep], starts, people, **settings)
        for values in (observed.outcomes[HOURS], effect.dose)
    ]
    (told,) = (w for w in without_each(parameters, observed, effect) if w.name == region)
    assert told.left.with_role.estimate.value == pytest.approx(parts[0] / parts[1], abs=1e-10)
    place = effect.clustered.clusters.tolist().index(observed.regions.index(region))
    assert effect.clustered.left_out[place, 0] == pytest.approx(parts[0] / parts[1], abs=1e-10)


def one_wave(slope, noise):
    """Three regions that begin at once and go up beyond the four that never do."""
    outcome = np.random.default_rng(2).normal(scale=noise, size=(7, 30))
    outcome[:3] += slope * np.arange(30.0)
    panel = checked_panel(outcome, [22] * 3 + [30] * 4)
    return SimpleNamespace(panel=panel, times=group_time(panel, anticipation=2, base_months=6))


def test_a_straight_trend_by_hand(parameters):
    """Fails if quarters, or the middle of the base, lie elsewhere.

    By hand: 0.1 a month beyond the others, counted from the middle of the base, 5.5 months before;
    middles of quarters are 16, 13 and 10 months before and 1 and 4 since. The last holds two
    months, 6 and 7. With a trend that goes on as it was, it is undone by as much as was seen.
    """
    effect = one_wave(0.1, 1e-9)
    quarters = quarterly(parameters, effect)
    assert quarters.first.tolist() == [-20, -17, -14, -11, 0, 3, 6]
    middles = np.array([-19, -16, -13, -10, 1, 4, 6.5])
    np.testing.assert_allclose(quarters.effects.estimate.value, 0.1 * (middles + 5.5), atol=1e-7)
    told = trends(quarters, effect.times, worthwhile=1.0, alpha=0.05)
    assert told.magnitudes.breakdown == pytest.approx(1, abs=0.02)
    assert told.alike(0.05) is False


def test_regions_that_move_alike_are_shown_to(parameters):
    """Fails if likeness is told without its test, or not told where errors are small."""
    effect = one_wave(0.0, 0.1)
    quarters = quarterly(parameters, effect)
    told = {
        bound: trends(quarters, effect.times, worthwhile=bound, alpha=0.05).alike(0.05)
        for bound in (1.0, 0.001)
    }
    assert told == {1.0: True, 0.001: None}


def test_placebo_dates_use_no_month_from_the_first_start_on(parameters, observed, evaluated):
    """Fails if what the role did leaks into months in which it had not begun."""
    effect = evaluated.effects[HOURS]
    later = effect.panel.outcome.copy()
    later[:, 19:] += 1000 * np.random.default_rng(1).normal(size=later[:, 19:].shape)
    panel = effect.panel
    changed = replace(
        effect, panel=checked_panel(later, panel.starts, panel.weights, panel.clusters)
    )
    first, second = (placebo_dates(parameters, observed, one) for one in (effect, changed))
    for one, other in zip(first, second, strict=True):
        assert one.found.with_role.estimate.value == other.found.with_role.estimate.value
        assert one.found.test.p_value == other.found.test.p_value


def test_placebo_dates_find_what_began_then(parameters, observed, evaluated):
    """Fails if dates are moved the wrong way: a change planted 6 months early must be found."""
    effect = evaluated.effects[HOURS]
    panel, starts = effect.panel, effect.panel.starts
    began = np.arange(30) >= np.where(starts < 30, starts - 6, 99)[:, None]
    planted = checked_panel(panel.outcome - 4 * began, starts, panel.weights, panel.clusters)
    (six, _) = placebo_dates(parameters, observed, replace(effect, panel=planted))
    estimate = six.found.with_role.estimate
    assert estimate.upper < 0
    (plain, _) = placebo_dates(parameters, observed, effect)
    assert estimate.value - plain.found.with_role.estimate.value == pytest.approx(-4, abs=1e-9)


def test_dates_that_cannot_be_moved_say_why(parameters, observed, evaluated):
    """Fails if a placebo without any base month is told as if it had been tried."""
    effect = evaluated.effects[HOURS]
    short = SimpleNamespace(panel=replace(observed.panel, actual=observed.panel.actual * 0 + 9))
    for one in placebo_dates(parameters, short, effect):
        assert one.found is None
        assert one.reason


def test_weights_of_comparisons_reproduce_two_way_fixed_effects(observed, evaluated):
    """Fails if weights do not add up. Oracle: least squares on cohort and month."""
    panel, starts = evaluated.effects[HOURS].panel, observed.panel.actual
    found = compared(panel, starts)
    assert found.weight.sum() == pytest.approx(1, abs=1e-12)
    assert found.kind_weight.sum() == pytest.approx(1, abs=1e-12)
    rows, told, people = [], [], []
    cohorts = sorted(set(starts.tolist()))
    for place, start in enumerate(cohorts):
        own = starts == start
        for t in range(panel.periods):
            seen = own & np.isfinite(panel.outcome[:, t])
            row = np.zeros(len(cohorts) + panel.periods + 1)
            row[[place, len(cohorts) + t]] = 1
            row[-1] = t >= start
            rows.append(row)
            told.append(np.average(panel.outcome[seen, t], weights=panel.weights[seen]))
            people.append(panel.weights[own].sum())
    root = np.sqrt(people)
    fit = np.linalg.lstsq(np.array(rows) * root[:, None], np.array(told) * root, rcond=None)[0]
    assert found.coefficient == pytest.approx(fit[-1], abs=1e-9)


def test_methods_agree_on_the_effect_and_not_on_how_sure(parameters, evaluated):
    """Fails if another effect is tested. With gaps, signs are turned of a little another one."""
    effect = evaluated.effects[HOURS]
    told = methods(parameters, effect)
    assert list(told) == ["dates", "regions", "signs", "two-way", "ordinary"]
    values = [float(told[name].estimate.value) for name in ("dates", "regions", "signs")]
    np.testing.assert_allclose(values, values[0], atol=0.05)
    whole = np.where(np.isfinite(effect.panel.outcome), effect.panel.outcome, 13.0)
    filled = replace(
        effect,
        panel=checked_panel(
            whole, effect.panel.starts, effect.panel.weights, effect.panel.clusters
        ),
        dose=np.where(np.isfinite(effect.dose), effect.dose, 0.0),
    )
    # Without gaps the effect that signs are turned of is the literal one.
    settings = {"anticipation": parameters.anticipation, "base_months": parameters.base_months}
    starts, people = effect.panel.starts, effect.panel.weights
    parts = [literal(one, starts, people, **settings) for one in (whole, filled.dose)]
    assert methods(parameters, filled)["signs"].estimate.value == pytest.approx(
        parts[0] / parts[1], abs=1e-9
    )
