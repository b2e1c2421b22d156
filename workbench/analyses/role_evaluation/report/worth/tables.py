"""Value for money in tables."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.words import (
    amount,
    change,
    direction,
    figure,
    told,
)
from workbench.analyses.role_evaluation.report.worth.money import (
    either_way,
    in_cell,
    of_kind,
    pence,
)
from workbench.analyses.role_evaluation.report.worth.reading import (
    LEAVERS,
    OVER_YEARS,
    QUALITY,
    STREAMS,
    SWITCHING,
    WHO,
    YEAR,
    assumptions,
    cells,
    known,
    outcome,
    own,
    part,
    terms,
    title_of,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View

NO_SOURCE = "none given"
KINDS = {"benefit": "Benefit", "cost": "Cost"}
NAMED = {LEAVERS: "Replacing those who leave"}
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
    rows = [_stream(release, one) for one in cells(release, STREAMS)]
    return _view(release, "What is counted: benefits and costs", head, rows, STREAMS)


def _stream(release: Release, one: ReleasedCell) -> list[str]:
    bias = assumptions(release).get("optimism_bias")
    raised = one.stage == "cost" and bias is not None and bias.value > 0
    name = f"{one.group}, raised by {bias.said} for optimism" if bias and raised else one.group
    start = [NAMED.get(one.group, name), KINDS.get(one.stage, "")]
    if one.reason:
        return [*start, "–", "–", f"Not counted: {one.reason}", "Not counted"]
    amounts = [_amount(one, one.numbers.get(name)) for name in ("a_year", "present")]
    return [*start, CASH.get(one.basis, "–"), one.stratum, *amounts]


def _amount(one: ReleasedCell, number: ReleasedNumber | None) -> str:
    """Return an amount; of leaving in words, as a benefit below nothing is hard to read."""
    if one.group != LEAVERS:
        return in_cell(number)
    return either_way(number, "less spent", "more spent").replace("likely range ", "")


def each_pound(release: Release) -> View:
    """Set the ways of asking what comes for each £1 side by side; nothing where there is one."""
    year, later, stated = part(release, YEAR), part(release, OVER_YEARS), terms(release)
    asked = (
        ("A year, as found", year.get("pound_for_pound"), "Time released, and posts filled"),
        (
            "A year, had as many posts been filled from the first month as at the end",
            year.get("pound_for_pound_in_full"),
            "The same, if time released goes with posts filled",
        ),
        (
            f"Over {stated.get('years', '')} years",
            later.get("ratio"),
            "All that is priced, later years counting for less, and costs as stated below",
        ),
    )
    rows = [
        [name, in_cell(one, pence), what] for name, one, what in asked if known(one) is not None
    ]
    if len(rows) < 2:
        return EMPTY
    head = ["What is asked", "For each £1 (likely range)", "What is counted"]
    caption = "What comes for each £1 of cost: the same question, asked in more than one way"
    return _view(release, caption, head, rows, "worth")


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
    if (known(number) or 0.0) < 0:
        return either_way(number, "gained", "lost").replace("likely range ", "")
    return in_cell(number)


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
