"""The whole way that a report takes, to hold the benchmark's own way through against it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.validity.campaign_questions import question_counts, questions
from benchmarks.validity.campaigns import Intake, campaign_counts
from benchmarks.validity.false_alarms import simulate
from workbench.analyses.recruitment_funnel.analysis import state
from workbench.disclosure import release
from workbench.vocabulary.terms import EVIDENCE, OVERALL, PolicyName

KEYS = ["characteristic", "group", "stage"]


def released_questions(
    intake: Intake, counted: Mapping[str, NDArray[np.int64]], policy: PolicyName
) -> pd.DataFrame:
    """Return what the release of a campaign says to each of `questions`, in their order."""
    made = release(state(intake.parameters, campaign_counts(intake, counted), ()), policy)
    rows = [
        (cell.characteristic, cell.group, cell.stage, cell.p_value, cell.verdict == EVIDENCE)
        for finding in made.of_section("characteristic")
        for cell in finding.cells
        if cell.verdict is not None and cell.basis in ("conditional", OVERALL)
    ]
    told = pd.DataFrame(rows, columns=[*KEYS, "p_value", "evidence"]).set_index(KEYS)
    return told.loc[pd.MultiIndex.from_frame(questions(intake)[KEYS])].reset_index()


def goes_the_same_way(
    intake: Intake, counted: Mapping[str, NDArray[np.int64]], policy: PolicyName
) -> bool:
    """Tell whether the release shows the same tests, and the same evidence, as the benchmark."""
    told = released_questions(intake, counted, policy)
    own = simulate(intake, question_counts(intake, counted)[None], policy)
    near = own.p_value[0] <= 0.05 if policy == "open" else own.shown[0]
    same_p = np.isclose(told["p_value"].astype(float)[near], own.p_value[0][near], atol=1e-6)
    return bool(
        (told["p_value"].notna() == own.shown[0]).all()
        and (told["evidence"] == own.evidence[0]).all()
        and same_p.all()
    )
