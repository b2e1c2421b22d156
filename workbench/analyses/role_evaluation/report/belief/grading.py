"""How strong the design is, in words."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.belief.reading import ALIKE, Belief, design, value
from workbench.analyses.role_evaluation.report.words import figure
from workbench.disclosure import Release
from workbench.presentation import words

SCALE = "on the Maryland scale, which runs from 1 (weak) to 5 (dates drawn by lot)"
HAS = {
    1: "units with the role are set against others at one time only",
    2: "those given the role are compared with others, before and since",
    3: "those given the role are compared, before and since, with others that had moved alike",
    4: "several given the role are compared with several who were alike in trends and in kind",
    5: "dates were drawn by lot",
}
NOT_HIGHER = {
    1: "nothing was measured before",
    3: "nothing shows that they were alike in other ways, and the dates were chosen, not drawn",
    4: "the dates were chosen, not drawn",
}
UNSHOWN = "it is not shown that they would have moved alike without it"
UNLIKE = "they did not move alike before"


def level_of(belief: Belief) -> int | None:
    """Return the level on the Maryland scale; None where it is not told."""
    told = value(belief.first("grade"), "level")
    return None if told is None else round(told)


def grade(belief: Belief) -> str:
    """Say the level and why it is no higher."""
    level = level_of(belief)
    if level is None:
        return ""
    first = f"Level {level} of 5 {SCALE}: {HAS[level]}."
    alike = value(belief.first("pre-trend"), "alike")
    lacks = (UNLIKE if alike == 0 else UNSHOWN) if level == 2 else NOT_HIGHER.get(level)
    return f"{first} It is no higher because {lacks}." if lacks else first


def dates(release: Release) -> str:
    """Say whether dates were drawn, and how many kept to the plan."""
    cell = design(release, "dates")
    given = value(cell, "given")
    if given is None:
        return ""
    drawn = "Dates were drawn by lot." if value(cell, "by_lot") else "Dates were not drawn by lot."
    kept, earlier, later = (value(cell, name) for name in ("kept", "earlier", "later"))
    if kept is None or earlier is None or later is None:
        return drawn
    rest = [f"{many:.0f} {word}" for many, word in ((earlier, "earlier"), (later, "later")) if many]
    apart = f", {words.listed(rest)}" if rest else ""
    return f"{drawn} {kept:.0f} of the {given:.0f} that began did so in the month planned{apart}."


def noise(release: Release, belief: Belief) -> str:
    """Say whether those given the role were as steady before as the others."""
    ratio = value(design(release, "noise", belief.one.name), "noise_ratio")
    if ratio is None:
        return ""
    inside = ALIKE[0] <= ratio <= ALIKE[1]
    verdict = (
        "close enough for dates to be taken as if they had been"
        if inside
        else "too unlike for dates to be taken as if they had been"
    )
    much = "about" if 0.95 <= ratio < 1.05 else f"{figure(ratio)} times"
    return (
        f"Before the role began anywhere, those given it varied {much} as much from month to month "
        f"as the others: {verdict} (0.67 to 1.5 times counts as alike)."
    )
