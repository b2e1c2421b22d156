"""Tables of every level of every driver, by itself and like with like."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analyses.attrition.report.drivers.reading import Level
from workbench.analyses.attrition.report.drivers.sentences import tenths, why_not
from workbench.analyses.attrition.report.words import rate
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.grid import table_view
from workbench.presentation.view import View

HIDDEN = (None, TOO_FEW, UNTANGLED, SOME_HIDDEN)


def table(release: Release, finding: ReleasedFinding, *, resigned: bool = False) -> View:
    """Show the levels of one driver, the reference among them."""
    done = "Resigned" if resigned else "Left"
    head = [
        finding.title,
        "Years in post",
        done,
        "Of every 100 a year",
        "More (+) or fewer (−) of every 100, by itself",
        "Like with like",
        "Ratio, by itself",
        "Ratio, like with like",
    ]
    second = any("boosted_difference" in cell.numbers for cell in finding.cells)
    rows = [_row(finding, cell, second=second) for cell in finding.cells]
    head += ["Second opinion"] if second else []
    what = "resigning" if resigned else "leaving"
    return table_view(release, finding, f"{finding.title} and {what}", head, rows)


def _row(finding: ReleasedFinding, cell: ReleasedCell, *, second: bool) -> list[str]:
    one = Level(finding.title, finding.name, cell)
    left = next(count for name, count in cell.counts.items() if name.startswith("left"))
    own = rate(cell.numbers.get("leaving_rate"))
    counted = [cell.group, cell.counts["at_risk"].shown, left.shown, own]
    if cell.role == "comparator":
        return [f"{cell.group}\n(compared with)", *counted[1:], *["–"] * (5 if second else 4)]
    mark = words.WITHHELD if cell.reason in HIDDEN else words.NOT_AVAILABLE
    return [
        *counted,
        _points(one.plain, words.WITHHELD),
        _told(one, mark),
        _ratio(one.plain_ratio, words.WITHHELD),
        _ratio(one.ratio, mark) + ("\nCorrected for few leavers" if one.penalised else ""),
        *([_points(one.other, words.NOT_AVAILABLE)] if second else []),
    ]


def _told(one: Level, mark: str) -> str:
    if one.difference is None and one.cell.reason not in HIDDEN:
        return words.capital(why_not(one))
    return _points(one.difference, mark)


def _points(number: ReleasedNumber | None, otherwise: str) -> str:
    if number is None or number.value is None:
        return otherwise
    told = tenths(number.value)
    sign = "" if number.value <= 0 or told == "0" else "+"
    return f"{sign}{told}\n({words.span(number, tenths)})"


def _ratio(number: ReleasedNumber | None, otherwise: str) -> str:
    if number is None or number.value is None:
        return otherwise
    form = words.ratio_form(number)
    return f"{form(number.value)}\n({words.span(number, form)})"


def names(levels: Sequence[Level]) -> tuple[str, ...]:
    """Return the findings that these are read off."""
    return tuple(dict.fromkeys(one.finding for one in levels))
