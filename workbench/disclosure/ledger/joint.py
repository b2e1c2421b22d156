"""What is found out from two releases together that neither gives away alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workbench.disclosure.audit import dangers
from workbench.disclosure.ledger.changed import changed_found_out, examples
from workbench.disclosure.ledger.doubtful import still_doubtful
from workbench.disclosure.ledger.entry import Entry
from workbench.disclosure.ledger.joined import Joined, grown, same
from workbench.disclosure.ledger.merging import Merged, merged
from workbench.disclosure.ledger.said import Said
from workbench.disclosure.linear.pieces import CONTRADICTION
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import Places
from workbench.disclosure.policy import DisclosurePolicy, policy_named
from workbench.errors import DisclosureError
from workbench.findings.tally import Tally

SAME, CAME, LEFT = "the same people", "some people more", "some people fewer"
SAYS_NOTHING_NEW, AGREES_WITH_NOTHING = "says nothing new", "other people"


@dataclass(frozen=True, slots=True)
class Found:
    """What two releases give away together.

    Attributes
    ----------
    taken_as : tuple of str
        What was supposed of the people of both, of each world that both tell of.
    tallies : tuple of Tally
        Small counts that are found out.
    changed : bool
        Whether any of them is of the people who came or left in between.
    """

    taken_as: tuple[str, ...]
    tallies: tuple[Tally, ...] = ()
    changed: bool = False


def found_together(earlier: Entry, present: Entry, *, seconds: float) -> Found:
    """Attack two releases together.

    Parameters
    ----------
    earlier, present : Entry
    seconds : float
        Time allowed.

    Returns
    -------
    Found

    Raises
    ------
    DisclosureError
        If time runs out.

    Notes
    -----
    From the same files the people are the same. Otherwise an attacker supposes that people only
    came, or only left, in between; and, where what became of people contradicts that, supposes it
    of how many there are of each group alone. What contradicts what was published is not true, and
    gives nothing away.
    """
    deadline = Deadline.after(seconds)
    policy = _policy(earlier, present)
    found = [
        _of_world(
            earlier.said.of_world(world), present.said.of_world(world), relation, policy, deadline
        )
        for world in earlier.shared_worlds(present)
        for relation in [earlier.same_people(present)]
    ]
    return Found(
        tuple(dict.fromkeys(said for one in found for said in one.taken_as)),
        tuple(dict.fromkeys(tally for one in found for tally in one.tallies)),
        any(one.changed for one in found),
    )


def _policy(one: Entry, other: Entry) -> DisclosurePolicy:
    """Return the policy of those who may see both: the one that shows more."""
    policies = [policy_named(each.policy) for each in (one, other)]
    return max(policies, key=lambda policy: policy.suppress_below)


def _of_world(
    first: Said, second: Said, same_people: bool, policy: DisclosurePolicy, deadline: Deadline
) -> Found:
    if first.in_words_of(second) and (
        first.says_no_more_than(second) or second.says_no_more_than(first)
    ):
        return Found((SAYS_NOTHING_NEW,))
    if same_people and (found := _first_that_holds(_the_same(first, second), policy, deadline)):
        return found
    told = []
    for part in (0, 1):
        found = _first_that_holds(_more(first, second, part), policy, deadline)
        if found and found.tallies:
            # One that is found out is enough to stop a report.
            return found
        told += [found] if found else []
    if not told:
        return Found((AGREES_WITH_NOTHING,))
    return Found(
        tuple(said for one in told for said in one.taken_as),
    )


Supposed = Iterator[tuple[str, Joined]]


def _the_same(first: Said, second: Said) -> Supposed:
    for pair in _pairs(first, second):
        yield SAME, same(pair)


def _more(first: Said, second: Said, part: int) -> Supposed:
    for pair in _pairs(first, second):
        for only_others in (True, False) if pair.nobody[part] else (False,):
            yield (LEFT if part else CAME), grown(pair, part=part, only_others=only_others)


def _pairs(first: Said, second: Said) -> Iterator[Merged]:
    """Yield both in the same labels, the most that an attacker can suppose first."""
    alike = [(first, second)] if first.knows_events_of(second) else []
    for one, two in [*alike, (first.of_anybody(), second.of_anybody())]:
        linked = merged(one, two, linked=True)
        yield linked
        if linked.first.people.dimensions != one.people.dimensions:
            yield merged(one, two, linked=False)


def _first_that_holds(
    supposed: Supposed, policy: DisclosurePolicy, deadline: Deadline
) -> Found | None:
    """Attack under the first supposition that does not contradict what was published."""
    for taken_as, joined in supposed:
        if (joined.low > joined.high).any():
            continue
        try:
            counts = _found_out(joined, policy, deadline)
        except DisclosureError as error:
            if str(error) != CONTRADICTION:
                raise
            continue
        named = (*joined.audit.tallies, *joined.audit.complements)
        changed = bool(np.isin(counts, joined.changed).any())
        return Found((taken_as,), tuple(named[count] for count in counts), changed)
    return None


def _found_out(joined: Joined, policy: DisclosurePolicy, deadline: Deadline) -> Places:
    """Return counts that are found out: of those who came or left if there are any, or of all."""
    asked = joined.said
    if joined.changed.size:
        few, many = examples(joined, deadline)
        found = changed_found_out(joined, (few, many), policy, deadline)
        if found.size:
            return found
        for changed in (few, many, (few + many) / 2):
            asked = still_doubtful(joined, asked, changed, policy, deadline)
    if not asked.size:
        return asked
    return dangers(
        joined.audit, joined.low, joined.high, policy, seconds=deadline.left(), of=asked
    ).counts
