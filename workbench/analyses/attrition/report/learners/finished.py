"""Learners of the intakes that should have finished: by route, intake and characteristic."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analyses.attrition.report.words import about
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.grid import table_html, table_view
from workbench.presentation.view import View, folded, paragraph, stack

DUE = "learners:due"
CROSSED = " × "
INSIDE = "Transfer inside the service"
LATE = 3
BECAME = "Learners who should have finished: all who began, by what became of them"
BY_INTAKE = "Learners who should have finished, intake by intake"
ADDS_UP = {
    True: "Everyone who began is in one of the columns between that and the rate.",
    False: "Everyone who began is in one of the columns between that and the rate; counts are "
    "rounded one by one, so that a row need not add up exactly.",
}
ASIDE = "Set aside is who was last seen learning before these data end, such as on a career break."


def finished(release: Release) -> View:
    """Open with how many of all completed, then show routes, intakes and characteristics."""
    lead = _lead(release)
    html = f"<h3>Learners who should have finished</h3>{paragraph(lead)}"
    compared = [f for f in release.of_section("learners") if f.name.startswith(f"{DUE}:")]
    cells = release[DUE].cells
    intakes = [cell for cell in cells if CROSSED in cell.characteristic]
    parts = [
        View(lead, html, (DUE,)),
        _table(release, [cell for cell in cells if cell not in intakes], BECAME),
        *([folded("Intake by intake", _table(release, intakes, BY_INTAKE))] if intakes else []),
        _notes(release),
    ]
    parts += (
        [folded("By characteristic", stack([_group_table(release, one) for one in compared]))]
        if compared
        else []
    )
    return stack(parts)


def _lead(release: Release) -> str:
    cell, apart = release[DUE].cells[0], _apart(release)
    number = cell.numbers.get("completion_rate")
    if number is None or number.value is None:
        return "Too few learners of intakes that should have finished to say how many completed."
    begun = cell.counts["entered"].shown
    lead = (
        f"Of {about(release)}{begun} learners of intakes that should have finished, "
        f"{about(release)}{cell.counts['passed'].shown} qualified in the end, however long it "
        f"took: {words.rate(number)} of every 100 (likely range "
        f"{words.span(number, words.of_100)})."
    )
    if not apart:
        return (
            f"{lead} No group can be told from its comparison group: each range holds equal rates."
        )
    named = words.listed(apart)
    return (
        f"{lead} The likely range of the rate ratio leaves out equal rates for {named}. "
        "Each group is taken alone: one in twenty would be named by chance."
    )


def _apart(release: Release) -> list[str]:
    """Return the groups whose ratio, each taken alone, excludes 1: they carry no verdict."""
    found = []
    for finding in release.of_section("learners"):
        for cell in finding.cells:
            number = cell.numbers.get("relative_rate_index")
            if cell.role != "declared" or number is None or number.lower is None:
                continue
            if number.lower > 1 or (number.upper is not None and number.upper < 1):
                found.append(f"{cell.group} ({finding.title.lower()})")
    return found


def _table(release: Release, cells: Sequence[ReleasedCell], caption: str) -> View:
    finding = release[DUE]
    columns = _columns(release)
    rows = [
        [_who(cell), *(cell.counts[name].shown for name in columns), _rate(cell)] for cell in cells
    ]
    head = ["Learners", *columns.values(), "Qualified in the end, of every 100 (likely range)"]
    return table_view(release, finding, caption, head, rows)


def _columns(release: Release) -> dict[str, str]:
    """Return the counts of a row and their headings; the first is the sum of the others."""
    reasons, counted = (release.context.tied[name].split("|") for name in ("reasons", "counted"))
    others = [one for one in reasons if one not in counted]
    inside = "Moved within the service" if others == [INSIDE] else "Left, not counted as leaving"
    return {
        "entered": "Began",
        "passed": "Qualified",
        "left": "Left",
        "moved": "Moved to other work",
        **({"uncounted": inside} if others else {}),
        "aside": "Set aside",
        "still": "Still learning",
    }


def _notes(release: Release) -> View:
    """Say which intakes count, that rows add up, and who is set aside."""
    return View("", paragraph(f"{_covered(release)} {ADDS_UP[release.exact]} {ASIDE}", "caveat"))


def _covered(release: Release) -> str:
    """Say which intakes are counted, route by route, and why earlier and later ones are not."""
    cohort = release.context.tied["learners cohort"]
    intakes: dict[str, list[str]] = {}
    for cell in release[DUE].cells:
        *route, intake = cell.group.split(CROSSED)
        if cohort in cell.characteristic.split(CROSSED):
            intakes.setdefault(", ".join(route), []).append(intake)
    told = [
        f"the intake{'s'[: len(them) > 1]} {words.listed(them)}"
        f"{f' of the route of {route}' if route else ''}"
        for route, them in intakes.items()
    ]
    return (
        f"Counted are {words.listed(told)}. Later ones are not: the time that training takes, and "
        f"{LATE} months more, has not passed. Nor are any that began before these data."
    )


def _who(cell: ReleasedCell) -> str:
    """Return whom a row is of."""
    if not cell.characteristic:
        return "All learners"
    return cell.group.replace(CROSSED, ", intake ")


def _rate(cell: ReleasedCell) -> str:
    number = cell.numbers.get("completion_rate")
    told = words.rate(number)
    if number is None or number.value is None:
        return told
    return f"{told} ({words.span(number, words.of_100)})"


def _group_table(release: Release, finding: ReleasedFinding) -> View:
    caption = f"{finding.title}: learners who should have finished"
    rows = [
        [
            cell.group,
            cell.counts["entered"].shown,
            cell.counts["passed"].shown,
            _rate(cell),
            _ratio(cell),
        ]
        for cell in finding.cells
    ]
    head = [
        "Group",
        "Began",
        "Qualified",
        "Of every 100 (likely range)",
        "Rate ratio (likely range)",
    ]
    return View(caption, table_html(release, caption, head, rows), (finding.name,))


def _ratio(cell: ReleasedCell) -> str:
    if cell.role == "comparator":
        return "comparison"
    number = cell.numbers.get("relative_rate_index")
    if number is None or number.value is None:
        return words.WITHHELD
    return f"{words.ratio(number.value)} ({words.span(number, words.ratio)})"
