"""What each order would see, in figures."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.changed.sentences import said
from workbench.analyses.role_evaluation.report.planning.reading import (
    MORE,
    NOISE,
    PLANNING,
    Seen,
    judged,
    of_outcome,
    orders,
    seen,
)
from workbench.analyses.role_evaluation.report.planning.sentences import change_called
from workbench.analyses.role_evaluation.report.words import Told, amount, figure, told
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, folded, stack

NONE = "None, however large"
DESIGNS = (
    "Order", "Begin", "Never begin", "Months from the first start", "Ways to deal out the dates",
    "Least p", "False alarms of every 100",
)  # fmt: skip


def tables(release: Release) -> View:
    """Return orders by outcomes, then the orders themselves, folded."""
    called = orders(release)
    outcomes = tuple(dict.fromkeys(one.one for one in seen(release)))
    cells = {(one.one.name, one.order): one for one in seen(release)}
    caption = "The smallest change that would be seen, by order"
    rows = [
        [
            words.capital(outcome.title),
            amount(outcome.worthwhile, outcome),
            *(_smallest(cells[outcome.name, order]) for order in called),
        ]
        for outcome in outcomes
    ]
    html = table_html(release, caption, ("Outcome", "Worth having", *called), rows)
    first = judged(release)[0]
    designs = [_design(one) for one in of_outcome(release, first)]
    second = "The orders"
    table = table_html(release, second, DESIGNS, designs)
    return stack(
        [
            View(caption, html, (PLANNING,)),
            folded("The orders and their test", View(second, table, (PLANNING,))),
            _begins(release),
        ]
    )


def more_table(release: Release) -> View:
    """Return what would let more be seen, for every outcome to be judged."""
    cells = seen(release, MORE)
    if not cells:
        return EMPTY
    base = {(one.one.name, one.order): one for one in seen(release)}
    stages = tuple(dict.fromkeys(one.cell.stage for one in cells))
    by = {(one.one.name, one.cell.stage): one for one in cells}
    caption = "The smallest change that would be seen, by what is changed"
    rows = [
        [
            words.capital(one.title),
            _smallest(base[one.name, cells[0].order]),
            *(_smallest(by[one.name, stage]) for stage in stages if (one.name, stage) in by),
        ]
        for one in dict.fromkeys(each.one for each in cells)
    ]
    head = ("Outcome", cells[0].order, *map(change_called, stages))
    return View(caption, table_html(release, caption, head, rows), (MORE,))


def noise_table(release: Release) -> View:
    """Return how outcomes vary by themselves."""
    outcomes = told(release)
    caption = "How the monthly figure of a region varies without the role"
    rows = [
        [
            words.capital(outcomes[cell.group].title),
            _deviation(cell.numbers.get("deviation"), outcomes[cell.group]),
            _told(cell.numbers.get("autocorrelation")),
        ]
        for cell in release[NOISE].cells
    ]
    head = ("Outcome", "Typical distance from its usual level", "Kept from month to month, of 1")
    view = View(caption, table_html(release, caption, head, rows), (NOISE,))
    return folded(caption, view)


def smallest_text(one: Seen) -> str:
    """Return the smallest change seen with its simulation error."""
    number = one.number("detectable")
    if number is None or number.value is None:
        if one.value("ways") is None:
            return words.WITHHELD
        return words.NOT_AVAILABLE if one.value("floor") is None else NONE
    if number.lower is None or number.upper is None:
        return amount(number.value, one.one)
    return (
        f"{amount(number.value, one.one)} (simulation error {figure(number.lower)} to "
        f"{figure(number.upper)})"
    )


def _smallest(one: Seen) -> str:
    return words.capital(smallest_text(one))


def _design(one: Seen) -> list[str]:
    return [
        one.order,
        _whole(one.value("begins")),
        _whole(one.value("waits")),
        _whole(one.value("months")),
        _whole(one.value("ways")),
        _told(one.number("floor")),
        _alarms(one.number("false_alarms")),
    ]


def _whole(value: float | None) -> str:
    return words.WITHHELD if value is None else f"{value:,.0f}"


def _told(number: ReleasedNumber | None) -> str:
    if number is None or number.value is None:
        return words.NOT_AVAILABLE
    return f"{number.value:.2g}"


def _deviation(number: ReleasedNumber | None, one: Told) -> str:
    if number is None or number.value is None:
        return words.WITHHELD
    return amount(number.value, one)


def _alarms(number: ReleasedNumber | None) -> str:
    if number is None or number.value is None:
        return words.NOT_AVAILABLE
    text = f"{100 * number.value:.1f}"
    if number.lower is None or number.upper is None:
        return text
    return f"{text} (simulation error {100 * number.lower:.1f} to {100 * number.upper:.1f})"


def _begins(release: Release) -> View:
    rows = release.context.stated.get("orders", ())
    if not rows:
        return EMPTY
    caption = "Where and when each proposed order begins"
    body = [[row["order"], row["region"], said(row["month"])] for row in rows]
    view = View(caption, table_html(release, caption, ("Order", "Region", "Month"), body))
    return folded(caption, view)
