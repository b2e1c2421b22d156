"""Answers from 1 to 5 that go together within a person and a unit, with stated margins."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, ndtr

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.rollout import Floats
from workbench.synthetic import Streams


def shares_of_answers(log_odds: Floats) -> Floats:
    """Return the shares of answers 1 to 5 where those of 4 or 5 have these log odds.

    Parameters
    ----------
    log_odds : ndarray of float, shape (people,)

    Returns
    -------
    ndarray of float, shape (people, 5)
        Of proportional odds: a change of the log odds moves every answer alike.

    Examples
    --------
    >>> shares_of_answers(np.array([0.0])).round(2).tolist()
    [[0.1, 0.19, 0.21, 0.36, 0.14]]
    """
    at_least = expit(log_odds[:, None] + np.array(plan.STEPS))
    ones = np.ones((len(log_odds), 1))
    return -np.diff(np.concatenate([ones, at_least, 0 * ones], axis=1), axis=1)


def answers(
    streams: Streams,
    wave: int,
    where: tuple[NDArray[np.int64], NDArray[np.int64]],
    slots: int,
    log_odds: dict[str, Floats],
) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Draw answers of people at units and slots, a few of them blank, by item."""
    unit, slot = where
    shape = (streams.size, slots)

    def normal(name: str) -> Floats:
        return streams.generator(f"survey {wave} {name}").standard_normal(shape)[unit, slot]

    of_unit, of_person = plan.SHARED
    shared = np.sqrt(of_unit) * streams.normal("survey unit")[unit]
    shared = shared + np.sqrt(of_person) * normal("person")
    found = {}
    for name, odds in log_odds.items():
        # Normal numbers that go together become uniform, so that each item keeps its own shares.
        uniform = ndtr(shared + np.sqrt(1 - of_unit - of_person) * normal(name))
        limits = shares_of_answers(odds).cumsum(axis=1)[:, :-1]
        answer = pd.array(1 + (uniform[:, None] >= limits).sum(axis=1), dtype="Int8")
        blank = streams.generator(f"survey {wave} {name} blank").random(shape)[unit, slot]
        answer[blank < plan.ITEM_BLANK] = pd.NA
        found[name] = answer
    return found
