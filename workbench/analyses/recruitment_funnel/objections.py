"""Why nobody can be taken out of the data by a list of people who objected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.analyses.recruitment_funnel.parameters import Parameters


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
