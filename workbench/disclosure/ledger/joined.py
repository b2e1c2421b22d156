"""Two releases in one system: of the same people, or of people of whom some came or left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from workbench.disclosure.attack import Bounds
from workbench.disclosure.audit import Audit, audit_of
from workbench.disclosure.ledger.merging import Merged
from workbench.disclosure.ledger.said import Said, both
from workbench.disclosure.linear import System
from workbench.disclosure.linear.sparser import sparser
from workbench.disclosure.linear.system import Floats, Places
from workbench.disclosure.universe import universe
from workbench.findings.tally import Tally
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, NOT_RECORDED

SILENT = (NOT_DECLARED, NOT_ASKED, NOT_RECORDED)
NOTHING_KNOWN = (0.0, np.inf)


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Two releases in one system.

    Attributes
    ----------
    audit : Audit
        What both say, and what could be worked out.
    low, high : float array, shape (tallies of the audit,)
    said : int array
        Which counts of the audit are of people whom a release counted.
    changed : int array
        Which are of the people who came or left between both.
    among : int array, shape (pairs, 2)
        Of those: who passed or did not, and among whom they are counted.
    one : Audit, optional
        One release alone, where people came or left.
    at : int array, shape (3, counts of `one`)
        Where each of its counts stands in `audit`: of those whom the smaller release counted, of
        those whom the larger did, and of those who came or left.
    """

    audit: Audit
    low: Floats
    high: Floats
    said: Places
    changed: Places
    among: Places
    one: Audit | None = None
    at: Places | None = None


def same(pair: Merged) -> Joined:
    """Join two releases of the same people."""
    bounds = dict(pair.first.bounds)
    for tally, ends in (*pair.second.bounds.items(), *_nobody(pair, 0), *_nobody(pair, 1)):
        bounds[tally] = both(bounds.get(tally, NOTHING_KNOWN), ends)
    audit = _audit(bounds, pair)
    none = np.zeros(0, np.intp)
    low, high = _ends(bounds, bounds)
    return Joined(audit, low, high, np.arange(audit.system.counts), none, none.reshape(0, 2))


def grown(pair: Merged, *, part: int, only_others: bool) -> Joined:
    """Join two releases of which one counted everybody that the other did, and more.

    Parameters
    ----------
    pair : Merged
    part : int
        Which of the two, 0 or 1, counted fewer people.
    only_others : bool
        Whether the one that counted fewer counted all people of the labels that it knows, so that
        those who came or left are of the others.
    """
    fewer, more = (pair.first, pair.second)[:: -1 if part else 1]
    mine = _with(fewer, _nobody(pair, part))
    theirs = _with(more, _nobody(pair, 1 - part))
    others = dict(_not_among(pair, part)) if only_others else {}
    tallies = tuple(dict.fromkeys([*mine, *theirs, *others]))
    base = _audit(tallies, pair)
    shorter = sparser(base.system)
    known, worked_out = len(tallies), len(base.complements)
    forms, none = shorter.forms, sparse.csr_array(shorter.forms.shape)
    few = sparse.hstack([forms, none], format="csr")
    whole = sparse.hstack([forms, forms], format="csr")
    change = sparse.hstack([none, forms], format="csr")
    rows = [few[:known], whole[:known], change[:known], few[known:], whole[known:], change[known:]]
    audit = Audit(
        System(
            sparse.csr_array(sparse.vstack(rows, format="csr")),
            sparse.csr_array(sparse.block_diag([shorter.links, shorter.links], format="csr")),
        ),
        tallies * 3,
        base.complements * 3,
        (),
    )
    at = np.stack(
        [_place(np.arange(known + worked_out), side, known, worked_out) for side in range(3)]
    )
    entered = np.array(base.entered_of, np.intp).reshape(-1, 2)
    audit = Audit(
        audit.system,
        audit.tallies,
        audit.complements,
        tuple(map(tuple, np.concatenate([at[side][entered] for side in range(3)]).tolist())),
    )
    ends = [_ends(tallies, each) for each in (mine, theirs, others)]
    own = [_own(base, each) for each in (fewer, more)]
    return Joined(
        audit,
        np.concatenate([low for low, _ in ends]),
        np.concatenate([high for _, high in ends]),
        np.concatenate([at[0][own[0]], at[1][own[1]]]),
        at[2],
        at[2][entered],
        Audit(shorter, base.tallies, base.complements, base.entered_of),
        at,
    )


def _audit(tallies: Iterable[Tally], pair: Merged) -> Audit:
    pairs = dict.fromkeys([*pair.first.pairs, *pair.second.pairs])
    return audit_of(universe(tuple(tallies), pair.first.people), pairs)


def _place(number: Places, side: int, known: int, worked_out: int) -> Places:
    """Return where a count of a single system stands in the joined one."""
    later = 3 * known + side * worked_out + number - known
    return np.where(number < known, side * known + number, later)


def _own(base: Audit, said: Said) -> Places:
    """Return the counts that a release told, or that could be worked out from it alone."""
    place = {tally: at for at, tally in enumerate((*base.tallies, *base.complements))}
    rests = (entered.without(passed) for passed, entered in said.pairs)
    told = [*said.bounds, *(rest for rest in rests if rest is not None)]
    return np.unique(np.array([place[tally] for tally in told], np.intp))


def _with(said: Said, more: Iterable[tuple[Tally, Bounds]]) -> dict[Tally, Bounds]:
    bounds = dict(said.bounds)
    for tally, ends in more:
        bounds[tally] = both(bounds.get(tally, NOTHING_KNOWN), ends)
    return bounds


def _ends(tallies: Iterable[Tally], told: dict[Tally, Bounds]) -> tuple[Floats, Floats]:
    ends = np.array([told.get(tally, NOTHING_KNOWN) for tally in tallies], float).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def _nobody(pair: Merged, side: int) -> list[tuple[Tally, Bounds]]:
    return [(_all_of(pair, name, label), (0.0, 0.0)) for name, label in pair.nobody[side]]


def _not_among(pair: Merged, part: int) -> list[tuple[Tally, Bounds]]:
    """Return that nobody who came or left is of a label that the smaller release knows."""
    unknown = set(pair.nobody[part])
    return [
        (_all_of(pair, name, label), (0.0, 0.0))
        for name in sorted({name for name, _ in unknown})
        for label in pair.first.people.dimensions[name]
        if (name, label) not in unknown and label not in SILENT
    ]


def _all_of(pair: Merged, name: str, label: str) -> Tally:
    """Return everybody of a label."""
    (world,) = pair.first.worlds
    who = frozenset([((name, frozenset([label])),)])
    return Tally(who, frozenset(pair.first.people.events), world)
