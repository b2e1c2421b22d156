"""How far people who did not declare could move the findings; does declaring go with leaving."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analyses.attrition.report.declared import (
    declared_shares,
    few_declared,
    headline,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import disparities, side
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.terms import OVERALL

__all__ = ["headline", "of_group", "show"]

NOT_BY_ANY = "Not by people of one group and outcome"
WAYS = (
    "passers_to_cross",
    "others_to_cross",
    "comparator_passers_to_cross",
    "comparator_others_to_cross",
)
NOTE = (
    "The range is not one of chance. It holds for every way in which the people who did not "
    "declare could be spread over the groups; the ends are reached only if all who left were of "
    "one group and all who stayed were of another. No one is ever guessed into a group."
)


def show(release: Release) -> View:
    """Say which disparities stand whoever the undeclared are, then show every range."""
    bounds, declaring = release.of_section("undeclared"), release.of_section("declaring")
    if not bounds:
        return EMPTY
    lead = _lead(release)
    names = tuple(finding.name for finding in (*bounds, *declaring))
    views = [
        View(lead[0], "".join(map(paragraph, [*lead, _goes_with(declaring)])), names),
        View("", paragraph(NOTE, "caveat")),
        folded("How far each rate ratio could move", _tables(release, bounds)),
        folded("Those who did not declare beside those who did", _declaring(release, declaring)),
    ]
    return stack(views)


def of_group(release: Release, cell: ReleasedCell) -> str:
    """Say of a disparity how many declared, and what the others could change; else nothing."""
    found, shares = _cell(release, cell), declared_shares(release)
    number = found.numbers.get("ratio_whoever_they_are") if found else None
    share = shares.get(cell.characteristic)
    if found is None or number is None or number.value is None or share is None:
        return ""
    title = release[cell.characteristic].title
    known = f"{title} is known of {words.rate(share)} of every 100 in post."
    if _keeps_its_side(number):
        return f"{known} Whoever the others are, the direction stays."
    near = _nearest(release, found)
    return f"{known} {near.in_words}" if near else known


def _keeps_its_side(number: ReleasedNumber) -> bool:
    """Tell whether a ratio is on one side of 1 whoever the undeclared are."""
    if number.lower is None or number.upper is None:
        return False
    return number.lower > 1 if (number.value or 0) > 1 else number.upper < 1


def _lead(release: Release) -> list[str]:
    found = [cell for cell in disparities(release) if cell.basis == OVERALL]
    told = [
        text
        for cell in found
        if not few_declared(release, cell) and (text := _stands(release, cell))
    ]
    told = told or [
        "There is no evidence of a disparity here that people who did not declare could change. "
        "The tables show how far they could move each rate ratio."
    ]
    flagged = headline(release)
    return [*told, *([flagged] if flagged else [])]


def _stands(release: Release, cell: ReleasedCell) -> str:
    """Say whether a disparity keeps its direction whoever the undeclared are."""
    found = _cell(release, cell)
    number = found.numbers.get("ratio_whoever_they_are") if found else None
    if found is None or number is None or number.lower is None or number.upper is None:
        return ""
    more, stays = (number.value or 0) > 1, _keeps_its_side(number)
    group, other = (words.people_of(n, release.context) for n in (cell.group, cell.comparator))
    range_ = words.span(number, words.ratio)
    side = "more" if more else "less"
    if stays:
        return (
            f"Whoever the people who did not declare are, {group} left {side} often than {other}: "
            f"the rate ratio could only be {range_}."
        )
    return (
        f"If those who did not declare were very different, {group} might not have left {side} "
        f"often than {other}: the rate ratio could be anything from {range_}."
        f"{_takes(release, found)}"
    )


def _takes(release: Release, cell: ReleasedCell) -> str:
    """Say how few could carry the ratio over the nearest line."""
    found = _nearest(release, cell)
    return f" Fewest to carry it {found.over}: {found.told}." if found else ""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The crossing that takes the fewest people: which line, and who they would have to be."""

    over: str
    people: str
    group: str

    @property
    def told(self) -> str:
        """Who they would have to be, as a table has it."""
        return f"{self.people}, were they all {self.group}"

    @property
    def in_words(self) -> str:
        """Where the ratio would go, as a sentence."""
        way, _, line = self.over.partition(" ")
        move = {"up": "rise", "down": "fall", "above": "rise above", "below": "fall below"}[way]
        small = ", where a gap begins to count as small" if way in ("up", "down") else ""
        return f"If {self.people} were all {self.group}, the ratio would {move} {line}{small}."


def _nearest(release: Release, cell: ReleasedCell) -> Nearest | None:
    """Return how few of the undeclared, of one outcome and group, would carry the ratio over."""
    ratio = cell.numbers["ratio_whoever_they_are"].value
    told = [(cell.numbers.get(way), way) for way in WAYS]
    known = [(one.value, way) for one, way in told if one is not None and one.value is not None]
    if not known or ratio is None:
        return None
    people, way = min(known)
    left, is_comparator = "passers" in way, way.startswith("comparator")
    group = words.people_of(cell.comparator if is_comparator else cell.group, release.context)
    many = words.headcount(people, exact=release.exact)
    return Nearest(
        _over(ratio, release.context.rule.negligible_ratio, up=left is not is_comparator),
        f"{many} who {'left' if left else 'stayed'} without declaring",
        group,
    )


def _over(ratio: float, line: float, *, up: bool) -> str:
    """Return which line is crossed first, upwards or downwards.

    Examples
    --------
    >>> [_over(ratio, 0.8, up=up) for ratio, up in ((0.7, True), (1.1, True), (1.1, False))]
    ['up to 0.80', 'above 1.25', 'below 0.80']
    """
    if up:
        return f"up to {line:.2f}" if ratio < line else f"above {1 / line:.2f}"
    return f"down to {1 / line:.2f}" if ratio > 1 / line else f"below {line:.2f}"


def _cell(release: Release, cell: ReleasedCell) -> ReleasedCell | None:
    name = f"undeclared:{cell.characteristic}"
    cells = release[name].cells if name in release.names else ()
    return next((one for one in cells if one.group == cell.group), None)


def _goes_with(declaring: tuple[ReleasedFinding, ...]) -> str:
    clear = [
        (finding, cell)
        for finding in declaring
        for cell in finding.cells
        if side(cell.numbers.get("ratio_to_declared"))
    ]
    if not clear:
        return (
            "No difference in leaving between those who did not declare and those who did can be "
            "told from chance."
        )
    parts = [
        f"{finding.title.split(':')[0].lower()} (rate ratio "
        f"{words.ratio(cell.numbers['ratio_to_declared'].value or 0)})"
        for finding, cell in clear
    ]
    return (
        "Those who did not declare left more or less often than those who did for "
        f"{words.listed(parts)}. Of {len(declaring)} characteristics looked at, about 1 in 20 "
        "would seem so by chance alone."
    )


def _tables(release: Release, bounds: tuple[ReleasedFinding, ...]) -> View:
    line = release.context.rule.negligible_ratio
    crossed = f"Fewest to carry it over {line:.2f} or {1 / line:.2f}, whichever is nearer"
    head = ["Group", "Did not declare", "Rate ratio", "Could be", crossed]
    tables = [
        table_html(release, finding.title, head, [_row(release, cell) for cell in finding.cells])
        for finding in bounds
    ]
    return View("Ranges", "".join(tables), tuple(finding.name for finding in bounds))


def _row(release: Release, cell: ReleasedCell) -> list[str]:
    number = cell.numbers.get("ratio_whoever_they_are")
    silent = cell.counts["undeclared_entered"].shown
    if number is None or number.value is None:
        return [cell.group, silent, *[words.WITHHELD] * 3]
    ratio, range_ = words.ratio(number.value), words.span(number, words.ratio)
    found = _nearest(release, cell)
    crossing = f"{words.capital(found.over)}: {found.told}" if found else NOT_BY_ANY
    return [cell.group, silent, ratio, range_, crossing]


def _declaring(release: Release, declaring: tuple[ReleasedFinding, ...]) -> View:
    rows = []
    for finding in declaring:
        for cell in finding.cells:
            number = cell.numbers.get("ratio_to_declared")
            value = words.ratio(number.value) if number and number.value else words.WITHHELD
            likely = words.span(number, words.ratio) if number else words.WITHHELD
            rows.append([finding.title.split(":")[0], value, likely])
    head = ["Characteristic", "Rate ratio, not declared to declared", "Likely range"]
    caption = "Those who did not declare, beside those who did"
    table = table_html(release, caption, head, rows)
    return View(caption, table, tuple(finding.name for finding in declaring))
