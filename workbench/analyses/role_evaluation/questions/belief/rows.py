"""What is told of how far the effect on one outcome can be believed, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workbench.analyses.role_evaluation.cells import Number, Row
from workbench.analyses.role_evaluation.estimating.belief.left_out import without_each
from workbench.analyses.role_evaluation.estimating.belief.methods import (
    FIRST_BAD,
    compared,
    methods,
)
from workbench.analyses.role_evaluation.estimating.belief.placebo_dates import placebo_dates
from workbench.analyses.role_evaluation.estimating.belief.quarters import QUARTER as QUARTERLY
from workbench.analyses.role_evaluation.estimating.belief.quarters import Quarters, quarterly
from workbench.analyses.role_evaluation.estimating.belief.trends import Trends, trends
from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.belief.behind import Behind, number, plain
from workbench.analyses.role_evaluation.questions.singled_out import (
    FEW,
    FEW_COUNTED,
    enough_counted,
    may_be_told,
)

QUARTER, BEFORE, BREAKDOWN = "quarter", "pre-trend", "breakdown"
LEFT_OUT, PLACEBO_DATE, METHOD, COMPARED = "left out", "placebo date", "method", "compared"
TOO_SHORT = "too few months lie before the role was due"
LONE_REGION = "some region is the only one of its wave, or regions are too few"


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One outcome of which it is asked whether its effect is to be believed."""

    name: str
    parameters: Parameters
    observed: Observed
    effect: OutcomeEffect
    behind: Behind

    @property
    def counts_people(self) -> bool:
        """Whether it counts people, such as leavers, of whom one region has too few to be told."""
        return self.parameters.outcomes[self.name].count is not None

    def row(
        self,
        stage: str,
        numbers: dict[str, Number],
        *,
        stratum: str = "",
        sides: tuple[float, float] | None = None,
        reason: str | None = None,
        finest: float | None = None,
    ) -> Row:
        """Return a row about this outcome; it rests on everyone unless told otherwise."""
        people, others = self.behind.sides if sides is None else sides
        return Row(
            {"stage": stage, "group": self.name, "stratum": stratum},
            numbers,
            people,
            others,
            reason=reason,
            finest=finest,
            of_measurements=not self.counts_people,
        )


def trends_of(asked: Asked) -> tuple[Quarters | None, Trends | None]:
    """Return quarters before and since, and what they say; None where there are too few."""
    quarters = quarterly(asked.parameters, asked.effect)
    if quarters is None:
        return None, None
    return quarters, trends(
        quarters,
        asked.effect.times,
        worthwhile=asked.parameters.outcomes[asked.name].worthwhile,
        alpha=asked.parameters.alpha,
    )


def trend_rows(asked: Asked, quarters: Quarters | None, found: Trends | None) -> Iterator[Row]:
    """Yield the quarters, the tests of those before, and the breakdown."""
    if quarters is None or found is None:
        yield asked.row(BEFORE, {"alike": plain(np.nan)}, reason=TOO_SHORT)
        return
    estimate = quarters.effects.estimate
    for place, first in enumerate(quarters.first.tolist()):
        why = _untold(asked, first)
        one = number(estimate, place) if why is None else Number(np.nan)
        yield asked.row(QUARTER, {"effect": one}, stratum=str(first), reason=why)
    tested = {"quarters": plain(quarters.before.sum())}
    if found.joint is not None:
        tested["p_value"] = plain(found.joint.p_value, "joint test of quarters, Hotelling")
    if found.equivalence is not None:
        equivalence = found.equivalence
        tested["equivalence_p"] = plain(equivalence.largest_p_value, "two one-sided tests")
        tested["least_bound"] = Number(equivalence.least_bound)
    alike = found.alike(asked.parameters.alpha)
    tested["alike"] = plain(np.nan if alike is None else float(alike))
    yield asked.row(BEFORE, tested, reason=LONE_REGION if found.joint is None else None)
    yield _breakdown(asked, found)


def _untold(asked: Asked, first: int) -> str | None:
    """Return why a quarter may not be told: it would tell of one unit, or of a few people."""
    since = asked.effect.times.event_time
    cells = np.isfinite(asked.effect.times.effect) & (since >= first) & (since < first + QUARTERLY)
    if not may_be_told(asked.observed, asked.effect, cells):
        return FEW
    if not asked.counts_people:
        return None
    return None if enough_counted(asked.observed, asked.effect, asked.name, cells) else FEW_COUNTED


def _breakdown(asked: Asked, found: Trends) -> Row:
    told = found.magnitudes
    numbers = {
        "breakdown": plain(told.breakdown if np.isfinite(told.breakdown) else np.nan),
        "largest_step": Number(told.largest_step),
    }
    none = None if np.isfinite(told.breakdown) else "no difference was seen before"
    return asked.row(BREAKDOWN, numbers, reason=none)


def left_out_rows(asked: Asked) -> Iterator[Row]:
    """Yield the effect without each region, which says something of the people of that region."""
    if asked.counts_people:
        return
    for one in without_each(asked.parameters, asked.observed, asked.effect):
        sides = asked.behind.of_region(one.place)
        numbers = {"effect": Number(np.nan)}
        if one.left is not None:
            numbers = {
                "effect": number(one.left.with_role.estimate),
                "p_value": plain(one.left.test.p_value),
                "noise_ratio": plain(one.left.noise.ratio),
            }
        yield asked.row(LEFT_OUT, numbers, stratum=one.name, sides=sides, reason=one.reason or None)


def placebo_rows(asked: Asked) -> Iterator[Row]:
    """Yield the effect of dates at which nothing began."""
    for one in placebo_dates(asked.parameters, asked.observed, asked.effect):
        numbers = {"effect": Number(np.nan)}
        if one.found is not None:
            numbers = {
                "effect": number(one.found.with_role.estimate),
                "p_value": plain(one.found.test.p_value),
            }
        yield asked.row(PLACEBO_DATE, numbers, stratum=str(one.months), reason=one.reason or None)


def method_rows(asked: Asked) -> Iterator[Row]:
    """Yield the effect by each method, and what two-way fixed effects compare."""
    for name, told in methods(asked.parameters, asked.effect).items():
        numbers = {"effect": number(told.estimate)}
        if np.isfinite(told.p_value):
            numbers["p_value"] = plain(told.p_value)
        yield asked.row(METHOD, numbers, stratum=name)
    found = compared(asked.effect.panel, asked.observed.panel.actual)
    if found is None:
        return
    good = found.kind_weight[:FIRST_BAD].sum()
    clean = np.nansum((found.kind_weight * found.kind_estimate)[:FIRST_BAD])
    numbers = {
        "share_of_begun": plain(found.kind_weight[FIRST_BAD:].sum()),
        "others": Number(clean / good if good else np.nan),
    }
    yield asked.row(COMPARED, numbers)
