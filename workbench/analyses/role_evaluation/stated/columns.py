"""Which columns of a file the parameters name, and where two names cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.analyses.role_evaluation.parameters import Parameters

SINGLE = ("unit", "month", "actual", "planned", "officers")
"""Names that must each have a column of its own."""
FURTHER = ("region", "support", "funded", "filled")
"""Names that may share one: a unit may be a region, and posts filled the support there is."""


def column_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why columns cannot be those that are meant, each with its mend."""
    for name in (*SINGLE, *FURTHER):
        if (named := getattr(parameters, name)) is not None and not named.strip():
            yield f"{name!r} names no column. Write what the column is called in the file."
    yield from _shared(parameters)
    yield from _never_used(parameters)


def _shared(parameters: Parameters) -> Iterator[str]:
    """Yield which columns are named for two things that cannot be the same numbers."""
    named: dict[str, str] = {}
    for what, column in _own_columns(parameters):
        if column in named:
            yield (
                f"{named[column]} and {what} are both the column {column!r}. Name a column of its "
                "own for each, or take one out."
            )
        else:
            named[column] = what


def _own_columns(parameters: Parameters) -> Iterator[tuple[str, str]]:
    for name in SINGLE:
        if named := getattr(parameters, name):
            yield repr(name), parameters.column(named)
    for name, one in parameters.outcomes.items():
        yield f"outcomes.{name}", one.column or parameters.column(name)


def _never_used(parameters: Parameters) -> Iterator[str]:
    """Yield what `columns` calls otherwise and nothing names: a misspelt name would do nothing."""
    used = set(_used(parameters))
    for name in parameters.columns:
        if name not in used:
            near = get_close_matches(name, sorted(used), n=1)
            hint = f" Did you mean {near[0]!r}?" if near else " Take it out."
            yield f"columns: {name!r} stands for nothing that the parameters name.{hint}"


def _used(parameters: Parameters) -> Iterator[str]:
    named = (getattr(parameters, name) for name in (*SINGLE, *FURTHER))
    yield from (name for name in named if name)
    yield from (name for name, one in parameters.outcomes.items() if one.column is None)
    for split in parameters.splits:
        for group in split.groups.values():
            yield from (group.column, group.people)
    if parameters.worth and parameters.worth.spend:
        yield parameters.worth.spend
    if survey := parameters.survey:
        yield from (survey.wave, survey.unit, *survey.characteristics)
        yield from (name for name, item in survey.items.items() if item.column is None)
        yield from (name for name in (survey.weight, survey.roles and survey.roles.column) if name)
