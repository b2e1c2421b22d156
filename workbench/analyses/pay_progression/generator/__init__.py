"""Synthetic staff in two yearly rounds of pay progression; no row describes a real person."""

from __future__ import annotations

from workbench.analyses.pay_progression.generator.codebook import codebook
from workbench.analyses.pay_progression.generator.staff import draw_staff
from workbench.analyses.pay_progression.generator.truth import planted
from workbench.synthetic import Chunks, SyntheticData

SIZE, SEED = 4800, 20240331

__all__ = ["SEED", "SIZE", "synthesise"]


def synthesise(*, size: int = SIZE, seed: int = SEED) -> SyntheticData:
    """Make the staff of two years, their codebook, and the truth planted in them.

    Parameters
    ----------
    size : int
        People, at least 1. Each has a row for the later year, and most have one for the earlier.
    seed : int
        At least 0.

    Examples
    --------
    >>> data = synthesise(size=3)
    >>> [set(chunk["year"]) <= {"2022-23", "2023-24"} for chunk in data.tables["staff"]]
    [True]
    """
    return SyntheticData({"staff": Chunks(draw_staff, size, seed)}, codebook(), planted)
