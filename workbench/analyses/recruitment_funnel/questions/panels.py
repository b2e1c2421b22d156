"""Whether panels and centres pass people at different rates, beyond chance; and kinds of panel."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.measures import share
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.counts import stage_cells
from workbench.findings import Finding, Modelled
from workbench.statistics.estimate import Estimate
from workbench.statistics.panel_kinds import compare_panel_kinds
from workbench.statistics.shrunken_rates import shrunken_rates
from workbench.statistics.unit_outliers import unit_outliers
from workbench.statistics.units import unit_variation
from workbench.vocabulary.terms import NOT_RECORDED

NOTHING_FITTED = 1_000_000
SIDES = ["passed", "entered"]
SIDES_BESIDE = [*SIDES, "comparator_passed", "comparator_entered"]


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return exits by panel, and by characteristic, panel and kind of panel."""
    panels = tuple(Wanted((name,)) for name, one in parameters.panels.items() if not one.mix)
    kinds = tuple(
        Wanted((characteristic, panel, mix))
        for panel, mix in _mixes(parameters)
        for characteristic in parameters.headline_characteristics
    )
    return panels + kinds


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State how much panels differ, which one stands out, and how kinds compare."""
    if not parameters.panels:
        return NotCovered("no column says which panel, centre or marker people came before")
    panels = [
        _panels(name, parameters, counted) for name, p in parameters.panels.items() if not p.mix
    ]
    kinds = [
        _kinds(panel, mix, characteristic, parameters, counted)
        for panel, mix in _mixes(parameters)
        for characteristic in parameters.headline_characteristics
    ]
    found = (*panels, *kinds)
    return found or NotCovered("kinds of panel are named, but not the panels themselves")


def _mixes(parameters: Parameters) -> list[tuple[str, str]]:
    """Return each kind-of-panel column beside the column of panels of the same stage."""
    panels = {one.stage: name for name, one in parameters.panels.items() if not one.mix}
    mixes = [(one.stage, name) for name, one in parameters.panels.items() if one.mix]
    return [(panels[stage], name) for stage, name in mixes if stage in panels]


def _panels(name: str, parameters: Parameters, counted: CampaignCounts) -> Finding:
    panel = parameters.panels[name]
    table = stage_cells(counted.tables[Wanted((name,))], [name], list(parameters.stages))
    here = table[table["stage"] == panel.stage].set_index(name)[SIDES]
    units = here[here.index != NOT_RECORDED].reindex(panel.labels_of(name), fill_value=0)
    passed, entered = units["passed"].to_numpy(), units["entered"].to_numpy()
    keys = {"characteristic": "", "role": "all", "comparator": "", "stage": panel.stage}
    rows = [keys | {"group": "", "basis": "panels", "stratum": "", "family": None}]
    rows += [
        keys | {"group": label, "basis": "panel", "stratum": "", "family": None}
        for label in units.index
    ]
    counts = pd.DataFrame({"passed": [passed.sum(), *passed], "entered": [entered.sum(), *entered]})
    cells = pd.concat([pd.DataFrame(rows), counts], axis=1)
    return Finding(
        f"panels:{name}",
        "panels",
        parameters.title_of(name),
        cells,
        measures=(share("selection_rate", parameters.level),),
        modelled=(_variation(passed, entered, parameters.level),),
    )


def _variation(passed: np.ndarray, entered: np.ndarray, level: float) -> Modelled:
    """Return the spread of all panels in the first row, and each panel's rate and test after it."""
    spread = unit_variation(passed, entered, level=level)
    shrunk = shrunken_rates(passed, entered, level=level)
    outliers = unit_outliers(passed, entered)
    failed = entered - passed
    alone = np.full(len(passed), np.nan)
    tested = np.where(shrunk.small, np.nan, outliers.p_adjusted)
    return Modelled(
        {
            "deviation_between_panels": _one_and_many(spread.deviation, alone),
            "deviation_p": _point(np.r_[spread.p_value, alone], level, "likelihood ratio"),
            "shrunken_rate": _many(shrunk.rate),
            "p_beside_the_others": _point(np.r_[np.nan, tested], level, "Fisher mid-p, Holm"),
        },
        events=np.r_[passed.sum(), passed],
        non_events=np.r_[failed.sum(), failed],
        residual=np.full(len(passed) + 1, NOTHING_FITTED),
        reasons=(spread.reason or None, *(shrunk.reason or None for _ in passed)),
    )


def _one_and_many(one: Estimate, alone: np.ndarray) -> Estimate:
    ends = (np.r_[float(getattr(one, end)), alone] for end in ("value", "lower", "upper"))
    value, lower, upper = ends
    return Estimate(value, lower, upper, one.level, one.method)


def _many(rates: Estimate) -> Estimate:
    value, lower, upper = (
        np.r_[np.nan, getattr(rates, end)] for end in ("value", "lower", "upper")
    )
    return Estimate(value, lower, upper, rates.level, rates.method)


def _point(values: np.ndarray, level: float, method: str) -> Estimate:
    return Estimate(values, values, values, level, method)


def _kinds(
    panel: str, mix: str, characteristic: str, parameters: Parameters, counted: CampaignCounts
) -> Finding:
    """Compare each group's rate ratio before one kind of panel with that before the other."""
    stage, (kind, other) = parameters.panels[mix].stage, parameters.panels[mix].groups
    table = stage_cells(
        counted.tables[Wanted((characteristic, panel, mix))],
        [characteristic, panel, mix],
        list(parameters.stages),
    )
    here = table[(table["stage"] == stage) & table[mix].isin((kind, other))]
    comparator = parameters.comparator(characteristic)
    groups = [group for group in parameters.groups(characteristic) if group != comparator]
    rows, parts, fewest = [], [], []
    for group in groups:
        sides = _beside(here, characteristic, group, comparator, (panel, mix))
        told = [sides[name].to_numpy() for name in SIDES_BESIDE]
        found = compare_panel_kinds(
            *told, kind=sides[mix].to_numpy() == kind, level=parameters.level
        )
        rows.append({"group": group})
        parts.append(found)
        fewest.append(_fewest(sides, mix))
    told_of = pd.DataFrame(rows).assign(
        characteristic=characteristic,
        role="declared",
        comparator=comparator,
        stage=stage,
        basis="kinds of panel",
        stratum=f"{kind} beside {other.lower()}",
        family=None,
    )
    ends = {
        end: np.array([float(getattr(one.ratio, end)) for one in parts])
        for end in ("value", "lower", "upper")
    }
    modelled = Modelled(
        {"ratio_of_ratios": Estimate(**ends, level=parameters.level, method=parts[0].ratio.method)},
        events=np.array([passed for passed, _ in fewest]),
        non_events=np.array([failed for _, failed in fewest]),
        residual=np.full(len(rows), NOTHING_FITTED),
        reasons=tuple(one.reason or None for one in parts),
    )
    title = f"{parameters.characteristic_title(characteristic)}: {parameters.title_of(mix).lower()}"
    return Finding(f"kinds:{mix}:{characteristic}", "kinds", title, told_of, modelled=(modelled,))


def _beside(
    here: pd.DataFrame, characteristic: str, group: str, comparator: str, by: tuple[str, str]
) -> pd.DataFrame:
    own, others = (
        here[here[characteristic] == label].set_index(list(by))[SIDES]
        for label in (group, comparator)
    )
    both = own.join(others.add_prefix("comparator_"), how="outer").fillna(0).astype(int)
    return both.reset_index()


def _fewest(sides: pd.DataFrame, mix: str) -> tuple[int, int]:
    """Return the fewest who passed, and who did not, on either side before either kind."""
    sums = sides.groupby(mix, observed=True)[SIDES_BESIDE].sum()
    passed = sums[["passed", "comparator_passed"]]
    failed = sums[["entered", "comparator_entered"]].to_numpy() - passed.to_numpy()
    return int(passed.to_numpy().min()), int(failed.min())


QUESTION = Question("Do panels and centres differ?", wanted, answer)
