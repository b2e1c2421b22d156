"""What changed? Outcomes month by month, posts, and when the role began; no effect of anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.cells import Number, Row, finest_of, stated
from workbench.analyses.role_evaluation.estimating.series import (
    Series,
    before_and_now,
    carried_forward,
    counted,
    months_of,
    span_of_count,
    spans_of,
    whole_spans,
)
from workbench.analyses.role_evaluation.estimating.series_waves import (
    FEWEST,
    Wave,
    stands,
    waves,
)
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.question import (
    Answer,
    Evaluated,
    NotCovered,
    Question,
)
from workbench.findings import Finding

SECTION = "series"
MONTHS, BY_WAVE, BEFORE, NOW, POSTS, LAST = "months", "wave", "before", "now", "posts", "last"
WITH, WITHOUT = "with", "without"
LATEST = 3
"""Months at the end that are set beside those before."""
FEW = f"fewer than {FEWEST} were seen, or one unit of fewer than {FEWEST} could be singled out"
Span = tuple[int, int]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """Those with the role, those without, or one wave."""

    stage: str
    name: str
    units: Mask


def answer(parameters: Parameters, evaluated: Evaluated) -> Answer:
    """Return a finding for each outcome, and one of the posts where the file tells of them."""
    observed = evaluated.observed
    if parameters.mode == "design":
        return NotCovered("the role has not begun anywhere")
    if not (observed.panel.actual < len(observed.months)).any():
        return NotCovered("the role has not begun anywhere in these months")
    sides = tuple(_sides(observed))
    series = (
        _counted(parameters, observed, name, sides)
        if one.count
        else _measured(parameters, observed, name, sides)
        for name, one in parameters.outcomes.items()
    )
    return (*series, *_posts(parameters, observed))


QUESTION = Question("What changed?", answer)


def _sides(observed: Observed) -> Iterator[_Side]:
    """Yield those with the role, those without, and waves; none that would single out a unit."""
    panel, people = observed.panel, observed.people
    begun = panel.actual < len(observed.months)
    for name, units in ((WITH, begun), (WITHOUT, ~begun)):
        if stands(Wave((), units), people, panel.region):
            yield _Side(MONTHS, name, units)
    found = waves(panel.actual, people, panel.region, len(observed.months))
    for wave in found if len(found) > 1 else ():
        label = ", ".join(observed.months[start] for start in wave.starts)
        yield _Side(BY_WAVE, label, wave.units)


def _windows(parameters: Parameters, observed: Observed) -> dict[str, Span]:
    panel = observed.panel
    starts = np.minimum(panel.planned, panel.actual)
    # Those whose plan came to nothing have not begun.
    starts = np.where(panel.actual < len(observed.months), starts, panel.actual)
    found = before_and_now(
        starts, len(observed.months), parameters.anticipation, parameters.base_months, LATEST
    )
    return dict(zip((BEFORE, NOW), found, strict=True)) if found else {}


def _measured(
    parameters: Parameters, observed: Observed, name: str, sides: tuple[_Side, ...]
) -> Finding:
    values, people = observed.outcomes[name], observed.people
    rows: list[Row] = []
    windows = _windows(parameters, observed)
    alone = _few_of_a_wave(values, people, sides)
    for side in sides:
        everyone = float(np.nansum(people[side.units]))
        # What all together are told less the other waves would tell of a few.
        seen = np.where(alone, np.nan, values) if side.name == WITH else values
        rows += _rows(observed, side, months_of(seen, people, side.units), everyone)
        if side.stage == MONTHS:
            for stage, span in windows.items():
                found = spans_of(values, people, side.units, [span])
                rows += _rows(observed, replace(side, stage=stage), found, everyone)
    return _finding(parameters, name, rows)


def _few_of_a_wave(values: Floats, people: Floats, sides: tuple[_Side, ...]) -> Mask:
    """Return the months in which fewer of some wave were seen than may be told of."""
    found = np.zeros(values.shape[1], np.bool_)
    for side in sides:
        if side.stage == BY_WAVE:
            there = np.where(np.isfinite(values), people[:, None], 0.0)[side.units].sum(axis=0)
            found |= (there > 0) & (there < FEWEST)
    return found


def _counted(
    parameters: Parameters, observed: Observed, name: str, sides: tuple[_Side, ...]
) -> Finding:
    """Return an outcome that counts people by quarters or longer, all waves together."""
    kind = parameters.outcomes[name].count
    assert kind is not None, "it counts people"
    counts, officers = observed.panel.outcomes[name], observed.panel.doses["officers"]
    told = [side for side in sides if side.stage == MONTHS]
    months = max(
        (span_of_count(counts, officers, one.units, kind) for one in told if one.name == WITH),
        default=LATEST,
    )
    spans = whole_spans(len(observed.months), months)
    # A longer span would take in months before the role began.
    windows = _windows(parameters, observed) if months == LATEST else {}
    rows: list[Row] = []
    for side in told:
        rows += _rows(observed, side, counted(counts, officers, side.units, kind, spans))
        for stage, span in windows.items():
            found = counted(counts, officers, side.units, kind, [span])
            rows += _rows(observed, replace(side, stage=stage), found)
    finding = _finding(parameters, name, rows)
    # How many left stays behind the gate: small counts would tell of single people.
    return replace(finding, cells=finding.cells.drop(columns=["people", "others"]))


def _rows(
    observed: Observed, side: _Side, series: Series, everyone: float | None = None
) -> Iterator[Row]:
    for place, (first, last) in enumerate(series.spans):
        label = _label(observed, first, last)
        keys = {"stage": side.stage, "group": side.name, "stratum": label}
        people, others = float(series.people[place]), float(series.others[place])
        value, reason = float(series.mean[place]), None
        if everyone is not None:
            # The same number all along, so that a gap does not tell how large one unit is.
            value, reason = (nan, FEW) if people < FEWEST else (value, None)
            people = others = everyone
        yield Row(
            keys,
            {"mean": Number(value, method="mean of units, weighted by officers")},
            people,
            others,
            reason=reason,
            of_measurements=everyone is not None,
        )


def _label(observed: Observed, first: int, last: int) -> str:
    months = observed.months
    return months[first] if first == last else f"{months[first]} to {months[last]}"


def _finding(parameters: Parameters, name: str, rows: list[Row]) -> Finding:
    finest = finest_of(parameters.outcomes[name].worthwhile)
    nobody = Row(
        {"stage": MONTHS, "group": WITH}, {"mean": Number(nan)}, 0, 0, reason=FEW,
        of_measurements=parameters.outcomes[name].count is None,
    )  # fmt: skip
    return stated(
        f"{SECTION}_{name}",
        SECTION,
        parameters.title_of(name),
        rows or [nobody],
        level=parameters.level,
        finest=finest,
    )


def _posts(parameters: Parameters, observed: Observed) -> Iterator[Finding]:
    """Yield the posts funded and filled in all, month by month and at the end."""
    doses, begun = observed.panel.doses, observed.panel.actual < len(observed.months)
    filled = doses.get("filled", doses.get("support"))
    known = {"funded": doses.get("funded"), "filled": filled}
    told = {
        name: carried_forward(one).sum(axis=0) for name, one in known.items() if one is not None
    }
    if not told:
        return
    people = float(np.nansum(observed.people[begun]))
    rows = [
        Row(
            {"stage": stage, "stratum": observed.months[at]},
            {name: Number(float(total[at])) for name, total in told.items()},
            people,
            people,
        )
        for stage, places in ((POSTS, range(len(observed.months))), (LAST, [-1]))
        for at in places
    ]
    yield stated(
        POSTS, SECTION, "Posts funded and filled", rows, level=parameters.level, finest=1.0
    )
