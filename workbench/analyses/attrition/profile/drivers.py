"""Which columns of numbers may go with leaving, and where their bands could begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from workbench.analyses.attrition.profile.words import DRIVERS, HELD
from workbench.profiling.words import first_fit
from workbench.records.survey import ColumnSurvey

FEWEST = 50
"""Rows with a number, of which a fifth tells of no one."""
FEW_VALUES = 7
STEPS_BETWEEN = 8


@dataclass(frozen=True, slots=True)
class DraftDriver:
    """A driver, its column, where its bands could begin, and rows that are blank or 0."""

    name: str
    column: str
    edges: tuple[float, ...]
    blank: int
    zeros: int

    @property
    def may_be_none_held(self) -> bool:
        """Whether a blank or a 0 may be of people who have none."""
        return self.name in HELD and bool(self.blank or self.zeros)


def find_drivers(columns: Sequence[ColumnSurvey], rows: int) -> tuple[DraftDriver, ...]:
    """Return the drivers that columns of numbers are named after, each once."""
    found: dict[str, DraftDriver] = {}
    for one in columns:
        name = first_fit(one.name, DRIVERS)
        edges = edges_of(one.fifths) if one.filled >= FEWEST and one.distinct > FEW_VALUES else ()
        if name and name not in found and edges:
            found[name] = DraftDriver(name, one.name, edges, rows - one.filled, one.zeros)
    return tuple(found.values())


def edges_of(fifths: Sequence[float]) -> tuple[float, ...]:
    """Return round numbers near those between fifths of the rows, each once and above 0.

    Examples
    --------
    >>> edges_of((82, 93, 104, 117)), edges_of((0, 2, 4, 8)), edges_of((7, 7, 7, 7))
    ((80, 95, 105, 115), (2, 4, 8), ())
    """
    if not fifths or fifths[0] == fifths[-1]:
        return ()
    step = _round_step((fifths[-1] - fifths[0]) / STEPS_BETWEEN)
    near = (round(round(value / step) * step, 10) for value in fifths)
    edges = tuple(dict.fromkeys(edge for edge in near if edge > 0))
    return tuple(int(edge) if edge == int(edge) else edge for edge in edges)


def _round_step(least: float) -> float:
    """Return the first of 1, 2, 5, 10, .. that is no smaller."""
    power = 10 ** floor(log10(least))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least)
