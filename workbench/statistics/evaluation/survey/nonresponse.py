"""Weights for those who did not answer: inverse response rates of cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts, whole_counts

Floats = NDArray[np.float64]

LEAST_RESPONDENTS = 20
"""Cells with fewer are put together with a neighbour."""

LARGEST_WEIGHT = 3.0
"""Largest weight, in multiples of everybody's inverse response rate."""


@dataclass(frozen=True, slots=True, eq=False)
class NonresponseWeights:
    """One weight for the respondents of each cell.

    Attributes
    ----------
    weight : ndarray of float, shape (cells,)
        People that one respondent stands for; the respondents' add up to the population.
    response_rate : ndarray of float, shape (cells,)
        Of the cells as put together, above 0 and at most 1.
    group : ndarray of int, shape (cells,)
        Cells with one number were put together.
    capped : ndarray of bool, shape (cells,)
        The weight is the largest allowed.
    effective : float
        As many respondents with equal weights would tell as much.
    design_effect : float
        Respondents over `effective`, at least 1.
    """

    weight: Floats
    response_rate: Floats
    group: NDArray[np.int64]
    capped: NDArray[np.bool_]
    effective: float
    design_effect: float


def nonresponse_weights(
    population: ArrayLike,
    respondents: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    least_respondents: int = LEAST_RESPONDENTS,
    largest_weight: float = LARGEST_WEIGHT,
) -> NonresponseWeights:
    """Weight each cell's respondents up to its people.

    Parameters
    ----------
    population, respondents : array_like of int, shape (cells,)
        People in each cell and those of them who answered, cells that are alike side by side.
    strata : array_like of int, shape (cells,), optional
        Cells are put together within a stratum, such as a region, as far as that will do.
    least_respondents : int
        At least 1; see the notes.
    largest_weight : float
        At least 1, in multiples of population over respondents.

    Returns
    -------
    NonresponseWeights
        Shape (cells,).

    Raises
    ------
    EstimationError
        Impossible counts, more respondents than people in a cell, fewer than
        `least_respondents` altogether, or bounds that are out of range.

    Notes
    -----
    As long as some cell has fewer than `least_respondents`, the one with fewest (the first of
    several) joins the cell beside it in the order given whose response rate is nearer (the
    earlier of two); a neighbour of the same stratum comes before one of another. A weight above
    the bound becomes the bound and the others of all cells are raised in proportion, again until
    none is above it, so that they still add up to the population. Adjustment cells: Kalton and
    Flores-Cervantes (2003), J. Off. Stat. 19, 81-97. Effective size ``(sum w)^2 / sum w^2``: Kish
    (1965), Survey Sampling, section 11.7; it leaves out what cells gain in precision.

    Examples
    --------
    >>> found = nonresponse_weights([100, 60, 40], [50, 30, 10], least_respondents=10)
    >>> print(found.weight, round(found.effective, 2), round(found.design_effect, 4))
    [2. 2. 4.] 83.33 1.08
    """
    people, answered, places = _checked(population, respondents, strata, least_respondents)
    if not 1 <= largest_weight < np.inf:
        raise EstimationError(f"largest_weight must be at least 1; found {largest_weight}.")
    group = _put_together(people, answered, places, least_respondents)
    there, found = (
        np.bincount(group, weights=counts).astype(np.float64) for counts in (people, answered)
    )
    weight, capped = _capped(there, found, largest_weight)
    effective = there.sum() ** 2 / (found * weight**2).sum()
    return NonresponseWeights(
        weight[group],
        (found / there)[group],
        group,
        capped[group],
        float(effective),
        float(found.sum() / effective),
    )


def weighted_answers(answers: ArrayLike, weight: ArrayLike) -> tuple[Floats, Floats]:
    """Sum the weights, and their squares, by answer.

    Parameters
    ----------
    answers : array_like of int, shape (cells, ..., answers)
        Respondents of each cell, by anything further, who gave each answer.
    weight : array_like of float, shape (cells,)
        Of the respondents of each cell.

    Returns
    -------
    tuple of ndarray of float, shape (cells, ..., answers)
        May be summed over cells before they are used.

    Raises
    ------
    EstimationError
        Impossible counts, shapes that do not fit, or a weight missing or not above 0.

    Examples
    --------
    >>> weighted, squared = weighted_answers([[3, 1], [2, 2]], [2.0, 4.0])
    >>> print(weighted.sum(axis=0), squared.sum(axis=0))
    [14. 10.] [44. 36.]
    """
    (counts,) = whole_counts(answers=answers)
    weights = np.asarray(weight, dtype=np.float64)
    if weights.ndim != 1 or counts.shape[:1] != weights.shape:
        raise EstimationError(
            f"answers must be (cells, ..., answers) and weight (cells,); found {counts.shape} "
            f"and {weights.shape}."
        )
    if not (np.isfinite(weights) & (weights > 0)).all():
        raise EstimationError("A weight is missing or not above 0.")
    weights = weights.reshape(-1, *[1] * (counts.ndim - 1))
    return counts * weights, counts * weights**2


def _put_together(
    people: Counts, answered: Counts, places: NDArray[np.int64], least: int
) -> NDArray[np.int64]:
    # Runs of neighbouring cells, each by its first and last cell.
    ends = [(cell, cell) for cell in range(len(people))]
    while True:
        sums = [answered[first : last + 1].sum() for first, last in ends]
        small = int(np.argmin(sums))
        if sums[small] >= least or len(ends) == 1:
            break
        beside = _nearer(people, answered, places, ends, small)
        low, high = sorted((small, beside))
        ends[low : high + 1] = [(ends[low][0], ends[high][1])]
    return np.repeat(np.arange(len(ends)), [last - first + 1 for first, last in ends])


def _nearer(
    people: Counts,
    answered: Counts,
    places: NDArray[np.int64],
    ends: list[tuple[int, int]],
    small: int,
) -> int:
    """Place of the neighbour to join: of the same stratum first, then by response rate."""

    def rate(run: int) -> float:
        inside = slice(ends[run][0], ends[run][1] + 1)
        return float(answered[inside].sum() / max(people[inside].sum(), 1))

    def distance(run: int) -> tuple[bool, float]:
        low, high = sorted((small, run))
        return bool(places[ends[low][1]] != places[ends[high][0]]), abs(rate(run) - rate(small))

    beside = [run for run in (small - 1, small + 1) if 0 <= run < len(ends)]
    return min(beside, key=distance)


def _capped(people: Floats, answered: Floats, largest: float) -> tuple[Floats, NDArray[np.bool_]]:
    bound = largest * people.sum() / answered.sum()
    weight = people / answered
    capped = np.zeros(len(weight), dtype=np.bool_)
    # Rounding must not cap those who are at the bound already.
    while (weight[~capped] > bound * (1 + 1e-12)).any():
        capped |= weight > bound * (1 + 1e-12)
        left = people.sum() - bound * answered[capped].sum()
        raised = left / people[~capped].sum()
        weight = np.where(capped, bound, people / answered * raised)
    return weight, capped


def _checked(
    population: ArrayLike, respondents: ArrayLike, strata: ArrayLike | None, least: int
) -> tuple[Counts, Counts, NDArray[np.int64]]:
    people, answered = whole_counts(population=population, respondents=respondents)
    if people.ndim != 1 or not people.size:
        raise EstimationError(f"Cells must lie along one axis; found shape {people.shape}.")
    (places,) = whole_counts(strata=np.zeros_like(people) if strata is None else strata)
    problems = []
    if places.shape != people.shape:
        problems.append(f"strata must be {people.shape}; found {places.shape}.")
    elif (np.diff(places) != 0).sum() >= np.unique(places).size:
        problems.append("The cells of a stratum must stand side by side.")
    if least < 1:
        problems.append(f"least_respondents must be at least 1; found {least}.")
    if (answered > people).any():
        problems.append(
            f"More people answered than there were in {int((answered > people).sum())} cells; "
            "take both from one date."
        )
    if answered.sum() < least:
        problems.append(f"Only {answered.sum()} people answered; weights need {least}.")
    if problems:
        raise EstimationError.gather("Nonresponse weights", problems)
    return people, answered, places
