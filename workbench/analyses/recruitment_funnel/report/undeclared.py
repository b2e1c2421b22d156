"""How far people who did not declare could move the findings; does declaring go with passing."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import disparities, side
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.terms import OVERALL

NOTE = (
    "The range is not one of chance. It holds for every way in which the people who did not "
    "declare could be spread over the groups; the ends are reached only if all who passed were of "
    "one group and all who did not were of another. No one is ever guessed into a group."
)


def show(release: Release) -> View:
    """Say which disparities stand whoever the undeclared are, then show every range."""
    bounds, declaring = release.of_section("undeclared"), release.of_section("declaring")
    if not bounds:
        return EMPTY
    told = [text for cell in disparities(release) if (text := _stands(release, cell))]
    lead = told or [
        "There is no evidence of a disparity over all stages here that people who did not declare "
        "could change. The tables show how far they could move each rate ratio."
    ]
    names = tuple(finding.name for finding in (*bounds, *declaring))
    views = [
        View(lead[0], "".join(map(paragraph, [*lead, _goes_with(declaring)])), names),
        View("", paragraph(NOTE, "caveat")),
        folded("How far each rate ratio could move", _tables(release, bounds)),
        folded("Those who did not declare beside those who did", _declaring(release, declaring)),
    ]
    return stack(views)


def headline(release: Release) -> str:
    """Return for the first page whether the first disparity stands whoever the undeclared are."""
    if not release.of_section("undeclared"):
        return ""
    told = (_stands(release, cell) for cell in disparities(release))
    first = next(filter(None, told), "")
    seen = _goes_with(release.of_section("declaring"))
    return f"{first} These are the ends of what is possible. {seen}".strip() if first else ""


def _stands(release: Release, cell: ReleasedCell) -> str:
    """Say whether a disparity over all stages keeps its direction whoever the undeclared are."""
    found = _cell(release, cell)
    number = found.numbers.get("ratio_whoever_they_are") if found else None
    if found is None or cell.stage != OVERALL or number is None:
        return ""
    if number.lower is None or number.upper is None:
        return ""
    behind = (number.value or 0) < 1
    stays = number.upper < 1 if behind else number.lower > 1
    group, other = (words.people_of(n, release.context) for n in (cell.group, cell.comparator))
    range_ = words.span(number, words.ratio)
    side = "behind" if behind else "ahead of"
    if stays:
        return (
            f"Whoever the people who did not declare are, {group} stay {side} {other} over all "
            f"stages: the rate ratio could only be {range_}."
        )
    return (
        f"If those who did not declare were very different, {group} might not be {side} {other} "
        f"over all stages: the rate ratio could be anything from {range_}.{_takes(release, found)}"
    )


def _takes(release: Release, cell: ReleasedCell) -> str:
    """Say how many it would take, where people who got through could level the ratio."""
    number, line = cell.numbers.get("passers_to_cross"), release.context.rule.negligible_ratio
    if number is None or number.value is None:
        return ""
    many = words.headcount(number.value, exact=release.exact)
    group = words.people_of(cell.group, release.context)
    return (
        f" For a ratio of {line:.2f}, {many} of those who got through without declaring would have "
        f"to be {group}."
    )


def _cell(release: Release, cell: ReleasedCell) -> ReleasedCell | None:
    name = f"undeclared:{cell.characteristic}"
    for one in release[name].cells if name in release.names else ():
        if (one.group, one.stage) == (cell.group, cell.stage):
            return one
    return None


def _goes_with(declaring: tuple[ReleasedFinding, ...]) -> str:
    clear = [
        (finding, cell)
        for finding in declaring
        for cell in finding.cells
        if cell.stage == OVERALL and side(cell.numbers.get("ratio_to_declared"))
    ]
    if not clear:
        return (
            "Over all stages, no difference between those who did not declare and those who did "
            "can be told from chance."
        )
    parts = [
        f"{finding.title.split(':')[0].lower()} (rate ratio "
        f"{words.ratio(cell.numbers['ratio_to_declared'].value or 0)})"
        for finding, cell in clear
    ]
    return (
        "Those who did not declare got through more or less often than those who did for "
        f"{words.listed(parts)}. Of {len(declaring)} characteristics looked at, about 1 in 20 "
        "would seem so by chance alone."
    )


def _place(release: Release, cell: ReleasedCell) -> str:
    if cell.stage == OVERALL:
        return "Over all stages"
    return words.capital(release.context.stages[cell.stage])


def _tables(release: Release, bounds: tuple[ReleasedFinding, ...]) -> View:
    line = release.context.rule.negligible_ratio
    crossed = f"Would cross {line:.2f} or {1 / line:.2f} if in this group"
    head = ["Group", "Stage", "Did not declare", "Rate ratio", "Could be", crossed]
    tables = [
        table_html(
            release,
            finding.title,
            head,
            [_row(release, cell) for cell in finding.cells],
            row_heads=2,
        )
        for finding in bounds
    ]
    return View("Ranges", "".join(tables), tuple(finding.name for finding in bounds))


def _row(release: Release, cell: ReleasedCell) -> list[str]:
    number = cell.numbers.get("ratio_whoever_they_are")
    known = number is not None and number.value is not None
    return [
        cell.group,
        _place(release, cell),
        cell.counts["undeclared_entered"].shown,
        words.ratio(number.value)
        if known and number and number.value is not None
        else words.WITHHELD,
        words.span(number, words.ratio) if known else words.WITHHELD,
        _to_cross(release, cell) if known else words.WITHHELD,
    ]


def _to_cross(release: Release, cell: ReleasedCell) -> str:
    """Say how many of the undeclared would have to be of the group to change the reading."""
    for name, who in (("passers_to_cross", "who passed"), ("others_to_cross", "who did not")):
        number = cell.numbers.get(name)
        if number is not None and number.value is not None:
            return f"{words.headcount(number.value, exact=release.exact)} {who}"
    return "Not by any number of them"


def _declaring(release: Release, declaring: tuple[ReleasedFinding, ...]) -> View:
    rows = []
    for finding in declaring:
        title = finding.title.split(":")[0]
        for cell in finding.cells:
            number = cell.numbers.get("ratio_to_declared")
            value = words.ratio(number.value) if number and number.value else words.WITHHELD
            likely = words.span(number, words.ratio) if number else words.WITHHELD
            rows.append([title, _place(release, cell), value, likely])
    head = ["Characteristic", "Stage", "Rate ratio, not declared to declared", "Likely range"]
    caption = "Those who did not declare, beside those who did"
    table = table_html(release, caption, head, rows, row_heads=2)
    return View(caption, table, tuple(finding.name for finding in declaring))
