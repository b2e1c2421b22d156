"""Staff asked in the two waves of the survey, and who of them responds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.outcomes import units_of
from workbench.analyses.role_evaluation.generator.rollout import BEGAN, Floats, Units
from workbench.analyses.role_evaluation.generator.words import (
    AGES,
    CHARACTERISTICS,
    IN_ROLE,
    OTHER_SPO,
    PART_TIME,
    ROLES,
    WAVES,
    WORKING_PATTERNS,
    month_number,
)
from workbench.synthetic import CHUNK_SIZE, Streams, choose

SLOTS = (12, 6)
"""Places kept for SPO of each role in a unit, so that draws do not depend on how many there are."""
RESPONSE_RATES = np.array(
    [
        [
            [
                plan.RESPONSE[pattern]
                + plan.RESPONSE_OF_AGE[age]
                + plan.RESPONSE_OF_OTHER_SPO * (role == OTHER_SPO)
                for age in AGES
            ]
            for pattern in WORKING_PATTERNS
        ]
        for role in range(len(ROLES))
    ]
)
"""By role, working pattern and age."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Everyone asked in one wave, those of a unit together; every array has one entry for each.

    `slot` tells people of a unit apart, `characteristics` holds positions of groups.
    """

    unit: NDArray[np.int64]
    slot: NDArray[np.int64]
    role: NDArray[np.int64]
    pattern: NDArray[np.int64]
    with_role: NDArray[np.bool_]
    characteristics: dict[str, NDArray[np.int8]]
    responded: NDArray[np.bool_]

    @property
    def response_rate(self) -> Floats:
        """Planned response rate of people like each."""
        found: Floats = RESPONSE_RATES[self.role, self.pattern, self.characteristics["age"]]
        return found


def asked(streams: Streams, wave: int) -> Asked:
    """Draw everyone asked in one wave.

    Examples
    --------
    >>> everyone = asked(Streams(1, 0, 108), 0)
    >>> int((everyone.role == 0).sum())
    912
    """
    these = units_of(streams)
    unit, slot = np.nonzero(_present(these))
    role = np.where(slot < SLOTS[IN_ROLE], IN_ROLE, OTHER_SPO)
    part_of_unit = these.people[unit, PART_TIME]
    uniform = numbers(streams, f"{wave} pattern")[unit, slot]
    # In the role the working patterns are those of the panel, elsewhere drawn.
    part = np.where(role == IN_ROLE, slot < part_of_unit, uniform < plan.PART_TIME_SHARE)
    began = BEGAN[these.region][unit] <= month_number(WAVES[wave])
    found = _characteristics(streams, wave, unit, slot, part)
    rate = RESPONSE_RATES[role, part.astype(np.int64), found["age"]]
    responded = numbers(streams, f"{wave} response")[unit, slot] < rate
    with_role = began & (role == IN_ROLE)
    return Asked(unit, slot, role, part.astype(np.int64), with_role, found, responded)


def _present(these: Units) -> NDArray[np.bool_]:
    slots = [np.arange(number) for number in SLOTS]
    in_role = slots[IN_ROLE] < these.headcount[:, None]
    return np.concatenate([in_role, slots[OTHER_SPO] < these.other[:, None]], axis=1)


def numbers(streams: Streams, name: str) -> Floats:
    """Draw a number in [0, 1) for each place of each unit, shape (units, places)."""
    return streams.generator(f"survey {name}").random((streams.size, sum(SLOTS)))


def _characteristics(
    streams: Streams,
    wave: int,
    unit: NDArray[np.int64],
    slot: NDArray[np.int64],
    part: NDArray[np.bool_],
) -> dict[str, NDArray[np.int8]]:
    uniform = {name: numbers(streams, f"{wave} {name}")[unit, slot] for name in CHARACTERISTICS}
    women = [[1 - plan.WOMEN[pattern], plan.WOMEN[pattern]] for pattern in WORKING_PATTERNS]
    return {
        "sex": choose(women, uniform["sex"], cell=part.astype(np.int64)),
        "ethnicity": choose(plan.ETHNICITY_SHARES, uniform["ethnicity"]),
        "disability": choose([plan.DISABLED, 1 - plan.DISABLED], uniform["disability"]),
        "age": choose(plan.AGE_SHARES, uniform["age"]),
    }


def invited(size: int, seed: int) -> pd.DataFrame:
    """Return how many were asked, by wave, role, working pattern and age.

    Examples
    --------
    >>> int(invited(108, 1)["invited"].sum())
    2688
    """
    shape = (len(WAVES), len(ROLES), len(WORKING_PATTERNS), len(AGES))
    counts = np.zeros(shape, dtype=np.int64)
    for chunk, first in enumerate(range(0, size, CHUNK_SIZE)):
        streams = Streams(seed, chunk, min(CHUNK_SIZE, size - first))
        for wave in range(len(WAVES)):
            people = asked(streams, wave)
            cells = (people.role, people.pattern, people.characteristics["age"])
            np.add.at(counts[wave], cells, 1)
    names = {"wave": WAVES, "role": ROLES, "working_pattern": WORKING_PATTERNS, "age": AGES}
    index = pd.MultiIndex.from_product(names.values(), names=list(names))
    return pd.Series(counts.ravel(), index=index, name="invited").reset_index()
