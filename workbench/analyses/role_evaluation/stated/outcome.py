"""What is measured of units, month by month: outcomes, and the same of groups within units."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Literal

from workbench.parameters import StrictModel, Text
from workbench.parameters.stated.comparing import Name

Better = Literal["lower", "higher"]
Counted = Literal["flow", "stock"]


class Outcome(StrictModel):
    """One outcome, a number for each unit and month.

    Attributes
    ----------
    measured_in : str
        Its unit of measurement, as it is printed: hours a week.
    better : {"lower", "higher"}
        The way in which it gets better.
    worthwhile : float
        The least change, in that unit, that would be worth having. Chosen before the results are
        seen: a change as large is what "no evidence seen" rules out.
    column : str, optional
        Its column; its own name unless given.
    title : str, optional
        What it is called in sentences, in the plural or singular without an article.
    count : {"flow", "stock"}, optional
        The column holds people: who left in the month, told of 100 officers a year (flow), or
        posts vacant at the month's end, told of 100 officers (stock).
    placebo : bool
        The role cannot have changed it: a change seen there speaks against the comparison.
    least, greatest : float, optional
        Values beyond these are refused.
    """

    measured_in: Text
    better: Better
    worthwhile: float
    column: str | None = None
    title: Text | None = None
    count: Counted | None = None
    placebo: bool = False
    least: float | None = None
    greatest: float | None = None


class SplitGroup(StrictModel):
    """The officers of one group: the column of their outcome, and of how many they are."""

    column: str
    people: str


class Split(StrictModel):
    """One outcome measured apart for the groups of a characteristic.

    Attributes
    ----------
    outcome : str
        One of `outcomes`.
    characteristic : str
        What tells the groups apart: working_pattern.
    comparator : str
        The group that others are compared with.
    groups : mapping of str to SplitGroup
    """

    outcome: Name
    characteristic: Name
    comparator: Text
    groups: dict[Text, SplitGroup]


def outcome_problems(name: str, outcome: Outcome) -> list[str]:
    """Return why an outcome cannot be judged, each with its mend."""
    where = f"outcomes.{name}"
    problems = []
    if not (isfinite(outcome.worthwhile) and outcome.worthwhile > 0):
        problems.append(
            f"{where}: 'worthwhile' must be above 0, in {outcome.measured_in}; found "
            f"{outcome.worthwhile:g}. Write the least change that would be worth having."
        )
    problems += _limit_problems(where, outcome)
    if outcome.count and not outcome.measured_in.strip():
        problems.append(f"{where}: say what it is 'measured_in'.")
    return problems


def _limit_problems(where: str, outcome: Outcome) -> list[str]:
    given = {"least": outcome.least, "greatest": outcome.greatest}
    ends = {name: end for name, end in given.items() if end is not None}
    if strange := [name for name, end in ends.items() if not isfinite(end)]:
        return [
            f"{where}: {name!r} must be a number. Write one, or take it out." for name in strange
        ]
    if len(ends) < 2:
        return []
    least, greatest = ends.values()
    if least >= greatest:
        return [
            f"{where}: 'least' {least:g} is not below 'greatest' {greatest:g}. Mend one of them."
        ]
    if outcome.worthwhile > greatest - least and not outcome.count:
        return [
            f"{where}: 'worthwhile' {outcome.worthwhile:g} is more than the outcome can change, "
            f"from {least:g} to {greatest:g}. Mend one of them."
        ]
    return []


def split_problems(split: Split, outcomes: tuple[str, ...]) -> list[str]:
    """Return why a split cannot be compared, each with its mend."""
    where = f"splits, {split.outcome} by {split.characteristic}"
    problems = []
    if split.outcome not in outcomes:
        problems.append(f"{where}: there is no such outcome. Name one of {', '.join(outcomes)}.")
    if len(split.groups) < 2:
        problems.append(f"{where}: one group has nothing to be compared with. Name two or more.")
    if split.comparator not in split.groups:
        problems.append(
            f"{where}: the comparator {split.comparator!r} is not one of its groups. Choose one of "
            f"{', '.join(split.groups)}."
        )
    for name in ("column", "people"):
        columns = [getattr(group, name) for group in split.groups.values()]
        if twice := sorted({one for one in columns if columns.count(one) > 1}):
            problems.append(
                f"{where}: {', '.join(map(repr, twice))} is the {name!r} of two groups. Name the "
                "column of each."
            )
    return problems


def splits_problems(splits: Sequence[Split]) -> list[str]:
    """Return which splits are stated twice, each with its mend."""
    named = [f"{split.outcome} by {split.characteristic}" for split in splits]
    twice = sorted({name for name in named if named.count(name) > 1})
    return [f"splits, {name} stands twice. Keep one." for name in twice]
