"""How far people who did not declare could move the findings; does declaring go with leaving."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import disparities
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.terms import OVERALL

ENOUGH_DECLARED = 0.6
"""Official practice shows characteristics only where more of the staff than this declared."""
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


def headline(release: Release) -> str:
    """Name the characteristics that too few declared; nothing where all are declared enough."""
    return _flagged(release)


def few_declared(release: Release, cell: ReleasedCell) -> bool:
    """Tell whether too few declared the characteristic of a cell for anything to be headlined."""
    return cell.characteristic in thinly_declared(release)


def thinly_declared(release: Release) -> tuple[str, ...]:
    """Return the characteristics that no more than 60 of every 100 in post declared."""
    cells = release["declaration"].cells if "declaration" in release.names else ()
    shares = ((cell.characteristic, cell.numbers.get("declared_share")) for cell in cells)
    return tuple(name for name, share in shares if share is not None and _is_low(share))


def _is_low(share: ReleasedNumber) -> bool:
    if share.value is None:
        return share.upper is not None and share.upper <= ENOUGH_DECLARED
    return share.value <= ENOUGH_DECLARED


def _flagged(release: Release) -> str:
    cells = release["declaration"].cells if "declaration" in release.names else ()
    low = thinly_declared(release)
    named = [
        f"{cell.group.lower()} ({words.rate(cell.numbers['declared_share'])} of every 100)"
        for cell in cells
        if cell.characteristic in low
    ]
    if not named:
        return ""
    return (
        f"Too few declared {words.listed(named)}: figures by it are shown with care, and none of "
        "them is a headline."
    )


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
    flagged = _flagged(release)
    return [*told, *([flagged] if flagged else [])]


def _stands(release: Release, cell: ReleasedCell) -> str:
    """Say whether a disparity keeps its direction whoever the undeclared are."""
    found = _cell(release, cell)
    number = found.numbers.get("ratio_whoever_they_are") if found else None
    if found is None or number is None or number.lower is None or number.upper is None:
        return ""
    more = (number.value or 0) > 1
    stays = number.lower > 1 if more else number.upper < 1
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
    """Say how many it would take to level the ratio."""
    line = release.context.rule.negligible_ratio
    number = cell.numbers.get("ratio_whoever_they_are")
    edge = 1 / line if number and (number.value or 0) > 1 else line
    many = _crossing(release, cell)
    if not many:
        return ""
    group = words.people_of(cell.group, release.context)
    return f" To cross {edge:.2f}, {many} without declaring would have to be {group}."


def _crossing(release: Release, cell: ReleasedCell) -> str:
    """Say how many of the undeclared would have to be of the group to change the reading."""
    for name, who in (("passers_to_cross", "who left"), ("others_to_cross", "who stayed")):
        number = cell.numbers.get(name)
        if number is not None and number.value is not None:
            return f"{words.headcount(number.value, exact=release.exact)} {who}"
    return ""


def _cell(release: Release, cell: ReleasedCell) -> ReleasedCell | None:
    name = f"undeclared:{cell.characteristic}"
    cells = release[name].cells if name in release.names else ()
    return next((one for one in cells if one.group == cell.group), None)


def _goes_with(declaring: tuple[ReleasedFinding, ...]) -> str:
    clear = [
        (finding, cell)
        for finding in declaring
        for cell in finding.cells
        if _excludes_one(cell.numbers.get("ratio_to_declared"))
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


def _excludes_one(number: ReleasedNumber | None) -> bool:
    if number is None or number.lower is None or number.upper is None:
        return False
    return number.upper < 1 or number.lower > 1


def _tables(release: Release, bounds: tuple[ReleasedFinding, ...]) -> View:
    line = release.context.rule.negligible_ratio
    crossed = f"Would cross {line:.2f} or {1 / line:.2f} if in this group"
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
    crossing = _crossing(release, cell) or "Not by any number of them"
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
