"""Two sets of parameters, or two releases, side by side: for the researcher, never for a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from workbench.disclosure import Release
from workbench.disclosure.explored import EVERYONE, range_text, table
from workbench.errors import ParameterError
from workbench.exploring.pairs import BOTH, FIRST, SECOND, beside
from workbench.exploring.releasing import released_of
from workbench.parameters import AnalysisParameters
from workbench.presentation.view import View

MOST_ROWS, LONGEST = 20, 60
WARNING = (
    "For exploring inside the secure setting only. Two releases about the same people can be "
    "taken from each other, and that can give a few people away. A report that shows this is "
    "refused; do not copy it out."
)
NOTE = (
    "A number that differs between the two is no finding: the ranges say how far each may be off, "
    "and no test was made of the difference."
)


@dataclass(frozen=True, slots=True)
class _Side:
    released: Release
    stated: dict[str, object]


def compare(first: AnalysisParameters | Release, second: AnalysisParameters | Release) -> View:
    """Show what two sets of parameters release, side by side.

    Parameters
    ----------
    first, second : AnalysisParameters or Release
        Of one analysis. Parameters are analysed, which takes as long as the notebook; of a
        `Release` that is there already nothing is made again.

    Returns
    -------
    View
        What was set differently, how many numbers differ, and the tested cells, those whose
        verdicts differ first. `to_frame()` has every released number of both. No report takes it.

    Raises
    ------
    ParameterError
        If the two are of different analyses.

    Examples
    --------
    In a notebook, two lines::

        other = parameters.with_(policy="restricted", campaign="2023-09")
        compare(released, other)
    """
    names = [_analysis(one) for one in (first, second)]
    if names[0] != names[1]:
        raise ParameterError(
            f"compare takes two of one analysis; these are of '{names[0]}' and '{names[1]}'."
        )
    sides = _side(first), _side(second)
    frame = beside(*(side.released for side in sides))
    told = _counted(frame)
    return View(f"Comparison: {told}", _html(sides, frame, told), (), frame, publishable=False)


def _analysis(one: AnalysisParameters | Release) -> str:
    return one.context.analysis if isinstance(one, Release) else one.analysis


def _side(one: AnalysisParameters | Release) -> _Side:
    if isinstance(one, Release):
        context = one.context
        stated = {name: getattr(context, name) for name in ("title", "data_source", "data_date")}
        return _Side(one, {"policy": one.policy, **stated})
    return _Side(released_of(one), one.model_dump(mode="json"))


def _counted(frame: pd.DataFrame) -> str:
    where, many = frame["in"].value_counts(), len(frame)
    differ = int((frame["differs"] & (frame["in"] == BOTH)).sum())
    alone = [f"{where.get(side, 0):,} in the {side}" for side in (FIRST, SECOND)]
    both = f"{where.get(BOTH, 0):,} in both, of which {differ:,} {_differ(differ)}"
    return f"{many:,} released {'number' if many == 1 else 'numbers'}: {both}; {'; '.join(alone)}"


def _differ(many: int) -> str:
    return "differs" if many == 1 else "differ"


def _html(sides: tuple[_Side, _Side], frame: pd.DataFrame, told: str) -> str:
    tested = frame[frame[["first_verdict", "second_verdict"]].notna().any(axis=1)]
    shown = tested if len(tested) else frame[frame["differs"]]
    changed = _texts(shown, "first_verdict") != _texts(shown, "second_verdict")
    ordered = pd.concat(
        [shown[changed], shown[~changed & shown["differs"]], shown[~shown["differs"]]]
    )
    what = (
        "Tested cells, those with another verdict first" if len(tested) else "Numbers that differ"
    )
    return (
        f'<p role="note"><strong>{escape(WARNING)}</strong></p>{_set_differently(sides)}'
        f"<p>{escape(told)}.</p>{_rows(ordered, what)}<p>{escape(NOTE)}</p>"
    )


def _set_differently(sides: tuple[_Side, _Side]) -> str:
    one, two = (side.stated for side in sides)
    names = [name for name in one if name in two and one[name] != two[name]]
    if not names:
        return "<p>The two were set alike, as far as both say.</p>"
    rows = [[name, _short(one[name]), _short(two[name])] for name in names]
    return table("What was set differently", ["Parameter", "First", "Second"], rows)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _texts(frame: pd.DataFrame, name: str) -> pd.Series[str]:
    return frame[name].astype(object).where(frame[name].notna(), "–").astype(str)


def _rows(frame: pd.DataFrame, what: str) -> str:
    keys = ["finding", "group", "stage", "stratum"]
    keys = [key for key in keys if (frame[key] != "").any()]
    rows = [_row(row, keys) for row in frame.head(MOST_ROWS).to_dict("records")]
    if len(frame) > MOST_ROWS:
        what += f": {MOST_ROWS} of {len(frame)}; to_frame() has them all"
    head = ["Finding", *(key.capitalize() for key in keys[1:]), "Number", "First", "Second"]
    return table(what, [*head, "First verdict", "Second verdict"], rows, row_heads=len(keys))


def _row(row: dict[str, object], keys: Sequence[str]) -> list[str]:
    verdicts = [str(row[f"{side}_verdict"] or "–") for side in ("first", "second")]
    numbers = [_number(row, side) for side in ("first", "second")]
    return [*(str(row[key] or EVERYONE) for key in keys), str(row["measure"]), *numbers, *verdicts]


def _number(row: dict[str, object], side: str) -> str:
    parts = (row[f"{side}_{part}"] for part in ("value", "lower", "upper"))
    return range_text(
        *(part if isinstance(part, float) and part == part else None for part in parts)
    )
