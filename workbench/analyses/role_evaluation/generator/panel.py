"""The table of outcomes by unit and month, with its gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.outcomes import outcomes, units_of
from workbench.analyses.role_evaluation.generator.rollout import (
    Floats,
    Units,
    Whole,
    filled,
    funded,
)
from workbench.analyses.role_evaluation.generator.rows import rows
from workbench.analyses.role_evaluation.generator.words import (
    FULL_TIME,
    MONTHS,
    PART_TIME,
    month_number,
)
from workbench.synthetic import Streams

BLANKED = tuple(each.name for each in plan.MEASURES if not each.name.startswith(plan.HOURS))


def draw_panel(streams: Streams) -> pd.DataFrame:
    """Draw the rows of one chunk of units, those of a unit together, some of them missing.

    Examples
    --------
    >>> draw_panel(Streams(1, 0, 12)).columns[:3].tolist()
    ['unit', 'region', 'month']
    """
    these, drawn = units_of(streams), outcomes(streams)
    for name in BLANKED:
        chance = streams.generator(f"{name} blank").random((streams.size, MONTHS))
        drawn[name] = np.where(chance < plan.BLANK_SHARE, np.nan, drawn[name])
    columns: dict[str, Floats | Whole] = {
        "spo_headcount": these.headcount,
        "spo_full_time": these.people[:, FULL_TIME],
        "spo_part_time": these.people[:, PART_TIME],
        "spo_fte": these.fte,
        "other_spo_headcount": these.other,
        "support_fte_funded": funded(these),
        "support_fte": filled(these),
    }
    frame = rows(these.region, {**columns, **drawn})
    frame.insert(0, "unit", np.repeat(np.array(these.names, dtype=object), MONTHS))
    return frame[_kept(these, streams)].reset_index(drop=True)


def _kept(these: Units, streams: Streams) -> NDArray[np.bool_]:
    """Return which rows are in the file: a few are not, and one unit has none of some months."""
    kept = streams.generator("gap").random((streams.size, MONTHS)) >= plan.GAP_SHARE
    first, last = map(month_number, plan.LONG_GAP)
    kept[these.place == plan.LONG_GAP_UNIT, first : last + 1] = False
    return kept.ravel()
