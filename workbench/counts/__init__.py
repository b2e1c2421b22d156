"""Sufficient statistics: the only numbers about people that go on to the statistics."""

from workbench.counts.margins import count_margins
from workbench.counts.stages import COUNTS, stage_counts

__all__ = ["COUNTS", "count_margins", "stage_counts"]
