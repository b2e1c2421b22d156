"""Is it getting better? This campaign beside those before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.campaigns.aligned import (
    Campaign,
    Place,
    align,
    all_campaigns,
)
from workbench.analyses.recruitment_funnel.questions.campaigns.measure import compared_over_time
from workbench.analyses.recruitment_funnel.questions.campaigns.target import towards_target
from workbench.analyses.recruitment_funnel.questions.campaigns.trend import trend
from workbench.analyses.recruitment_funnel.questions.campaigns.usual import usual
from workbench.analyses.recruitment_funnel.questions.question import (
    Answer,
    NotCovered,
    Question,
    nothing_more,
)
from workbench.findings import Finding, Measure, Measured, TableMeasure
from workbench.measures.comparison import TWO_SIDES, share
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.vocabulary.terms import OVERALL

SIDES = ("passed", "entered")
COLUMNS = ["reached", "exempt", "pending", "passed", "entered"]


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """Hold every headline group of this campaign beside the same group in the earlier ones."""
    if not parameters.earlier:
        return NotCovered("no earlier campaign is named under 'earlier'")
    aligned = align(parameters)
    if not aligned.places:
        return NotCovered("the campaigns have no stage in common")
    campaigns = all_campaigns(parameters, counted)
    findings = [_everyone(parameters, campaigns, aligned.places)]
    for name, labels in aligned.with_characteristic.items():
        asked = [one for one in campaigns if one.label in labels]
        findings.append(_finding(name, parameters, asked, aligned.places))
    return tuple(findings)


def note(parameters: Parameters) -> str:
    """Say in what the campaigns differ."""
    return " ".join(align(parameters).told) if parameters.earlier else ""


def _everyone(
    parameters: Parameters, campaigns: Sequence[Campaign], places: Sequence[Place]
) -> Finding:
    cells = _cells("", [""], campaigns, places).assign(role="all", comparator="")
    measure = TableMeasure(SIDES, partial(usual, campaigns=len(campaigns), level=parameters.level))
    return Finding(
        "campaigns",
        "campaigns",
        "Everyone, campaign by campaign",
        cells,
        (share("selection_rate", parameters.level),),
        (measure,),
    )


def _finding(
    name: str, parameters: Parameters, campaigns: Sequence[Campaign], places: Sequence[Place]
) -> Finding:
    """Return one row a group, stage and campaign; what is told over time stands in the last's."""
    level, comparator = parameters.level, parameters.comparator(name)
    groups = [*(group for group in parameters.groups(name) if group != comparator), comparator]
    cells = _beside(_cells(name, groups, campaigns, places), comparator)
    many = len(campaigns)
    tables = [
        TableMeasure(SIDES, partial(usual, campaigns=many, level=level)),
        TableMeasure(
            TWO_SIDES,
            partial(compared_over_time, campaigns=many, places=len(places), level=level),
        ),
        TableMeasure(TWO_SIDES, partial(trend, campaigns=many, places=len(places), level=level)),
    ]
    target = parameters.target
    if target and target.characteristic == name:
        rows = cells[["group", "stage"]]
        towards = partial(towards_target, rows=rows, campaigns=many, target=target, level=level)
        tables.append(TableMeasure(SIDES, towards))
    return Finding(
        f"campaigns:{name}",
        "campaigns",
        f"{parameters.characteristic_title(name)}: campaign by campaign",
        cells,
        (share("selection_rate", level), Measure(TWO_SIDES, partial(_ratio, level=level))),
        tuple(tables),
    )


def _ratio(counts: dict[str, np.ndarray], *, level: float) -> Measured:
    sides = (counts[name] for name in TWO_SIDES)
    return Measured({"relative_rate_index": relative_rate_index(*sides, level=level)})


def _cells(
    name: str, groups: Sequence[str], campaigns: Sequence[Campaign], places: Sequence[Place]
) -> pd.DataFrame:
    """Return who passed and who entered: by group, then place, then campaign in order of time."""
    counts = np.stack([_of(one, name, groups, places) for one in campaigns], axis=2)
    # The gate takes “region: London” for a place; a campaign is none, whatever it is called.
    labels = [one.label.replace(": ", ", ") for one in campaigns]
    keys = pd.MultiIndex.from_product([groups, range(len(places)), labels])
    frame = pd.DataFrame(counts.reshape(-1, 2), columns=list(SIDES))
    at = keys.get_level_values(1)
    return frame.assign(
        characteristic=name,
        group=keys.get_level_values(0).astype(object),
        stage=[places[place][0] for place in at],
        basis=[places[place][1] for place in at],
        stratum=keys.get_level_values(2).astype(object),
        family=None,
    )


def _of(
    campaign: Campaign, name: str, groups: Sequence[str], places: Sequence[Place]
) -> np.ndarray:
    """Return passed and entered of one campaign, shape (groups, places, 2)."""
    stages = campaign.counted.stages
    own = stages[stages["characteristic"] == name]
    order = list(campaign.parameters.stages)
    by_stage = own.set_index(["group", "stage"])[COLUMNS]
    index = pd.MultiIndex.from_product([groups, order])
    table = by_stage.reindex(index, fill_value=0).to_numpy(np.int64)
    reached, exempt, pending, passed, entered = np.moveaxis(
        table.reshape(len(groups), len(order), len(COLUMNS)), 2, 0
    )
    sides = [
        (passed[:, -1] + exempt[:, -1], reached[:, 0] - pending.sum(axis=1))
        if stage == OVERALL
        else (passed[:, order.index(stage)], entered[:, order.index(stage)])
        for stage, _ in places
    ]
    return np.moveaxis(np.array(sides), 2, 0)


def _beside(cells: pd.DataFrame, comparator: str) -> pd.DataFrame:
    """Put the comparator's counts beside every group's; its rows are the last."""
    own = cells[cells["group"] == comparator]
    groups = len(cells) // len(own)
    others = {f"comparator_{side}": np.tile(own[side], groups) for side in SIDES}
    role = np.where(cells["group"] == comparator, "comparator", "declared")
    return cells.assign(**others, comparator=comparator, role=role)


QUESTION = Question("Is it getting better?", nothing_more, answer, note)
