"""Synthetic staff of the probation service with a planted truth; no row describes a real person."""

from __future__ import annotations

from functools import partial

from workbench.analyses.attrition.generator.codebook import codebook
from workbench.analyses.attrition.generator.export import write_export
from workbench.analyses.attrition.generator.staff import draw_staff
from workbench.analyses.attrition.generator.truth import DRAWS, SIZE, implied_truth
from workbench.analyses.attrition.generator.vacancies import vacancies
from workbench.synthetic import Chunks, SyntheticData

SEED = 20230930

__all__ = ["SEED", "SIZE", "implied_truth", "synthesise"]


def synthesise(*, size: int = SIZE, seed: int = SEED, draws: int = DRAWS) -> SyntheticData:
    """Make the spells of staff in post from July 2019 to September 2023, and the planted truth.

    Parameters
    ----------
    size : int
        People ever in post, at least 1; each has about ten spells. The first people are the same
        whatever the size. The other table has one size.
    seed : int
        Seed of the table of staff, at least 0.
    draws : int
        People drawn for the truth, which depends on neither the size nor the seed.

    Returns
    -------
    SyntheticData
        Two tables: `staff`, a row for each spell, and `vacancies`.

    Raises
    ------
    ValueError
        If the size or the seed is out of range.

    Examples
    --------
    >>> data = synthesise(size=3)
    >>> [chunk["person_id"].nunique() for chunk in data.tables["staff"]]
    [3]
    """
    staff = Chunks(draw_staff, size, seed)
    return SyntheticData(
        tables={"staff": staff, "vacancies": [vacancies()]},
        codebook=codebook(),
        truth=partial(implied_truth, draws=draws),
        export=partial(write_export, staff),
    )
