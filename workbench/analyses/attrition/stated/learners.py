"""People who train for a grade while they hold another, on a clock of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from workbench.parameters import StrictModel

if TYPE_CHECKING:
    from workbench.analyses.attrition.parameters import Parameters


class Learners(StrictModel):
    """Who trains, for what, and how long it should take.

    Attributes
    ----------
    grade, qualified : str
        The grade of learners, and the one that they hold when they complete: progression, no exit.
    counted_with : str, optional
        The grade that published figures count learners in; it is then shown with and without.
    route : str, optional
        The circumstance that says by which route they train.
    expected_months : dict of str to int
        For each route, or for ``all``, the months that training takes.
    cohort : str, optional
        The circumstance that says with which intake they began; its groups are in order of time.
    changed_from : str, optional
        The first intake of a new curriculum.
    """

    grade: str
    qualified: str
    counted_with: str | None = None
    route: str | None = None
    expected_months: dict[str, int] = Field(default_factory=dict)
    cohort: str | None = None
    changed_from: str | None = None


ALL = "all"
LONGEST_TRAINING = 60


def learner_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why learners cannot be followed, each with its mend."""
    learners = parameters.learners
    if learners is None:
        return
    if parameters.grade is None:
        yield "'learners' needs a 'grade'. Name the circumstance that tells grades apart."
    else:
        yield from _grade_problems(learners, parameters)
    for role in ("route", "cohort"):
        name = getattr(learners, role)
        if name is not None and name not in parameters.circumstances:
            yield (
                f"learners.{role}: {name!r} is not under 'circumstances'. Describe it there, with "
                "its groups."
            )
    yield from _month_problems(learners, parameters)
    yield from _change_problems(learners, parameters)


def _grade_problems(learners: Learners, parameters: Parameters) -> Iterator[str]:
    grades = parameters.groups(str(parameters.grade))
    held = {
        role: value
        for role in ("grade", "qualified", "counted_with")
        if (value := getattr(learners, role)) is not None
    }
    for role, value in held.items():
        if grades and value not in grades:
            yield f"learners.{role}: {value!r} is not a grade. Name one of {', '.join(grades)}."
    if len(set(held.values())) < len(held):
        yield (
            "learners: 'grade', 'qualified' and 'counted_with' must be different grades. Name what "
            "learners hold, what they hold once qualified, and what figures count them in."
        )


def _month_problems(learners: Learners, parameters: Parameters) -> Iterator[str]:
    expected = learners.expected_months
    known = parameters.circumstances.get(learners.route or "")
    groups = known.labels_of(str(learners.route)) if known else ()
    for label, months in expected.items():
        if label != ALL and label not in groups:
            yield (
                f"learners.expected_months names {label!r}, which is no route. Name the "
                f"circumstance under 'route', and one of its groups here; or write {ALL}."
            )
        if not 1 <= months <= LONGEST_TRAINING:
            yield (
                f"learners.expected_months, {label}: must be from 1 to {LONGEST_TRAINING} months; "
                f"found {months}."
            )
    if not expected:
        yield (
            "learners needs its 'expected_months', to tell who is late: expected_months: "
            f"{{{ALL}: 21}}, or a number for each route."
        )
    missing = [group for group in groups if group not in expected]
    if expected and ALL not in expected and missing:
        yield (
            f"learners.expected_months has none for {', '.join(map(repr, missing))}. Write one for "
            f"each route, or {ALL}."
        )


def _change_problems(learners: Learners, parameters: Parameters) -> Iterator[str]:
    if learners.changed_from is None:
        return
    if learners.cohort is None:
        yield (
            "learners.changed_from needs a 'cohort', to tell intakes apart. Name the circumstance, "
            "or take it out."
        )
        return
    known = parameters.circumstances.get(learners.cohort)
    groups = known.labels_of(learners.cohort) if known else ()
    if groups and learners.changed_from not in groups[1:]:
        yield (
            f"learners.changed_from: {learners.changed_from!r} is not an intake after the first. "
            f"Name one of {', '.join(groups[1:])}."
        )
