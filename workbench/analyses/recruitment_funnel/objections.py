"""The list of people who objected in writing, as the parameters name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator

from workbench.parameters import Reading, StrictModel

if TYPE_CHECKING:
    from workbench.analyses.recruitment_funnel.parameters import Parameters


class Objections(StrictModel):
    """A file of people or applications to be taken out of every file before anything is counted.

    `column` is its column of identifiers; where it is left out, the one that tells people apart in
    the data, else the one that tells applications apart. A list of which nothing stands in the
    data is refused unless `may_match_nobody`.
    """

    data: str
    column: str | None = None
    reading: Reading = Reading()
    may_match_nobody: bool = False


def _of_a_file(value: object) -> object:
    return {"data": value} if isinstance(value, str) else value


ListOfObjections = Annotated[Objections | None, BeforeValidator(_of_a_file)]
"""The list with what there is to say of it, or the name of its file alone."""


def objection_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why nobody can be taken out by a list, each with its mend."""
    if parameters.exclusions is None:
        return
    if parameters.identifier is None and parameters.person is None:
        yield (
            "'exclusions' needs an 'identifier' or a 'person' to know people by. Name its column; "
            "without one, whoever objected must be taken out before the file is made."
        )
    if parameters.count:
        yield (
            "with 'count' a row stands for many people, and no one can be taken out of it. Take "
            "'exclusions' out, and leave whoever objected out of the counts."
        )
