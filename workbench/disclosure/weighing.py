"""A finding measured from what a policy shows of its counts, before any verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.disclosure.hull import measure_hull
from workbench.disclosure.models import TOO_FEW, enough_for_a_model, to_figures
from workbench.disclosure.policy import DisclosurePolicy
from workbench.disclosure.rounding import shown
from workbench.findings import Finding, Measure, Measured, Modelled, ShownCounts
from workbench.findings.finding import KEYS
from workbench.statistics.estimate import Estimate

JUDGED = ("relative_rate_index", "relative_nonpassing_rate", "rate_difference")
COMPARED_COUNTS = ("passed", "entered", "comparator_passed", "comparator_entered")


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A finding as the policy shows it, before the verdict."""

    finding: Finding
    counts: Mapping[str, ShownCounts]
    estimates: Mapping[str, Estimate]
    known: Mapping[str, NDArray[np.bool_]]
    p_value: NDArray[np.float64]
    reasons: NDArray[np.object_]

    def claims(self) -> pd.DataFrame:
        """Return what the verdict rests on: values as shown, missing where they may not be."""
        missing = np.full(len(self.p_value), np.nan)
        columns = {name: self.finding.cells[name].to_numpy() for name in ("role", "family")}
        for name in COMPARED_COUNTS:
            columns[name] = self.counts[name].value if name in self.counts else missing
        columns["p_value"] = self.p_value
        for name in JUDGED:
            one = self.estimates.get(name)
            for end, part in (("", "value"), ("_lower", "lower"), ("_upper", "upper")):
                columns[name + end] = missing if one is None else getattr(one, part)
        return pd.DataFrame(columns)


def weigh(finding: Finding, policy: DisclosurePolicy) -> Weighed:
    """Take every measure of a finding in the cells whose counts, as shown, are enough for it.

    Parameters
    ----------
    finding : Finding
        Exact counts and their measures.
    policy : DisclosurePolicy
        What it shows of the counts.

    Returns
    -------
    Weighed
        Estimates that are missing wherever they may not be known.
    """
    names = [name for name in finding.cells if name not in KEYS]
    counts = {name: shown(finding.cells[name].to_numpy(), policy) for name in names}
    estimates: dict[str, Estimate] = {}
    known: dict[str, NDArray[np.bool_]] = {}
    p_value = np.full(len(finding.cells), np.nan)
    for measure in finding.measures:
        where = _supported(finding, measure, counts, policy)
        measured = _measured(measure, counts, where)
        estimates |= measured.estimates
        known |= dict.fromkeys(measured.estimates, where)
        if measured.p_value is not None:
            p_value = measured.p_value
    for whole in finding.table_measures:
        found = whole.estimate({name: counts[name] for name in whole.counts})
        estimates |= found
        seen = {name: np.isfinite(one.value) for name, one in found.items()}
        if whole.as_compared:
            compared = _compared(finding, counts, policy)
            seen = {name: where & compared for name, where in seen.items()}
        known |= seen
    reasons = np.full(len(finding.cells), None, dtype=object)
    for model in finding.modelled:
        enough = enough_for_a_model(model, policy)
        estimates |= {
            name: to_figures(one, policy, model.finest) for name, one in model.estimates.items()
        }
        known |= {name: enough & np.isfinite(one.value) for name, one in model.estimates.items()}
        reasons = _reasons(model, enough, reasons)
    return Weighed(finding, counts, estimates, known, p_value, reasons)


def _reasons(
    model: Modelled, enough: NDArray[np.bool_], before: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Return why a model has nothing to say; too few people comes before all, and hides it."""
    own = np.array(model.reasons or [None] * len(enough), dtype=object)
    found = np.where(enough, own, TOO_FEW)
    return np.where(before == None, found, before)  # noqa: E711  element by element


def _compared(
    finding: Finding, counts: Mapping[str, ShownCounts], policy: DisclosurePolicy
) -> NDArray[np.bool_]:
    """Tell in which cells both sides have enough people, as shown, to be compared."""
    others = (counts["comparator_passed"], counts["comparator_entered"])
    enough = _enough(counts["passed"], counts["entered"], policy)
    return enough & _enough(*others, policy) & (finding.cells["role"] != "comparator").to_numpy()


def _supported(
    finding: Finding,
    measure: Measure,
    counts: Mapping[str, ShownCounts],
    policy: DisclosurePolicy,
) -> NDArray[np.bool_]:
    """Tell in which cells the counts, as shown, are enough for a measure."""
    compares = any(name.startswith("comparator_") for name in measure.counts)
    where = _enough(counts["passed"], counts["entered"], policy)
    if compares:
        where &= _compared(finding, counts, policy)
    if measure.of_questions:
        where &= finding.cells["family"].notna().to_numpy()
    return where & (measure.hull or policy.exact)


def _enough(
    passed: ShownCounts, entered: ShownCounts, policy: DisclosurePolicy
) -> NDArray[np.bool_]:
    return (
        (entered.value >= policy.minimum_entered)
        & (passed.value >= policy.minimum_cell)
        & (entered.value - passed.value >= policy.minimum_cell)
    )


def _measured(
    measure: Measure, counts: Mapping[str, ShownCounts], where: NDArray[np.bool_]
) -> Measured:
    """Measure the supported cells, and leave the others missing."""
    measured = measure_hull(measure, {name: counts[name].at(where) for name in measure.counts})

    def place(values: np.ndarray) -> np.ndarray:
        placed = np.full(len(where), np.nan)
        placed[where] = values
        return placed

    estimates = {
        name: Estimate(place(one.value), place(one.lower), place(one.upper), one.level, one.method)
        for name, one in measured.estimates.items()
    }
    return Measured(estimates, None if measured.p_value is None else place(measured.p_value))
