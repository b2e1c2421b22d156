"""The gate: from exact findings to what may be shown, for all findings at once."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pandas as pd

from workbench.disclosure.policy import DisclosurePolicy, marking_of, policy_named
from workbench.disclosure.protection import protect
from workbench.disclosure.released import (
    Release,
    ReleasedCell,
    ReleasedCount,
    ReleasedFinding,
    ReleasedNumber,
)
from workbench.disclosure.rounding import count_text
from workbench.disclosure.tied import may_be_shown
from workbench.disclosure.weighing import Weighed, weigh
from workbench.findings import Finding, Findings, ShownCounts, judge
from workbench.findings.finding import KEYS
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import PolicyName

DECIMALS = 6
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
    shown = protect(findings, terms)
    weighed = [
        weigh(finding, terms, counts)
        for finding, counts in zip(findings.findings, shown, strict=True)
    ]
    claims = pd.concat([one.claims() for one in weighed], ignore_index=True)
    judged = iter(judge(claims, findings.context.rule).to_dict("records"))
    released = [
        _let_out(one, list(islice(judged, len(one.finding.cells))), terms) for one in weighed
    ]
    marking = marking_of(terms, findings.context.data_source)
    return Release(terms.name, marking, findings.context, tuple(released))


def _let_out(one: Weighed, judged: list[dict], policy: DisclosurePolicy) -> ReleasedFinding:
    keys = one.finding.cells[list(KEYS)].to_dict("records")
    own = one.verdicts
    cells = tuple(
        ReleasedCell(
            **(key | {"family": _text(key["family"])}),
            counts={
                name: ReleasedCount(
                    None if count.banded[row] else int(count.value[row]),
                    count_text(
                        int(count.value[row]),
                        bool(count.banded[row]),
                        policy,
                        hidden=bool(count.hidden(policy.band)[row]),
                    ),
                )
                for name, count in one.counts.items()
            },
            numbers=_numbers(one, row, policy),
            p_value=_rounded(one.p_value[row]),
            p_adjusted=_rounded(verdict["p_adjusted"]),
            family_size=int(verdict["family_size"]) or None,
            verdict=_text(verdict["verdict"]) or _text(own[row]),
            size=_text(verdict["size"]),
            reason=_text(one.reasons[row]),
        )
        for row, (key, verdict) in enumerate(zip(keys, judged, strict=True))
        if may_be_shown(key, policy)
    )
    return ReleasedFinding(one.finding.name, one.finding.section, one.finding.title, cells)


def _numbers(one: Weighed, row: int, policy: DisclosurePolicy) -> dict[str, ReleasedNumber]:
    numbers = {
        name: _number(estimate, row)
        for name, estimate in one.estimates.items()
        if one.known[name][row]
    }
    for rate in RATES:
        if rate in one.estimates and rate not in numbers and _bounded(one.finding):
            bound = _bound(one.counts["passed"].at(row), one.counts["entered"].at(row), policy)
            numbers |= {rate: bound} if bound else {}
    return numbers


def _bounded(finding: Finding) -> bool:
    return all(measure.hull for measure in finding.measures)


def _bound(
    passed: ShownCounts, entered: ShownCounts, policy: DisclosurePolicy
) -> ReleasedNumber | None:
    """Say only that nearly nobody or nearly everybody passed, from the counts as shown."""
    if entered.banded or entered.value < policy.minimum_entered:
        return None
    if passed.banded and passed.low * 2 > entered.value:
        return ReleasedNumber(
            None, lower=_rounded(float(passed.low / entered.high)), upper_open=True, method="bound"
        )
    if passed.banded and passed.high * 2 >= entered.value:
        return None
    if passed.banded:
        return ReleasedNumber(
            None, upper=_rounded(float(passed.high / entered.low)), lower_open=True, method="bound"
        )
    if entered.value - passed.value < policy.minimum_cell:
        return ReleasedNumber(
            None, lower=_rounded(float(passed.low / entered.high)), upper_open=True, method="bound"
        )
    return None


def _number(estimate: Estimate, row: int) -> ReleasedNumber:
    value, lower, upper = (getattr(estimate, part)[row] for part in ("value", "lower", "upper"))
    if lower == upper:
        lower = upper = np.nan
    return ReleasedNumber(
        value=_rounded(value),
        lower=_rounded(lower),
        upper=_rounded(upper),
        lower_open=bool(np.isneginf(lower)),
        upper_open=bool(np.isposinf(upper)),
        level=estimate.level,
        method=estimate.method,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _rounded(value: float) -> float | None:
    return round(float(value), DECIMALS) if np.isfinite(value) else None
