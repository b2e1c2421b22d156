"""How strong the design is: the grade, whether dates kept to the plan, and how alike the noise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from workbench.analyses.role_evaluation.cells import Row
from workbench.analyses.role_evaluation.estimating.belief.trends import Trends
from workbench.analyses.role_evaluation.questions.belief.behind import plain
from workbench.analyses.role_evaluation.questions.belief.rows import Asked
from workbench.errors import EstimationError
from workbench.statistics.evaluation.credibility.evidence_grade import (
    Design,
    EvidenceGrade,
    evidence_grade,
)

GRADE, DATES, NOISE = "grade", "dates", "noise"


def grade(asked: Asked, found: Trends | None) -> EvidenceGrade | None:
    """Grade the design for one outcome; None where it has nothing to compare with.

    Units are those to which dates were given. Every one that had not begun while the first had is
    a comparator. Balance of their characteristics is not looked at: files hold none of regions.
    """
    panel, parameters = asked.effect.panel, asked.parameters
    _, first = np.unique(panel.clusters, return_index=True)
    starts = panel.starts[first]
    compared = starts > starts.min() + parameters.anticipation
    alike = found.alike(parameters.alpha) if found is not None else None
    try:
        return evidence_grade(
            Design(
                treated_units=int((starts < panel.periods).sum()),
                comparator_units=int(compared.sum()),
                before_and_after=True,
                random_dates=parameters.randomised,
                trends_alike=alike,
            )
        )
    except EstimationError:
        return None


def grade_row(asked: Asked, found: Trends | None) -> Iterator[Row]:
    """Yield the grade, with its reason, in the place of a reason."""
    told = grade(asked, found)
    if told is not None:
        yield asked.row(GRADE, {"level": plain(told.level)}, reason=told.reason)


def design_rows(every: Sequence[Asked], found: Mapping[str, Trends | None]) -> Iterator[Row]:
    """Yield the grade of the primary outcome, what became of planned dates, and the noise."""
    yield from grade_row(every[0], found[every[0].name])
    yield _dates(every[0])
    for one in every:
        noise = one.effect.noise
        numbers = {"noise_ratio": plain(noise.ratio), "months": plain(noise.periods)}
        yield one.row(NOISE, numbers)


def _dates(asked: Asked) -> Row:
    """Count regions, or units where dates were given to them, by what became of their plan."""
    panel = asked.observed.panel
    _, first = np.unique(asked.observed.clusters, return_index=True)
    planned, actual = panel.planned_months[first], panel.actual_months[first]
    both = (planned >= 0) & (actual >= 0)
    told = {
        "given": (actual >= 0).sum(),
        "kept": (both & (planned == actual)).sum(),
        "earlier": (both & (actual < planned)).sum(),
        "later": (both & (actual > planned)).sum(),
        "never": (actual < 0).sum(),
        "by_lot": asked.parameters.randomised,
    }
    has_plan = bool((panel.planned_months >= 0).any())
    numbers = {
        name: plain(float(many))
        for name, many in told.items()
        if has_plan or name in ("given", "never", "by_lot")
    }
    return asked.row(DATES, numbers)
