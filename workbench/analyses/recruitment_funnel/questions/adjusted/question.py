"""Does it remain once circumstances are equal? Rates set right for what was known before."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.adjusted.fit import fit_places
from workbench.analyses.recruitment_funnel.questions.adjusted.models import all_together, modelled
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.findings import Finding
from workbench.findings.finding import KEYS


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Ask for every headline characteristic by all that is held equal, at once."""
    return tuple(
        _wanted(name, parameters)
        for name in parameters.headline_characteristics
        if held_equal(name, parameters)
    )


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """Set the gap of every declared group right for circumstances, stage by stage."""
    if not parameters.headline_characteristics:
        return NotCovered("no characteristic is named under 'headlines'")
    names = [name for name in parameters.headline_characteristics if held_equal(name, parameters)]
    if not names:
        return NotCovered(
            "nothing that was known before people applied is named under 'strata' or 'adjust_for'"
        )
    return tuple(_finding(name, parameters, counted) for name in names)


def held_equal(name: str, parameters: Parameters) -> tuple[str, ...]:
    """Return what is held equal when a characteristic is looked at: all covariates but itself."""
    return tuple(one for one in parameters.covariates if one != name)


def _wanted(name: str, parameters: Parameters) -> Wanted:
    """Share the count of all circumstances where it holds what is needed."""
    covariates = held_equal(name, parameters)
    shared = set(covariates) <= set(parameters.strata)
    return Wanted((name, *(parameters.strata if shared else covariates)))


def _finding(name: str, parameters: Parameters, counted: CampaignCounts) -> Finding:
    covariates = held_equal(name, parameters)
    comparator = parameters.comparator(name)
    found = fit_places(
        counted.tables[_wanted(name, parameters)],
        name,
        comparator,
        list(parameters.stages),
        covariates,
        parameters.level,
    )
    declared = [group for group in parameters.groups(name) if group != comparator]
    blocks = [found[found["group"] == group] for group in declared]
    told = pd.concat(blocks, ignore_index=True)
    keys = told.assign(
        characteristic=name,
        role="declared",
        comparator=comparator,
        stratum=", ".join(covariates),
        family=None,
    )[list(KEYS)]
    title = f"{parameters.characteristic_title(name)}: once circumstances are equal"
    models = modelled(told, parameters.level)
    beside = (all_together(told, parameters.level),)
    return Finding(
        f"adjusted:{name}", "adjusted", title, keys, table_measures=beside, modelled=models
    )


QUESTION = Question("Does it remain once circumstances are equal?", wanted, answer)
