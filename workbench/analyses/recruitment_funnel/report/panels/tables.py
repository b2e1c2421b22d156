"""Panels in tables: each of them in the order of their names, and kinds of panel by group."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph

FEWEST = 20
"""Panels that judged fewer, as shown, are listed and not compared."""
PANELS = ["Panel", "Judged", "Of every 100, passed", "Drawn towards all", "Likely range", "Apart"]
KINDS = ["Group", "Comparison group", "Ratio of rate ratios", "Likely range"]
PANELS_NOTE = (
    "Judged are those who passed or failed; who withdrew or did not attend is not. Rates drawn "
    "towards the rate of all are the better guess of a panel’s own, the more so the fewer it "
    "judged; the likely range is theirs. Panels stand in the order of the parameters and are not "
    f"ranked. Those that judged fewer than {FEWEST} are listed only."
)
KINDS_NOTE = (
    "How the rate ratio of a group before the first kind of panel stands to that before the other: "
    "1 is no difference, above 1 means that the group did better beside its comparison group "
    "before the first kind. None of this carries a verdict."
)


def is_compared(cell: ReleasedCell) -> bool:
    """Tell whether a panel judged enough people to be compared, as shown."""
    return (cell.counts["entered"].value or 0) >= FEWEST


def stands_out(cell: ReleasedCell, alpha: float) -> bool:
    """Tell whether a panel lies apart from all others, allowing for how many there are."""
    number = cell.numbers.get("p_beside_the_others")
    return number is not None and number.value is not None and number.value <= alpha


def panels_table(release: Release, finding: ReleasedFinding) -> View:
    """Show every panel, then how many have none recorded."""
    rows = [_panel(release, cell) for cell in finding.cells if cell.basis == "panel"]
    unknown = [cell for cell in finding.cells if cell.basis == "not recorded"]
    told = [cell.counts["entered"].shown for cell in unknown if cell.counts["entered"].value]
    note = PANELS_NOTE
    if told:
        note += f" Of {told[0]} people judged no panel is recorded; they are not here."
    caption = f"{finding.title}: every panel"
    html = paragraph(note, "caveat") + table_html(release, caption, PANELS, rows)
    return View(caption, html, (finding.name,))


def _panel(release: Release, cell: ReleasedCell) -> list[str]:
    shrunken = cell.numbers.get("shrunken_rate")
    nothing = words.WITHHELD if not release.complete and is_compared(cell) else words.NOT_AVAILABLE
    known = shrunken is not None and shrunken.value is not None
    return [
        cell.group,
        cell.counts["entered"].shown,
        words.rate(cell.numbers.get("selection_rate")) if _has_people(cell) else nothing,
        words.of_100(shrunken.value) if shrunken and shrunken.value is not None else nothing,
        words.span(shrunken, words.of_100) if known else nothing,
        "Yes" if stands_out(cell, release.context.rule.alpha) else "",
    ]


def _has_people(cell: ReleasedCell) -> bool:
    return cell.counts["entered"].value != 0


def kinds_tables(release: Release, kinds: tuple[ReleasedFinding, ...]) -> View:
    """Show every group beside its comparison group before both kinds of panel."""
    tables = []
    for finding in kinds:
        rows = [_kind(release, cell) for cell in finding.cells]
        caption = f"{finding.title} ({finding.cells[0].stratum})"
        tables.append(table_html(release, caption, KINDS, rows))
    names = tuple(finding.name for finding in kinds)
    return View("Kinds of panel", paragraph(KINDS_NOTE, "caveat") + "".join(tables), names)


def _kind(release: Release, cell: ReleasedCell) -> list[str]:
    number = cell.numbers.get("ratio_of_ratios")
    if number is None or number.value is None:
        nothing = words.NOT_AVAILABLE if release.complete else words.WITHHELD
        return [cell.group, cell.comparator, nothing, nothing]
    form = words.ratio_form(number)
    return [cell.group, cell.comparator, form(number.value), words.span(number, form)]
