"""Which input matters most: each at its ends, the others held."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.statistics.evaluation.value.appraisal import Appraisal, present_values
from workbench.statistics.evaluation.value.uncertain_inputs import Floats, UncertainInputs
from workbench.statistics.evaluation.value.uncertainty import refuse_unused
from workbench.statistics.evaluation.value.value_for_money import appraise


@dataclass(frozen=True, slots=True, eq=False)
class Tornado:
    """Value for money with one input at a time at its ends.

    Attributes
    ----------
    names : tuple of str
        Inputs, that with the widest span of the net present value first; ties by name.
    low, high : ndarray of float, shape (inputs,)
        The ends: of the range of an assumption, of the confidence interval of an effect.
    net_at_low, net_at_high : ndarray of float, shape (inputs,)
        Net present value there.
    ratio_at_low, ratio_at_high : ndarray of float, shape (inputs,)
        Benefit-cost ratio there; NaN where nothing is spent.
    net : float
        Net present value with every input at its central value.
    span : ndarray of float, shape (inputs,)
        Highest less lowest of the three net present values.
    level : float
        Of the confidence intervals.
    """

    names: tuple[str, ...]
    low: Floats
    high: Floats
    net_at_low: Floats
    net_at_high: Floats
    ratio_at_low: Floats
    ratio_at_high: Floats
    net: float
    span: Floats
    level: float


def tornado(appraisal: Appraisal, inputs: UncertainInputs, *, level: float = 0.95) -> Tornado:
    """Set each input to its low and its high, the others at their central values.

    Parameters
    ----------
    appraisal : Appraisal
        What is counted.
    inputs : UncertainInputs
        Every input that it uses, and no other.
    level : float
        Level of the confidence intervals of effects, above 0 and below 1.

    Returns
    -------
    Tornado

    Raises
    ------
    EstimationError
        As `appraise`, an input that the appraisal does not use, or an impossible level.

    Examples
    --------
    >>> from workbench.statistics.evaluation.value.streams import Stream
    >>> from workbench.statistics.evaluation.value.uncertain_inputs import Assumption
    >>> time = Stream("Time", "benefit", ("hours",), ("pay",), np.ones(1), False, "SPOs")
    >>> post = Stream("Posts", "cost", (), ("posts",), np.ones(1), True, "HMPPS")
    >>> inputs = UncertainInputs((Assumption("hours", 5, 2, 8), Assumption("pay", 40, 40, 40),
    ...                           Assumption("posts", 150, 140, 180)))
    >>> found = tornado(Appraisal((time, post), ()), inputs)
    >>> print(found.names, found.net_at_low, found.net_at_high)
    ('hours', 'posts', 'pay') [-70.  60.  50.] [170.  20.  50.]
    """
    central, ranges = inputs.central, inputs.ranges(level)
    net = float(appraise(appraisal, central).present.net)
    refuse_unused(appraisal, inputs)
    names = tuple(sorted(central))
    ends = np.array([ranges[name] for name in names]).reshape(-1, 2)
    found = [
        present_values(appraisal, {**central, name: pair})
        for name, pair in zip(names, ends, strict=True)
    ]
    nets = np.array([np.broadcast_to(each.net, (2,)) for each in found]).reshape(-1, 2)
    ratios = np.array([np.broadcast_to(each.ratio, (2,)) for each in found]).reshape(-1, 2)
    span = np.maximum(nets.max(axis=1), net) - np.minimum(nets.min(axis=1), net)
    order = np.argsort(-span, kind="stable")
    return Tornado(
        names=tuple(names[place] for place in order),
        low=ends[order, 0],
        high=ends[order, 1],
        net_at_low=nets[order, 0],
        net_at_high=nets[order, 1],
        ratio_at_low=ratios[order, 0],
        ratio_at_high=ratios[order, 1],
        net=net,
        span=span[order],
        level=level,
    )
