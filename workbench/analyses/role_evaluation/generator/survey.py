"""The answers of those who responded to the survey."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import logit

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.answers import answers
from workbench.analyses.role_evaluation.generator.asked import SLOTS, Asked, asked, numbers
from workbench.analyses.role_evaluation.generator.outcomes import units_of
from workbench.analyses.role_evaluation.generator.rollout import Floats
from workbench.analyses.role_evaluation.generator.words import (
    CHARACTERISTICS,
    PREFER_NOT_TO_SAY,
    ROLES,
    SINCE,
    WAVES,
    WORKING_PATTERNS,
    YES_NO,
)
from workbench.synthetic import Streams
from workbench.vocabulary.terms import REGIONS


def log_odds(people: Asked, wave: int) -> dict[str, Floats]:
    """Return the planned log odds of a 4 or 5 of each person, by item."""
    since = wave == SINCE
    state = np.where(people.with_role, 1, 2) if since else np.zeros(len(people.unit), np.int64)
    shares = {name: np.array(listed)[state] for name, listed in plan.ITEMS.items()}
    patterns = np.array(plan.WORKLOAD_WITH_ROLE)[people.pattern]
    workload = shares["acceptable_workload"]
    shares["acceptable_workload"] = np.where(people.with_role, patterns, workload)
    disabled = people.characteristics["disability"] == 0
    heard = shares["needs_heard"]
    others = (heard - plan.DISABLED * plan.NEEDS_HEARD_OF_DISABLED) / (1 - plan.DISABLED)
    shares["needs_heard"] = np.where(disabled, plan.NEEDS_HEARD_OF_DISABLED, others)
    return {name: logit(share) for name, share in shares.items()}


def draw_survey(streams: Streams) -> pd.DataFrame:
    """Draw the answers of one chunk of units, both waves.

    Examples
    --------
    >>> draw_survey(Streams(1, 0, 12))["wave"].unique().tolist()
    ['2022-09', '2023-06']
    """
    return pd.concat([_wave(streams, wave) for wave in range(len(WAVES))], ignore_index=True)


def _wave(streams: Streams, wave: int) -> pd.DataFrame:
    these, people = units_of(streams), asked(streams, wave)
    places = (these.place[people.unit] * sum(SLOTS) + people.slot).tolist()
    given = answers(streams, wave, (people.unit, people.slot), sum(SLOTS), log_odds(people, wave))
    label = {
        name: pd.Categorical.from_codes(codes, list(CHARACTERISTICS[name]))
        for name, codes in people.characteristics.items()
    }
    for name, share in plan.NOT_DECLARED.items():
        refused = numbers(streams, f"{wave} {name} declared")[people.unit, people.slot] < share
        label[name] = label[name].add_categories([PREFER_NOT_TO_SAY])
        label[name][refused] = PREFER_NOT_TO_SAY
    frame = pd.DataFrame(
        {
            "response_id": [f"SYN-{wave + 1}-{number:07}" for number in places],
            "wave": WAVES[wave],
            "region": np.array(REGIONS, dtype=object)[these.region][people.unit],
            "unit": np.array(these.names, dtype=object)[people.unit],
            "role": pd.Categorical.from_codes(people.role, list(ROLES)),
            "working_pattern": pd.Categorical.from_codes(people.pattern, list(WORKING_PATTERNS)),
            **label,
            "with_role": pd.Categorical.from_codes((~people.with_role).astype(int), list(YES_NO)),
            **given,
            "weight": np.round(1 / people.response_rate, 3),
        }
    )
    return frame[people.responded].reset_index(drop=True)
