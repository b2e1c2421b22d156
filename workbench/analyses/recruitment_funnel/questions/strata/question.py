"""Is it where people applied, or how they were treated? Groups compared within strata."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.analyses.recruitment_funnel.questions.strata.counts import ByPlace, by_place
from workbench.analyses.recruitment_funnel.questions.strata.models import of_several, of_single
from workbench.analyses.recruitment_funnel.questions.strata.pooled import pool
from workbench.analyses.recruitment_funnel.questions.strata.rows import rows_finding
from workbench.findings import Finding, Modelled
from workbench.findings.finding import KEYS
from workbench.vocabulary.terms import OVERALL


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Ask for every characteristic by all circumstances at once."""
    if not parameters.strata:
        return ()
    return tuple(_wanted(name, parameters) for name in parameters.characteristics)


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """Compare every declared group within each circumstance, and within all at once."""
    if not parameters.strata:
        return NotCovered(
            "the parameters name no region, route or other circumstance under 'strata'"
        )
    return tuple(
        finding
        for name in parameters.characteristics
        for finding in _findings(name, parameters, counted)
    )


def _wanted(name: str, parameters: Parameters) -> Wanted:
    return Wanted((name, *parameters.strata))


def choices_of(parameters: Parameters) -> list[tuple[str, ...]]:
    """Return each circumstance by itself, then all at once where there are several."""
    single: list[tuple[str, ...]] = [(name,) for name in parameters.strata]
    return [*single, tuple(parameters.strata)] if len(single) > 1 else single


def _findings(name: str, parameters: Parameters, counted: CampaignCounts) -> list[Finding]:
    groups, comparator = parameters.groups(name), parameters.comparator(name)
    choices = choices_of(parameters)
    cells = counted.tables[_wanted(name, parameters)]
    counts = by_place(cells, name, groups, list(parameters.stages), choices)
    against = groups.index(comparator)
    keys = _keys(name, groups, comparator, counts[0].places, choices)
    measure = of_single(
        tuple(parameters.strata),
        counts,
        against,
        level=parameters.level,
        least=parameters.minimum_group,
    )
    models = _several(counts, against, len(keys), parameters) if len(choices) > 1 else ()
    title = f"{parameters.characteristic_title(name)}: like with like"
    whole = Finding(
        f"strata:{name}", "strata", title, keys, table_measures=(measure,), modelled=models
    )
    if name not in parameters.headline_characteristics:
        return [whole]
    rows = rows_finding(name, parameters, counts)
    return [whole] if rows is None else [whole, rows]


def _several(
    counts: Sequence[ByPlace], comparator: int, rows: int, parameters: Parameters
) -> tuple[Modelled, ...]:
    """Hold all circumstances apart at once: too many combinations for counts as shown."""
    overall = np.array([basis == OVERALL for _, basis in counts[-1].places])
    pooled = pool(
        counts[-1].sides(comparator),
        level=parameters.level,
        overall=overall,
        least=parameters.minimum_group,
        homogeneity=False,
    )
    before = rows - pooled.strata.size
    return of_several(pooled, counts[-1], comparator, before, parameters.level)


def _keys(
    name: str,
    groups: Sequence[str],
    comparator: str,
    places: Sequence[tuple[str, str]],
    choices: Sequence[tuple[str, ...]],
) -> pd.DataFrame:
    others = [group for group in groups if group != comparator]
    told = [
        (name, group, "declared", comparator, *place, ", ".join(choice), None)
        for choice in choices
        for group in others
        for place in places
    ]
    return pd.DataFrame(told, columns=list(KEYS))


QUESTION = Question("Is it where people applied, or how they were treated?", wanted, answer)
