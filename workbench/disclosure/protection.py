"""Counts as a policy shows them, so that all of them together give no small one away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure.audit import Audit, Danger, audit_of, dangers, rest_of
from workbench.disclosure.linear import suppress
from workbench.disclosure.linear.elastic import apart, in_the_way
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.policy import DisclosurePolicy
from workbench.disclosure.rounding import shown
from workbench.disclosure.tied import Tied, count_names, described, tie
from workbench.disclosure.universe import universe
from workbench.errors import DisclosureError
from workbench.findings import Finding, Findings, ShownCounts

SECONDS = 600.0
ROUNDS = 60
LEAST_BEYOND = 10
"""So large at least a hidden count is taken to be able to be, where nothing at all is shown."""
AT_ONCE = 64
"""So many small counts are freed by one programme: fewer hide less and take longer."""
FEW = 2_000
"""Up to so many counts the search that hides least, to the whole person, is quick enough."""
Counts = Mapping[str, ShownCounts]
Titles = Mapping[str, str]
Floats = NDArray[np.float64]


def protect(
    findings: Findings, policy: DisclosurePolicy, *, seconds: float = SECONDS
) -> tuple[Counts, ...]:
    """Return the counts of every finding as they are shown, protected jointly.

    Parameters
    ----------
    findings : Findings
    policy : DisclosurePolicy
    seconds : float
        Time allowed.

    Returns
    -------
    tuple of mapping of str to ShownCounts
        One a finding. Where a count is hidden it is banded, and its least and greatest are what an
        attacker can work out.

    Raises
    ------
    DisclosureError
        If counts cannot be protected, are not tied to people though the policy hides some, or time
        runs out. Nothing is released then.
    """
    ties = findings.ties
    if policy.complete:
        return tuple(_alone(finding, policy) for finding in findings.findings)
    if ties is None:
        if policy.suppress_below:
            raise DisclosureError(
                f"the policy '{policy.name}' hides counts that others would give away, and this "
                "analysis does not tie its counts to people. Use 'open'."
            )
        return tuple(_alone(finding, policy) for finding in findings.findings)
    tied = tie(findings, ties, policy)
    people = ties.people(findings.context)
    audit = audit_of(universe(tied.tallies, people), tied.pairs)
    hide = _suppressed if policy.suppress_below else _rounded
    seen = hide(tied, audit, policy, Deadline.after(seconds), findings.context.titles)
    return tuple(
        _placed(finding, places, seen, policy)
        for finding, places in zip(findings.findings, tied.places, strict=True)
    )


def _alone(finding: Finding, policy: DisclosurePolicy) -> Counts:
    return {name: shown(finding.cells[name].to_numpy(), policy) for name in count_names(finding)}


def _placed(
    finding: Finding,
    places: Mapping[str, NDArray[np.intp]],
    seen: ShownCounts,
    policy: DisclosurePolicy,
) -> Counts:
    """Return the counts of a finding from those of the tallies; what is tied to none, rounded."""
    return {
        name: _in_place(own, places[name], seen)
        for name, own in _alone(finding, policy.of_untied).items()
    }


def _in_place(own: ShownCounts, places: NDArray[np.intp], seen: ShownCounts) -> ShownCounts:
    tied = places >= 0
    parts = {name: getattr(own, name).copy() for name in ("value", "banded", "low", "high")}
    for name, part in parts.items():
        part[tied] = getattr(seen, name)[places[tied]]
    return ShownCounts(**parts)


def _rounded(
    tied: Tied, audit: Audit, policy: DisclosurePolicy, deadline: Deadline, titles: Titles
) -> ShownCounts:
    """Round, and withhold what lets small counts be worked out; from rounded counts alone."""
    seen = shown(tied.exact, policy)
    nothing = np.zeros(audit.system.counts, np.bool_)
    bounds = audit.bounds(seen.low, seen.high)
    hidden = _hide(audit, bounds, (nothing, nothing), tied.weight, policy, deadline, titles)
    return _withheld(seen, hidden)


def _suppressed(
    tied: Tied, audit: Audit, policy: DisclosurePolicy, deadline: Deadline, titles: Titles
) -> ShownCounts:
    """Show counts as they are, but for small ones and those that would give them away."""
    exact, sensitive = _sensitive(tied, audit, policy)
    primary = sensitive & (np.arange(len(exact)) < len(tied.tallies))
    if audit.system.counts <= FEW:
        # It frees what is sensitive; below, what it hid beside that must not be known to be small.
        primary = suppress(
            audit.system,
            exact,
            published=np.arange(len(tied.tallies)),
            sensitive=sensitive,
            weight=np.append(weight_of(tied), np.ones(len(audit.complements))),
            threshold=policy.ambiguity,
            seconds=deadline.left(),
        )
    bounds = audit.bounds(tied.exact, tied.exact)
    hidden = _hide(audit, bounds, (primary, sensitive), weight_of(tied), policy, deadline, titles)
    return _withheld(shown(tied.exact, policy), hidden)


def weight_of(tied: Tied) -> Floats:
    """Return what it costs to hide each tally: its people, and the cells it stands in."""
    return tied.weight + tied.exact + 1.0


def _sensitive(
    tied: Tied, audit: Audit, policy: DisclosurePolicy
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return all counts of an audit, and which are small, or nobody or everybody of some people."""
    known = {tally: place for place, tally in enumerate((*tied.tallies, *audit.complements))}
    exact = np.append(tied.exact, np.zeros(len(audit.complements), np.int64))
    for passed, entered in tied.pairs:
        rest = rest_of(passed, entered)
        if rest is not None:
            exact[known[rest]] = exact[known[entered]] - exact[known[passed]]
    sensitive = (exact >= 1) & (exact < policy.suppress_below)
    for place, among in audit.entered_of:
        sensitive[place] |= exact[place] == 0 and exact[among] > 0
    return exact, sensitive


def _hide(
    audit: Audit,
    bounds: tuple[Floats, Floats],
    first: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    weight: Floats,
    policy: DisclosurePolicy,
    deadline: Deadline,
    titles: Titles,
) -> NDArray[np.bool_]:
    """Hide counts until no small one is found out; return which of the tallies are hidden."""
    (low, high), (hidden, secret), own = bounds, first, len(audit.tallies)
    cost = np.append(weight + 1.0, np.ones(len(audit.complements)))
    hidden, of = hidden.copy(), None
    for _ in range(ROUNDS):
        low[hidden], high[hidden] = 0.0, np.inf
        found = dangers(
            audit,
            low[:own],
            high[:own],
            policy,
            seconds=deadline.left(),
            of=of,
            sensitive=secret if policy.suppress_below else None,
        )
        if not found.counts.size:
            return hidden[:own]
        way = _in_the_way(audit, (low, high), found, cost, policy, deadline)
        if not (way & ~hidden).any():
            break
        hidden |= way
        # What was open before is open still: hiding more takes nothing from it.
        of = found.counts
    raise DisclosureError(could_not_be_protected(audit, found, titles))


def _in_the_way(
    audit: Audit,
    bounds: tuple[Floats, Floats],
    found: Danger,
    cost: Floats,
    policy: DisclosurePolicy,
    deadline: Deadline,
) -> NDArray[np.bool_]:
    """Return what to hide so that counts can be nobody, and so that they can be many enough."""
    many = float(policy.ambiguity if policy.suppress_below else policy.ambiguity - 1)
    way = np.zeros(audit.system.counts, np.bool_)
    for least, most, short in (
        (0.0, 0.0, found.lower > 0),
        (many, np.inf, found.upper < many),
    ):
        of = found.counts[short]
        of = of[apart(audit.system.forms[of], AT_ONCE)]
        if of.size:
            goals = np.full(of.size, least), np.full(of.size, most)
            way |= in_the_way(
                audit.system, *bounds, of=of, goals=goals, weight=cost, deadline=deadline
            )
    return way


def _withheld(seen: ShownCounts, hidden: NDArray[np.bool_]) -> ShownCounts:
    """Return counts of which some are not shown at all; an attacker has no bound for those."""
    beyond = int(np.where(hidden, 0, seen.high).max(initial=LEAST_BEYOND))
    return ShownCounts(
        np.where(hidden, 0, seen.value),
        seen.banded | hidden,
        np.where(hidden, 0, seen.low),
        np.where(hidden, beyond, seen.high),
    )


def could_not_be_protected(audit: Audit, found: Danger, titles: Mapping[str, str]) -> str:
    """Return what is found out, and how to mend the report."""
    named = (*audit.tallies, *audit.complements)
    told = told_of([described(named[count], titles) for count in found.counts])
    return (
        f"{found.counts.size} small counts can be worked out from the report as a whole: {told}. "
        "Nothing is published. Coarsen: put small groups together under 'groups'; merge stages or "
        "circumstances; or drop the characteristic, circumstance or question from the parameters."
    )


def told_of(names: Sequence[str], most: int = 5) -> str:
    """Return the first few of some names, and how many more there are.

    Examples
    --------
    >>> told_of(["a", "b", "c"], 2)
    'a; b; and 1 more'
    """
    more = [f"and {len(names) - most} more"] if len(names) > most else []
    return "; ".join([*names[:most], *more])
