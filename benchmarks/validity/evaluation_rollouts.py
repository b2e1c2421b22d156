"""Twelve regions whose roll-out is drawn again and again, and what each inference says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.effects.two_way import treated_indicator
from workbench.statistics.evaluation.inference.as_if_random import as_if_random
from workbench.statistics.evaluation.inference.assignments import Assignments, assignments
from workbench.statistics.evaluation.inference.cluster_scores import two_way_scores
from workbench.statistics.evaluation.inference.clustered_regression import two_way_clustered
from workbench.statistics.evaluation.inference.randomisation import randomisation_test
from workbench.statistics.evaluation.inference.randomisation_set import effect_set
from workbench.statistics.evaluation.inference.wild_bootstrap import sign_patterns, wild_p_value
from workbench.statistics.evaluation.panel import Panel, checked_panel

Floats = NDArray[np.float64]

REGIONS, PERIODS = 12, 24
PERSISTENCE = 0.6
"""Of AR(1) noise, whose standard deviation in a region and month is 1 throughout."""
DRAWN = 999
"""Arrangements drawn where there are too many to go through: fewer than a report draws, for time.
The test holds its level with any number."""
SCHEMES = {
    "2 of 12, one date": (14,) * 2 + (PERIODS,) * 10,
    "3 of 12, one date": (14,) * 3 + (PERIODS,) * 9,
    "8 of 12, one date": (14,) * 8 + (PERIODS,) * 4,
    "8 of 12, three dates": (12,) * 3 + (14,) * 3 + (16,) * 2 + (PERIODS,) * 4,
}
"""First treated period of each region; 24 is never."""
OTHERS = ("CRV1", "CRV3", "wild")
SIGNS = sign_patterns(REGIONS)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One roll-out with no effect.

    Attributes
    ----------
    panel : Panel
        Of shape (12, 24).
    arranged : Assignments
        The other roll-outs that the scheme could have made.
    effects, doses : ndarray of float, shape (arrangements,)
        The simple effect of the outcome, and of having been treated, under each.
    """

    panel: Panel
    arranged: Assignments
    effects: Floats
    doses: Floats

    def headline(self, effect: float = 0.0) -> float:
        """Return the p-value of the randomisation test, had there been a constant effect."""
        return randomisation_test(self.effects + effect * self.doses).p_value

    def interval(self, effect: float, level: float = 0.95) -> tuple[bool, float]:
        """Return whether the set holds a constant effect, and how wide it is."""
        found = effect_set(self.effects + effect * self.doses, self.doses, level=level)
        holds = ((found.intervals[:, 0] <= effect) & (effect <= found.intervals[:, 1])).any()
        return bool(holds), float(found.estimate.upper - found.estimate.lower)

    def others(self, effects: tuple[float, ...] = (0.0,)) -> dict[tuple[str, float], float]:
        """Return p-values of the two-way coefficient's inference, by name and constant effect.

        A constant effect moves the coefficient and leaves its residuals, so that its errors stay.
        """
        treated = treated_indicator(self.panel.starts, PERIODS)
        given = (self.panel.outcome, treated, self.panel.clusters)
        told = {}
        for kind in OTHERS[:2]:
            fit = two_way_clustered(*given, kind=kind)
            value, error = fit.estimate.value.item(), fit.standard_error.item()
            for effect in effects:
                far = abs(value + effect) / error
                told[kind, effect] = 2 * float(stdtr(REGIONS - 1, -far))
        scores = two_way_scores(*given)
        return told | {("wild", effect): wild_p_value(scores, SIGNS, -effect) for effect in effects}


def noise(
    random: np.random.Generator,
    shape: tuple[int, ...] = (REGIONS, PERIODS),
    persistence: float = PERSISTENCE,
) -> Floats:
    """Draw regions that are alike, each with months that resemble those before.

    Examples
    --------
    >>> noise(np.random.default_rng(1)).shape
    (12, 24)
    """
    values = random.normal(size=shape)
    for month in range(1, shape[-1]):
        values[..., month] *= np.sqrt(1 - persistence**2)
        values[..., month] += persistence * values[..., month - 1]
    return values


def roll_outs(scheme: str, draws: int, seed: int, *, noisy: float = 1.0) -> Iterator[Drawn]:
    """Draw which regions have which dates; the treated may be noisier, as no lot would make them.

    Regions are moved to dates, not dates to regions, which is the same and lets all draws share
    the other arrangements and their doses.

    Examples
    --------
    >>> one = next(roll_outs("2 of 12, one date", 1, seed=1))
    >>> one.effects.shape, int((one.panel.starts < 24).sum())
    ((66,), 2)
    """
    random = np.random.default_rng([seed, list(SCHEMES).index(scheme), round(10 * noisy)])
    starts = np.array(SCHEMES[scheme])
    arranged = assignments(starts, seed=seed, drawn=DRAWN)
    treated = checked_panel(treated_indicator(starts, PERIODS), starts)
    doses = simple_effects(treated, arranged.units())
    for _ in range(draws):
        outcome = random.permutation(noise(random))
        outcome *= np.where(starts < PERIODS, noisy, 1.0)[:, None]
        panel = checked_panel(outcome, starts)
        yield Drawn(panel, arranged, simple_effects(panel, arranged.units()), doses)


def two_way_weights(arranged: Assignments) -> Floats:
    """Return the weights of every region and month in the two-way coefficient of each roll-out.

    Examples
    --------
    >>> two_way_weights(assignments(SCHEMES["2 of 12, one date"], seed=1)).shape
    (66, 12, 24)
    """
    treated = (arranged.starts[..., None] <= np.arange(PERIODS)).astype(float)
    within = treated - treated.mean(axis=1, keepdims=True)
    within -= within.mean(axis=2, keepdims=True)
    return np.asarray(within / (within**2).sum(axis=(1, 2), keepdims=True))


def checked_as_random(drawn: Drawn) -> bool:
    """Tell whether the check lets the randomisation test speak where no lot was drawn."""
    return as_if_random(drawn.panel).holds
