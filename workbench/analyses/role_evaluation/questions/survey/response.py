"""Who responded, of those who were asked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.analyses.role_evaluation.cells import BLANK
from workbench.analyses.role_evaluation.contract import ROLE
from workbench.analyses.role_evaluation.estimating.survey.sample import SUPPORTED
from workbench.analyses.role_evaluation.questions.survey.keys import COUNTED_SECTION, RESPONSE
from workbench.findings import Finding
from workbench.measures.comparison import share
from workbench.records.panel.waves import AnswerCounts
from workbench.records.panel.waves.invited import Invited


def response(answers: AnswerCounts, invited: Invited | None, *, level: float) -> Finding:
    """Return how many responded in each wave, by role, and of how many where that is known.

    Groups of the file of whom was asked are told of those whom the role supports.
    """
    rows = _responded(answers) if invited is None else _of_invited(answers, invited)
    counts = [name for name in ("entered", "passed", "responded") if name in rows[0]]
    cells = pd.DataFrame(rows).astype(dict.fromkeys(counts, np.int64))
    measures = () if invited is None else (share("selection_rate", level),)
    return Finding(RESPONSE, COUNTED_SECTION, "Who responded", cells, measures=measures)


def _responded(answers: AnswerCounts) -> list[dict[str, object]]:
    once = answers.item == 0
    told: list[dict[str, object]] = []
    for wave, label in enumerate(answers.waves):
        for code, role in enumerate(answers.results.get(ROLE, ("",))):
            here = once & (answers.wave == wave)
            if ROLE in answers.groups:
                here &= answers.groups[ROLE] == code
            keys = {**BLANK, "basis": label, "stratum": role}
            told.append({**keys, "responded": int(answers.people[here].sum())})
    return told


def _of_invited(answers: AnswerCounts, invited: Invited) -> list[dict[str, object]]:
    told: list[dict[str, object]] = []
    places = {name: place for place, name in enumerate(invited.by, start=1)}
    codes = invited.cells
    role_of = codes[:, places[ROLE]] if ROLE in places else np.zeros(len(codes), np.int64)
    for wave, label in enumerate(answers.waves):
        for role in np.unique(role_of).tolist():
            here = (codes[:, 0] == wave) & (role_of == role)
            named = answers.results[ROLE][role] if ROLE in places else ""
            keys = {**BLANK, "basis": label, "stratum": named}
            told.append({**keys, **_counts(invited, here)})
            for name in invited.by if role == SUPPORTED else ():
                if name != ROLE:
                    told += [
                        {**keys, "characteristic": name, "group": group, **_counts(invited, among)}
                        for code, group in enumerate(answers.results[name])
                        if (among := here & (codes[:, places[name]] == code)).any()
                    ]
    return told


def _counts(invited: Invited, among: np.ndarray) -> dict[str, int]:
    return {
        "entered": int(invited.asked[among].sum()),
        "passed": int(invited.answered[among].sum()),
    }
