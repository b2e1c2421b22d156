"""Synthetic roll-out of a role for SPO with a planted truth; no row describes a real person."""

from __future__ import annotations

from functools import partial

from workbench.analyses.role_evaluation.generator.asked import invited
from workbench.analyses.role_evaluation.generator.codebook import codebook
from workbench.analyses.role_evaluation.generator.export import write_export
from workbench.analyses.role_evaluation.generator.panel import draw_panel
from workbench.analyses.role_evaluation.generator.planned import draw_planned
from workbench.analyses.role_evaluation.generator.regions import regions
from workbench.analyses.role_evaluation.generator.survey import draw_survey
from workbench.analyses.role_evaluation.generator.truth import implied_truth
from workbench.analyses.role_evaluation.generator.words import UNITS
from workbench.synthetic import Chunks, SyntheticData

SIZE, SEED = UNITS, 20230630

__all__ = ["SEED", "SIZE", "implied_truth", "synthesise"]


def synthesise(*, size: int = SIZE, seed: int = SEED) -> SyntheticData:
    """Make months of units and regions from January 2021 to June 2023, two waves, and the truth.

    Parameters
    ----------
    size : int
        Units, at least 1; regions take turns, so that twelve units are one of each. The first units
        of the panel are the same whatever the size.
    seed : int
        Seed of the tables, at least 0. The truth is that of 108 units and any seed.

    Returns
    -------
    SyntheticData
        Five tables: `panel`, a row for each unit and month; `regions`, the same by region;
        `survey`, a row for each response; `survey_invited`, how many were asked; and `planned`, the
        months of `panel` before any region was to begin.

    Raises
    ------
    ValueError
        If the size or the seed is out of range.

    Examples
    --------
    >>> data = synthesise(size=12)
    >>> [chunk["region"].nunique() for chunk in data.tables["panel"]]
    [12]
    """
    panel = Chunks(draw_panel, size, seed)
    return SyntheticData(
        tables={
            "panel": panel,
            "regions": [regions(size, seed)],
            "survey": Chunks(draw_survey, size, seed),
            "survey_invited": [invited(size, seed)],
            "planned": Chunks(draw_planned, size, seed),
        },
        codebook=codebook(),
        truth=implied_truth,
        export=partial(write_export, panel),
    )
