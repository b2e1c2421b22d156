"""Whether what staff say changed otherwise for some groups, and how many of each agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.analyses.role_evaluation.report.survey.reading import (
    AGREEMENT,
    BY,
    FEWEST,
    RATE,
    SECTION,
    WITH,
    WITHOUT,
    Said,
    valued,
)
from workbench.analyses.role_evaluation.report.survey.sentences import more, of_every_100
from workbench.disclosure import Release, ReleasedCell
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.terms import CHANGE

FEW = "Fewer than 10 answered"
HOW = (
    "For each group the change with the role less the change without it is set against that of the "
    "group it is compared with. That one group has a clear change and another has none would not "
    "show that they differ. Shares of single groups, in the folded tables, are not tested: of so "
    "few answers they rise and fall by chance."
)


@dataclass(frozen=True, slots=True)
class _Compared:
    """One group's change in one statement, beside its comparator's."""

    one: Said
    title: str
    cell: ReleasedCell


def by_group(release: Release, told: tuple[Said, ...]) -> View:
    """Open with what can be told of differences, then a table, then each characteristic folded."""
    compared = list(_compared(release, told))
    if not compared:
        return EMPTY
    lead = sentence(compared)
    rows = [_row(one) for one in compared if valued(one.cell, "difference")]
    names = tuple(f"{SECTION}{BY}{name}" for name in _titles(release))
    views = [View(lead, f"<h3>By group</h3>{paragraph(lead)}{paragraph(HOW)}", names)]
    if rows:
        caption = "Differences between groups in what the role changed, of every 100 (likely range)"
        head = [
            "Statement",
            "Group",
            "Compared with",
            "Group’s change",
            "Comparator’s change",
            "Difference",
        ]
        head.append("Verdict")
        html = table_html(release, caption, head, rows, row_heads=2)
        views.append(folded("Differences between groups in figures", View(caption, html, names)))
    for name, title in _titles(release).items():
        views.append(folded(f"How many agreed, by {title}", _agreed(release, told, name, title)))
    return stack(views)


def sentence(compared: list[_Compared]) -> str:
    """Say between which groups the change differs, and of how many nothing can be told."""
    known = [one for one in compared if valued(one.cell, "difference")]
    found = [_found(one) for one in known if one.cell.verdict == CHANGE]
    if found:
        return " ".join(found)
    many = "difference" if len(compared) == 1 else "differences"
    hidden = len(compared) - len(known)
    if not known and any(one.cell.reason == SOME_HIDDEN for one in compared):
        return (
            "Differences between groups rest on counts that are shown here as they are, and are "
            "not told beside them."
        )
    if not known:
        return (
            "Too few people of each group answered, with the role and without, to tell whether it "
            "changed more for some."
        )
    rest = f"Of {hidden} too few answered to tell. " if hidden else ""
    other = "The other does" if len(known) == 1 else f"The other {len(known)} do"
    none = other if hidden else "It does" if len(known) == 1 else "They do"
    return (
        f"{len(compared)} {many} between groups {'was' if len(compared) == 1 else 'were'} looked "
        f"at. {rest}{none} not stand out from chance."
    )


def _found(one: _Compared) -> str:
    number = valued(one.cell, "difference")
    assert number is not None, "only what is told is found"
    return (
        f"{one.one.title}: the change was {of_every_100(number)} for the group “{one.cell.group}” "
        f"than for “{one.cell.comparator}” ({one.title})."
    )


def _titles(release: Release) -> dict[str, str]:
    rows = release.context.stated.get("survey_characteristics", ())
    return {
        row["name"]: row["title"].lower()
        for row in rows
        if f"{SECTION}{BY}{row['name']}" in release.names
    }


def _compared(release: Release, told: tuple[Said, ...]) -> Iterator[_Compared]:
    said = {one.name: one for one in told}
    for name, title in _titles(release).items():
        for cell in release[f"{SECTION}{BY}{name}"].cells:
            yield _Compared(said[cell.stage], title, cell)


def _row(one: _Compared) -> list[str]:
    parts = ("change", "change_of_comparator", "difference")
    told = [valued(one.cell, name) for name in parts]
    shown = [
        words.WITHHELD
        if number is None or number.value is None
        else f"{more(number.value)}\n({words.span(number, more)})"
        for number in told
    ]
    return [one.one.title, one.cell.group, one.cell.comparator, *shown, words.verdict(one.cell)]


def _agreed(release: Release, told: tuple[Said, ...], name: str, title: str) -> View:
    finding = release[f"{AGREEMENT}{BY}{name}"]
    head = ["Statement", words.capital(title), "With, before", "With, since"]
    head += ["Without, before", "Without, since"]
    rows = []
    for one in told:
        cells = {
            (cell.group, cell.stratum, cell.basis): cell
            for cell in finding.cells
            if cell.stage == one.name
        }
        for group in dict.fromkeys(group for group, _, _ in cells):
            places = [
                (group, side, wave) for side in (WITH, WITHOUT) for wave in (one.before, one.since)
            ]
            if all(place in cells for place in places):
                rows.append([one.title, group, *(_agrees(cells[place]) for place in places)])
    caption = f"How many of every 100 agreed, by {title} (answered)"
    html = table_html(release, caption, head, rows, row_heads=2)
    return View(caption, html, (finding.name,))


def _agrees(cell: ReleasedCell) -> str:
    entered = cell.counts["entered"]
    if entered.value is not None and entered.value < FEWEST:
        return FEW
    if entered.value is None:
        return FEW if entered.shown != words.WITHHELD else words.WITHHELD
    number = cell.numbers.get(RATE)
    return f"{words.rate(number)}\n(of {entered.shown})"
