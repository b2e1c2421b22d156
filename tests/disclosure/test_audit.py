"""If these fail, a small count is found out from a report that is called safe."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from joint_table import forms_of, part_range, whole_range

from workbench.disclosure.audit import Audit, Danger, audit_of, dangers
from workbench.disclosure.policy import policy_named
from workbench.disclosure.universe import universe
from workbench.errors import DisclosureError
from workbench.findings.tally import People, Tally, tally

OPEN, RESTRICTED = policy_named("open"), policy_named("restricted")
PEOPLE = People({"sex": ("M", "W"), "place": ("N", "S", "E")}, ("passed", "failed"))
EVENTS = (("passed",), ("passed", "failed"), ("failed",))


def some_tallies(random: np.random.Generator) -> list[Tally]:
    """Return margins and cells of one table, so that the full joint table is the whole truth."""
    sexes, places = ("M", "W", None), ("N", "S", "E", None)
    every = [
        tally({name: label for name, label in (("sex", sex), ("place", place)) if label}, events)
        for sex, place, events in product(sexes, places, EVENTS)
    ]
    crossed = tally({"sex": "M", "place": "N"}, ["passed"])
    chosen = random.choice(len(every), int(random.integers(6, 16)), replace=False)
    return list(dict.fromkeys([crossed, *(every[place] for place in sorted(chosen))]))


def pairs_in(tallies: list[Tally]) -> list[tuple[Tally, Tally]]:
    return [
        (one, other)
        for one in tallies
        for other in tallies
        if one.who == other.who and one.events == {"passed"} and len(other.events) == 2
    ]


def rounded(exact: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return between which numbers counts lie that are shown in fives, written from scratch."""
    near = (exact + 2) // 5 * 5
    small = exact < 5
    return np.where(small, 0, np.maximum(near - 2, 5)), np.where(small, 4, near + 2)


def prepared(tallies: list[Tally], pairs=()) -> tuple[Audit, np.ndarray]:
    """Return the audit, and all its counts as sums over the full joint table."""
    audit = audit_of(universe(tallies, PEOPLE), pairs)
    return audit, forms_of((*audit.tallies, *audit.complements), PEOPLE)


def under(policy, least: float, most: float, *, secret: bool) -> bool:
    """Tell by the words of the policy whether a range gives a small count away."""
    if policy is OPEN:
        return most < 5 and (least > 0 or most < 2)
    return most < 5 or (secret and least > 0)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("policy", [OPEN, RESTRICTED], ids=["open", "restricted"])
def test_what_is_found_out_lies_between_what_fractions_and_what_people_tell(policy, seed):
    """Against SciPy on the full joint table: nothing that fractions tell is missed, and no more
    is found than whole people tell."""
    random = np.random.default_rng(seed)
    tallies = some_tallies(random)
    audit, forms = prepared(tallies, pairs_in(tallies))
    exact = forms @ random.poisson(3.0, forms.shape[1])
    own = exact[: len(tallies)]
    secret = (exact > 0) & (exact < 5)
    if policy is OPEN:
        low, high = rounded(own)
    else:
        hidden = secret[: len(tallies)] | (random.random(own.size) < 0.3)
        low, high = np.where(hidden, 0, own), np.where(hidden, np.inf, own)
    found = dangers(audit, low, high, policy, seconds=20, sensitive=secret)
    among_whom = audit.entered_of
    entered = [[among for one, among in among_whom if one == place] for place in range(len(forms))]
    told = {"whole": set(), "part": set()}
    for count, form in enumerate(forms):
        for kind, range_of in (("whole", whole_range), ("part", part_range)):
            least, most = range_of(forms[: len(tallies)], low, high, form)
            nobody = least == most == 0 and all(
                count < len(tallies) and high[among] == 0 for among in entered[count]
            )
            nobody |= least == most == 0 and not entered[count]
            if under(policy, least, most, secret=bool(secret[count])) and not (
                policy is RESTRICTED and nobody
            ):
                told[kind].add(count)
    assert told["part"] <= set(found.counts.tolist()) <= told["whole"]


def shown_as(bounds: dict[Tally, tuple[float, float]], policy, pairs=(), people=PEOPLE) -> Danger:
    audit = audit_of(universe(tuple(bounds), people), pairs)
    low, high = zip(*bounds.values(), strict=True)
    return dangers(audit, low, high, policy, seconds=20)


def by(sex: str | None, place: str | None, *events: str) -> Tally:
    who = {name: one for name, one in (("sex", sex), ("place", place)) if one}
    return tally(who, events or ("passed", "failed"))


HIDDEN, BAND = (0.0, np.inf), (0.0, 4.0)
THREE = ("N", "S", "E")
PLANTED = {
    "a single hidden count in a line": (
        RESTRICTED,
        {
            by("M", None): HIDDEN,
            by("W", None): (40.0, 40.0),
            by(None, None): (43.0, 43.0),
        },
        0,
        (3, 3),
    ),
    "a difference of margins": (
        RESTRICTED,
        {
            by("M", "N"): HIDDEN,
            by("M", "S"): (20.0, 20.0),
            by("M", "E"): (30.0, 30.0),
            by("M", None): (51.0, 51.0),
        },
        0,
        (1, 1),
    ),
    "a chain of totals": (
        RESTRICTED,
        {
            by("M", None): HIDDEN,
            by("W", "N"): (10.0, 10.0),
            by("W", "S"): (20.0, 20.0),
            by("W", "E"): (30.0, 30.0),
            by(None, "N"): (10.0, 10.0),
            by(None, "S"): (21.0, 21.0),
            by(None, "E"): (31.0, 31.0),
        },
        0,
        (2, 2),
    ),
    "complement of passes": (
        RESTRICTED,
        {by("M", None, "passed"): (30.0, 30.0), by("M", None): (33.0, 33.0)},
        2,
        (3, 3),
    ),
    "a band beside its rounded margin": (
        OPEN,
        {by("M", None): BAND, by("W", None): (5.0, 7.0), by(None, None): (8.0, 12.0)},
        0,
        (1, 4),
    ),
    "regions against groups": (
        OPEN,
        {
            by("M", None): BAND,
            by("W", None): (18.0, 22.0),
            by(None, "N"): (8.0, 12.0),
            by(None, "S"): (8.0, 12.0),
            by(None, "E"): (8.0, 12.0),
        },
        0,
        (2, 4),
    ),
    "the same people rounded apart": (
        OPEN,
        {
            by("M", None, "failed"): BAND,
            by("M", None, "passed"): (18.0, 22.0),
            by("M", None): (24.0, 24.0),
        },
        0,
        (2, 4),
    ),
}


@pytest.mark.parametrize(("policy", "bounds", "count", "told"), PLANTED.values(), ids=PLANTED)
def test_planted_leaks_are_found_with_what_they_tell(policy, bounds, count, told):
    """Else the best known joint leaks get through; the numbers are worked out by hand."""
    pairs = pairs_in(list(bounds))
    found = shown_as(bounds, policy, pairs)
    place = found.counts.tolist().index(count)
    assert found.upper[place] == told[1]
    if policy is OPEN:
        assert found.lower[place] == told[0]


def test_a_band_that_leaves_nobody_and_one_is_open_and_nobody_alone_is_not():
    """Else two values left is not what is asked for."""
    for most, found_out in ((0.0, True), (1.0, False)):
        found = shown_as({by("M", None): (0.0, most)}, OPEN)
        assert bool(found.counts.size) is found_out


def test_a_count_of_the_band_is_none_and_one_below_it_is_told():
    """Else the fewest that may be known moves by one."""
    for most, found_out in ((5.0, False), (4.0, True)):
        bounds = {by("M", None): HIDDEN, by("W", None): (10.0, 10.0)}
        bounds[by(None, None)] = (10.0 + most, 10.0 + most)
        assert bool(shown_as(bounds, RESTRICTED).counts.size) is found_out


def test_nobody_may_be_known_to_be_nobody_where_there_is_nobody_only():
    """Else everybody of a group is told to have passed, or an empty group stops every report."""
    passed, everyone = by("M", None, "passed"), by("M", None)
    pairs = [(passed, everyone)]
    assert not shown_as({passed: (0.0, 0.0), everyone: (0.0, 0.0)}, RESTRICTED, pairs).counts.size
    all_passed = shown_as({passed: (30.0, 30.0), everyone: (30.0, 30.0)}, RESTRICTED, pairs)
    assert all_passed.counts.tolist() == [2]
    none_passed = shown_as({passed: (0.0, 0.0), everyone: (30.0, 30.0)}, RESTRICTED, pairs)
    assert none_passed.counts.tolist() == [0]


def test_a_count_told_by_several_pairs_must_be_harmless_in_each():
    """Else an empty group excuses a full one."""
    passed = by("M", None, "passed")
    empty, full = by("M", None), by(None, None)
    pairs = [(passed, empty), (passed, full)]
    bounds = {passed: (0.0, 0.0), empty: (0.0, 0.0), full: (9.0, 9.0)}
    assert 0 in shown_as(bounds, RESTRICTED, pairs).counts


def test_a_sensitive_count_that_must_be_someone_is_found_though_it_may_be_many():
    """Else presence is told: 1 or more of those who must be able to be nobody."""
    audit = audit_of(universe((by("M", None), by("W", None)), PEOPLE), ())
    low, high = [1.0, 0.0], [np.inf, np.inf]
    secret = np.array([True, False])
    assert dangers(audit, low, high, RESTRICTED, seconds=9, sensitive=secret).counts.tolist() == [0]
    assert not dangers(audit, low, high, RESTRICTED, seconds=9).counts.size


def test_only_the_counts_asked_for_are_looked_at():
    """Else every round of protection takes as long as the first."""
    audit = audit_of(universe((by("M", None), by("W", None)), PEOPLE), ())
    found = dangers(audit, [0, 0], [0, 0], OPEN, seconds=9, of=np.array([1]))
    assert found.counts.tolist() == [1]


def test_a_complement_that_is_published_too_is_one_count():
    """Else two unknowns stand for the same people, and less is found than is told."""
    passed, failed, entered = (by("M", None, *events) for events in EVENTS[:1] + EVENTS[2:] + ((),))
    audit = audit_of(universe((passed, entered, failed), PEOPLE), [(passed, entered)])
    assert audit.complements == ()
    assert audit.entered_of == ((0, 1), (2, 1))
    bounds = audit.bounds([1, 2, 3], [4, 5, 6])
    assert [one.tolist() for one in bounds] == [[1, 2, 3], [4, 5, 6]]


def test_contradictions_and_lack_of_time_raise():
    """Else what cannot be audited passes for safe."""
    wrong = {by("M", None): (9.0, 9.0), by("W", None): (9.0, 9.0), by(None, None): (9.0, 9.0)}
    with pytest.raises(DisclosureError, match="contradicts itself"):
        shown_as(wrong, OPEN)
    crossed = {by(sex, place): BAND for sex, place in product("MW", THREE)}
    lines = {by(sex, None): (3.0, 9.0) for sex in "MW"} | {by(None, one): BAND for one in THREE}
    audit = audit_of(universe((*crossed, *lines), PEOPLE), ())
    low, high = zip(*(crossed | lines).values(), strict=True)
    with pytest.raises(DisclosureError, match="did not finish"):
        dangers(audit, low, high, OPEN, seconds=0)
    assert dangers(audit, low, high, replace(OPEN, ambiguity=1), seconds=9).counts.size == 0
