"""What goes with leaving? One hazard model, its plain figures beside it, and a second opinion."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import SERVICE, Parameters
from workbench.analyses.attrition.questions.drivers.cells import at_risk, model_cells
from workbench.analyses.attrition.questions.drivers.fit import Fitted, fitted, standardised
from workbench.analyses.attrition.questions.drivers.models import (
    against_plain,
    classes,
    like_with_like,
)
from workbench.analyses.attrition.questions.drivers.opinion import (
    Opinion,
    apart,
    calibration,
    opinion,
)
from workbench.analyses.attrition.questions.drivers.plain import by_itself
from workbench.analyses.attrition.questions.drivers.told import (
    KINDS,
    compared,
    left_count,
    reasons_of,
    told_terms,
)
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.rows import keyed
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding, Modelled
from workbench.statistics.attrition.second_opinion_dependence import Spread
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import LEAVING, OVERALL

SECTION = "driver"
BOOSTED = "partial dependence of boosted trees; range of the folds of people left out in turn"


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count months of the period by all that is held equal, once for every model of them."""
    if not told_terms(parameters):
        return ()
    return (at_risk(parameters),)


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State what goes with leaving, and with resigning, by itself and like with like."""
    if not told_terms(parameters):
        return NotCovered("the parameters name no driver, and no circumstance besides grade")
    found: list[Finding] = []
    for kind in KINDS:
        titles = reasons_of(parameters, kind)
        if not titles:
            continue
        model = fitted(model_cells(parameters, counted, titles))
        second = _second(parameters, model) if kind == OVERALL else None
        found.append(_summary(parameters, kind, model, second))
        for name in told_terms(parameters):
            cells = compared(parameters, counted, name, kind)
            found += _finding(parameters, kind, name, cells, model, second)
    return tuple(found)


def _second(parameters: Parameters, model: Fitted) -> Opinion | None:
    return opinion(model, seed=parameters.seed, level=parameters.level)


def _finding(
    parameters: Parameters,
    kind: str,
    name: str,
    cells: pd.DataFrame,
    model: Fitted,
    second: Opinion | None,
) -> Iterator[Finding]:
    """Yield the levels of one driver beside its reference."""
    level = parameters.level
    every = standardised(model, name, level=level)
    own = every.reindex(cells["group"])
    modelled = [*like_with_like(model, cells, own, level)]
    if second is not None:
        modelled += _opinions(parameters, name, cells, model, second, every)
    yield Finding(
        f"{SECTION}:{name}" if kind == OVERALL else f"{SECTION}:{kind}:{name}",
        SECTION if kind == OVERALL else f"{SECTION}:{kind}",
        parameters.title_of(name),
        cells,
        table_measures=(by_itself(left_count(kind), level),),
        modelled=tuple(modelled),
    )


def _opinions(
    parameters: Parameters,
    name: str,
    cells: pd.DataFrame,
    model: Fitted,
    second: Opinion,
    every: pd.DataFrame,
) -> list[Modelled]:
    """Return the other model's differences where the first has any, and where the two differ."""
    level, labels = parameters.level, list(every.index)
    spread = second.difference(name)
    scaled = Spread(*(part / 100 for part in (spread.value, spread.lower, spread.upper)))
    known = every["difference"].notna().to_numpy()
    places = [labels.index(group) for group in cells["group"]]
    others = (cells["role"] != "comparator").to_numpy()
    told = known[places] & others
    value, lower, upper = (
        np.where(told, part[places], np.nan) for part in (scaled.value, scaled.lower, scaled.upper)
    )
    boosted = {"boosted_difference": Estimate(value, lower, upper, level, BOOSTED)}
    codes = np.where(told, apart(every, scaled)[places], np.nan)
    nothing = [None] * len(cells)
    return [
        against_plain(model, cells, boosted, "difference", nothing, level),
        classes(model, {"opinions_apart": codes}, level, "class of disagreement"),
    ]


def _summary(parameters: Parameters, kind: str, model: Fitted, second: Opinion | None) -> Finding:
    """Return how the models were fitted, and the order of the drivers' importance."""
    level, fit = parameters.level, model.fit
    names = (SERVICE, *parameters.covariates)
    keys = {"stage": LEAVING, "basis": kind}
    rows = [keys, *({**keys, "characteristic": name} for name in names)]
    many = len(rows)
    nothing = np.full(many - 1, np.nan)
    each = np.array([float(f"{fit.events_per_parameter:.2g}"), *nothing])
    reasons = (fit.reason or None, *[None] * (many - 1))
    one = classes(model, {"events_per_parameter": each}, level, "leavers to each coefficient")
    modelled = [Modelled(one.estimates, one.events, one.non_events, one.residual, reasons)]
    if second is not None:
        ranks = second.ranks()
        order = np.array([np.nan, *(ranks.get(name, np.nan) for name in names)])
        told = {"importance_rank": order, **_judged(second, nothing)}
        modelled.append(classes(model, told, level, "order or class of calibrated boosted trees"))
    name = f"{SECTION}s" if kind == OVERALL else f"{SECTION}s:{kind}"
    return Finding(
        name, f"{SECTION}s", "How it was modelled", keyed(rows), modelled=tuple(modelled)
    )


def _judged(second: Opinion, nothing: np.ndarray) -> dict[str, np.ndarray]:
    """Return classes of how the other model tells people and months it has not seen."""
    found = second.found
    gain = 1 if found.gain.lower > 0 else 3 if found.gain.upper < 0 else 2
    known = {"calibration_by_person": calibration(found.by_person)}
    if found.by_time is not None:
        known["calibration_by_time"] = calibration(found.by_time)
    if np.isfinite(found.gain.value):
        known["boosting_gain"] = gain
    return {name: np.array([float(code), *nothing]) for name, code in known.items()}


QUESTION = Question("What goes with leaving?", wanted, answer)
