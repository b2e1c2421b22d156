"""What might be done: a cap on a driver, what it would cost, and what is published to hold to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from workbench.analyses.attrition.stated.leaving import Headcount
from workbench.parameters import Day, Labels, StrictModel, Text

if TYPE_CHECKING:
    from workbench.analyses.attrition.parameters import Parameters


class Scenario(StrictModel):
    """A driver held at a cap.

    Attributes
    ----------
    driver : str
        One of `drivers`.
    cap : float
        One of its edges: months in the bands from there on are set to the band `to`.
    to : str, optional
        A band below the cap; the one just below it unless given.
    title : str, optional
        How it is called: "caseloads of 50 at most".
    """

    driver: str
    cap: float
    to: str | None = None
    title: Text | None = None


class ReplacementCost(StrictModel):
    """What it costs, in pounds, to replace one leaver: from `low` to `high`, and who says so."""

    low: float
    high: float
    source: Text


class PublishedLine(StrictModel):
    """A published leaving rate to hold this one to.

    Attributes
    ----------
    label : str
        How the line is called where it was published.
    value : float
        Leavers of 100 in post, in a year.
    source : str
        Who published it, where and when.
    grades : tuple of str
        The grades it is of; all unless named.
    year_ending : date, optional
        The last day of its year.
    headcount : {"quarters", "ends", "months", "days"}
        Over what its headcount is a mean.
    """

    label: Text
    value: float
    source: Text
    grades: Labels = ()
    year_ending: Day | None = None
    headcount: Headcount = "quarters"


def scenario_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why a scenario cannot be thought through, each with its mend."""
    seen: list[tuple[str, float]] = []
    for one in parameters.scenarios:
        where = f"scenarios, {one.driver} at {one.cap:g}"
        driver = parameters.drivers.get(one.driver)
        if driver is None:
            yield f"{where}: there is no such driver. Name one of 'drivers'."
        elif one.cap not in driver.edges:
            edges = ", ".join(f"{edge:g}" for edge in driver.edges)
            yield f"{where}: the cap must be where a band begins. Name one of {edges}."
        elif one.cap <= 0:
            yield f"{where}: a cap must be above 0. Name another edge."
        elif one.to is not None:
            below = driver.band_names[: driver.edges.index(one.cap) + 1]
            if one.to not in below:
                yield (
                    f"{where}: 'to' is {one.to!r}, which is no band below the cap. Name one of "
                    f"{', '.join(below)}, or take it out."
                )
        if (one.driver, one.cap) in seen:
            yield f"{where} stands twice. Keep one."
        seen.append((one.driver, one.cap))


def cost_problems(cost: ReplacementCost | None) -> Iterator[str]:
    """Yield why a cost cannot be reckoned with, with its mend."""
    if cost and not (isfinite(cost.high) and 0 < cost.low <= cost.high):
        yield (
            "replacement_cost must go from a low above 0 to a high that is no lower; found "
            f"{cost.low:g} to {cost.high:g}. Write pounds a leaver."
        )


def published_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why a published line cannot be held to, each with its mend."""
    today = date.today()
    grades = parameters.groups(parameters.grade) if parameters.grade else ()
    for line in parameters.published:
        where = f"published, {line.label}"
        if not (isfinite(line.value) and 0 < line.value < 100):
            yield (
                f"{where}: 'value' is leavers of 100 in post, such as 7.4; found {line.value:g}."
            )
        for grade in line.grades:
            if grade not in grades:
                yield f"{where}: {grade!r} is not a grade here. Name grades, or take it out."
        if line.year_ending and line.year_ending > today:
            yield f"{where}: the year that ends on {line.year_ending} is yet to end. Mend the day."
