"""Which regions were on a way of their own before the role began, and what they add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.cells import Number, Row, finest_of
from workbench.analyses.role_evaluation.estimating.belief.early import (
    OwnTrends,
    added_by_slope,
    adjusted,
    own_trends,
)
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.questions.belief.behind import plain
from workbench.analyses.role_evaluation.questions.belief.rows import Asked
from workbench.statistics.evaluation.effects.effect_weights import simple_weights

EARLY = "early region"
NO_REGION = "no region began before its plan or had a trend of its own"
OF_PEOPLE = "it counts people, of whom one region has too few to be told"
UNTOLD = "too few months or regions lie before the role began anywhere"


def early_rows(every: Sequence[Asked]) -> dict[str, list[Row]]:
    """Return the rows about early regions, by outcome.

    Parameters
    ----------
    every : sequence of Asked
        The outcomes judged, the primary one first: its regions are tested by themselves, those of
        all others together.
    """
    found = {one.name: None if one.counts_people else _trends(one) for one in every}
    rest = [trend for one in every[1:] if (trend := found[one.name]) is not None]
    later = iter(adjusted(rest)) if rest else iter(())
    rows: dict[str, list[Row]] = {}
    for place, one in enumerate(every):
        trend = found[one.name]
        if trend is None:
            why = OF_PEOPLE if one.counts_people else UNTOLD
            rows[one.name] = [one.row(EARLY, {"slope": Number(np.nan)}, reason=why)]
            continue
        p_values = next(later) if place else adjusted([trend])[0]
        rows[one.name] = list(_rows(one, trend, p_values))
    return rows


def months_early(observed: Observed) -> NDArray[np.int64]:
    """Return by how many months each region began before its plan; 0 where some unit did not."""
    panel = observed.panel
    known = (panel.planned_months >= 0) & (panel.actual_months >= 0)
    ahead = np.where(known, panel.planned_months - panel.actual_months, 0)
    return np.array(
        [max(int(ahead[panel.region == one].min()), 0) for one in np.unique(panel.region)], np.int64
    )


def _trends(asked: Asked) -> OwnTrends | None:
    panel = asked.observed.panel
    first = int(min(asked.effect.panel.starts.min(), panel.actual.min()))
    return own_trends(
        asked.effect.panel,
        panel.region,
        months_early(asked.observed),
        max(first - asked.parameters.anticipation, 0),
        level=asked.parameters.level,
    )


def _rows(asked: Asked, trend: OwnTrends, p_values: NDArray[np.float64]) -> Iterator[Row]:
    named = np.flatnonzero((trend.early > 0) | (p_values <= asked.parameters.alpha))
    if not named.size:
        yield asked.row(EARLY, {"slope": Number(np.nan)}, reason=NO_REGION)
    effect = asked.effect
    weights = simple_weights(
        effect.panel,
        anticipation=effect.times.anticipation,
        base_months=effect.times.base_months,
    )
    dose = effect.simple / float(effect.with_role.estimate.value)
    regions = np.unique(asked.observed.panel.region)
    finest = finest_of(asked.parameters.outcomes[asked.name].worthwhile) / 10
    for one in named.tolist():
        of_region = asked.observed.panel.region == regions[one]
        each = added_by_slope(weights, of_region) / dose
        ends = sorted((each * trend.lower[one], each * trend.upper[one]))
        numbers = {
            "slope": Number(trend.slope[one], trend.lower[one], trend.upper[one]),
            "added": Number(each * trend.slope[one], *ends),
            "p_value": plain(p_values[one], "t of the others' slopes, Holm"),
            "months_early": plain(trend.early[one]),
            "months": plain(trend.months),
        }
        yield asked.row(
            EARLY,
            numbers,
            stratum=asked.observed.regions[int(regions[one])],
            sides=asked.behind.of_region(int(regions[one])),
            finest=finest,
        )
