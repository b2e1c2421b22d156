"""Value for money in tables."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.words import (
    amount,
    change,
    direction,
    figure,
    told,
)
from workbench.analyses.role_evaluation.report.worth.money import in_cell, of_kind
from workbench.analyses.role_evaluation.report.worth.reading import (
    QUALITY,
    STREAMS,
    SWITCHING,
    WHO,
    assumptions,
    cells,
    known,
    outcome,
    own,
    terms,
    title_of,
)
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View

NO_SOURCE = "none given"
KINDS = {"benefit": "Benefit", "cost": "Cost"}
CASH = {"cash": "Yes", "not cash": "No"}
WEEKS_A_YEAR = 52.2


def streams(release: Release) -> View:
    """Lay out benefits and costs, cash apart from what is not."""
    years = terms(release).get("years", "")
    head = [
        "What",
        "Benefit or cost",
        "Cash",
        "Whose",
        "A year (likely range)",
        f"Over {years} years, discounted (likely range)",
    ]
    rows = [_stream(one) for one in cells(release, STREAMS)]
    return _view(release, "What is counted: benefits and costs", head, rows, STREAMS)


def _stream(one: ReleasedCell) -> list[str]:
    start = [one.group, KINDS.get(one.stage, "")]
    if one.reason:
        return [*start, "–", "–", f"Not counted: {one.reason}", "Not counted"]
    amounts = [in_cell(one.numbers.get(name)) for name in ("a_year", "present")]
    return [*start, CASH.get(one.basis, "–"), one.stratum, *amounts]


def who(release: Release) -> View:
    """Lay out who gains and who pays."""
    years = terms(release).get("years", "")
    head = ["Who", "Gains (likely range)", "Pays (likely range)"]
    rows = [
        [one.group, *(_side(one, name) for name in ("gains", "pays"))]
        for one in cells(release, WHO)
    ]
    return _view(
        release, f"Who gains and who pays, over {years} years, discounted", head, rows, WHO
    )


def _side(one: ReleasedCell, name: str) -> str:
    number = one.numbers.get(name)
    if number is not None and number.value == 0:
        return "Nothing"
    told = in_cell(number)
    return f"A loss: {told}" if told.startswith("−") else told


def switching(release: Release) -> View:
    """Lay out where benefits over the years would be worth the costs."""
    head = ["What", "As it is", "Benefits would equal costs at", "Within its range"]
    rows = [_switch(release, one) for one in cells(release, SWITCHING)]
    return _view(release, "Where it would break even, over the years", head, rows, SWITCHING)


def _switch(release: Release, one: ReleasedCell) -> list[str]:
    central = own(one, "central")
    return [
        words.capital(title_of(release, one)),
        words.WITHHELD if central is None else in_unit(release, one, central),
        switched(release, one) or "No value of it",
        "Yes" if one.basis == "within" and switched(release, one) else "No",
    ]


def switched(release: Release, one: ReleasedCell) -> str:
    """Return in words where an input would make benefits equal costs; empty if nowhere."""
    value = own(one, "value")
    if value is None:
        return ""
    stated = assumptions(release).get(one.group)
    if stated is None:
        return in_unit(release, one, value)
    possible = value >= 0 and not (stated.kind == "weeks" and value > WEEKS_A_YEAR)
    return of_kind(value, stated.kind) if possible else ""


def in_unit(release: Release, one: ReleasedCell, value: float) -> str:
    """Return the value of an input in its own unit, an effect with its direction."""
    stated, told_of = assumptions(release).get(one.group), outcome(release, one.group)
    if stated is not None:
        return of_kind(value, stated.kind)
    if told_of is None:
        return words.NOT_AVAILABLE
    way = direction(value, told_of)
    if way in ("fewer", "more"):
        return f"{figure(value)} {way} {told_of.measured_in}"
    return f"{amount(value, told_of)} {way}"


def assumed(release: Release) -> View:
    """Lay out every stated number with its range and source."""
    rows = [
        [one.title, one.said, one.span, one.source or NO_SOURCE]
        for one in assumptions(release).values()
    ]
    head = ["What is assumed", "Value", "Range", "Source"]
    return _view(release, "What is assumed of prices, and who says so", head, rows, "worth")


def quality(release: Release) -> list[str]:
    """Return a line for each outcome that is told without a price."""
    lines = []
    for one in cells(release, QUALITY):
        of = told(release).get(one.group)
        if of is None:
            continue
        why = one.reason or "too few people"
        number = one.numbers.get("effect")
        said = f"not known: {why}" if known(number) is None else change(number, of)
        lines.append(f"{words.capital(of.title)}: {said}.")
    return lines


def _view(
    release: Release, caption: str, head: list[str], rows: list[list[str]], name: str
) -> View:
    if not rows:
        return EMPTY
    return View(caption, table_html(release, caption, head, rows), (name,))
