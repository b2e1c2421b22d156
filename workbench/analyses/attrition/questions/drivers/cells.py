"""Person-months by all that may go with leaving, as the models look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import SERVICE, Parameters
from workbench.analyses.attrition.questions.drivers.levels import joined, told_of
from workbench.counts.staff import StaffWanted, left_name
from workbench.vocabulary.terms import NOT_RECORDED

FOLDS = 5
EARLIER = 3 / 4
"""The share of the period's months from which the second opinion tells the rest."""


def at_risk(parameters: Parameters) -> StaffWanted:
    """Return the person-months of the period by service and by all that is held equal.

    The period is that of the whole report, so that a model speaks of the same months as the plain
    figure it stands beside; `months` makes it longer where leavers are few.
    """
    return StaffWanted(
        "risk",
        parameters.covariates,
        first=parameters.first_month,
        last=parameters.last_month,
        edges=parameters.service_edges,
        every=max(1, round(parameters.months * EARLIER)),
        folds=FOLDS,
    )


@dataclass(frozen=True, slots=True, eq=False)
class ModelCells:
    """Cells of person-months whose small levels are put together.

    Attributes
    ----------
    cells : DataFrame
        A categorical column a term, ``fold``, ``period``, ``at_risk`` and ``left``.
    references : mapping of str to str
        By term, the level that the others are set against.
    told : mapping of str to mapping of str to bool
        By term and level, whether it has a figure of its own.
    under : mapping of str to mapping of str to str
        By term and level, the level that it goes under.
    events, non_events : int
        The fewest leavers, and the fewest months without, in any level of any term.
    """

    cells: pd.DataFrame
    references: Mapping[str, str]
    told: Mapping[str, Mapping[str, bool]]
    under: Mapping[str, Mapping[str, str]]
    events: int
    non_events: int

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of the model: service first, then circumstances and drivers."""
        return tuple(self.references)


def model_cells(
    parameters: Parameters, counted: StaffCounts, titles: tuple[str, ...]
) -> ModelCells:
    """Return the cells of one kind of leaving, ready for the models.

    Parameters
    ----------
    parameters : Parameters
    counted : StaffCounts
    titles : tuple of str
        The reasons that are this kind of leaving.
    """
    table = counted.tables[at_risk(parameters)]
    left = left_columns(parameters, titles)
    cells = table[["fold", "period", "at_risk"]].assign(left=table[left].sum(axis=1))
    columns = {SERVICE: _service(parameters, table["band"])}
    columns |= {name: table[name] for name in parameters.covariates}
    references, told, under = {}, {}, {}
    for name, column in columns.items():
        labels = [str(label) for label in column.cat.categories]
        place = column.cat.codes.to_numpy(np.int64)
        sums = [_sums(place, cells[count], len(labels)) for count in ("left", "at_risk")]
        bands = _bands(parameters, name, len(labels))
        chosen = _reference(parameters, name, labels, sums[1][: bands or None])
        into = joined(*sums, bands=bands, reference=chosen)
        cells[name] = pd.Categorical.from_codes(into[place], categories=labels)
        references[name] = labels[int(into[chosen])]
        own = told_of(into, sums[1])
        # Without the reference there is nothing to set the others against.
        told[name] = dict(zip(labels, (own & own[chosen]).tolist(), strict=True))
        under[name] = {label: labels[to] for label, to in zip(labels, into, strict=True)}
    return ModelCells(cells, references, told, under, *_fewest(cells, tuple(columns)))


def left_columns(parameters: Parameters, titles: tuple[str, ...]) -> list[str]:
    """Return the columns of those who left for some reasons."""
    reasons = contract_of(parameters).reason_names
    return [left_name(place) for place, title in enumerate(reasons) if title in titles]


def reference_of(parameters: Parameters, name: str, table: pd.DataFrame) -> str:
    """Return the level of a column that its others are set against: stated, or the largest."""
    labels = [str(label) for label in table[name].cat.categories]
    place = table[name].cat.codes.to_numpy(np.int64)
    months = _sums(place, table["at_risk"], len(labels))
    bands = _bands(parameters, name, len(labels))
    return labels[_reference(parameters, name, labels, months[: bands or None])]


def _service(parameters: Parameters, band: pd.Series) -> pd.Series:
    edges = parameters.service_edges
    labels = [*(f"from month {edge}" for edge in edges), NOT_RECORDED]
    place = np.where(band.to_numpy() < 0, len(edges), band.to_numpy())
    return pd.Series(pd.Categorical.from_codes(place, categories=labels), index=band.index)


def _bands(parameters: Parameters, name: str, labels: int) -> int:
    """Return how many of the levels, the first ones, rise."""
    if name == SERVICE:
        return labels - 1
    return len(parameters.drivers[name].band_names) if name in parameters.drivers else 0


def _reference(
    parameters: Parameters, name: str, labels: list[str], months: NDArray[np.int64]
) -> int:
    stated = parameters.drivers[name].reference if name in parameters.drivers else None
    if stated is not None and months[labels.index(stated)] > 0:
        return labels.index(stated)
    known = [
        0 if label == NOT_RECORDED else int(many)
        for label, many in zip(labels[: len(months)], months, strict=True)
    ]
    return int(np.argmax(known if any(known) else months))


def _sums(place: NDArray[np.int64], counts: pd.Series, levels: int) -> NDArray[np.int64]:
    return np.bincount(place, weights=counts.to_numpy(float), minlength=levels).astype(np.int64)


def _fewest(cells: pd.DataFrame, terms: tuple[str, ...]) -> tuple[int, int]:
    sums = [cells.groupby(name, observed=True)[["left", "at_risk"]].sum() for name in terms]
    events = min(int(one["left"].min()) for one in sums)
    return events, min(int((one["at_risk"] - one["left"]).min()) for one in sums)
