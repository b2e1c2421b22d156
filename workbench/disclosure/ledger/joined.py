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
    alone = Audit(sparser(base.system), base.tallies, base.complements, base.entered_of)
    at = np.stack([_place(alone, side) for side in range(3)])
    entered = np.array(base.entered_of, np.intp).reshape(-1, 2)
    ends = [_ends(tallies, each) for each in (mine, theirs, others)]
    return Joined(
        _tripled(alone, at, entered),
        np.concatenate([low for low, _ in ends]),
        np.concatenate([high for _, high in ends]),
        np.concatenate([at[0][_own(base, fewer)], at[1][_own(base, more)]]),
        at[2],
        at[2][entered],
        alone,
        at,
    )


def _tripled(alone: Audit, at: Places, entered: Places) -> Audit:
    """Return the audit of those counted by both, by one, and of those who came or left."""
    forms, known = alone.system.forms, len(alone.tallies)
    none = sparse.csr_array(forms.shape)
    few, whole, change = (
        sparse.hstack(each, format="csr") for each in ((forms, none), (forms, forms), (none, forms))
    )
    rows = [each[:known] for each in (few, whole, change)]
    rows += [each[known:] for each in (few, whole, change)]
    links = sparse.block_diag([alone.system.links, alone.system.links], format="csr")
    return Audit(
        System(sparse.csr_array(sparse.vstack(rows, format="csr")), sparse.csr_array(links)),
        alone.tallies * 3,
        alone.complements * 3,
        tuple(map(tuple, np.concatenate([side[entered] for side in at]).tolist())),
    )


def _audit(tallies: Iterable[Tally], pair: Merged) -> Audit:
    pairs = dict.fromkeys([*pair.first.pairs, *pair.second.pairs])
    return audit_of(universe(tuple(tallies), pair.first.people), pairs)


def _place(alone: Audit, side: int) -> Places:
    """Return where the counts of a single system stand in the joined one."""
    known, worked_out = len(alone.tallies), len(alone.complements)
    told, later = np.arange(known), np.arange(worked_out)
    return np.concatenate([side * known + told, 3 * known + side * worked_out + later])


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
