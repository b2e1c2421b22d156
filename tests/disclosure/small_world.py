"""Campaigns of two sexes, two regions and three ways out, and an attacker who solves them whole."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.disclosure.ledger import Entry, Said
from workbench.findings.tally import People, tally

SEX, REGION, EXITS = ("Women", "Men"), ("North", "South"), ("through", "failed", "withdrew")
DIMENSIONS = {"region": REGION, "sex": SEX}
EVERYONE, ENTERED, PASSED = EXITS, EXITS[:2], EXITS[:1]
ATOMS = tuple(product(REGION, SEX, EXITS))


def tallies(by=((), ("sex",), ("region",), ("region", "sex")), dimensions=DIMENSIONS):
    """Return every margin of a campaign by groups, and by who applied, entered and passed."""
    for names in by:
        for labels in product(*(dimensions[name] for name in names)):
            for events in (EVERYONE, ENTERED, PASSED):
                yield tally(dict(zip(names, labels, strict=True)), events, "spring")


def holds(one, atom):
    """Tell whether a tally counts the people of an atom."""
    region, sex, way = atom
    person = {"region": region, "sex": sex}
    ((who),) = one.who
    return way in one.events and all(person[name] in labels for name, labels in who)


def count(one, people):
    return sum(number for atom, number in people.items() if holds(one, atom))


def rounded(number):
    """Return between which numbers a count lies by what `open` prints of it."""
    if number < 5:
        return 0.0, 4.0
    shown = 5 * ((number + 2) // 5)
    return float(max(shown - 2, 5)), float(shown + 2)


def exact(number):
    """Return what `restricted` prints: small counts not at all."""
    return (0.0, np.inf) if 1 <= number < 5 else (float(number), float(number))


def said(people, *, show=rounded, told=None):
    told = tuple(tallies()) if told is None else tuple(told)
    pairs = [
        (one, other)
        for one in told
        for other in told
        if one.who == other.who and one.events == {*PASSED} and other.events == {*ENTERED}
    ]
    bounds = {one: show(count(one, people)) for one in told}
    return Said(bounds, tuple(pairs), People(DIMENSIONS, EXITS))


def entry(what, name="first", *, data="file one", policy="open"):
    time = f"2024-03-0{1 + len(name) % 9}T00:00:00Z"
    inputs = (("data", data),)
    return Entry(name, f"toy/{name}", time, "toy", policy, "spring", inputs, what)


def drawn(rng, most=9):
    return dict(zip(ATOMS, rng.integers(0, most, len(ATOMS)).tolist(), strict=True))


def added(people, others):
    return {atom: people[atom] + others.get(atom, 0) for atom in ATOMS}


def ranges(part, whole, wanted, *, whole_people=True):
    """Return the least and greatest of tallies of those whom `whole` has more than `part`."""
    many = len(ATOMS)
    rows, low, high = [], [], []
    for release, more in ((part, False), (whole, True)):
        for one, ends in release.bounds.items():
            row = [float(holds(one, atom)) for atom in ATOMS]
            rows.append([*row, *(row if more else [0.0] * many)])
            low.append(ends[0])
            high.append(ends[1])
    constraint = LinearConstraint(np.array(rows), low, high)
    found = {}
    for one in wanted:
        cost = np.array([0.0] * many + [float(holds(one, atom)) for atom in ATOMS])
        ends = []
        for sign in (1, -1):
            result = milp(
                sign * cost,
                integrality=np.full(2 * many, int(whole_people)),
                bounds=Bounds(0, 1000),
                constraints=constraint,
            )
            if result.status == 2:
                return None
            ends.append(sign * result.fun)
        found[one] = int(np.ceil(ends[0] - 1e-6)), int(np.floor(ends[1] + 1e-6))
    return found
