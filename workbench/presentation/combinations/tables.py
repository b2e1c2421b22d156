"""Every combination in two tables that fit the page, with what a reader has to know of them."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedCount, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.combinations.reading import (
    FEW,
    Said,
    combinations,
    likely,
    per_100,
    together,
)
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph

HEAD_RATES = ["Own rate of every 100", "With borrowed strength", "Likely range", "Adding up"]
HEAD_RATIOS = ["Combination", "Rate ratio", "Likely range"]
WIDE = 0.5
"""A range of a share wider than this tells next to nothing."""


def tables(release: Release, finding: ReleasedFinding, said: Said) -> View:
    """Return the rates and the ratios of every combination of a set, and what to know of them."""
    cells = combinations(finding)
    first = [_rates(release, cell) for cell in cells]
    second = [_ratios(release, cell) for cell in cells]
    other = next(cell for cell in cells if cell.role == "comparator")
    beside = f"{finding.title}: beside {together(other, release.context)}"
    html = table_html(
        release, f"{finding.title}: rates", ["Combination", said.head, *HEAD_RATES], first
    )
    html += table_html(release, beside, HEAD_RATIOS, second)
    notes = [_left_out(release, finding), _borrowers(release, cells, said)]
    notes.append(_withheld(release, cells, said))
    notes.append(_variation(finding))
    html += "".join(paragraph(text, "caveat") for text in notes if text)
    return View(finding.title, html, (finding.name,))


def _rates(release: Release, cell: ReleasedCell) -> list[str]:
    numbers = cell.numbers
    return [
        words.capital(together(cell, release.context)),
        cell.counts["entered"].shown,
        per_100(numbers.get("selection_rate")),
        per_100(numbers.get("pooled_rate")),
        likely(numbers.get("pooled_rate")),
        per_100(numbers.get("additive_rate")),
    ]


def _ratios(release: Release, cell: ReleasedCell) -> list[str]:
    group = words.capital(together(cell, release.context))
    number = cell.numbers.get("pooled_relative_rate")
    if cell.role == "comparator":
        return [f"{group} (comparison group)", "1", words.NOT_AVAILABLE]
    if number is None or number.value is None:
        return [group, words.WITHHELD, words.WITHHELD]
    return [group, words.ratio(number.value), words.span(number, words.ratio)]


def _left_out(release: Release, finding: ReleasedFinding) -> str:
    apart = [cell for cell in finding.cells if cell.role == "undeclared"]
    if not apart:
        return ""
    silent = apart[0].counts["entered"]
    if silent.value == 0 or words.are_hidden(silent):
        return ""
    about = "Fewer than 5" if silent.value is None else f"About {silent.shown}"
    return (
        f"{silent.shown if release.exact else about} {release.context.people} are in no "
        "combination: one of the questions they did not answer, or were not asked."
    )


def _borrowers(release: Release, cells: list[ReleasedCell], said: Said) -> str:
    few = [
        together(cell, release.context)
        for cell in cells
        if "pooled_rate" in cell.numbers and _is_few(cell.counts["entered"])
    ]
    if not few:
        return ""
    return f"Fewer than {FEW} {said.entered}, so the rate is mostly borrowed: {'; '.join(few)}."


def _is_few(entered: ReleasedCount) -> bool:
    return not words.are_hidden(entered) and (entered.value or 0) < FEW


def _withheld(release: Release, cells: list[ReleasedCell], said: Said) -> str:
    if release.exact and not release.complete:
        return (
            f"{words.WITHHELD}: not shown, as a count that it rests on is not; or {said.none}, "
            f"or too few {said.passed}, or did not, in one of these groups."
        )
    if release.exact:
        if all("pooled_rate" in cell.numbers for cell in cells):
            return ""
        return (
            f"{words.WITHHELD}: {said.none}, or in one of these groups everyone or no one "
            f"{said.passed}, so there is nothing to borrow from."
        )
    told = (
        "Everything here is worked out from the counts as rounded, and the ranges are widened for "
        f"it. {words.WITHHELD}: withheld to protect people. A combination has no own rate where "
        "too few people are in it."
    )
    if all("pooled_rate" in cell.numbers for cell in cells):
        return told
    return (
        f"{told} It has no rate at all where fewer than 5 {said.entered}, or where so few of one "
        f"of its groups {said.passed}, or did not, that as rounded it may have been no one."
    )


def _variation(finding: ReleasedFinding) -> str:
    """Say how much of the difference between combinations is beyond adding up, and how unsure."""
    whole = next(cell for cell in finding.cells if cell.role == "all")
    number = whole.numbers.get("non_additive_share")
    if number is None or number.value is None or number.lower is None or number.upper is None:
        return ""
    range_ = words.span(number, _percent)
    if number.upper - number.lower > WIDE:
        return (
            "How much of the variation between combinations is beyond adding up cannot be told "
            f"from these numbers: anything from {range_} is likely."
        )
    return (
        f"Of the variation between combinations about {_percent(number.value)} is beyond adding up "
        f"(likely range {range_}). That is never estimated as nothing, so it is no evidence by "
        "itself that characteristics combine."
    )


def _percent(share: float) -> str:
    if share < 0.01:
        return "under 1%"
    return "over 99%" if share > 0.99 else f"{100 * share:.0f}%"
