"""What an attacker finds out from all that is published of the same people, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from workbench.disclosure.linear import System
from workbench.disclosure.linear.pieces import take_apart
from workbench.disclosure.linear.reaching import searched
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.sparser import sparser
from workbench.disclosure.policy import DisclosurePolicy
from workbench.disclosure.universe import Universe
from workbench.findings.tally import Tally

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Danger:
    """Counts of a system that are found out, and between which numbers they must lie.

    Attributes
    ----------
    counts : int array
        Places among the counts of `Audit.system`.
    lower, upper : float array
        Whole numbers.
    """

    counts: NDArray[np.intp]
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """A system ready to be attacked: published counts first, then what could be worked out.

    Attributes
    ----------
    system : System
        Forms: the tallies, then those who entered and did not pass.
    tallies : tuple of Tally
        Of the first forms.
    complements : tuple of Tally
        Of the forms after them.
    entered_of : tuple of (int, int)
        Places of who passed or did not, and of those among whom they are counted.
    """

    system: System
    tallies: tuple[Tally, ...]
    complements: tuple[Tally, ...]
    entered_of: tuple[tuple[int, int], ...]

    def bounds(self, low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
        """Return bounds of all forms from those of the tallies; nothing is known of the others."""
        more = self.system.counts - len(self.tallies)
        return (
            np.append(np.asarray(low, float), np.zeros(more)),
            np.append(np.asarray(high, float), np.full(more, np.inf)),
        )


def audit_of(universe: Universe, pairs: Iterable[tuple[Tally, Tally]]) -> Audit:
    """Make ready to attack some tallies; `pairs` are who passed and who entered."""
    pairs = tuple(pairs)
    forms = universe.system.forms
    known = {tally: place for place, tally in enumerate(universe.tallies)}
    fresh = {rest: pair for rest, pair in _rests(pairs).items() if rest not in known}
    passed, entered = (forms[[known[pair[side]] for pair in fresh.values()]] for side in (0, 1))
    places = known | {rest: len(known) + place for place, rest in enumerate(fresh)}
    among = {
        (places[one], places[pair[1]])
        for pair in pairs
        for one in (pair[0], rest_of(*pair))
        if one is not None
    }
    together = sparse.csr_array(sparse.vstack([forms, entered - passed], format="csr"))
    return Audit(
        System(together, universe.system.links),
        universe.tallies,
        tuple(fresh),
        tuple(sorted(among)),
    )


def rest_of(passed: Tally, entered: Tally) -> Tally | None:
    """Return who entered and did not pass; None where they are the same people.

    Where the two are told apart by different dimensions the rest has no groups of its own, and is
    known by a name alone.
    """
    if passed == entered or passed.world != entered.world:
        return None
    named = frozenset(f"{event}, the rest" for event in passed.events)
    return entered.without(passed) or Tally(entered.who, named, entered.world)


def _rests(pairs: Iterable[tuple[Tally, Tally]]) -> dict[Tally, tuple[Tally, Tally]]:
    """Return who entered and did not pass, and the pair that tells it."""
    found: dict[Tally, tuple[Tally, Tally]] = {}
    for passed, entered in pairs:
        rest = rest_of(passed, entered)
        if rest is not None:
            found.setdefault(rest, (passed, entered))
    return found


def dangers(
    audit: Audit,
    low: ArrayLike,
    high: ArrayLike,
    policy: DisclosurePolicy,
    *,
    seconds: float,
    of: NDArray[np.intp] | None = None,
    sensitive: NDArray[np.bool_] | None = None,
    whole: bool = False,
) -> Danger:
    """Return the small counts that what is published does not leave open.

    Under a policy that rounds a count is small where it cannot be as large as the band. Such a one
    must leave open that it is nobody, and as many values as the policy asks for. Under a policy
    that hides no hidden count may be known to be small, nor may one that can be worked out; nobody
    may be told of where there is nobody.

    Parameters
    ----------
    audit : Audit
    low, high : array_like, shape (tallies,)
        Between which numbers each published count lies, as an attacker reads it.
    policy : DisclosurePolicy
    seconds : float
        Time allowed; out of time nothing may be published.
    of : int array, optional
        Only these counts of the system are looked at.
    sensitive : bool array, shape (counts,), optional
        Of a policy that hides: which must leave open that they are nobody. Whoever sees only what
        is published cannot know.
    whole : bool
        Whether people must be whole: exact, by whole-number programmes, and far slower.

    Raises
    ------
    DisclosureError
        Out of time, or where what is published contradicts itself.
    """
    lowest, highest = audit.bounds(low, high)
    asked = np.arange(audit.system.counts) if of is None else of
    secret = np.zeros(audit.system.counts, np.bool_) if sensitive is None else sensitive
    down, up = _reach(
        audit.system,
        (lowest, highest),
        asked,
        policy,
        secret=secret[asked],
        deadline=Deadline.after(seconds),
        whole=whole,
    )
    if policy.suppress_below:
        harmless = _harmless(audit, highest)[asked] & (down == 0) & (up == 0)
        known = (up < policy.smallest_open) | (secret[asked] & (down > 0))
        found = np.flatnonzero(known & ~harmless)
    else:
        open_enough = (down <= 0) & (up + 1 >= policy.ambiguity)
        found = np.flatnonzero((up < policy.smallest_open) & ~open_enough)
    return Danger(asked[found], down[found], up[found])


def _reach(
    system: System,
    bounds: tuple[Floats, Floats],
    asked: NDArray[np.intp],
    policy: DisclosurePolicy,
    *,
    secret: NDArray[np.bool_],
    deadline: Deadline,
    whole: bool,
) -> tuple[Floats, Floats]:
    """Return how far down and up counts reach, no farther than matters."""
    pieces, place = take_apart(sparser(system), *bounds, asked)
    down, up = np.zeros(int(place.max(initial=-1)) + 1), np.zeros(int(place.max(initial=-1)) + 1)
    hiding = np.zeros(down.size, np.bool_)
    hiding[place[secret]] = True
    for piece in pieces:
        least, greatest = piece.outer
        if piece.rows.shape[0] and piece.places.size:
            search = searched(piece, deadline, whole=whole)
            asks = hiding[piece.places] if policy.suppress_below else np.True_
            asks = asks & (least <= 0)
            least = np.where(asks, search.reach(np.where(asks, 0.0, np.inf), -1.0), least)
            goal = np.full(least.size, float(policy.smallest_open))
            if not policy.suppress_below:
                # What can be nobody is open with few values; what cannot must not be small.
                goal[least <= 0] = policy.ambiguity - 1.0
            greatest = search.reach(np.minimum(goal, greatest), 1.0)
        down[piece.places], up[piece.places] = least, greatest
    return down[place], up[place]


def _harmless(audit: Audit, highest: Floats) -> NDArray[np.bool_]:
    """Tell which counts may be known to be nobody: those counted among nobody, or in no group."""
    harmless = np.ones(audit.system.counts, np.bool_)
    for one, entered in audit.entered_of:
        harmless[one] &= highest[entered] == 0
    return harmless
