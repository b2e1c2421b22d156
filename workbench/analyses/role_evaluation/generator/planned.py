"""The months before anything began, as a roll-out is planned from them."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.role_evaluation.generator.panel import draw_panel
from workbench.synthetic import Streams

LAST_MONTH = "2022-09"
"""The month before the first region was to begin."""
LATER = ("actual_month", "support_fte_funded", "support_fte", "support_cost")
"""What nobody knows by then, or what has not been spent."""


def draw_planned(streams: Streams) -> pd.DataFrame:
    """Draw the same rows as `panel.draw_panel`, up to September 2022.

    Examples
    --------
    >>> found = draw_planned(Streams(1, 0, 12))
    >>> found["month"].max(), "actual_month" in found
    ('2022-09', False)
    """
    frame = draw_panel(streams)
    before = frame[frame["month"] <= LAST_MONTH]
    return before.drop(columns=list(LATER)).reset_index(drop=True)
