"""Learners before and after a change of curriculum, over months that all of them can reach."""

from __future__ import annotations

from workbench.analyses.attrition.report.words import about, rate, rate_range
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_view
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

CHANGE = "learners:change"
DONE = {"completed": "qualified", "moved": "moved to other work", "left": "left"}
OTHERS = (
    "That the two sides differ does not show that the curriculum made them differ: other things "
    "changed too, and other people began."
)
ALONE = "Each comparison is taken alone: one in twenty would seem clear by chance."


def changed(release: Release) -> View:
    """Say whether learners left, or moved on, more often than those before; nothing without."""
    since = release.context.tied.get("learners changed from")
    if since is None:
        return EMPTY
    if CHANGE not in release.names:
        text = (
            f"Learners of intakes from {since} cannot be set beside those before: there are none "
            "yet, or not all of them can have been followed to the end of a first band of months."
        )
        return View(text, paragraph(text), ("learners",))
    lead = _lead(release, since)
    table = folded("Before and after, in numbers", _table(release))
    return stack([View(lead, paragraph(lead), (CHANGE,)), table])


def _lead(release: Release, since: str) -> str:
    before, after = release[CHANGE].cells
    told = [text for name in DONE if (text := _compared(release, name, before, after))]
    months = _months(after)
    if not told:
        return (
            f"Too few learners of intakes from {since} left or moved on in their {months} to be "
            "set beside those before."
        )
    intro = (
        f"Learners of intakes from {since} can so far be followed through their {months}: these "
        "months are compared."
    )
    return " ".join([intro, *told, *([ALONE] if len(told) > 1 else []), OTHERS])


def _compared(release: Release, name: str, before: ReleasedCell, after: ReleasedCell) -> str:
    """Say how often one thing happened on both sides, and whether the ratio excludes 1."""
    number = after.numbers.get(f"{name}_to_before")
    if number is None or number.value is None:
        return ""
    rates = [rate(one.numbers.get(f"{name}_within")) for one in (after, before)]
    likely = words.span(number, words.ratio)
    first, second = (about(release) + one for one in rates)
    return (
        f"Of every 100 learning, {first} {DONE[name]}, against {second} before: "
        f"{words.ratio(number.value)} times as often (likely range {likely})"
        f"{_sure(number.lower, number.upper)}."
    )


def _sure(lower: float | None, upper: float | None) -> str:
    if lower is not None and lower > 1:
        return ": more often than before"
    if upper is not None and upper < 1:
        return ": less often than before"
    return ": we cannot tell whether that changed"


def _months(cell: ReleasedCell) -> str:
    return cell.stratum.partition(": ")[2]


def _table(release: Release) -> View:
    finding = release[CHANGE]
    rows = [
        [
            words.capital(f"intakes {cell.group}"),
            cell.counts["at_risk"].shown,
            *(_told(cell, name) for name in DONE),
        ]
        for cell in finding.cells
    ]
    head = ["Learners", "Learning, on average", "Qualified", "Moved elsewhere", "Left"]
    caption = f"Learners in their {_months(finding.cells[0])}: how many, and of every 100 learning"
    return table_view(release, finding, caption, head, rows)


def _told(cell: ReleasedCell, name: str) -> str:
    """Return how many ended so and, where it is told, the rate with its likely range."""
    many, number = cell.counts[name].shown, cell.numbers.get(f"{name}_within")
    return many if number is None or number.value is None else f"{many}: {rate_range(number)}"
