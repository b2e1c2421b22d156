"""Which people have a mark at a stage, and one that reaches a pass mark."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analyses.recruitment_funnel.ties.counted import Counted
from workbench.findings.tally import Tally, tally

NO_MARK, LOWEST = "no mark", "lowest"


def dimension(stage: str) -> str:
    """Return what the marks of a stage are called."""
    return f"mark of {stage}"


def labels(cuts: Sequence[str]) -> tuple[str, ...]:
    """Return the bands of a mark, by the cut each begins at, and no mark at all.

    Examples
    --------
    >>> labels(["45", "50"])
    ('no mark', 'lowest', '45', '50')
    """
    return (NO_MARK, LOWEST, *cuts)


def _reaching(one: Counted, cut: str) -> frozenset[str]:
    bands = one.context.dimensions[dimension(one["stage"])]
    return frozenset(bands[bands.index(cut) :])


def _marked(one: Counted) -> frozenset[str]:
    return frozenset(one.context.dimensions[dimension(one["stage"])]) - {NO_MARK}


def marks(one: Counted) -> Tally:
    """Return who has a mark."""
    stage = one["stage"]
    return tally({**one.of_group(), dimension(stage): _marked(one)}, one.exits.took(stage))


def cuts(one: Counted) -> Tally:
    """Return who has a mark, and who reaches one."""
    stage = one["stage"]
    bands = _reaching(one, one["stratum"]) if one.side == "passed" else _marked(one)
    return tally({**one.of_group(), dimension(stage): bands}, one.exits.took(stage))


def marking(one: Counted) -> Tally:
    """Return, of those who passed or failed, who has a mark and one that fits."""
    stage, outcome = one["stage"], one["group"]
    events = one.exits.passed(stage) if outcome == "passed" else one.exits.way(stage, "failed")
    if one["basis"] == "has a mark" and one.side == "entered":
        return tally({}, events)
    bands = _marked(one)
    if one["basis"] == "mark fits" and one.side == "passed":
        reaching = _reaching(one, one.context.tied[f"pass mark of {stage}"])
        bands = reaching if outcome == "passed" else bands - reaching
    return tally({dimension(stage): bands}, events)
