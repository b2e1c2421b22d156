"""What is held equal when groups are compared like with like, and what is looked at together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.parameters.stated.intersections import intersection_problems

if TYPE_CHECKING:
    from workbench.analyses.attrition.parameters import Parameters

MOST_BLOCKS = 5
"""Every set of blocks is a fit of its own: thirty-two of five."""
SERVICE = "service"


def held_equal_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why people cannot be compared like with like, each with its mend."""
    yield from _covariate_problems(parameters)
    yield from _block_problems(parameters)
    yield from intersection_problems(
        parameters.intersections, tuple(parameters.characteristics), parameters.groups
    )


def _covariate_problems(parameters: Parameters) -> Iterator[str]:
    named = parameters.adjust_for or ()
    known = {*parameters.circumstances, *parameters.characteristics}
    for name in dict.fromkeys(named):
        if name in parameters.drivers or name == SERVICE:
            yield f"adjust_for names {name!r}, which is always held equal. Take it out."
        elif name not in known:
            yield (
                f"adjust_for names {name!r}, which is neither under 'circumstances' nor under "
                "'characteristics'. Take it out, or describe it there."
            )
        elif name == parameters.unit:
            yield (
                f"adjust_for names {name!r}, the unit, whose effects are pooled in a question of "
                "their own. Take it out; the region can be held equal."
            )
        if named.count(name) > 1:
            yield f"adjust_for names {name!r} twice. Keep one."


def _block_problems(parameters: Parameters) -> Iterator[str]:
    blocks = parameters.blocks
    if blocks is None:
        return
    held = {SERVICE, *parameters.covariates}
    if not 2 <= len(blocks) <= MOST_BLOCKS:
        yield f"'blocks' must be 2 to {MOST_BLOCKS}; found {len(blocks)}. Put some together."
    for title, names in blocks.items():
        if not names:
            yield f"blocks.{title} names nothing. Name what is in it, or take it out."
        for name in names:
            if name not in held:
                yield (
                    f"blocks.{title} names {name!r}, which is not held equal. Name drivers, "
                    f"circumstances under 'adjust_for', or {SERVICE}."
                )
    times = Counter(name for names in blocks.values() for name in names)
    if doubled := sorted(name for name, many in times.items() if many > 1):
        yield f"'blocks' names {', '.join(map(repr, doubled))} twice. Keep one each."
    if missing := [name for name in (SERVICE, *parameters.covariates) if name not in times]:
        yield (
            f"'blocks' leaves out {', '.join(map(repr, missing))}, held equal too. Put each in a "
            "block."
        )
