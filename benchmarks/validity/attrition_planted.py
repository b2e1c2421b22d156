"""A made-up staff whose hazards are known, drawn many times: a driver, and groups that differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TERMS = ("service", "grade", "work", "group")
GROUPS = ("Comparator", "All work", "Remains", "Alike")
"""One leaves more for its work alone, one for none of it, one does not."""
SERVICE = (-0.4, 0.4, 0.2, -0.2)
GRADE = (0.5, 0.0, -0.9)
WORK = (0.0, 0.0, 0.3716, 0.6419)
"""Under 100%, to 110%, to 140% and over: the lowest two alike, the others 1.45 and 1.9 times."""
GROUP = (0.0, 0.0, 0.285, 0.0)
MONTHLY = 0.0064
"""Hazard in the reference of everything, which makes about 11 leavers of 100 a year."""
SHARES = {
    "service": (0.2, 0.2, 0.25, 0.35),
    "grade": (0.35, 0.5, 0.15),
    "group": (0.6, 0.15, 0.15, 0.1),
}
WORK_OF = {False: (0.5, 0.25, 0.17, 0.08), True: (0.2, 0.2, 0.3, 0.3)}
"""Shares of the bands of work: of others, and of the group that leaves for its work alone."""
MONTHS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """Cells of a year with the hazard of each.

    Attributes
    ----------
    cells : DataFrame
        A categorical column a term and ``at_risk``, person-months.
    codes : ndarray of int, shape (cells, 4)
        The place of each cell in every term.
    """

    cells: pd.DataFrame
    codes: NDArray[np.int64]

    @property
    def months(self) -> Floats:
        """Person-months of each cell."""
        return self.cells["at_risk"].to_numpy(np.float64)

    def hazard(self, *, work: int | None = None, group: int | None = None) -> Floats:
        """Return the hazard a month of each cell, were all in one band of work or one group."""
        service, grade, band, own = self.codes.T
        linear = (
            np.log(MONTHLY)
            + np.array(SERVICE)[service]
            + np.array(GRADE)[grade]
            + np.array(WORK)[band if work is None else work]
            + np.array(GROUP)[own if group is None else group]
        )
        return np.asarray(-np.expm1(-np.exp(linear)))

    def drawn(self, random: np.random.Generator) -> pd.DataFrame:
        """Draw who leaves."""
        left = random.binomial(self.cells["at_risk"].to_numpy(), self.hazard())
        return self.cells.assign(left=left)


def planted(people: int) -> Planted:
    """Return a year of so many people.

    Examples
    --------
    >>> staff = planted(13_000)
    >>> round(1200 * float(staff.months @ staff.hazard() / staff.months.sum()), 1)
    11.1
    """
    lengths = (len(SERVICE), len(GRADE), len(WORK), len(GROUP))
    codes = np.stack([place.ravel() for place in np.indices(lengths)], axis=1)
    service, grade, band, group = codes.T
    work = np.where(group == 1, np.array(WORK_OF[True])[band], np.array(WORK_OF[False])[band])
    share = work * np.array(SHARES["service"])[service] * np.array(SHARES["grade"])[grade]
    share = share * np.array(SHARES["group"])[group]
    cells = pd.DataFrame({"at_risk": np.rint(MONTHS * people * share).astype(np.int64)})
    for name, column, many in zip(TERMS, codes.T, lengths, strict=True):
        labels = GROUPS if name == "group" else [f"{name} {place}" for place in range(many)]
        cells[name] = pd.Categorical.from_codes(column, labels)
    some = (cells["at_risk"] > 0).to_numpy()
    return Planted(cells[some].reset_index(drop=True), codes[some])
