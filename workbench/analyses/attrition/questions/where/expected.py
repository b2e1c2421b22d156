"""What grade and length of service lead to expect of each unit, set against its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import SERVICE, Parameters
from workbench.analyses.attrition.questions.drivers.levels import joined
from workbench.analyses.attrition.questions.where.base import Base, leavers
from workbench.counts.staff import StaffWanted
from workbench.disclosure.rounding import shown
from workbench.findings import Anchor, Measure, Measured, Modelled
from workbench.measures.shown import ROUNDED
from workbench.statistics.attrition.expected_leavers import expected_leavers, log_limits
from workbench.statistics.attrition.hazard import HazardFit, fit_hazard
from workbench.statistics.attrition.hazard_design import HazardDesign, collapsed, hazard_design
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import NOT_RECORDED

Floats = NDArray[np.float64]
NAME = "expected_like_with_like"
ANCHOR = ("entered", "comparator_passed", "comparator_entered")


def expected_by_model(
    unit: str, base: Base, cells: pd.DataFrame, parameters: Parameters, counted: StaffCounts
) -> Modelled:
    """Return leavers to expect of each unit at everybody's rates, like with like.

    The hazard of leaving by grade and service, with no term for units, is added up over a unit's
    months and divided by what it would be at the rate of all: so many times more, or less, its
    people lead to expect. The leavers to expect are those at the rate of all, times that.

    Parameters
    ----------
    unit : str
        The column of units.
    base : Base
        By whom units are looked at.
    cells : DataFrame
        The cells of the finding, everybody first.
    parameters : Parameters
    counted : StaffCounts

    Returns
    -------
    Modelled
        Under a policy that rounds what the model changes is told coarsely.
    """
    months, terms = _months(base.at_risk(unit, parameters), unit, parameters, counted)
    left, there = (cells[name].to_numpy(np.int64) for name in base.sides)
    counts = {
        "entered": there,
        "comparator_passed": np.full(len(cells), left[0]),
        "comparator_entered": np.full(len(cells), there[0]),
    }
    design, fit = _fitted(months, terms)
    factor = np.full((len(cells), 3), np.nan)
    if fit.converged:
        large = shown(there, ROUNDED).value >= ROUNDED.minimum_entered
        groups = np.where(large, cells["group"], "")
        factor = _factors(unit, list(groups), months, terms, design, fit, parameters.level)
    value, lower, upper = (_plain_value(counts) * side for side in factor.T)
    method = f"hazard model by {fit.method}; delta limits on the logarithm"
    events, others = _support(months, terms, base.months)
    many = np.ones(len(cells), np.int64)
    return Modelled(
        {NAME: Estimate(value, lower, upper, parameters.level, method)},
        events * many,
        others * many,
        fit.residual_degrees_of_freedom * many,
        anchor=Anchor(Measure(ANCHOR, _plain), counts, {NAME: NAME}, between=(0.0, np.inf)),
        speaks_of=np.isfinite(value),
    )


def _months(
    wanted: StaffWanted, unit: str, parameters: Parameters, counted: StaffCounts
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return person-months and leavers by unit and terms, small levels put together."""
    table = counted.tables[wanted]
    months = table[[unit, "at_risk"]].assign(left=leavers(table, parameters))
    months[SERVICE] = _together(_service(parameters, table["band"]), months, bands=True)
    if parameters.grade is None:
        return months, (SERVICE,)
    months[parameters.grade] = _together(table[parameters.grade], months, bands=False)
    return months, (SERVICE, parameters.grade)


def _service(parameters: Parameters, band: pd.Series) -> pd.Series:
    labels = [*(f"from month {edge}" for edge in parameters.service_edges), NOT_RECORDED]
    place = np.where(band.to_numpy() < 0, len(labels) - 1, band.to_numpy())
    return pd.Series(pd.Categorical.from_codes(place, categories=labels), index=band.index)


def _together(column: pd.Series, months: pd.DataFrame, *, bands: bool) -> pd.Categorical:
    """Put levels of few leavers with others; a model that held them apart could not leave."""
    labels, place = column.cat.categories, column.cat.codes.to_numpy(np.int64)
    there, left = (
        np.bincount(place, weights=months[one], minlength=len(labels)).astype(np.int64)
        for one in ("at_risk", "left")
    )
    rising = len(labels) - 1 if bands else 0
    largest = int(np.argmax(there[: rising or None]))
    into = joined(left, there, bands=rising, reference=largest)
    return pd.Categorical.from_codes(into[place], categories=labels)


def _fitted(months: pd.DataFrame, terms: Sequence[str]) -> tuple[HazardDesign, HazardFit]:
    # Matrices are small: threads that wait for each other take ten times as long.
    with threadpool_limits(1):
        design = hazard_design(collapsed(months, terms), list(terms))
        return design, fit_hazard(design)


def _factors(
    unit: str,
    groups: Sequence[str],
    months: pd.DataFrame,
    terms: Sequence[str],
    design: HazardDesign,
    fit: HazardFit,
    level: float,
) -> Floats:
    """Return by group how many times the rate of all its people lead to expect, with limits."""
    whole = collapsed(months, terms)
    # One whole number for each cell of the model, in the order of its design.
    keys = list(terms)
    place = {key: at for at, key in enumerate(whole[keys].itertuples(index=False, name=None))}
    cell = np.array([place.get(key, -1) for key in months[keys].itertuples(index=False, name=None)])
    by, there = months[unit].astype(str).to_numpy(), months["at_risk"].to_numpy(float)
    everybody = expected_leavers(design, fit)
    found = np.full((len(groups), 3), np.nan)
    for row, group in enumerate(groups):
        own = (by == group) & (cell >= 0)
        if there[own].sum() > 0:
            weights = np.bincount(cell[own], weights=there[own], minlength=len(whole))
            ratio = log_limits(expected_leavers(design, fit, weights), everybody, fit, level)
            found[row] = ratio * design.at_risk.sum() / there[own].sum()
    return found


def _support(months: pd.DataFrame, terms: Sequence[str], period: int) -> tuple[int, int]:
    """Return the fewest leavers, and the fewest years in post less these, of any level."""
    sums = [collapsed(months, [term]) for term in terms]
    left = min((int(one["left"].min()) for one in sums if len(one)), default=0)
    stayed = [one["at_risk"] // period - one["left"] for one in sums if len(one)]
    return left, max(min((int(one.min()) for one in stayed), default=0), 0)


def _plain_value(counts: Mapping[str, NDArray[np.int64]]) -> Floats:
    entered, passed, people = (counts[name] for name in ANCHOR)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(entered * passed / people, dtype=np.float64)


def _plain(counts: Mapping[str, NDArray[np.int64]]) -> Measured:
    """Return leavers to expect at the rate of all; a number without limits of its own."""
    value = _plain_value(counts)
    return Measured({NAME: Estimate(value, value, value, 0.95, "at the rate of all")})
