"""How strong the evidence of a design is, on the Maryland Scientific Methods Scale."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import EstimationError

SEVERAL = 2
"""Units on a side from which they are several."""


@dataclass(frozen=True, slots=True)
class Design:
    """Plain facts of a design.

    Attributes
    ----------
    treated_units, comparator_units : int
        Units that took the role up, and those that had not when they were compared with.
    before_and_after : bool
        Whether the outcome was measured before the roll-out as well as after it.
    random_dates : bool
        Whether the dates were drawn at random, with a record of the draw.
    trends_alike : bool or None
        Whether trends before the roll-out were shown to be alike (True) or to differ (False);
        None where neither was shown.
    balanced : bool or None
        The same of the characteristics of the units.
    """

    treated_units: int
    comparator_units: int
    before_and_after: bool
    random_dates: bool = False
    trends_alike: bool | None = None
    balanced: bool | None = None


@dataclass(frozen=True, slots=True)
class EvidenceGrade:
    """Level on the scale, and why.

    Attributes
    ----------
    level : int
        From 1 (weakest) to 5.
    reason : str
        One sentence: what the design has, and what it lacks for the next level.
    """

    level: int
    reason: str


def evidence_grade(design: Design) -> EvidenceGrade:
    """Grade a design on the Maryland scale.

    Parameters
    ----------
    design : Design

    Returns
    -------
    EvidenceGrade

    Raises
    ------
    EstimationError
        Nothing to compare with, on either side or before; units below 1 or 0; or facts that
        contradict each other.

    Notes
    -----
    Sherman et al. (1998), Preventing Crime: What Works; levels as Farrington, Gottfredson, Sherman
    and Welsh (2002) word them: 1 a correlation at one time; 2 before and after without comparable
    comparators; 3 before and after with comparable ones; 4 the same over several units on both
    sides, with other influences controlled; 5 random assignment. Comparable is what was shown of
    trends or characteristics and contradicted by neither; controlled needs both. A draw over
    several units whose sides were then shown to differ counts for 4, and one over a single unit on
    a side for no more than its comparison, since chance cannot have made those alike.

    Examples
    --------
    >>> found = evidence_grade(Design(10, 2, before_and_after=True, trends_alike=True))
    >>> found.level
    3
    >>> print(found.reason)
    Level 3: outcomes before and after the roll-out are set against those of comparable units; not
    4, because it was not shown that the units' characteristics are balanced.
    """
    _refuse_impossible(design)
    level = _level(design)
    has = _has(design, level)
    if level == 5:
        return EvidenceGrade(level, f"Level 5: {has}, and nothing shown contradicts the draw.")
    return EvidenceGrade(
        level, f"Level {level}: {has}; not {level + 1}, because {_lacks(design, level)}."
    )


_HAS = {
    1: "units with the role are set against others at one time",
    2: "outcomes before and after the roll-out are set against each other",
    3: "outcomes before and after the roll-out are set against those of comparable units",
    4: "several units with the role are set against several comparable ones",
}


def _has(design: Design, level: int) -> str:
    if _drawn_over_several(design):
        return "the dates were drawn at random over several units"
    if level == 2 and design.comparator_units:
        return "outcomes before and after the roll-out are set against those of other units"
    return _HAS[level]


def _drawn_over_several(design: Design) -> bool:
    return design.random_dates and _several(design)


def _several(design: Design) -> bool:
    return min(design.treated_units, design.comparator_units) >= SEVERAL


def _level(design: Design) -> int:
    shown = (design.trends_alike, design.balanced)
    if _drawn_over_several(design):
        return 4 if False in shown else 5
    if not design.before_and_after:
        return 1
    if not design.comparator_units or False in shown or True not in shown:
        return 2
    return 4 if _several(design) and None not in shown else 3


def _lacks(design: Design, level: int) -> str:
    """Say all that the next level would need."""
    if level == 1:
        return "nothing was measured before the roll-out"
    if level == 2:
        if not design.comparator_units:
            return "there are no comparable units without the role"
        return _differences(design) or (
            "neither were trends before it shown to be alike nor the units to be balanced"
        )
    if level == 3:
        alone = [] if _several(design) else ["there is only one unit on a side"]
        unshown = [text for text, fact in _alike(design) if fact is None]
        return " and ".join(alone + [f"it was not shown that {text}" for text in unshown])
    return _differences(design) or "the dates were not drawn at random"


def _alike(design: Design) -> list[tuple[str, bool | None]]:
    return [
        ("trends before the roll-out were alike", design.trends_alike),
        ("the units' characteristics are balanced", design.balanced),
    ]


def _differences(design: Design) -> str:
    differences = [
        ("trends before the roll-out differ", design.trends_alike),
        ("the units' characteristics differ", design.balanced),
    ]
    return " and ".join(text for text, fact in differences if fact is False)


def _refuse_impossible(design: Design) -> None:
    problems = []
    if design.treated_units < 1 or design.comparator_units < 0:
        problems.append(
            "There must be at least one unit with the role and no fewer than 0 without; found "
            f"{design.treated_units} and {design.comparator_units}."
        )
    if not design.comparator_units and not design.before_and_after:
        problems.append("There is nothing to compare with: no other units and nothing before.")
    if not design.before_and_after and design.trends_alike is not None:
        problems.append("Trends before the roll-out cannot have been shown: nothing is before it.")
    if not design.comparator_units and (design.trends_alike, design.balanced) != (None, None):
        problems.append("Trends and characteristics cannot have been compared without comparators.")
    if problems:
        raise EstimationError(" ".join(problems))
