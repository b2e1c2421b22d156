"""What goes into an appraisal: stated values with ranges, and effects estimated with error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as t_distribution

from workbench.errors import EstimationError
from workbench.statistics.inputs import critical_value

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Assumption:
    """A stated value and the range it is held to lie in.

    Attributes
    ----------
    name : str
        The input's name.
    value, low, high : float
        ``low <= value <= high``; all equal where nothing is uncertain.
    shape : {"triangular", "uniform"}
        Triangular has its mode at the value.
    """

    name: str
    value: float
    low: float
    high: float
    shape: Literal["triangular", "uniform"] = "triangular"


@dataclass(frozen=True, slots=True, eq=False)
class EstimatedEffects:
    """Effects of the role, as they were estimated.

    Attributes
    ----------
    names : tuple of str
        The inputs' names.
    value, standard_error, degrees_of_freedom : ndarray of float, shape (effects,)
        Each is taken as value + standard error × t; infinite degrees of freedom for a normal.
    covariance : ndarray of float, shape (effects, effects), or None
        None where the effects are independent; else with the squared standard errors on the
        diagonal, and all degrees of freedom alike.
    """

    names: tuple[str, ...]
    value: Floats
    standard_error: Floats
    degrees_of_freedom: Floats
    covariance: Floats | None = None

    def half_width(self, level: float) -> Floats:
        """Half the confidence interval of each effect at a level."""
        critical_value(level)
        return np.asarray(
            self.standard_error * t_distribution.ppf((1 + level) / 2, self.degrees_of_freedom)
        )


@dataclass(frozen=True, slots=True, eq=False)
class UncertainInputs:
    """Every input of an appraisal.

    Attributes
    ----------
    assumptions : tuple of Assumption
        Stated inputs.
    effects : EstimatedEffects or None
        Estimated ones.

    Raises
    ------
    EstimationError
        Names that are empty or not distinct; a value missing or outside its range; an unknown
        shape; effects of which the arrays do not fit, a standard error below 0 or degrees of
        freedom not above 0; a covariance that is not one, or does not agree with the standard
        errors, or whose effects differ in their degrees of freedom. All problems at once.

    Examples
    --------
    >>> inputs = UncertainInputs((Assumption("pay", 40.0, 36.0, 45.0),))
    >>> inputs.central, inputs.ranges(0.95)
    ({'pay': 40.0}, {'pay': (36.0, 45.0)})
    """

    assumptions: tuple[Assumption, ...] = ()
    effects: EstimatedEffects | None = None

    def __post_init__(self) -> None:
        problems = _assumption_problems(self.assumptions)
        if self.effects is not None:
            problems += _effect_problems(self.effects) or _covariance_problems(self.effects)
        names = [assumption.name for assumption in self.assumptions]
        names += self.effects.names if self.effects is not None else ()
        if len(set(names)) < len(names) or not all(names):
            problems.append(f"Names must be there and no two alike; found {names}.")
        if problems:
            raise EstimationError.gather("The uncertain inputs", problems)

    @property
    def central(self) -> dict[str, float]:
        """The stated or estimated value of each input, effects first."""
        effects = self.effects
        estimated = {} if effects is None else dict(zip(effects.names, effects.value, strict=True))
        stated = {assumption.name: assumption.value for assumption in self.assumptions}
        return {name: float(value) for name, value in {**estimated, **stated}.items()}

    def ranges(self, level: float) -> dict[str, tuple[float, float]]:
        """Range of each assumption, and confidence interval of each effect at a level."""
        found: dict[str, tuple[float, float]] = {}
        if self.effects is not None:
            half = self.effects.half_width(level)
            ends = zip(self.effects.value - half, self.effects.value + half, strict=True)
            for name, (low, high) in zip(self.effects.names, ends, strict=True):
                found[name] = (float(low), float(high))
        return found | {each.name: (each.low, each.high) for each in self.assumptions}

    def draw(self, draws: int, seed: int) -> dict[str, Floats]:
        """Draw every input, shape (draws,); assumptions are independent of all else."""
        effects, places = self.effects, np.random.SeedSequence(seed).spawn(2)
        drawn: dict[str, Floats] = {}
        if effects is not None:
            errors = _errors(effects, draws, np.random.default_rng(places[0]))
            drawn.update(zip(effects.names, effects.value[:, np.newaxis] + errors, strict=True))
        generator = np.random.default_rng(places[1])
        for each in self.assumptions:
            drawn[each.name] = _assumed(each, draws, generator)
        return drawn


def _assumed(each: Assumption, draws: int, generator: np.random.Generator) -> Floats:
    if each.low == each.high:
        return np.full(draws, each.value)
    if each.shape == "uniform":
        return generator.uniform(each.low, each.high, draws)
    return generator.triangular(each.low, each.value, each.high, draws)


def _errors(effects: EstimatedEffects, draws: int, generator: np.random.Generator) -> Floats:
    normal = generator.standard_normal((len(effects.names), draws))
    freedom = np.asarray(effects.degrees_of_freedom, dtype=np.float64)
    if effects.covariance is None:
        return effects.standard_error[:, np.newaxis] * normal / _spread(freedom, draws, generator)
    values, vectors = np.linalg.eigh(effects.covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    # One divisor for all effects makes it Student's t in several dimensions, of which every
    # weighted sum is t with the same degrees of freedom.
    return np.asarray(root @ normal / _spread(freedom[:1], draws, generator))


def _spread(freedom: Floats, draws: int, generator: np.random.Generator) -> Floats:
    finite = np.isfinite(freedom)
    squares = generator.chisquare(np.where(finite, freedom, 1.0), (draws, freedom.size)).T
    per_degree = squares / np.where(finite, freedom, 1.0)[:, np.newaxis]
    return np.sqrt(np.where(finite[:, np.newaxis], per_degree, 1.0))


def _assumption_problems(assumptions: tuple[Assumption, ...]) -> list[str]:
    problems = [
        f"{each.name} is {each.value} in a range from {each.low} to {each.high}; put it within."
        for each in assumptions
        if not (-np.inf < each.low <= each.value <= each.high < np.inf)
    ]
    return problems + [
        f"{each.name} has the shape {each.shape}; state triangular or uniform."
        for each in assumptions
        if each.shape not in ("triangular", "uniform")
    ]


def _effect_problems(effects: EstimatedEffects) -> list[str]:
    value, error, freedom = effects.value, effects.standard_error, effects.degrees_of_freedom
    shapes = [np.shape(array) for array in (value, error, freedom)]
    if set(shapes) != {(len(effects.names),)} or not effects.names:
        return [f"Effects {list(effects.names)} need one number of each kind; found {shapes}."]
    problems = []
    if not (np.isfinite(value) & np.isfinite(error) & (np.asarray(error) >= 0)).all():
        problems.append("Effects need a value and a standard error from 0, none missing.")
    if not (np.asarray(freedom) > 0).all():
        problems.append("Degrees of freedom of effects must be above 0.")
    return problems


def _covariance_problems(effects: EstimatedEffects) -> list[str]:
    matrix = effects.covariance
    if matrix is None:
        return []
    size = len(effects.names)
    if matrix.shape != (size, size) or not np.isfinite(matrix).all():
        return [f"The covariance must be {size} × {size} with none missing."]
    problems = []
    largest = np.abs(matrix).max()
    if not np.allclose(matrix, matrix.T, rtol=0, atol=1e-9 * largest):
        problems.append("The covariance must be symmetric.")
    elif np.linalg.eigvalsh(matrix).min() < -1e-9 * largest:
        problems.append("The covariance must have no negative variance in any direction.")
    if not np.allclose(np.diag(matrix), np.square(effects.standard_error), rtol=1e-6, atol=0):
        problems.append("The covariance must have the squared standard errors on its diagonal.")
    if np.unique(effects.degrees_of_freedom).size > 1:
        problems.append("Correlated effects must have the same degrees of freedom.")
    return problems
