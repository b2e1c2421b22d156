"""Who reaches a pass mark, that of the stage and others near it; and who has no mark at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import floor, log10

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.findings import Finding, Measure, Measured
from workbench.measures.comparison import TWO_SIDES, share
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED

STEPS = (-2, -1, 0, 1, 2)
"""Steps from the pass mark at which others are looked at."""


def groups_marked(name: str, parameters: Parameters, people: pd.DataFrame) -> list[str]:
    """Return the declared groups with a mark, if anyone of the comparator has one too."""
    comparator = parameters.comparator(name)
    if comparator not in people:
        return []
    others = (comparator, NOT_DECLARED, NOT_ASKED)
    return [group for group in parameters.groups(name) if group in people and group not in others]


def keys_of(name: str, group: str, stage: str, parameters: Parameters) -> dict[str, object]:
    """Return the keys of a cell that compares the marks of one group at one stage."""
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


def cuts(
    name: str, parameters: Parameters, told: Mapping[str, pd.DataFrame], unit: int
) -> Finding | None:
    """Count who reaches the pass mark, and others near it, at every stage that names one."""
    rows: list[dict[str, object]] = []
    for stage, people in told.items():
        mark, comparator = parameters.stages[stage].pass_mark, parameters.comparator(name)
        if mark is None:
            continue
        for group in groups_marked(name, parameters, people):
            for cut in pass_marks(mark):
                basis = "pass mark" if cut == round(mark, 9) else "another mark"
                keys = keys_of(name, group, stage, parameters)
                keys |= {"stratum": f"{cut:.10g}", "basis": basis}
                rows.append(keys | _sides(people, group, comparator, round(cut * unit)))
    if not rows:
        return None
    title = f"{parameters.characteristic_title(name)}: at another pass mark"
    ratio = Measure(TWO_SIDES, partial(_beside, level=parameters.level))
    measures = (share("selection_rate", parameters.level), ratio)
    return Finding(f"cuts:{name}", "cuts", title, pd.DataFrame(rows), measures)


def pass_marks(mark: float) -> list[float]:
    """Return a pass mark and others near it, by steps of about a tenth of it, none below a step.

    Examples
    --------
    >>> pass_marks(55), pass_marks(4), pass_marks(0.6)
    ([45.0, 50.0, 55.0, 60.0, 65.0], [2.0, 3.0, 4.0, 5.0, 6.0], [0.5, 0.55, 0.6, 0.65, 0.7])
    """
    tenth = mark / 10
    power = 10.0 ** floor(log10(tenth))
    step = min((power, 2 * power, 5 * power, 10 * power), key=lambda one: abs(log10(one / tenth)))
    # Marks of a scale such as 1 to 7 are whole: half a mark would be no other pass mark.
    step = max(step, 1.0) if mark >= 2 else step
    near = [(away, round(mark + away * step, 9)) for away in STEPS]
    return [cut for away, cut in near if away >= 0 or cut >= step]


def _sides(people: pd.DataFrame, group: str, comparator: str, cut: int) -> dict[str, int]:
    reached = people[people.index >= cut]
    return {
        "passed": int(reached[group].sum()),
        "entered": int(people[group].sum()),
        "comparator_passed": int(reached[comparator].sum()),
        "comparator_entered": int(people[comparator].sum()),
    }


def _beside(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    sides = [counts[name] for name in TWO_SIDES]
    return Measured(
        {
            "relative_rate_index": relative_rate_index(*sides, level=level),
            "comparator_rate": selection_rate(*sides[2:], level=level),
        }
    )


def marking(parameters: Parameters, counted: CampaignCounts) -> Finding:
    """Count, of those who passed and of those who failed, who has a mark, and one that fits."""
    name = parameters.headline_characteristics[0]
    rows = [
        row
        for stage, one in parameters.stages.items()
        if one.score
        for row in _of_stage(
            counted.tables[Wanted((name,), "scores", stage)],
            counted.everyone.set_index("stage").loc[stage],
            one.pass_mark,
        )
    ]
    keys = {"characteristic": "", "role": "all", "comparator": "", "stratum": "", "family": None}
    cells = pd.DataFrame([keys | row for row in rows])
    title = "Who has a mark, and whether results are those of the marks"
    measures = (share("selection_rate", parameters.level),)
    return Finding("marking", "marking", title, cells, measures)


def _of_stage(
    table: pd.DataFrame, everyone: pd.Series, pass_mark: float | None
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for outcome in ("passed", "failed"):
        own = table[table["outcome"] == outcome]
        marked, whole = int(own["people"].sum()), int(everyone[outcome])
        keys = {"group": outcome, "stage": everyone.name}
        rows.append(keys | {"basis": "has a mark", "passed": marked, "entered": whole})
        if pass_mark is not None:
            fits = (own["score"] >= pass_mark) == (outcome == "passed")
            fitting = int(own.loc[fits, "people"].sum())
            rows.append(keys | {"basis": "mark fits", "passed": fitting, "entered": marked})
    return rows
