"""How many answered each item and how many agreed, as counts that the gate protects together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from workbench.analyses.role_evaluation.cells import BLANK
from workbench.analyses.role_evaluation.contract import ROLE
from workbench.analyses.role_evaluation.estimating.survey.sample import OTHERS, SUPPORTED, Sample
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.survey.keys import (
    AGREEMENT,
    BY,
    COUNTED_SECTION,
    SIDES,
)
from workbench.findings import Finding
from workbench.measures.comparison import share

AGREES = slice(3, None)
RATE = "selection_rate"
Keys = Mapping[str, str]


def agreement(parameters: Parameters, sample: Sample) -> Finding:
    """Return how many agree with each item, with the role and without, in each wave."""
    roles = {"": SUPPORTED}
    if ROLE in sample.answers.groups:
        roles[sample.answers.results[ROLE][OTHERS]] = OTHERS
    rows = [
        row
        for item in sample.answers.items
        for label, role in roles.items()
        for row in _counts(sample, item, {"stratum": label}, role, side_is="group")
        if role == SUPPORTED or row["entered"]
    ]
    return _finding(AGREEMENT, "Agreement with and without the role", rows, parameters.level)


def agreement_by(parameters: Parameters, sample: Sample, name: str) -> Finding:
    """Return the same for each group of a characteristic, those who gave none among them."""
    survey = parameters.survey
    assert survey is not None, "there is a survey"
    comparator, declared = survey.comparator(name), survey.groups(name)
    rows: list[dict[str, object]] = []
    for item in sample.answers.items:
        for code, group in enumerate(sample.answers.results[name]):
            role = (
                "comparator"
                if group == comparator
                else "declared"
                if group in declared
                else "undeclared"
            )
            keys = {
                "characteristic": name,
                "group": group,
                "role": role,
                "comparator": "" if role == "comparator" else comparator,
            }
            rows += _counts(sample, item, keys, SUPPORTED, {name: code}, side_is="stratum")
    return _finding(f"{AGREEMENT} {BY}{name}", name, rows, parameters.level)


def _counts(
    sample: Sample,
    item: str,
    keys: Keys,
    role: int,
    groups: Mapping[str, int] | None = None,
    *,
    side_is: str,
) -> Iterator[dict[str, object]]:
    people = sample.of(item, role, groups).people.sum(axis=0)
    for side, name in enumerate(SIDES):
        for wave, label in enumerate(sample.answers.waves):
            yield {
                **BLANK,
                "stage": item,
                "basis": label,
                side_is: name,
                **keys,
                "entered": int(people[side, wave].sum()),
                "passed": int(people[side, wave, AGREES].sum()),
            }


def _finding(name: str, title: str, rows: list[dict[str, object]], level: float) -> Finding:
    cells = pd.DataFrame(rows).astype({"entered": np.int64, "passed": np.int64})
    return Finding(name, COUNTED_SECTION, title, cells, measures=(share(RATE, level),))
