"""What the marks show: how far apart two groups' marks lie, and what another pass mark would do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.measures import TWO_SIDES, share
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.findings import Finding, Measure, Measured, Modelled
from workbench.statistics.cut_scores import cut_score_counts
from workbench.statistics.estimate import Estimate
from workbench.statistics.relative_rate import relative_rate_index
from workbench.statistics.scores import hedges_g, summarise_scores
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED

AWAY = (-10, -5, 0, 5, 10)
"""Marks above the pass mark at which another cut is looked at."""
NOTHING_FITTED = 1_000_000


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return the marks at every stage that has them, by each headline characteristic."""
    return tuple(
        Wanted((name,), "scores", stage)
        for name in parameters.headline_characteristics
        for stage, one in parameters.stages.items()
        if one.score
    )


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State how marks differ, and the rate ratio at each cut."""
    if not wanted(parameters):
        return NotCovered("no column of marks was named")
    findings = [
        finding
        for name in parameters.headline_characteristics
        for finding in _of_characteristic(name, parameters, counted)
    ]
    return tuple(findings) or NotCovered("no one has a mark")


def _of_characteristic(name: str, parameters: Parameters, counted: CampaignCounts) -> list[Finding]:
    stages = [stage for stage, one in parameters.stages.items() if one.score]
    tables = {stage: _people(name, stage, counted) for stage in stages}
    told = {stage: table for stage, table in tables.items() if len(table)}
    if not told:
        return []
    title = parameters.characteristic_title(name)
    gaps, cuts = _gaps(name, parameters, told), _cuts(name, parameters, told)
    ratio = Measure(TWO_SIDES, partial(_ratio, level=parameters.level))
    measures = (share("selection_rate", parameters.level), ratio)
    cut = Finding(f"cuts:{name}", "cuts", f"{title}: at another pass mark", cuts, measures)
    return [gaps, cut] if len(cuts) else [gaps]


def _people(name: str, stage: str, counted: CampaignCounts) -> pd.DataFrame:
    """Return people by whole mark, a column for each group; parts of a mark are cut off."""
    table = counted.tables[Wanted((name,), "scores", stage)]
    marks = np.floor(table["score"]).astype(int)
    people = table.assign(mark=marks).pivot_table(
        index="mark", columns=name, values="people", aggfunc="sum", fill_value=0, observed=True
    )
    people.columns = people.columns.astype(str)
    return people


def _groups(name: str, parameters: Parameters, people: pd.DataFrame) -> list[str]:
    others = (parameters.comparator(name), NOT_DECLARED, NOT_ASKED)
    return [group for group in parameters.groups(name) if group in people and group not in others]


def _keys(name: str, group: str, stage: str, parameters: Parameters) -> dict[str, object]:
    return {
        "characteristic": name,
        "group": group,
        "role": "declared",
        "comparator": parameters.comparator(name),
        "stage": stage,
        "basis": "marks",
        "stratum": "",
        "family": None,
    }


def _gaps(name: str, parameters: Parameters, told: Mapping[str, pd.DataFrame]) -> Finding:
    """Compare the marks of each group with the comparator's."""
    rows, parts, scored, others = [], [], [], []
    for stage, people in told.items():
        comparator = people.get(parameters.comparator(name), pd.Series(0, index=people.index))
        theirs = summarise_scores(people.index, comparator)
        for group in _groups(name, parameters, people):
            own = summarise_scores(people.index, people[group])
            rows.append(_keys(name, group, stage, parameters))
            parts.append(hedges_g(own, theirs, level=parameters.level))
            scored.append(int(own.scored))
            others.append(int(theirs.scored))
    joined = _joined(parts, parameters.level)
    modelled = Modelled(
        {"standardised_difference": joined},
        events=np.array(scored),
        non_events=np.array(others),
        residual=np.full(len(rows), NOTHING_FITTED),
        finest=0.05,
    )
    title = f"{parameters.characteristic_title(name)}: how far apart the marks lie"
    return Finding(f"marks:{name}", "marks", title, pd.DataFrame(rows), modelled=(modelled,))


def _joined(parts: list[Estimate], level: float) -> Estimate:
    ends = [[float(getattr(one, end)) for one in parts] for end in ("value", "lower", "upper")]
    return Estimate(*map(np.array, ends), level=level, method="Hedges' g, large-sample interval")


def _cuts(name: str, parameters: Parameters, told: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who would have passed at the pass mark, and at marks around it."""
    rows = []
    for stage, people in told.items():
        mark, comparator = parameters.stages[stage].pass_mark, parameters.comparator(name)
        if mark is None or comparator not in people:
            continue
        for group in _groups(name, parameters, people):
            counts = cut_score_counts(people.index, people[group], people[comparator])
            at = np.searchsorted(counts.cuts, [mark + away for away in AWAY])
            for away, place in zip(AWAY, at, strict=True):
                if place < len(counts.cuts):
                    sides = {side: int(getattr(counts, side)[place]) for side in TWO_SIDES}
                    keys = _keys(name, group, stage, parameters)
                    basis = "pass mark" if away == 0 else "another mark"
                    told_as = {"stratum": f"{mark + away:g}", "basis": basis}
                    rows.append(keys | told_as | sides)
    return pd.DataFrame(rows)


def _ratio(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    sides = (counts[name] for name in TWO_SIDES)
    return Measured({"relative_rate_index": relative_rate_index(*sides, level=level)})


QUESTION = Question("What do the marks show?", wanted, answer)
