"""Sufficient statistics: the only numbers about people that go on to the statistics."""

from workbench.counts.cells import count_cells, stage_cells
from workbench.counts.fetching import MOST_CELLS, TooManyCellsError, count_each
from workbench.counts.in_stage import count_days, count_scores, has_days
from workbench.counts.margins import count_margins
from workbench.counts.stages import COUNTS, stage_counts
from workbench.counts.wanted import Wanted, count_wanted

__all__ = [
    "COUNTS",
    "MOST_CELLS",
    "TooManyCellsError",
    "Wanted",
    "count_cells",
    "count_days",
    "count_each",
    "count_margins",
    "count_scores",
    "count_wanted",
    "has_days",
    "stage_cells",
    "stage_counts",
]
