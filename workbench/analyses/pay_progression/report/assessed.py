"""Was everyone who was eligible assessed, and how did those fare who were."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.compared import RATES, rates
from workbench.presentation.grid import table_html
from workbench.presentation.one_step.words import about
from workbench.presentation.selection import comparator_of, disparities, of_basis, side
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

ASSESSED, OF_ASSESSED = "assessed", "progressed of assessed"
HEADS = {ASSESSED: "who was assessed", OF_ASSESSED: "who progressed, of those assessed"}
NOTHING = (
    "No group with evidence of a disparity is clearly apart from its comparison group in who was "
    "assessed. The tables show every group."
)
CAVEAT = (
    "Nobody progresses without being assessed, so those who were not assessed are counted as not "
    "having progressed. The file does not say why they were not. No verdict is given here, and the "
    "ranges make no allowance for how many comparisons there are."
)


def show(release: Release) -> View:
    """Say where a gap opens before anyone is assessed, then show every group."""
    found = release.of_section("assessed")
    if not found:
        return EMPTY
    told = sentences(release) or [NOTHING]
    names = tuple(finding.name for finding in found)
    lead = View(told[0], "".join(map(paragraph, told)), names)
    tables = (folded(one.title, _table(release, one)) for one in found)
    return stack([lead, View("", paragraph(CAVEAT, "caveat")), *tables])


def headline(release: Release) -> str:
    """Say where a gap opens before anyone is assessed, of the first disparity that has one."""
    return next(iter(sentences(release)), "")


def sentences(release: Release) -> list[str]:
    """Return a sentence for each disparity whose group is clearly apart in who was assessed."""
    told = []
    for cell in disparities(release):
        here = _of(release, cell, ASSESSED)
        if here and side(here[0].numbers.get("relative_rate_index")):
            told.append(_sentence(release, here, _of(release, cell, OF_ASSESSED)))
    return told


Pair = tuple[ReleasedCell, ReleasedCell]


def _of(release: Release, cell: ReleasedCell, basis: str) -> Pair | None:
    """Return a group's cell and its comparator's, where both have a rate."""
    name = f"assessed:{cell.characteristic}"
    cells = of_basis(release[name], basis) if name in release.names else ()
    own = next((one for one in cells if one.group == cell.group), None)
    if own is None:
        return None
    pair = (own, comparator_of(cells, own))
    return pair if all(_share(one) is not None for one in pair) else None


def _share(cell: ReleasedCell) -> float | None:
    number: ReleasedNumber | None = cell.numbers.get("selection_rate")
    return number.value if number else None


def _sentence(release: Release, assessed: Pair, after: Pair | None) -> str:
    group, other = (words.people_of(one.group, release.context) for one in assessed)
    own, beside = _shares(release, assessed)
    first = (
        f"Of every 100 eligible {group}, {own} were assessed; of every 100 eligible {other}, "
        f"{beside}."
    )
    if after is None:
        return first
    then, others = _shares(release, after)
    return f"{first} Of every 100 who were assessed, {then} and {others} progressed."


def _shares(release: Release, pair: Pair) -> list[str]:
    return [about(release) + words.of_100(_share(one) or 0.0) for one in pair]


def _table(release: Release, finding: ReleasedFinding) -> View:
    title = release.context.titles[finding.cells[0].characteristic]
    html = ""
    for basis, head in HEADS.items():
        rows = [[*_counts(cell), *_two(release, cell)] for cell in of_basis(finding, basis)]
        columns = ["Group", "Eligible", "Assessed", *RATES[:2]]
        if basis == OF_ASSESSED:
            columns[1:3] = ["Assessed", "Progressed"]
        html += table_html(release, f"{title}: {head}", columns, rows)
    return View(finding.title, html, (finding.name,))


def _counts(cell: ReleasedCell) -> list[str]:
    return [cell.group, *(cell.counts[name].shown for name in ("entered", "passed"))]


def _two(release: Release, cell: ReleasedCell) -> list[str]:
    """Return the rate, and the ratio to the comparison group."""
    return rates(release, cell)[:2]
