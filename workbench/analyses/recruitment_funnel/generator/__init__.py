"""Synthetic PQiP intakes with a planted truth; no row describes a real person."""

from __future__ import annotations

from functools import partial

from workbench.analyses.recruitment_funnel.generator import plan, promotions
from workbench.analyses.recruitment_funnel.generator.applications import draw_applications
from workbench.analyses.recruitment_funnel.generator.benchmarks import benchmarks
from workbench.analyses.recruitment_funnel.generator.channels import channel_spend
from workbench.analyses.recruitment_funnel.generator.codebook import codebook
from workbench.analyses.recruitment_funnel.generator.earlier import EarlierApplications
from workbench.analyses.recruitment_funnel.generator.export import write_export
from workbench.analyses.recruitment_funnel.generator.truth import implied_truth
from workbench.synthetic import Chunks, SyntheticData

SIZE = plan.INTAKE.applications
SEED = 20230331

__all__ = ["SEED", "SIZE", "implied_truth", "synthesise"]


def synthesise(*, size: int = SIZE, seed: int = SEED) -> SyntheticData:
    """Make the applications of one intake, what goes with them, and the truth planted in them.

    Parameters
    ----------
    size : int
        Applications to the intake of March 2023, at least 1. The first rows are the same whatever
        the size. Earlier intakes keep their proportion to it; the other tables have one size.
    seed : int
        Seed of the tables, at least 0.

    Returns
    -------
    SyntheticData
        Five tables: `applications`, `earlier_applications` (the same columns), `channel_spend`,
        `benchmarks` and `promotions`.

    Raises
    ------
    ValueError
        If the size or the seed is out of range.

    Examples
    --------
    >>> data = synthesise(size=3)
    >>> [len(chunk) for chunk in data.tables["applications"]]
    [3]
    """
    applications = Chunks(draw_applications, size, seed)
    return SyntheticData(
        tables={
            "applications": applications,
            "earlier_applications": EarlierApplications(size, seed),
            "channel_spend": [channel_spend()],
            "benchmarks": [benchmarks()],
            "promotions": Chunks(promotions.draw_promotions, promotions.SIZE, seed),
        },
        codebook=codebook(),
        truth=implied_truth,
        export=partial(write_export, applications),
    )
