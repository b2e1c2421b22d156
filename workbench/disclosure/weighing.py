"""A finding measured from what a policy shows of its counts, before any verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.disclosure.anchoring import anchored, figures
from workbench.disclosure.hull import measure_hull
from workbench.disclosure.models import figures_of, reason_withheld, to_figures
from workbench.disclosure.policy import DisclosurePolicy
from workbench.disclosure.rounding import shown
from workbench.findings import Finding, Measure, Measured, Modelled, ShownCounts, TableMeasure
from workbench.findings.finding import KEYS
from workbench.statistics.estimate import Estimate

SOME_HIDDEN = "counts that it rests on are not shown"
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

    @property
    def verdicts(self) -> NDArray[np.object_]:
        """The verdicts that the finding gives itself, of its estimates as shown."""
        if self.finding.verdicts is None:
            return np.full(len(self.reasons), None, dtype=object)
        return self.finding.verdicts(
            {name: _where(one, self.known[name]) for name, one in self.estimates.items()}
        )

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


def weigh(
    finding: Finding,
    policy: DisclosurePolicy,
    counts: Mapping[str, ShownCounts] | None = None,
) -> Weighed:
    """Take every measure of a finding in the cells whose counts, as shown, are enough for it.

    Parameters
    ----------
    finding : Finding
        Exact counts and their measures.
    policy : DisclosurePolicy
        What it shows of the counts.
    counts : mapping of str to ShownCounts, optional
        The counts as they are shown; each rounded on its own unless given.

    Returns
    -------
    Weighed
        Estimates that are missing wherever they may not be known.
    """
    names = [name for name in finding.cells if name not in KEYS]
    if counts is None:
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
    reasons = np.full(len(finding.cells), None, dtype=object)
    for whole in finding.table_measures:
        told = {name: counts[name] for name in whole.counts}
        told |= {name: shown(people, policy) for name, people in whole.beside.items()}
        # Counts that no cell shows are in no audit: exact ones may not speak through a measure.
        unaudited = whole.beside and policy.suppress_below
        hidden = _hidden(whole, told, policy)
        if unaudited or (hidden.any() and not whole.cell_by_cell):
            reasons = _first(reasons, np.full(len(reasons), SOME_HIDDEN, dtype=object))
            continue
        found = whole.estimate(told)
        resting = np.full(len(reasons), None, dtype=object)
        resting[hidden if whole.cell_by_cell else slice(0)] = SOME_HIDDEN
        reasons = _first(reasons, resting)
        seen = {name: np.isfinite(one.value) & ~hidden for name, one in found.items()}
        if whole.as_compared:
            compared = _compared(finding, counts, policy)
            seen = {name: where & compared for name, where in seen.items()}
        _take(estimates, known, found, seen)
        if whole.reasons is not None:
            reasons = _first(reasons, whole.reasons(told))
    for model in finding.modelled:
        found, seen, why = _of_model(model, policy)
        _take(estimates, known, found, seen)
        reasons = _first(reasons, why)
    return Weighed(finding, counts, estimates, known, p_value, reasons)


def _where(estimate: Estimate, known: NDArray[np.bool_]) -> Estimate:
    value, lower, upper = (
        np.where(known, getattr(estimate, part), np.nan) for part in ("value", "lower", "upper")
    )
    return Estimate(value, lower, upper, estimate.level, estimate.method)


def _hidden(
    whole: TableMeasure, told: Mapping[str, ShownCounts], policy: DisclosurePolicy
) -> NDArray[np.bool_]:
    """Tell which cells rest on a count that is hidden; all of them, where they stand together."""
    hidden = [one.hidden(policy.band) for one in told.values()]
    if whole.cell_by_cell:
        return np.logical_or.reduce(hidden)
    return np.array([any(one.any() for one in hidden)])


def _of_model(
    model: Modelled, policy: DisclosurePolicy
) -> tuple[dict[str, Estimate], dict[str, NDArray[np.bool_]], NDArray[np.object_]]:
    """Return what of a model may be seen, where, and why there is nothing elsewhere."""
    if policy.suppress_below and not model.of_measurements:
        # A model of exact counts, hidden ones among them, set beside exact counts would tell them.
        return {}, {}, np.full(len(model.events), SOME_HIDDEN, dtype=object)
    withheld = reason_withheld(model, policy)
    own = np.array(model.reasons or [None] * len(withheld), dtype=object)
    enough = withheld == None  # noqa: E711  element by element
    # Why it is withheld comes before all else, and hides it.
    why = np.where(enough, own, withheld)
    if model.speaks_of is not None:
        why[~model.speaks_of] = None
    if model.exact_only and not policy.exact:
        return {}, {}, why
    found = {name: _told(name, one, model, policy, enough) for name, one in model.estimates.items()}
    return found, {name: enough & np.isfinite(one.value) for name, one in found.items()}, why


def _told(
    name: str,
    estimate: Estimate,
    model: Modelled,
    policy: DisclosurePolicy,
    enough: NDArray[np.bool_],
) -> Estimate:
    """Round what a model says, set against its plain number where it has one."""
    if model.anchor is None or policy.exact:
        return to_figures(estimate, policy, model.finest, figures_of(model, policy))
    many = None if model.finest is None else figures(model.anchor, policy)
    told = anchored(name, estimate, model.anchor, policy, where=enough)
    return to_figures(told, policy, model.finest, many)


def _take(
    estimates: dict[str, Estimate],
    known: dict[str, NDArray[np.bool_]],
    found: Mapping[str, Estimate],
    seen: Mapping[str, NDArray[np.bool_]],
) -> None:
    """Add estimates to those there are; two of one name share the cells between them."""
    for name, one in found.items():
        before = estimates.get(name)
        if before is not None:
            value, lower, upper = (
                np.where(seen[name], getattr(one, part), getattr(before, part))
                for part in ("value", "lower", "upper")
            )
            estimates[name] = Estimate(value, lower, upper, one.level, one.method)
        else:
            estimates[name] = one
        known[name] = seen[name] | known.get(name, np.False_)


def _first(before: NDArray[np.object_], then: NDArray[np.object_]) -> NDArray[np.object_]:
    return np.where(before == None, then, before)  # noqa: E711  element by element


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
        & ~(entered.banded | passed.banded)
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
