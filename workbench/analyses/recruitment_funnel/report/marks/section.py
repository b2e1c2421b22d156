"""How far apart marks lie, and what another pass mark would have done to the gap."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.marks.tables import (
    cuts_table,
    marks_table,
    signed,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import disparities
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

MOST = 3
"""Disparities told of in sentences; the others stand in the tables."""
NEARLY_ALL = 0.95
NOTE = (
    "Only people with a mark are here: those who withdrew or did not attend have none, and later "
    "stages mark only those who got that far. A gap in marks says nothing of why. Of standard "
    "deviations, 0.2 is often called a small difference, 0.5 a medium and 0.8 a large one."
)
CUTS_NOTE = (
    "A pass mark low enough for nearly all to pass brings the rate ratio near 1 by itself. A "
    "pass mark is right or wrong for what it lets people do, not for the ratio it gives."
)


def show(release: Release) -> View:
    """Say how marks lie where a disparity was found, then show every group and pass mark."""
    marks, cuts = release.of_section("marks"), release.of_section("cuts")
    if not marks:
        return EMPTY
    lead = _lead(release)
    notes = " ".join((*_unmarked(release), NOTE))
    names = tuple(f.name for f in (*marks, *cuts, *release.of_section("marking")))
    views = [
        View(lead[0], "".join(map(paragraph, lead)) + paragraph(notes, "caveat"), names),
        folded("How far apart the marks of groups lie", marks_table(release, marks)),
    ]
    if cuts:
        tables = cuts_table(release, cuts, CUTS_NOTE)
        views.append(folded("Who would have passed at another pass mark", tables))
    return stack(views)


def _lead(release: Release) -> list[str]:
    """Return a paragraph for each disparity at a stage with marks, most people first."""
    asked = {(c.characteristic, c.stage) for f in release.of_section("marks") for c in f.cells}
    found = [cell for cell in disparities(release) if (cell.characteristic, cell.stage) in asked]
    if not found:
        return [
            "Where marks are given, no group compared here has evidence of a disparity. How far "
            "apart marks lie all the same is in the table."
        ]
    told = [_told(release, cell) for cell in found[:MOST]]
    more = len(found) - MOST
    return [*told, f"{more} more are in the tables."] if more > 0 else told


def _told(release: Release, cell: ReleasedCell) -> str:
    """Say who of a group reached the pass mark, then how far apart marks lie."""
    group, other = (words.people_of(n, release.context) for n in (cell.group, cell.comparator))
    stage = release.context.stages[cell.stage]
    reached = _reached(release, cell, group, other)
    text = f"At the {stage}, {reached} " if reached else ""
    place = "" if reached else f" at the {stage}"
    apart = _apart(_number(release, cell))
    if not apart:
        return (
            f"{text}How far apart the marks of {group} and of {other} lie{place} cannot be told: "
            "too few have one, or all marks are alike."
        )
    return f"{text}The marks of {group}{place} lie {apart[0]} those of {other} ({apart[1]})."


def _apart(number: ReleasedNumber | None) -> tuple[str, str] | None:
    """Return how marks lie beside the others', and the likely range; nothing if not known."""
    if number is None or number.value is None:
        return None
    side = "lower than" if number.value < 0 else "higher than"
    size = f"{abs(number.value):.2f} standard deviations {side}"
    ends = [number.lower or 0.0, number.upper or 0.0]
    if ends[0] * ends[1] <= 0:
        about = size if number.value else "about level with"
        return about, f"likely range {words.span(number, signed)}, so chance could give this"
    near, far = sorted(abs(end) for end in ends)
    return size, f"likely range {near:.2f} to {far:.2f}"


def _reached(release: Release, cell: ReleasedCell, group: str, other: str) -> str:
    """Say who of both groups reached the pass mark, and who would have reached the next lower."""
    cells = [one for one in _cuts_of(release, cell) if "comparator_rate" in one.numbers]
    here = next((one for one in cells if one.basis == "pass mark"), None)
    if here is None:
        return ""
    own, theirs = _rates(release, here)
    text = (
        f"of every 100 {group} with a mark {own} reached the pass mark of {here.stratum}; of every "
        f"100 {other}, {theirs}."
    )
    lower = [one for one in cells if float(one.stratum) < float(here.stratum)]
    if not lower:
        return text
    next_to = max(lower, key=lambda one: float(one.stratum))
    own, theirs = _rates(release, next_to)
    return f"{text} With a pass mark of {next_to.stratum} it would have been {own} and {theirs}."


def _rates(release: Release, cell: ReleasedCell) -> tuple[str, str]:
    about = "" if release.exact else "about "
    own, theirs = (cell.numbers[name].value for name in ("selection_rate", "comparator_rate"))
    return f"{about}{words.of_100(own or 0.0)}", f"{about}{words.of_100(theirs or 0.0)}"


def _cuts_of(release: Release, cell: ReleasedCell) -> list[ReleasedCell]:
    name = f"cuts:{cell.characteristic}"
    cells = release[name].cells if name in release.names else ()
    return [one for one in cells if (one.group, one.stage) == (cell.group, cell.stage)]


def _number(release: Release, cell: ReleasedCell) -> ReleasedNumber | None:
    for one in release[f"marks:{cell.characteristic}"].cells:
        if (one.group, one.stage) == (cell.group, cell.stage):
            return one.numbers.get("standardised_difference")
    return None


def _unmarked(release: Release) -> list[str]:
    """Say where marks are missing, or are not those of the results."""
    told = []
    for cell in (cell for f in release.of_section("marking") for cell in f.cells):
        number = cell.numbers.get("selection_rate")
        if number is None or (_most(number) >= NEARLY_ALL):
            continue
        stage, many = release.context.stages[cell.stage], words.rate(number)
        who = f"Of every 100 people who {cell.group} the {stage}"
        if cell.basis == "has a mark":
            told.append(f"{who} {many} have a mark; the others are not here.")
        else:
            told.append(
                f"{who} with a mark, {many} have one that fits the pass mark. See whether that is "
                "the right one, before anything is read from other pass marks."
            )
    return told


def _most(number: ReleasedNumber) -> float:
    """Return a share as shown, or the most it can be where only a bound is."""
    if number.value is not None:
        return number.value
    return 1.0 if number.upper is None else number.upper
