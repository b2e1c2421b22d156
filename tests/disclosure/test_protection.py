"""If these fail, what is left of a protected report gives a small count away."""

from __future__ import annotations

import numpy as np
import pytest
from joint_table import forms_of, part_range, whole_range
from toy_report import PEOPLE, TIES, report

from workbench.disclosure import protection
from workbench.disclosure.policy import policy_named
from workbench.disclosure.protection import protect, told_of
from workbench.disclosure.tied import tie
from workbench.errors import DisclosureError
from workbench.findings.tally import tally

OPEN, RESTRICTED = policy_named("open"), policy_named("restricted")
MANY = np.full((2, 2, 2), 50)


def drawn(seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.poisson(random.choice([2.0, 6.0, 15.0], (2, 2, 2)))


def read(people: np.ndarray, policy):
    """Return between which numbers each tally lies by what is left, read cell by cell."""
    findings = report(people)
    tied = tie(findings, TIES, policy)
    low, high = np.zeros(len(tied.tallies)), np.full(len(tied.tallies), np.inf)
    hidden = np.ones(low.size, bool)
    counts = protect(findings, policy, seconds=30)
    for places, shown in zip(tied.places, counts, strict=True):
        for name, place in places.items():
            one = shown[name]
            away = one.hidden(policy.band)
            low[place] = np.where(away, 0, one.low)
            high[place] = np.where(away, np.inf, one.high)
            hidden[place] = away
    return tied, low, high, hidden


def complements(tied):
    return [entered.without(passed) for passed, entered in tied.pairs]


@pytest.mark.parametrize("seed", range(12))
def test_under_open_fractions_find_nothing_small(seed):
    """Every count and every complement that must be small leaves open 0 and two more."""
    tied, low, high, _ = read(drawn(seed), OPEN)
    forms = forms_of(tied.tallies, PEOPLE)
    for form in forms_of((*tied.tallies, *complements(tied)), PEOPLE):
        least, most = part_range(forms, low, high, form)
        assert most >= 5 or (least <= 0 and most >= 2)


@pytest.mark.parametrize("seed", range(12))
def test_under_restricted_whole_people_find_nothing_small(seed):
    """Every count of 1 to 4, passed or not, can be 0 and can be 5 for all that is shown."""
    people = drawn(100 + seed)
    tied, low, high, _ = read(people, RESTRICTED)
    forms = forms_of(tied.tallies, PEOPLE)
    every = forms_of((*tied.tallies, *complements(tied)), PEOPLE)
    for form in every[(every @ people.ravel() > 0) & (every @ people.ravel() < 5)]:
        least, most = whole_range(forms, low, high, form)
        assert least == 0
        assert most >= 5


@pytest.mark.parametrize("policy", [OPEN, RESTRICTED], ids=["open", "restricted"])
def test_nothing_is_hidden_where_nothing_needs_to_be(policy):
    """Else large groups pay for small ones that are not there."""
    _, low, high, hidden = read(MANY, policy)
    assert not hidden.any()
    assert (high - low <= (4 if policy is OPEN else 0)).all()


@pytest.mark.parametrize("policy", [OPEN, RESTRICTED], ids=["open", "restricted"])
def test_the_same_report_is_protected_alike_each_time(policy):
    """Else two versions of one report differ in what they hide, which tells what it is."""
    people = drawn(3)
    assert np.array_equal(read(people, policy)[3], read(people, policy)[3])


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    sums = [forms_of(tie(report(p), TIES, OPEN).tallies, PEOPLE) @ p.ravel() for p in (one, other)]
    shown = [np.where(s < 5, -1, (s + 2) // 5) for s in sums]
    return bool((shown[0] == shown[1]).all())


def test_worlds_that_round_alike_are_protected_alike():
    """Else what `open` withholds tells what the exact counts were."""
    random, seen, hides = np.random.default_rng(8), 0, 0
    for seed in range(400):
        one = drawn(seed)
        other = np.maximum(
            one + random.integers(-1, 2, one.shape) * (random.random(one.shape) < 0.3), 0
        )
        if seen < 10 and (one != other).any() and alike(one, other):
            first, second = read(one, OPEN), read(other, OPEN)
            assert all(np.array_equal(a, b) for a, b in zip(first[1:], second[1:], strict=True))
            seen, hides = seen + 1, hides + int(first[3].any())
    assert seen == 10
    assert hides


def test_what_is_withheld_needs_to_be_under_open():
    """A band beside margins that prove someone is in it: as it stands unsafe, afterwards not."""
    people = np.array([[[3, 30], [9, 30]], [[20, 30], [20, 30]]])
    tied, _, _, hidden = read(people, OPEN)
    exact = forms_of(tied.tallies, PEOPLE) @ people.ravel()
    low = np.where(exact < 5, 0, np.maximum((exact + 2) // 5 * 5 - 2, 5))
    high = np.where(exact < 5, 4, (exact + 2) // 5 * 5 + 2)
    form = forms_of([tally({"sex": "Men", "age": "Under 30"}, ["passed"])], PEOPLE)[0]
    least, most = part_range(forms_of(tied.tallies, PEOPLE), low, high, form)
    assert hidden.any() == (most < 5 and (least > 0 or most < 2))


def test_analyst_hides_nothing_and_open_without_ties_rounds():
    """Else the secure environment misses counts, or an analysis without ties stops."""
    exact = protect(report(drawn(1)), policy_named("analyst"))[0]["passed"]
    assert not exact.banded.any()
    assert exact.value.tolist() == drawn(1).sum(axis=1)[:, 0].tolist()
    assert not protect(report(drawn(1), ties=None), OPEN)[0]["passed"].hidden(5).any()


def test_what_cannot_be_protected_is_refused_with_the_mend(monkeypatch):
    """Else it is published, or nobody knows what to do; and no time is no report."""
    with pytest.raises(DisclosureError, match="does not tie its counts"):
        protect(report(drawn(1), ties=None), RESTRICTED)
    with pytest.raises(DisclosureError, match="did not finish"):
        protect(report(drawn(1)), RESTRICTED, seconds=0)
    monkeypatch.setattr(protection, "ROUNDS", 1)
    unsafe = np.array([[[3, 30], [9, 30]], [[20, 30], [20, 30]]])
    with pytest.raises(DisclosureError, match=r"Sex: Men.*as a whole|as a whole: .*Sex: Men"):
        protect(report(unsafe), OPEN)


def test_only_the_first_few_are_named():
    """Else a refusal is a page long."""
    assert told_of(["a", "b"], 2) == "a; b"
    assert told_of(list("abcdefg")) == "a; b; c; d; e; and 2 more"
