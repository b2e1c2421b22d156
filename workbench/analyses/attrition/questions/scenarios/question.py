"""What if? Leavers fewer under a cap, were the association causal, and what that would take."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.drivers.cells import at_risk, model_cells
from workbench.analyses.attrition.questions.drivers.fit import Fitted, fitted
from workbench.analyses.attrition.questions.drivers.plain import YEARS
from workbench.analyses.attrition.questions.drivers.told import compared
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.questions.scenarios import avoided, needed
from workbench.analyses.attrition.rows import keyed
from workbench.analyses.attrition.stated.scenario import Scenario
from workbench.analyses.attrition.ties.worlds import LISTED
from workbench.counts.staff import StaffWanted
from workbench.errors import EstimationError
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.statistics.attrition.scenario import LeaversAvoided, leavers_avoided
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import LEAVING, OVERALL

SECTION = "scenario"


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count what the model is made of, and what lies above each cap."""
    if not parameters.scenarios:
        return ()
    return (at_risk(parameters), *(excess(parameters, one) for one in parameters.scenarios))


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State leavers avoided, were each association causal, and the work that would go elsewhere."""
    if not parameters.scenarios:
        return NotCovered("the parameters name no scenario")
    model = fitted(model_cells(parameters, counted, parameters.leaving.counted_titles))
    return tuple(_finding(parameters, counted, one, model) for one in parameters.scenarios)


def excess(parameters: Parameters, scenario: Scenario) -> StaffWanted:
    """Return what lay above a cap in the months of the period."""
    return StaffWanted(
        "excess",
        first=parameters.first_month,
        last=parameters.last_month,
        column=scenario.driver,
        cap=scenario.cap,
    )


def above(parameters: Parameters, scenario: Scenario) -> tuple[str, ...]:
    """Return the bands from the cap on."""
    driver = parameters.drivers[scenario.driver]
    return driver.band_names[driver.edges.index(scenario.cap) + 1 :]


def below(parameters: Parameters, scenario: Scenario) -> str:
    """Return the band that those above the cap would be in: stated, or the one just below."""
    driver = parameters.drivers[scenario.driver]
    return scenario.to or driver.band_names[driver.edges.index(scenario.cap)]


def title(parameters: Parameters, scenario: Scenario) -> str:
    """Return what a scenario is called."""
    unit = parameters.drivers[scenario.driver].unit or ""
    after = unit if unit in ("", "%") else f" {unit}"
    name = parameters.title_of(scenario.driver).lower()
    return scenario.title or f"{name} under {scenario.cap:g}{after}"


def _finding(
    parameters: Parameters, counted: StaffCounts, scenario: Scenario, model: Fitted
) -> Finding:
    level = parameters.level
    cells = _cells(parameters, counted, scenario)
    found = _avoided(parameters, scenario, model)
    takes = needed.needed(parameters, scenario, counted.tables[excess(parameters, scenario)])
    share = needed.is_share(parameters, scenario)
    a_year = 12 / parameters.months
    return Finding(
        f"{SECTION}:{scenario.driver}:{scenario.cap:g}",
        SECTION,
        title(parameters, scenario),
        cells,
        table_measures=(_stated(parameters, scenario),),
        modelled=(
            *avoided.let_out(model, cells, found, a_year, level),
            *needed.let_out(takes, share=share, level=level),
        ),
    )


def _cells(parameters: Parameters, counted: StaffCounts, scenario: Scenario) -> pd.DataFrame:
    """Return leavers and years in post above the cap, beside those in the band below it."""
    bands, to = above(parameters, scenario), below(parameters, scenario)
    each = compared(parameters, counted, scenario.driver, OVERALL).set_index("group")
    own, other = (each.reindex(labels)[["left", YEARS]].sum() for labels in (bands, [to]))
    keys = {
        "characteristic": scenario.driver,
        "group": LISTED.join(bands),
        "role": "declared",
        "comparator": to,
        "stage": LEAVING,
        "basis": OVERALL,
    }
    beside = {f"comparator_{name}": int(many) for name, many in other.items()}
    return keyed([{**keys, **own.astype(int).to_dict(), **beside}])


def _avoided(parameters: Parameters, scenario: Scenario, model: Fitted) -> LeaversAvoided:
    """Set the bands above the cap to the one below it; nothing is told where they are mixed."""
    name, to = scenario.driver, below(parameters, scenario)
    under = model.of.under[name]
    used = {str(label) for label in model.of.cells[name].unique()}
    high = {under[band] for band in above(parameters, scenario)} & used
    low = {under[band] for band in parameters.drivers[name].band_names} - high
    mixed = any(
        under[band] in high
        for band in under
        if band not in above(parameters, scenario) and under[band] in used and band in used
    )
    level = parameters.level
    if mixed or not high or under[to] not in low & used:
        return _nothing(level)
    try:
        return leavers_avoided(
            model.design,
            model.fit,
            {name: dict.fromkeys(sorted(high), under[to])},
            model.design.at_risk,
            level=level,
        )
    except EstimationError:
        return _nothing(level)


def _nothing(level: float) -> LeaversAvoided:
    nan = np.array([np.nan])
    return LeaversAvoided(Estimate(nan, nan, nan, level, ""), (1.0,), np.nan, np.nan, 0, 0)


def _stated(parameters: Parameters, scenario: Scenario) -> TableMeasure:
    """Return what the parameters state: the cap, and what it costs to replace one leaver."""
    cost = parameters.replacement_cost

    def estimate(_: Mapping[str, ShownCounts]) -> dict[str, Estimate]:
        cap = np.array([scenario.cap])
        told = {"cap": Estimate(cap, cap, cap, parameters.level, "as the parameters state it")}
        if cost:
            low, high = np.array([cost.low]), np.array([cost.high])
            told["replacement_cost"] = Estimate(
                (low + high) / 2, low, high, parameters.level, cost.source
            )
        return told

    return TableMeasure((), estimate)


QUESTION = Question("What if?", wanted, answer)
