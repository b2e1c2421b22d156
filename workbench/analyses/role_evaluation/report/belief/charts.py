"""The effect without each region, and by quarter before and since."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.role_evaluation.report.belief.reading import Belief, effect_of
from workbench.analyses.role_evaluation.report.belief.sentences import short
from workbench.analyses.role_evaluation.report.words import change, fact
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.without_each import draw_quarters, draw_without
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

ROW = 44


def without_each(release: Release, belief: Belief) -> View:
    """Draw the effect without each region below that of all."""
    whole, told = belief.effect.effect, belief.left_out
    if whole is None or not told:
        return EMPTY
    marked = {cell.stratum for cell in belief.early}
    numbers = [
        (f"All {belief.place}s", whole),
        *((f"Without {cell.stratum}", effect_of(cell)) for cell in told),
    ]
    drawn = [(label, number) for label, number in numbers if number is not None]
    frame = pd.DataFrame(
        [_row(number) | {"label": label, "marked": label[8:] in marked} for label, number in drawn]
    )
    rows = [[label, change(number, belief.one)] for label, number in drawn]
    shaded = f" In another colour: {belief.place}s that began early or had a trend of their own."
    return chart_view(
        release,
        partial(draw_without, frame),
        name=f"without-{belief.one.name}",
        title=_title(belief),
        subtitle=(
            f"{words.capital(belief.one.title)}, change in {belief.one.measured_in} without each "
            f"{belief.place} in turn; lines: likely ranges; dashed: the change with all."
            + (shaded if marked else "")
        ),
        alternative=f"Dot chart. {_listed(rows)}.",
        heights=(96 + ROW * len(frame), 96 + (ROW + 16) * len(frame)),
        margins=(330, 8),
        data=(["Regions", "Change (likely range)"], rows),
        findings=(belief.name, "effects"),
    )


def _title(belief: Belief) -> str:
    names = belief.leans_on
    one = belief.one.title
    if not belief.apart:
        return f"{words.capital(one)}: the change without each {belief.place}"
    if not names and belief.unlike_without:
        return f"The change in {one} stays whichever {belief.place} is left out"
    if not names:
        return f"No single {belief.place} makes the change in {one}"
    some = names[0] if len(names) == 1 else f"any one of {len(names)} {belief.place}s"
    return f"{words.capital(one)}: without {some} the range reaches both ways"


def quarters(release: Release, belief: Belief) -> View:
    """Draw the effect by quarter, before the role was due and since."""
    told = [(cell, number) for cell in belief.of("quarter") if (number := effect_of(cell))]
    if not told:
        return EMPTY
    ahead, base = (int(fact(release, name) or 0) for name in ("anticipation", "base_months"))
    frame = pd.DataFrame(
        [
            _row(number)
            | {"at": int(cell.stratum) + 1, "since": int(cell.stratum) >= 0}
            | {"base_first": -ahead - base, "base_last": -ahead - 1}
            for cell, number in told
        ]
    )
    rows = [[_when(cell), change(number, belief.one)] for cell, number in told]
    last = told[-1]
    since = [number for cell, number in told if int(cell.stratum) >= 0]
    ended = f": {short(since[-1], belief)} in the last quarter" if since else ""
    return chart_view(
        release,
        partial(draw_quarters, frame),
        name=f"quarters-{belief.one.name}",
        title=f"{words.capital(belief.one.title)}{ended or ', quarter by quarter'}",
        subtitle=(
            f"Change in {belief.one.measured_in} against the base months (shaded) beside those not "
            f"yet given the role; lines: likely ranges by leaving out each {belief.place}. Before "
            f"the role was due dots should lie near 0. {_later(last[0])}"
        ),
        alternative=f"Dot chart. {_listed(rows)}.",
        heights=(340, 340),
        margins=(64, 56),
        data=(["Quarter", "Change (likely range)"], rows),
        findings=(belief.name,),
    )


def _later(cell: ReleasedCell) -> str:
    return (
        "Later quarters rest on the first regions alone." if int(cell.stratum) >= 3 else ""
    ).strip()


def _when(cell: ReleasedCell) -> str:
    first = int(cell.stratum)
    if first >= 0:
        return f"Months {first + 1} to {first + 3} with the role"
    return f"{-first} to {-first - 2} months before"


def _listed(rows: Sequence[Sequence[str]]) -> str:
    return "; ".join(f"{label}: {told}" for label, told in rows)


def _row(number: ReleasedNumber) -> dict[str, object]:
    known = number.lower is not None and number.upper is not None
    value = number.value if number.value is not None else nan
    return {
        "value": value,
        "lower": number.lower if known else value,
        "upper": number.upper if known else value,
    }
