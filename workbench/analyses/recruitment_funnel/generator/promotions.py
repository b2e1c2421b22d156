"""A second, smaller funnel: staff who seek promotion to Senior Probation Officer (SPO).

One thing is planted: part-time staff pass the temporary promotion at 0.75 of the full-time rate.
Everything a person is, is drawn apart from everything else, so no other group inherits it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import population
from workbench.analyses.recruitment_funnel.generator.applications import labelled
from workbench.analyses.recruitment_funnel.generator.words import (
    BLANK,
    FAIL,
    OUTCOME_LABELS,
    PASS,
)
from workbench.synthetic import CHUNK_SIZE, Streams, choose, mask
from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.terms import REGIONS

SIZE = 1200
EFFECT_STAGE, PART_TIME_RATIO = "temporary_promotion", 0.75
BASE_PASS_RATE = {
    "expression_of_interest": 0.72,
    "temporary_promotion": 0.60,
    "substantive_promotion": 0.70,
    "spo_start": 0.95,
}
STAGES = tuple(BASE_PASS_RATE)
# What became of those who did not pass: shares of failed, withdrew.
NOT_PASSED = {
    "expression_of_interest": (0.90, 0.10),
    "temporary_promotion": (0.85, 0.15),
    "substantive_promotion": (0.80, 0.20),
    "spo_start": (0.0, 1.0),
}

WORKING_PATTERNS = ("Full time", "Part time")
GRADES = ("Newly qualified officer", "Probation Officer", "Practice tutor assessor")
FACTS = {  # known of everyone: labels, shares
    "region": (REGIONS, (0.08, 0.09, 0.08, 0.09, 0.18, 0.06, 0.09, 0.07, 0.07, 0.06, 0.07, 0.06)),
    "grade": (GRADES, (0.10, 0.78, 0.12)),
    "part_time": (WORKING_PATTERNS, (0.72, 0.28)),
}
DECLARED = {  # asked of everyone: shares in the order of the code lists
    "ethnicity": (0.07, 0.09, 0.03, 0.01, 0.80),
    "sex": (0.27, 0.73),
    "disability": (0.14, 0.86),
    "age": (0.04, 0.36, 0.34, 0.26),
}
CODE_LIST = {each.name: each for each in CODE_LISTS if each.name in DECLARED}


def draw_promotions(streams: Streams) -> pd.DataFrame:
    """Draw one chunk of the table of promotions, one row for each person.

    Examples
    --------
    >>> draw_promotions(Streams(1, 0, 2))["promotion_id"].tolist()
    ['SYN-P-00000001', 'SYN-P-00000002']
    """
    first = streams.chunk * CHUNK_SIZE + 1
    facts = {name: _drawn(name, shares, streams) for name, (_, shares) in FACTS.items()}
    return pd.DataFrame(
        {
            "promotion_id": [f"SYN-P-{first + row:08d}" for row in range(streams.size)],
            **{name: labelled(codes, FACTS[name][0]) for name, codes in facts.items()},
            **{name: _answers(name, streams) for name in DECLARED},
            **_outcomes(facts["part_time"] == WORKING_PATTERNS.index("Part time"), streams),
        }
    )


def _uniform(name: str, streams: Streams) -> NDArray[np.float64]:
    # A name of its own, or these people would be drawn from the applicants' own numbers.
    return streams.uniform(f"promotions {name}")


def _drawn(name: str, shares: Sequence[float], streams: Streams) -> NDArray[np.int8]:
    return choose(shares, _uniform(name, streams))


def _answers(name: str, streams: Streams) -> pd.Categorical:
    code_list = CODE_LIST[name]
    answers = mask(
        _drawn(name, DECLARED[name], streams),
        _uniform(f"{name} declared", streams),
        groups=len(code_list.groups),
        declared=population.DECLARED_SHARES[name],
        refused=population.PREFER_NOT_TO_SAY_SHARE,
    )
    return labelled(answers, code_list.groups + code_list.undeclared)


def _outcomes(part_time: NDArray[np.bool_], streams: Streams) -> dict[str, pd.Categorical]:
    columns = {}
    reached = np.ones(streams.size, dtype=bool)
    for stage in STAGES:
        ratio = np.where(part_time & (stage == EFFECT_STAGE), PART_TIME_RATIO, 1.0)
        passed = _uniform(f"{stage} pass", streams) < BASE_PASS_RATE[stage] * ratio
        exit_code = choose(NOT_PASSED[stage], _uniform(f"{stage} exit", streams)) + FAIL
        columns[stage] = labelled(
            np.where(reached, np.where(passed, PASS, exit_code), BLANK), OUTCOME_LABELS
        )
        reached &= passed
    return columns
