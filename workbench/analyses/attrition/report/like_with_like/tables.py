"""Tables of gaps all together and like with like, and of what goes with them."""

from __future__ import annotations

from collections.abc import Callable

from workbench.analyses.attrition.report.like_with_like.followed import Followed
from workbench.analyses.attrition.report.like_with_like.reading import (
    ACCOUNTED,
    Gap,
    difference,
    leavers,
)
from workbench.analyses.attrition.report.like_with_like.sentences import findings, why_not
from workbench.analyses.attrition.report.undeclared import few_declared
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph

NOTE = (
    "“About the same”: one ratio is within about a twentieth of the other, or no further off than "
    "rounding. “May be nothing”: the range holds 1. “Penalised”: so few left that a fit made for "
    "few was used. [c]: too few people, or not shown to protect some."
)
ROUNDED_PARTS = (
    "Parts are told in tens of percent, so that they need not add up. They are given where the "
    "gap all together is clear; a part below 0 makes the gap smaller than it would be."
)
EXACT_PARTS = (
    "Parts of a gap are given where it is clear all together; a part below 0 makes the gap smaller "
    "than it would be."
)
Form = Callable[[float], str]


def every_group(release: Release, found: list[Gap]) -> View:
    """Show every declared group, a pair of tables a characteristic."""
    html = paragraph(NOTE, "caveat")
    for name in dict.fromkeys(one.whole.characteristic for one in found):
        own = [one for one in found if one.whole.characteristic == name]
        flag = " (too few declared)" if few_declared(release, own[0].whole) else ""
        title = f"{release[name].title}{flag}"
        html += table_html(release, f"{title}: rate ratios", RATIOS, _ratios(release, own))
        caption = f"{title}: how many more (+) or fewer (−) left in a year"
        html += table_html(release, caption, NUMBERS, _numbers(release, own))
    return View("Every group like with like", html, findings(found))


def blocks(release: Release, shared: tuple[ReleasedFinding, ...]) -> View:
    """Show what each block of circumstances accounts for, of each gap that is told of."""
    html = paragraph(EXACT_PARTS if release.complete else ROUNDED_PARTS, "caveat")
    for finding in shared:
        rows: dict[str, list[ReleasedCell]] = {}
        for cell in finding.cells:
            if _known(cell, "share_accounted"):
                rows.setdefault(cell.group, []).append(cell)
        if not rows:
            continue
        titles = [cell.stratum for cell in next(iter(rows.values()))]
        of_gap = [[group, *map(_share, cells)] for group, cells in rows.items()]
        caption = f"{finding.title}, in percent of it"
        html += table_html(release, caption, ["Group", *titles], of_gap)
        if release.complete:
            people = [[group, *map(_leavers, cells)] for group, cells in rows.items()]
            html += table_html(
                release, f"{finding.title}, in leavers a year", ["Group", *titles], people
            )
    return View("What the gaps go with", html, tuple(finding.name for finding in shared))


def any_shared(release: Release) -> tuple[ReleasedFinding, ...]:
    """Return the findings that share out some gap."""
    return tuple(
        finding
        for finding in release.of_section(ACCOUNTED)
        if any(_known(cell, "share_accounted") for cell in finding.cells)
    )


RATIOS = ["Group", "All together", "Like with like", "Like with like, the gap is"]
NUMBERS = [
    "Group",
    "Of every 100, all together",
    "Of every 100, like with like",
    "Leavers, all together",
    "Leavers, like with like",
]


def _ratios(release: Release, found: list[Gap]) -> list[list[str]]:
    rows = []
    for one in found:
        group = one.cell.group
        if one.ratio is None:
            mark = _mark(one)
            crude = _with_range(one.crude, _ratio_of(one.crude)) if one.crude else mark
            rows.append([group, crude, mark, words.capital(why_not(one))])
            continue
        reading = one.reading(exact=release.complete) or words.NOT_AVAILABLE
        ratios = [_with_range(number, _ratio_of(number)) for number in (one.crude, one.ratio)]
        how = " (penalised)" if one.penalised else ""
        rows.append([group, *ratios, words.capital(reading) + how])
    return rows


def _numbers(release: Release, found: list[Gap]) -> list[list[str]]:
    def many(value: float) -> str:
        return _signed(value if release.exact else 5 * round(value / 5), 0)

    return [
        [
            one.cell.group,
            *(_with_range(difference(one, kind), _points) for kind in ("crude", "")),
            *(_with_range(leavers(one, kind), many) for kind in ("crude", "")),
        ]
        for one in found
    ]


def _mark(one: Gap) -> str:
    few = one.cell.reason in (None, TOO_FEW, UNTANGLED, SOME_HIDDEN)
    return words.WITHHELD if few else words.NOT_AVAILABLE


def _ratio_of(number: ReleasedNumber | None) -> Form:
    return words.ratio_form(number) if number else words.ratio


def _with_range(number: ReleasedNumber | Followed | None, form: Form) -> str:
    if number is None or number.value is None:
        return words.WITHHELD
    low, high = (
        f"no {which} limit" if end is None else form(end)
        for end, which in ((number.lower, "lower"), (number.upper, "upper"))
    )
    return f"{form(number.value)} ({low} to {high})"


def _points(value: float) -> str:
    return _signed(100 * value, 1)


def _signed(value: float, decimals: int) -> str:
    """Return a number with its sign.

    Examples
    --------
    >>> _signed(2.93, 1), _signed(-0.6, 0), _signed(-0.2, 0)
    ('+2.9', '−1', '0')
    """
    text = f"{abs(value):,.{decimals}f}"
    if not float(text.replace(",", "")):
        return "0"
    return f"{'+' if value > 0 else '−'}{text}"


def _share(cell: ReleasedCell) -> str:
    return _of_part(cell, "share_accounted", 100)


def _leavers(cell: ReleasedCell) -> str:
    return _of_part(cell, "leavers_accounted", 1)


def _of_part(cell: ReleasedCell, name: str, scale: float) -> str:
    number = _known(cell, name)
    if number is None or number.value is None:
        return words.WITHHELD
    text = f"{scale * number.value:,.0f}".replace("-", "−").replace("−0", "0")
    if number.lower is None or number.upper is None:
        return text
    ends = (f"{scale * end:,.0f}".replace("-", "−") for end in (number.lower, number.upper))
    return f"{text} ({' to '.join(ends)})"


def _known(cell: ReleasedCell, name: str) -> ReleasedNumber | None:
    number = cell.numbers.get(name)
    return number if number is not None and number.value is not None else None
