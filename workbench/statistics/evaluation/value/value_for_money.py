"""Value for money at one value of each input: what is cash, and who gains and pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.evaluation.value.appraisal import (
    Appraisal,
    PresentValues,
    present_values,
)
from workbench.statistics.evaluation.value.streams import Floats, yearly_amounts


@dataclass(frozen=True, slots=True, eq=False)
class ValueForMoney:
    """What was gained and spent at the values stated, with everything told apart.

    Attributes
    ----------
    present : PresentValues
        Each number without a further shape.
    yearly : ndarray of float, shape (streams, years)
        Amounts of each year, in real prices and not discounted.
    outcomes : ndarray of float, shape (outcomes, years)
        Quality outcomes of each year in their own units, neither priced nor discounted.
    cashable_benefits, cashable_costs : float
        Present value of what changes a budget; the rest of `present` does not.
    who : tuple of str
        Who gains or pays, in the order first named.
    gains, pays : ndarray of float, shape (who,)
        Present value of the benefits and costs of each.
    """

    present: PresentValues
    yearly: Floats
    outcomes: Floats
    cashable_benefits: float
    cashable_costs: float
    who: tuple[str, ...]
    gains: Floats
    pays: Floats


def appraise(appraisal: Appraisal, values: Mapping[str, float]) -> ValueForMoney:
    """Work out value for money at one value of each input.

    Parameters
    ----------
    appraisal : Appraisal
        What is counted.
    values : mapping of str to float
        Every input by name.

    Returns
    -------
    ValueForMoney

    Raises
    ------
    EstimationError
        As `present_values`, a cost below 0 in some year, or an optimism bias below 0, or above
        1 for a benefit.

    Notes
    -----
    HM Treasury (2022), The Green Book, chapters 5 and 6.

    Examples
    --------
    >>> from workbench.statistics.evaluation.value.discounting import RateBand
    >>> from workbench.statistics.evaluation.value.benefits import time_released
    >>> from workbench.statistics.evaluation.value.streams import Stream
    >>> time = time_released("Time", ("hours",), ("pay",), [0.0, 1.0], "SPOs")
    >>> post = Stream("Posts", "cost", ("posts",), ("pay",), np.array([1.0, 0.0]), True, "HMPPS")
    >>> appraisal = Appraisal((time, post), [RateBand(1, None, 0.25)])
    >>> found = appraise(appraisal, {"hours": 100, "pay": 30, "posts": 120})
    >>> print(found.cashable_costs, found.who, found.gains, found.pays)
    3600.0 ('SPOs', 'HMPPS') [2400.    0.] [   0. 3600.]
    """
    present = present_values(appraisal, values)
    yearly = np.array([yearly_amounts(stream, values) for stream in appraisal.streams])
    cost = np.array([stream.kind == "cost" for stream in appraisal.streams])
    _refuse(appraisal, values, yearly, cost)
    cash = np.array([stream.cashable for stream in appraisal.streams])
    parties = [stream.who for stream in appraisal.streams]
    who = tuple(dict.fromkeys(parties))
    of = np.array([[name == party for party in parties] for name in who])
    outcomes = [yearly_amounts(outcome, values) for outcome in appraisal.outcomes]
    return ValueForMoney(
        present=present,
        yearly=yearly,
        outcomes=np.array(outcomes).reshape(-1, appraisal.years),
        cashable_benefits=float(present.streams[cash & ~cost].sum()),
        cashable_costs=float(present.streams[cash & cost].sum()),
        who=who,
        gains=np.where(of & ~cost, present.streams, 0.0).sum(axis=1),
        pays=np.where(of & cost, present.streams, 0.0).sum(axis=1),
    )


def _refuse(
    appraisal: Appraisal, values: Mapping[str, float], yearly: Floats, cost: NDArray[np.bool_]
) -> None:
    problems = []
    below = (yearly < 0).any(axis=1) & cost
    names = [s.name for s, wrong in zip(appraisal.streams, below, strict=True) if wrong]
    if names:
        problems.append(
            f"Costs must not be negative; those of {names} are. State a saving as a benefit."
        )
    for stream in appraisal.streams:
        bias = 0.0 if stream.optimism_bias is None else values[stream.optimism_bias]
        if not 0 <= bias <= (np.inf if stream.kind == "cost" else 1):
            problems.append(
                f"The optimism bias of {stream.name} is {bias}; give a share from 0, and to 1 for "
                "a benefit: it raises costs and lowers benefits."
            )
    if problems:
        raise EstimationError.gather("The appraisal", problems)
