"""The rows: a person's groups once, and what became of them in each year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.pay_progression.generator import plan
from workbench.synthetic import CHUNK_SIZE, Streams, choose, mask
from workbench.vocabulary.characteristics import NOT_DECLARED_LABELS

Codes = NDArray[np.int8]
Labels = NDArray[np.object_]


def draw_staff(streams: Streams) -> pd.DataFrame:
    """Draw a person for each row of a chunk, and give each their years.

    Returns
    -------
    DataFrame
        A row a person and year, those of the earlier year first.
    """
    actual = _actual(streams)
    first = streams.chunk * CHUNK_SIZE
    people = pd.DataFrame(
        {
            "person_id": [f"S{first + number:06d}" for number in range(1, streams.size + 1)],
            **{name: actual[name] for name in ("region", "band", "working_pattern")},
            **{name: _declared(name, actual[name], streams) for name in plan.DECLARED},
        }
    )
    before = streams.uniform("before") < plan.BEFORE
    rounds = []
    for year, here in zip(plan.YEARS, (before, np.ones(streams.size, bool)), strict=True):
        outcome = _outcome(actual, streams, year)
        told = people.assign(outcome=outcome)[here]
        told.insert(1, "year", year)
        rounds.append(told)
    return pd.concat(rounds, ignore_index=True)


def _actual(streams: Streams) -> dict[str, Labels]:
    plain = {
        "region": plan.REGION,
        "band": plan.BANDS,
        "sex": plan.SEX,
        "age": plan.AGE,
        "disability": plan.DISABILITY,
        "sexual_orientation": plan.ORIENTATION,
    }
    told = {name: _choose(shares, streams.uniform(name)) for name, shares in plain.items()}
    hard = told["region"] == plan.HARD_REGION
    shares = [list(plan.ETHNICITY.values()), list(plan.ETHNICITY_IN_HARD_REGION.values())]
    codes = choose(shares, streams.uniform("ethnicity"), cell=hard.astype(np.int64))
    told["ethnicity"] = np.array([*plan.ETHNICITY], dtype=object)[codes]
    part_time = streams.uniform("working_pattern") < _of(told["sex"], plan.PART_TIME)
    told["working_pattern"] = np.where(part_time, "Part time", "Full time").astype(object)
    return told


def _choose(shares: Mapping[str, float], uniform: NDArray[np.float64]) -> Labels:
    codes = choose(list(shares.values()), uniform)
    return np.array([*shares], dtype=object)[codes]


def _of(labels: Labels, values: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the number that stands for each label."""
    return np.array([values[label] for label in labels])


def _declared(name: str, labels: Labels, streams: Streams) -> Labels:
    """Return what people say of themselves; some prefer not to, and some leave it blank."""
    groups, codes = np.unique(labels, return_inverse=True)
    uniform = streams.uniform(f"{name} declared")
    share = plan.DECLARED[name]
    told = mask(codes.astype(np.int8), uniform, groups=len(groups), declared=share, refused=0.6)
    return np.array([*groups, NOT_DECLARED_LABELS[0], ""], dtype=object)[told]


def _outcome(actual: Mapping[str, Labels], streams: Streams, year: str) -> Labels:
    part_time = actual["working_pattern"] == "Part time"
    hard = actual["region"] == plan.HARD_REGION
    rate = plan.PROGRESSED * np.where(hard, plan.IN_HARD_REGION, 1.0)
    rate = rate * np.where(part_time, plan.PART_TIME_ASSESSED, 1.0)
    assessed = streams.uniform(f"assessed {year}") < _of(actual["working_pattern"], plan.ASSESSED)
    progressed = streams.uniform(f"progressed {year}") < rate
    outcome = np.where(progressed, plan.PROGRESSED_OUTCOME, plan.NOT_PROGRESSED)
    outcome = np.where(assessed, outcome, plan.NOT_ASSESSED).astype(object)
    for reason in reversed(plan.LEFT_OUT):
        out = streams.uniform(f"{reason} {year}") < _left_out(reason, actual)
        outcome[out] = reason
    return outcome


def _left_out(reason: str, actual: Mapping[str, Labels]) -> NDArray[np.float64]:
    """Return the chance of each person to be left out for one reason, if not for one before."""
    usual = np.full(len(actual["sex"]), plan.LEFT_OUT[reason])
    if reason == plan.TOP:
        return np.where(
            np.isin(actual["age"], ("50 to 59", "60 and over")), plan.TOP_FROM_50, usual
        )
    if reason == plan.LONG_LEAVE:
        return np.where(actual["disability"] == "Disabled", plan.LONG_LEAVE_DISABLED, usual)
    if reason == plan.MATERNITY:
        sex, ages = plan.MATERNITY_OF
        return np.where((actual["sex"] == sex) & np.isin(actual["age"], ages), usual, 0.0)
    return usual
