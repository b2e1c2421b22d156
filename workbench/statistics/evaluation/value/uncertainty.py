"""How sure value for money is: Monte Carlo over effects and assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.value.appraisal import Appraisal, present_values
from workbench.statistics.evaluation.value.streams import full_year, year_weights
from workbench.statistics.evaluation.value.uncertain_inputs import Floats, UncertainInputs
from workbench.statistics.evaluation.value.value_for_money import appraise
from workbench.statistics.inputs import critical_value

MOST_DRAWS = 100_000
"""Most draws of one run, so that a slip of the keyboard does not fill the memory."""
QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class ValueDistribution:
    """What value for money may be, given how little is known.

    Attributes
    ----------
    net_present_value, ratio : Estimate
        The value at the central inputs, without shape; limits are quantiles of the draws, of equal
        tails. The ratio is NaN where nothing is spent.
    outcomes : Estimate
        Quality outcomes summed over the years, each in its own unit, shape (outcomes,).
    quantiles : tuple of float
        The quantiles of the next two.
    net_quantiles, ratio_quantiles : ndarray of float, shape (quantiles,)
        Of the draws.
    expected : float
        Mean net present value of the draws.
    probability, probability_error : float
        Share of the draws in which benefits are above costs (a benefit-cost ratio above 1), and
        the Monte Carlo standard error of that share.
    draws, seed : int
        As asked.
    """

    net_present_value: Estimate
    ratio: Estimate
    outcomes: Estimate
    quantiles: tuple[float, ...]
    net_quantiles: Floats
    ratio_quantiles: Floats
    expected: float
    probability: float
    probability_error: float
    draws: int
    seed: int


def value_distribution(
    appraisal: Appraisal,
    inputs: UncertainInputs,
    *,
    seed: int,
    draws: int = 10_000,
    level: float = 0.95,
    quantiles: Sequence[float] = QUANTILES,
) -> ValueDistribution:
    """Draw effects and assumptions, and appraise each draw.

    Parameters
    ----------
    appraisal : Appraisal
        What is counted.
    inputs : UncertainInputs
        Every input that it uses, and no other.
    seed : int
        From 0; the same seed gives the same draws.
    draws : int
        From 100 to 100,000.
    level : float
        Level of the limits, above 0 and below 1.
    quantiles : sequence of float
        Quantiles to tell, each from 0 to 1.

    Returns
    -------
    ValueDistribution

    Raises
    ------
    EstimationError
        As `appraise`; an input that the appraisal does not use; impossible draws, seed, level or
        quantiles; or a cost that some draws make negative.

    Notes
    -----
    An effect is drawn as estimate + standard error × t, which takes the uncertainty of estimation
    for a distribution of the effect: it is no randomisation inference, and is to be labelled so.
    An effect of the wrong sign stays as drawn. HM Treasury (2022), The Green Book, annex 5.

    Examples
    --------
    >>> from workbench.statistics.evaluation.value.streams import Stream
    >>> from workbench.statistics.evaluation.value.uncertain_inputs import Assumption
    >>> time = Stream("Time", "benefit", ("hours",), ("pay",), np.ones(1), False, "SPOs")
    >>> post = Stream("Posts", "cost", (), ("posts",), np.ones(1), True, "HMPPS")
    >>> inputs = UncertainInputs((Assumption("hours", 5, 2, 8), Assumption("pay", 40, 40, 40),
    ...                           Assumption("posts", 150, 140, 180)))
    >>> found = value_distribution(Appraisal((time, post), ()), inputs, seed=1)
    >>> print(found.net_present_value.value, round(found.probability, 2))
    50.0 0.8
    """
    _refuse(draws, seed, quantiles)
    critical_value(level)
    central = appraise(appraisal, inputs.central)
    refuse_unused(appraisal, inputs)
    values = inputs.draw(draws, seed)
    found = present_values(appraisal, values)
    _refuse_negative_costs(appraisal, found.streams)
    net, ratio = (np.broadcast_to(side, (draws,)) for side in (found.net, found.ratio))
    tails = [(1 - level) / 2, (1 + level) / 2]
    method = f"Monte Carlo, {draws:,} draws: estimate + standard error × t, ranges as stated"

    def limits(value: Floats, drawn: Floats) -> Estimate:
        lower, upper = np.quantile(drawn, tails, axis=-1)
        return Estimate(np.asarray(value), lower, upper, level, method)

    share = float((net > 0).mean())
    return ValueDistribution(
        net_present_value=limits(central.present.net, net),
        ratio=limits(central.present.ratio, ratio),
        outcomes=limits(central.outcomes.sum(axis=1), _outcomes(appraisal, values, draws)),
        quantiles=tuple(float(each) for each in quantiles),
        net_quantiles=np.quantile(net, quantiles),
        ratio_quantiles=np.quantile(ratio, quantiles),
        expected=float(net.mean()),
        probability=share,
        probability_error=float(np.sqrt(share * (1 - share) / draws)),
        draws=draws,
        seed=seed,
    )


def _outcomes(appraisal: Appraisal, values: dict[str, Floats], draws: int) -> Floats:
    totals = np.zeros((len(appraisal.outcomes), draws))
    for place, outcome in enumerate(appraisal.outcomes):
        totals[place] = full_year(outcome, values) * year_weights(outcome, values).sum(axis=-1)
    return totals


def refuse_unused(appraisal: Appraisal, inputs: UncertainInputs) -> None:
    """Refuse inputs that an appraisal does not use, for they are likely to be misspelt.

    Parameters
    ----------
    appraisal : Appraisal
        What is counted.
    inputs : UncertainInputs
        Its inputs.

    Raises
    ------
    EstimationError
        With all their names.

    Examples
    --------
    >>> from workbench.statistics.evaluation.value.streams import Stream
    >>> from workbench.statistics.evaluation.value.uncertain_inputs import Assumption
    >>> time = Stream("Time", "benefit", ("hours",), ("pay",), np.ones(1), False, "SPOs")
    >>> post = Stream("Posts", "cost", (), ("posts",), np.ones(1), True, "HMPPS")
    >>> inputs = UncertainInputs(
    ...     tuple(Assumption(name, 1, 1, 1) for name in ("hours", "pay", "posts"))
    ... )
    >>> refuse_unused(Appraisal((time, post), ()), inputs)
    """
    unused = sorted(set(inputs.central) - appraisal.names)
    if unused:
        raise EstimationError(f"No stream uses {unused}; take them out, or mend their names.")


def _refuse(draws: int, seed: int, quantiles: Sequence[float]) -> None:
    problems = []
    if not 100 <= draws <= MOST_DRAWS:
        problems.append(f"draws must be from 100 to {MOST_DRAWS:,}; found {draws}.")
    if seed < 0:
        problems.append(f"seed must be from 0; found {seed}.")
    if not quantiles or not all(0 <= each <= 1 for each in quantiles):
        problems.append(f"quantiles must be from 0 to 1; found {list(quantiles)}.")
    if problems:
        raise EstimationError.gather("The Monte Carlo", problems)


def _refuse_negative_costs(appraisal: Appraisal, streams: Floats) -> None:
    problems = [
        f"{stream.name} costs less than nothing in {below} of {drawn.size} draws; keep the ranges "
        "of a cost from 0, and state what may be saved as a benefit."
        for stream, drawn in zip(appraisal.streams, streams, strict=True)
        if stream.kind == "cost" and (below := int((drawn < 0).sum()))
    ]
    if problems:
        raise EstimationError.gather("The costs", problems)
