"""Person-months of one characteristic by all that is held equal, small levels put together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import SERVICE, Parameters
from workbench.analyses.attrition.questions.drivers.levels import joined
from workbench.counts.staff import StaffWanted, left_name
from workbench.statistics.attrition.hazard_design import collapsed
from workbench.vocabulary.terms import NOT_RECORDED

COUNTS = ("at_risk", "left")


@dataclass(frozen=True, slots=True, eq=False)
class RiskCells:
    """Cells of person-months for the models of one characteristic.

    Attributes
    ----------
    cells : DataFrame
        A categorical column for the characteristic and for each of `terms`; ``at_risk`` and
        ``left``.
    terms : tuple of str
        What is held equal, `SERVICE` first: all in which people still differ.
    few : bool
        Whether people differ in something of which too few left to hold it equal.
    events, stayed : int
        The fewest leavers, and the fewest years in post less these, of any level of any term.
    """

    cells: pd.DataFrame
    terms: tuple[str, ...]
    few: bool
    events: int
    stayed: int

    def people(self, name: str, months: int) -> dict[str, int]:
        """Return how many of each group of a characteristic were in post, on the mean of months."""
        sums = self.cells.groupby(name, observed=False)["at_risk"].sum() / months
        return {str(group): round(many) for group, many in sums.items()}


def at_risk(name: str, parameters: Parameters) -> StaffWanted:
    """Return the person-months of the report's own period by all that is held equal.

    The period is the whole report's, so that like with like is of the same months as the plain
    figures it stands beside; `months` makes it longer where leavers are few.
    """
    return StaffWanted(
        "risk",
        (name, *held_equal(name, parameters)[1:]),
        first=parameters.first_month,
        last=parameters.last_month,
        edges=parameters.service_edges,
    )


def held_equal(name: str, parameters: Parameters) -> tuple[str, ...]:
    """Return what is held equal when a characteristic is looked at: service first, never itself."""
    return (SERVICE, *(one for one in parameters.covariates if one != name))


def risk_cells(name: str, parameters: Parameters, counted: StaffCounts) -> RiskCells:
    """Return the cells of one characteristic, ready for the models."""
    table, terms = counted.tables[at_risk(name, parameters)], held_equal(name, parameters)
    reasons = contract_of(parameters).reason_names
    gone = [
        left_name(place)
        for place, title in enumerate(reasons)
        if title in parameters.leaving.counted_titles
    ]
    cells = table[[name, "at_risk"]].assign(left=table[gone].sum(axis=1))
    held, few = [], False
    for term in terms:
        column = _service(parameters, table["band"]) if term == SERVICE else table[term]
        cells[term] = _put_together(column, cells, _bands(parameters, term, column))
        differ = _differ(cells[term])
        held += [term] if differ else []
        few |= not differ and _differ(column)
    sums = [collapsed(cells, [term]) for term in held or [name]]
    return RiskCells(
        collapsed(cells, [name, *held]),
        tuple(held),
        few,
        min(int(one["left"].min()) for one in sums),
        min(int((one["at_risk"] // parameters.months - one["left"]).min()) for one in sums),
    )


def _differ(column: pd.Series) -> bool:
    return len(column.cat.codes.unique()) > 1


def _service(parameters: Parameters, band: pd.Series) -> pd.Series:
    edges = parameters.service_edges
    labels = [*(f"from month {edge}" for edge in edges), NOT_RECORDED]
    place = np.where(band.to_numpy() < 0, len(edges), band.to_numpy())
    return pd.Series(pd.Categorical.from_codes(place, categories=labels), index=band.index)


def _bands(parameters: Parameters, term: str, column: pd.Series) -> int:
    """Return how many of the levels, the first ones, rise."""
    if term == SERVICE:
        return len(column.cat.categories) - 1
    return len(parameters.drivers[term].band_names) if term in parameters.drivers else 0


def _put_together(column: pd.Series, cells: pd.DataFrame, bands: int) -> pd.Categorical:
    """Put levels of few leavers with others; a model that held them apart could not leave."""
    labels = column.cat.categories
    place = column.cat.codes.to_numpy(np.int64)
    months, left = (
        np.bincount(place, weights=cells[one], minlength=len(labels)).astype(np.int64)
        for one in COUNTS
    )
    largest = int(np.argmax(months[: bands or None]))
    into = joined(left, months, bands=bands, reference=largest)
    return pd.Categorical.from_codes(into[place], categories=labels)
