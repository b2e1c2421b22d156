"""Each stratum by itself, where strata differ or holding them apart changes the ratio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.strata.counts import SIDES, ByPlace
from workbench.analyses.recruitment_funnel.questions.strata.shown import pooled_as_shown
from workbench.analyses.recruitment_funnel.questions.strata.stand_ins import Sides
from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown
from workbench.findings import Finding, Measure, Measured
from workbench.findings.finding import KEYS
from workbench.measures.comparison import TWO_SIDES, share
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.strata.pooled_odds import pooled_odds_ratio

DIFFER = 0.1
"""A homogeneity p below this: the strata are shown, and no pooled figure stands for them."""
CHANGE = 0.05
"""A change of the ratio by more than this is worth a look at the strata."""
ROUNDED = policy_named("open")


def rows_finding(name: str, parameters: Parameters, told: Sequence[ByPlace]) -> Finding | None:
    """Return the strata of one characteristic, one row a stratum, where they are worth a look."""
    groups, comparator = parameters.groups(name), parameters.comparator(name)
    blocks = [
        block
        for choice, counts in zip(parameters.strata, told, strict=False)
        for block in _blocks(choice, counts, groups, comparator, parameters)
    ]
    if not blocks:
        return None
    keys = {"characteristic": name, "comparator": comparator, "family": None}
    cells = pd.concat(blocks, ignore_index=True).assign(**keys)
    cells = cells.drop_duplicates(["group", "stage", "stratum"], ignore_index=True)
    measures = (share("selection_rate", parameters.level), _within(parameters.level))
    title = f"{parameters.characteristic_title(name)}: stratum by stratum"
    told_cells = cells[[*KEYS, *SIDES]]
    return Finding(f"strata_rows:{name}", "strata_rows", title, told_cells, measures)


def _blocks(
    circumstance: str,
    counts: ByPlace,
    groups: Sequence[str],
    comparator: str,
    parameters: Parameters,
) -> Iterator[pd.DataFrame]:
    against = groups.index(comparator)
    others = [group for group in range(len(groups)) if group != against]
    look = _worth_a_look(counts, against, parameters.level)
    for other, place in zip(*np.nonzero(look), strict=True):
        for group, role in ((others[other], "declared"), (against, "comparator")):
            frame = _rows(counts, group, against, int(place))
            frame["stratum"] = ["", *(f"{circumstance}: {label}" for label in counts.strata)]
            yield frame.assign(group=groups[group], role=role)


def _worth_a_look(counts: ByPlace, comparator: int, level: float) -> NDArray[np.bool_]:
    """Decide it from rounded counts under every policy: that rows stand there tells no more."""
    sides = counts.sides(comparator)
    shape = sides[0].shape[:-1]
    rows = [side.reshape(-1, side.shape[-1]) for side in sides]
    strata: Sides = tuple(shown(side, ROUNDED) for side in rows)  # type: ignore[assignment]
    whole: Sides = tuple(shown(side.sum(axis=-1), ROUNDED) for side in rows)  # type: ignore[assignment]
    nowhere = np.zeros(len(rows[0]), bool)
    found = pooled_as_shown(strata, whole, overall=nowhere, level=level, least=1)
    x, n, x0, n0 = (np.maximum(one.value, 0) for one in whole)
    crude = relative_rate_index(np.minimum(x, n), n, np.minimum(x0, n0), n0).value
    differ = found["ratio_homogeneity_p"].value < DIFFER
    changed = np.abs(found["pooled_ratio"].value - crude) > CHANGE
    return np.asarray(differ | changed).reshape(shape)


def _rows(counts: ByPlace, group: int, comparator: int, place: int) -> pd.DataFrame:
    """Return all strata together, then each, of one group at one place."""
    stage, basis = counts.places[place]
    each = {
        f"{side}{what}": values[who, place]
        for side, who in (("", group), ("comparator_", comparator))
        for what, values in (("passed", counts.passed), ("entered", counts.entered))
    }
    told = {name: np.concatenate([[values.sum()], values]) for name, values in each.items()}
    return pd.DataFrame(told).assign(stage=stage, basis=basis)


def _within(level: float) -> Measure:
    return Measure(TWO_SIDES, partial(_compare, level=level))


def _compare(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    sides = tuple(counts[name] for name in TWO_SIDES)
    odds = pooled_odds_ratio(*(side[..., None] for side in sides), level=level)
    return Measured(
        {
            "relative_rate_index": relative_rate_index(*sides, level=level),
            "rate_difference": rate_difference(*sides, level=level),
            "odds_ratio": odds.odds_ratio,
        }
    )
