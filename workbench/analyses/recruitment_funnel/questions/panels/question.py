"""Whether panels and centres pass people at different rates, beyond chance; and kinds of panel."""

from __future__ import annotations

from functools import partial

import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.panels.judged import judged_at
from workbench.analyses.recruitment_funnel.questions.panels.kinds import compare_kinds
from workbench.analyses.recruitment_funnel.questions.panels.shown import SIDES, panels_as_shown
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.findings import Finding, TableMeasure
from workbench.measures.comparison import share
from workbench.vocabulary.terms import NOT_RECORDED

NOT_RANDOM = (
    "Different people come before different panels, so a difference is a question, and no finding "
    "about a panel."
)
AT_RANDOM = (
    "The parameters say that people were assigned to panels at random at the {stages}; so, but for "
    "chance, panels there met like people."
)
KINDS_NOT_RANDOM = (
    "Another kind of panel may sit in other regions, on other days and before other people: a "
    "difference between kinds is no effect of the kind."
)


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return exits by panel, and by characteristic, panel and kind of panel."""
    panels = tuple(Wanted((name,)) for name in _panels(parameters))
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
    panels = [_finding(name, parameters, counted) for name in _panels(parameters)]
    kinds = [
        compare_kinds(panel, mix, characteristic, parameters, counted)
        for panel, mix in _mixes(parameters)
        for characteristic in parameters.headline_characteristics
    ]
    return (*panels, *kinds)


def note(parameters: Parameters) -> str:
    """Say where people were assigned to panels at random, and what follows where they were not."""
    stages = dict.fromkeys(one.stage for one in parameters.panels.values())
    at_random = [stage for stage in stages if _is_random(stage, parameters)]
    kinds = {one.stage for one in parameters.panels.values() if one.mix} - {*at_random}
    listed = " and the ".join(parameters.stage_title(stage) for stage in at_random)
    told = [
        AT_RANDOM.format(stages=listed) if at_random else "",
        NOT_RANDOM if len(at_random) < len(stages) else "",
        KINDS_NOT_RANDOM if kinds else "",
    ]
    if at_random and len(at_random) < len(stages):
        told[1] = f"Elsewhere {told[1][0].lower()}{told[1][1:]}"
    return " ".join(filter(None, told))


def _is_random(stage: str, parameters: Parameters) -> bool:
    return any(one.at_random for one in parameters.panels.values() if one.stage == stage)


def _panels(parameters: Parameters) -> list[str]:
    return [name for name, one in parameters.panels.items() if not one.mix]


def _mixes(parameters: Parameters) -> list[tuple[str, str]]:
    """Return each kind-of-panel column beside the one column of panels of the same stage."""
    panels = {parameters.panels[name].stage: name for name in _panels(parameters)}
    return [(panels[one.stage], name) for name, one in parameters.panels.items() if one.mix]


def _finding(name: str, parameters: Parameters, counted: CampaignCounts) -> Finding:
    """Return all panels together, each of them, then people of whom no panel is recorded."""
    panel = parameters.panels[name]
    labels = panel.labels_of(name)
    judged = judged_at(counted.tables[Wanted((name,))], [name], panel.stage, parameters)
    by_panel = judged.set_index(name).reindex([*labels, NOT_RECORDED], fill_value=0)
    counts = pd.concat([by_panel.loc[[*labels]].sum().to_frame().T, by_panel], ignore_index=True)
    cells = counts.assign(
        characteristic="",
        group=["", *labels, NOT_RECORDED],
        role="all",
        comparator="",
        stage=panel.stage,
        basis=["panels", *["panel"] * len(labels), "not recorded"],
        stratum="",
        family=None,
    )
    measure = partial(panels_as_shown, panels=len(labels), level=parameters.level)
    return Finding(
        f"panels:{name}",
        "panels",
        parameters.title_of(name),
        cells,
        (share("selection_rate", parameters.level),),
        (TableMeasure(SIDES, measure),),
    )


QUESTION = Question("Do panels and centres differ?", wanted, answer, note)
