"""Where do fewer progress, and is it where people work that makes a gap."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report import strata
from workbench.analyses.recruitment_funnel.report.strata.reading import (
    Compared,
    changes,
    circumstances,
    compared,
    people,
    rows_of,
    titled,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.compared import rate
from workbench.presentation.grid import table_html
from workbench.presentation.one_step.words import about
from workbench.presentation.selection import disparities
from workbench.presentation.view import EMPTY, View, paragraph, stack

Pair = tuple[ReleasedCell, ReleasedCell]
APART = 0.1
"""A place is named where a rate there, or the share of a group, is so far from the others."""
CAVEAT = (
    "Like with like does not mean fair. Where people work, and in which band, can itself follow "
    "from what they were offered, and why places differ is a question of its own. Nor does it take "
    "account of anything but {kinds}. The ranges make no allowance for how many comparisons there "
    "are."
)


def show(release: Release) -> View:
    """Say where the gaps lie, then which remain within a region or band."""
    within = strata.show(release, where="Where people work", caveat=CAVEAT)
    told = "".join(map(paragraph, sentences(release)))
    names = tuple(one.name for one in release.of_section("strata"))
    lead = View(headline(release), told, names) if told else EMPTY
    return stack(view for view in (lead, within) if view.html)


def headline(release: Release) -> str:
    """Say of the first gap that goes with where people work what goes with it."""
    return next(iter(sentences(release)), "")


def sentences(release: Release) -> list[str]:
    """Return, of each disparity that changes within one circumstance, where the two groups are."""
    by_cell = {id(one.whole): one for one in compared(release)}
    found = [by_cell[id(cell)] for cell in disparities(release) if id(cell) in by_cell]
    told = (_sentence(release, one, cell) for one in found for cell in _changed(release, one))
    return [text for text in told if text]


def _changed(release: Release, one: Compared) -> list[ReleasedCell]:
    return [
        cell
        for cell in one.within
        if len(circumstances(cell)) == 1
        and changes(one.crude, cell.numbers.get("pooled_ratio"), exact=release.exact)
    ]


def _sentence(release: Release, one: Compared, cell: ReleasedCell) -> str:
    """Say where more or fewer of a group work than of its comparison group, and how it is there."""
    rows = rows_of(release, cell)
    apart = {label: _work_in(rows, label) for label in rows if label}
    widest = max(apart, key=lambda label: abs(apart[label][0] - apart[label][1]), default="")
    if not widest or abs(apart[widest][0] - apart[widest][1]) < APART:
        return ""
    some, (own, other) = about(release), people(release, cell)
    first, second = (some + words.of_100(share) for share in apart[widest])
    told = (
        f"Of every 100 {own}, {first} work in {widest}; of every 100 {other}, {second}."
        f"{_there(release, rows[widest][1], other)}"
    )
    return f"{told} {_parts(one, cell)}".strip()


def _work_in(rows: dict[str, Pair], label: str) -> tuple[float, float]:
    """Return the share of a group and of its comparison group who work in a place."""
    own, other = (
        (here.counts["entered"].value or 0) / max(whole.counts["entered"].value or 0, 1)
        for here, whole in zip(rows[label], rows[""], strict=True)
    )
    return own, other


def _there(release: Release, comparator: ReleasedCell, other: str) -> str:
    number = comparator.numbers.get("selection_rate")
    if number is None or number.value is None:
        return ""
    done = release.context.completed
    share = about(release) + words.rate(number)
    return f" There, {share} of every 100 {other} {done}."


def _parts(one: Compared, cell: ReleasedCell) -> str:
    """Say how many points of a gap go with where people work."""
    gap, mix = one.whole.numbers.get("rate_difference"), cell.numbers.get("mix")
    if gap is None or mix is None or gap.value is None or mix.value is None:
        return ""
    points = [round(100 * number) for number in (gap.value, mix.value)]
    if points[0] * points[1] <= 0 or abs(points[1]) > abs(points[0]):
        return ""
    return f"Of the gap of {abs(points[0])} points, {abs(points[1])} go with where people work."


def by_place(release: Release) -> View:
    """Show how many of those eligible progressed in each region and band."""
    found = release.of_section("places")
    if not found:
        return EMPTY
    told = [text for one in found if (text := _fewest(release, one))]
    lead = told or ["No place stands far below the others. The tables show each."]
    tables = "".join(_table(release, one) for one in found)
    names = tuple(one.name for one in found)
    caution = paragraph("No verdict is given here. Places differ in many ways.", "caveat")
    return View(lead[0], "".join(map(paragraph, lead)) + caution + tables, names)


def _fewest(release: Release, finding: ReleasedFinding) -> str:
    """Name the place where fewest progressed, if it is far below everyone."""
    known = {
        cell.group: number.value
        for cell in finding.cells
        if (number := cell.numbers.get("selection_rate")) and number.value is not None
    }
    whole = release["people"].cells[1].numbers.get("selection_rate")
    if not known or whole is None or whole.value is None:
        return ""
    lowest = min(known, key=lambda name: known[name])
    if whole.value - known[lowest] < APART:
        return ""
    kind = titled(release, finding.cells[0].characteristic)
    some = about(release)
    return (
        f"By {kind}, fewest progressed in {lowest}: {some}{words.of_100(known[lowest])} of every "
        f"100 who were eligible there, against {some}{words.of_100(whole.value)} of every 100 in "
        "all."
    )


def _table(release: Release, finding: ReleasedFinding) -> str:
    rows = [
        [
            cell.group,
            cell.counts["entered"].shown,
            cell.counts["passed"].shown,
            rate(release, cell),
            words.span(cell.numbers.get("selection_rate"), words.of_100),
        ]
        for cell in finding.cells
    ]
    kind = words.capital(titled(release, finding.cells[0].characteristic))
    head = [kind, "Eligible", "Progressed", "Of every 100", "Likely range"]
    return table_html(release, finding.title, head, rows)
