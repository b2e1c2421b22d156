"""The list of people who objected in writing, as the parameters name it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from workbench.parameters import Reading, StrictModel


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
