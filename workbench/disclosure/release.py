"""The gate: from exact findings to what may be shown, for all findings at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.disclosure.hull import measure_hull
from workbench.disclosure.policy import DisclosurePolicy, policy_named
from workbench.disclosure.released import (
    Release,
    ReleasedCell,
    ReleasedCount,
    ReleasedFinding,
    ReleasedNumber,
)
from workbench.disclosure.rounding import ShownCounts, count_text, shown
from workbench.findings import Finding, Findings, Measured, judge
from workbench.findings.finding import KEYS
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import PolicyName

DECIMALS = 6
OWN_SIDE = ("passed", "entered")
RATES = ("selection_rate", "declared_share")


def release(findings: Findings, policy: PolicyName) -> Release:
    """Measure every finding from what the policy shows, judge them together, let them out.

    Parameters
    ----------
    findings : Findings
        All findings of one analysis.
    policy : {"open", "restricted", "analyst"}
        Under ``open`` no exact count enters anything in the result: counts are rounded first,
        and every number, interval, test and verdict is made from the rounded counts.

    Returns
    -------
    Release
        The only thing that presentation and publishing take.

    Raises
    ------
    DisclosureError
        If there is no such policy yet.
    """
    terms = policy_named(policy)
    weighed = [_weigh(finding, terms) for finding in findings.findings]
    claims = pd.concat([one.claims for one in weighed], ignore_index=True)
    judged = judge(claims, findings.context.rule)
    released, start = [], 0
    for one in weighed:
        rows = slice(start, start + len(one.claims))
        released.append(_let_out(one, judged.iloc[rows], terms))
        start = rows.stop
    return Release(terms.name, terms.marking, findings.context, tuple(released))


@dataclass(frozen=True, slots=True, eq=False)
class _Weighed:
    """A finding as the policy shows it, before the verdict."""

    finding: Finding
    counts: Mapping[str, ShownCounts]
    measured: Measured | None
    alone: NDArray[np.bool_]
    compared: NDArray[np.bool_]
    claims: pd.DataFrame


def _weigh(finding: Finding, policy: DisclosurePolicy) -> _Weighed:
    names = [name for name in finding.cells if name not in KEYS]
    counts = {name: shown(finding.cells[name].to_numpy(), policy) for name in names}
    alone = _supports(counts, policy, "")
    compared = alone & _supports(counts, policy, "comparator_")
    if finding.measure is not None and not finding.measure.hull and not policy.exact:
        alone = compared = np.zeros(len(finding.cells), bool)
    measured = _measure(finding, counts, alone)
    claims = _claims(finding, counts, measured, compared)
    return _Weighed(finding, counts, measured, alone, compared, claims)


def _supports(
    counts: Mapping[str, ShownCounts], policy: DisclosurePolicy, side: str
) -> NDArray[np.bool_]:
    """Tell where one side's counts, as shown, are enough for a rate."""
    if f"{side}entered" not in counts:
        size = len(next(iter(counts.values())).value)
        return np.full(size, side != "")
    entered, passed = counts[f"{side}entered"], counts[f"{side}passed"]
    return (
        (entered.value >= policy.minimum_entered)
        & (passed.value >= policy.minimum_cell)
        & (entered.value - passed.value >= policy.minimum_cell)
    )


def _measure(
    finding: Finding, counts: Mapping[str, ShownCounts], where: NDArray[np.bool_]
) -> Measured | None:
    if finding.measure is None or not where.any():
        return None
    chosen = {
        name: ShownCounts(*(getattr(counts[name], part)[where] for part in _PARTS))
        for name in finding.measure.counts
    }
    return _spread(measure_hull(finding.measure, chosen), where)


_PARTS = ("value", "banded", "low", "high")


def _spread(measured: Measured, where: NDArray[np.bool_]) -> Measured:
    """Put measures of some cells back in their places, unknown elsewhere."""

    def place(values: np.ndarray) -> np.ndarray:
        placed = np.full(len(where), np.nan)
        placed[where] = values
        return placed

    estimates = {
        name: Estimate(place(one.value), place(one.lower), place(one.upper), one.level, one.method)
        for name, one in measured.estimates.items()
    }
    p_value = None if measured.p_value is None else place(measured.p_value)
    return Measured(estimates, p_value)


def _claims(
    finding: Finding,
    counts: Mapping[str, ShownCounts],
    measured: Measured | None,
    compared: NDArray[np.bool_],
) -> pd.DataFrame:
    claims = finding.cells[["role", "family"]].reset_index(drop=True)
    for side in ("", "comparator_"):
        for name in OWN_SIDE:
            known = counts.get(side + name)
            claims[side + name] = np.nan if known is None else known.value
    p_value = None if measured is None else measured.p_value
    claims["p_value"] = np.nan if p_value is None else np.where(compared, p_value, np.nan)
    for name in ("relative_rate_index", "relative_nonpassing_rate", "rate_difference"):
        one = None if measured is None else measured.estimates.get(name)
        for end, part in (("", "value"), ("_lower", "lower"), ("_upper", "upper")):
            claims[name + end] = (
                np.nan if one is None else np.where(compared, getattr(one, part), np.nan)
            )
    return claims


def _let_out(one: _Weighed, judged: pd.DataFrame, policy: DisclosurePolicy) -> ReleasedFinding:
    keys = one.finding.cells[[name for name in KEYS if name != "family"]].to_dict("records")
    cells = tuple(
        ReleasedCell(
            **key,
            counts=_counts(one, row, policy),
            numbers=_numbers(one, row, key["role"]),
            p_value=_rounded(one.claims["p_value"].iloc[row]),
            family=one.claims["family"].iloc[row] or None,
            p_adjusted=_rounded(judged["p_adjusted"].iloc[row]),
            family_size=int(judged["family_size"].iloc[row]) or None,
            verdict=judged["verdict"].iloc[row],
            size=judged["size"].iloc[row],
        )
        for row, key in enumerate(keys)
    )
    return ReleasedFinding(one.finding.name, one.finding.section, one.finding.title, cells)


def _counts(one: _Weighed, row: int, policy: DisclosurePolicy) -> dict[str, ReleasedCount]:
    released = {}
    for name, count in one.counts.items():
        banded = bool(count.banded[row])
        value = int(count.value[row])
        text = count_text(value, banded, policy)
        released[name] = ReleasedCount(None if banded else value, text)
    return released


def _numbers(one: _Weighed, row: int, role: str) -> dict[str, ReleasedNumber]:
    if one.measured is None and one.finding.measure is None:
        return {}
    estimates = {} if one.measured is None else one.measured.estimates
    numbers = {}
    for name, estimate in estimates.items():
        comparison = name not in RATES
        if comparison and (role == "comparator" or not one.compared[row]):
            continue
        if one.alone[row]:
            numbers[name] = _number(estimate, row)
    if not one.alone[row] and (bound := _bound(one, row)):
        numbers[RATES["declared_share" in estimates]] = bound
    return numbers


def _bound(one: _Weighed, row: int) -> ReleasedNumber | None:
    """Say only that nearly nobody or nearly everybody passed, from the counts as shown."""
    if one.finding.measure is None or not one.finding.measure.hull:
        return None
    entered, passed = one.counts["entered"], one.counts["passed"]
    if entered.low[row] < 1 or entered.value[row] < MINIMUM_FOR_BOUND:
        return None
    if passed.banded[row]:
        upper = passed.high[row] / entered.low[row]
        return ReleasedNumber(None, upper=_rounded(upper), lower_open=True, method="bound")
    if entered.value[row] == passed.value[row]:
        lower = passed.low[row] / entered.high[row]
        return ReleasedNumber(None, lower=_rounded(lower), upper_open=True, method="bound")
    return None


MINIMUM_FOR_BOUND = 30


def _number(estimate: Estimate, row: int) -> ReleasedNumber:
    value, lower, upper = (getattr(estimate, part)[row] for part in ("value", "lower", "upper"))
    return ReleasedNumber(
        value=_rounded(value),
        lower=_rounded(lower),
        upper=_rounded(upper),
        lower_open=bool(np.isneginf(lower)),
        upper_open=bool(np.isposinf(upper)),
        level=estimate.level,
        method=estimate.method,
    )


def _rounded(value: float) -> float | None:
    return round(float(value), DECIMALS) if np.isfinite(value) else None
