"""Two releases together: a later report would give away who came, left or was grouped anew."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import small_world as small
from small_world import ATOMS, added, drawn, entry, exact, ranges, said, tallies

from workbench.disclosure.ledger import Entry, Said, found_together, joint
from workbench.disclosure.ledger.joint import CAME, LEFT, SAME, SAYS_NOTHING_NEW
from workbench.errors import DisclosureError
from workbench.findings.tally import People, tally

LARGE = dict.fromkeys(ATOMS, 40)
COARSE = tuple(tallies(by=((), ("sex",))))


def together(first, second, **named):
    return found_together(
        entry(first, **named), entry(second, "second", **{"data": "file two", **named}), seconds=60
    )


def women(*events):
    return tally({"sex": "Women"}, events or small.EVERYONE, "spring")


def test_six_late_applicants_are_found_out_through_two_rounded_releases():
    """Six people who came late could be told from the difference of two safe reports."""
    first = dict(zip(ATOMS, [42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42], strict=True))
    late = {("North", "Women", "through"): 2, ("South", "Men", "failed"): 4}
    before, after = said(first), said(added(first, late))
    found = together(before, after)
    assert (found.taken_as, found.changed) == ((CAME,), True)
    by_oracle = ranges(before, after, [*found.tallies, women("through")])
    assert found.tallies
    assert set(by_oracle) == dangerous(by_oracle)


@pytest.mark.parametrize(
    ("seed", "most", "given_away"),
    [(1, 2, True), (2, 4, True), (3, 8, True), (4, 16, False), (5, 32, True)],
)
def test_what_is_found_of_those_who_came_is_what_whole_number_programmes_find(
    seed, most, given_away
):
    """The attack on late applicants would miss some, or cry out for nothing."""
    rng = np.random.default_rng(seed)
    first = {atom: 20 + number for atom, number in drawn(rng, 60).items()}
    before, after = said(first), said(added(first, drawn(rng, most)))
    found = together(before, after)
    whole = ranges(before, after, before.bounds)
    loose = ranges(before, after, before.bounds, whole_people=False)
    assert found.taken_as == (CAME,)
    assert not found.tallies or found.changed
    assert bool(found.tallies) >= bool(dangerous(loose) | dangerous_by_fewer(loose, before))
    told = set(found.tallies) & set(before.bounds)
    assert told <= dangerous(whole) | dangerous_by_fewer(whole, before)
    assert bool(found.tallies) == given_away


def dangerous(known):
    return {one for one, (least, most) in known.items() if least >= 1 and most < 5}


def dangerous_by_fewer(known, release):
    """Return nearly nobody of somebody."""
    return {
        one
        for passed, entered in release.pairs
        for one in [passed]
        if known[entered][0] >= 1 and known[one][1] < 2
    }


def test_many_who_come_late_hide_each_other():
    """Every later report would be refused, however many had changed."""
    found = together(said(LARGE), said(added(LARGE, dict.fromkeys(ATOMS, 30))))
    assert (found.taken_as, found.tallies) == ((CAME,), ())


def test_people_who_left_are_found_out_as_those_who_came():
    """An objection met by a new report would tell whose it was."""
    late = {("North", "Women", "through"): 2, ("South", "Men", "failed"): 4}
    few, many = said(LARGE, show=exact), said(added(LARGE, late), show=exact)
    came, left = together(few, many, policy="restricted"), together(many, few, policy="restricted")
    assert (came.taken_as, left.taken_as) == ((CAME,), (LEFT,))
    assert set(came.tallies) == set(left.tallies)
    assert women() in came.tallies


def test_a_report_on_one_region_beside_one_on_all():
    """The few people of the other region would be the difference of two reports."""
    people = {atom: number if atom[0] == "North" else 1 for atom, number in LARGE.items()}
    north = {atom: number if atom[0] == "North" else 0 for atom, number in people.items()}
    whole = said(people, show=exact, told=COARSE)
    part = said(north, show=exact, told=COARSE)
    part = replace(
        part, people=replace(part.people, dimensions={"region": ("North",), "sex": small.SEX})
    )
    found = together(whole, part, policy="restricted")
    assert (found.taken_as, found.changed) == ((LEFT,), True)
    assert women() in found.tallies
    hidden = said(
        people,
        show=exact,
        told=[tally({"region": "South", "sex": "Women"}, small.EVERYONE, "spring"), women()],
    )
    found = together(hidden, part, policy="restricted")
    assert tally({"region": "South", "sex": "Women"}, small.EVERYONE, "spring") in found.tallies


def test_a_characteristic_grouped_anew_beside_the_first_grouping():
    """A group hidden in one grouping would be what is left over by the other."""

    def by(groups, shown):
        bounds = {
            tally({"sex": label} if label else {}, ["applied"], "spring"): (low, high)
            for label, low, high in shown
        }
        return Said(bounds, (), People({"sex": groups}, ("applied",)))

    one = by(
        ("Women", "Men", "Other"),
        [("", 53, 53), ("Women", 20, 20), ("Men", 0, np.inf), ("Other", 0, np.inf)],
    )
    two = by(("Women or other", "Men"), [("Men", 30, 30), ("Women or other", 23, 23)])
    found = together(one, two, policy="restricted", data="the same")
    assert found.taken_as == (SAME,)
    assert len(found.tallies) == 1
    ((who,),) = found.tallies[0].who
    assert who == ("sex", frozenset(["Other / Women or other"]))
    harmless = by(("Women or other", "Men"), [("Women or other", 0, np.inf), ("Men", 0, np.inf)])
    assert together(one, harmless, policy="restricted", data="the same").tallies == ()


def test_two_reports_on_the_same_people_are_one_system():
    """A second question would fill in what the first report hid."""
    people = LARGE | {("North", "Women", "failed"): 2}
    shown = [tally({"sex": sex}, small.ENTERED, "spring") for sex in small.SEX]
    more = [women("through"), women("failed", "through")]
    first = Said(
        dict(said(people, show=exact, told=shown).bounds) | {women("failed"): (0.0, np.inf)},
        (),
        People(small.DIMENSIONS, small.EXITS),
    )
    people = people | {("South", "Women", "failed"): 1}
    first = replace(first, bounds=first.bounds | {women("failed", "through"): (83.0, 83.0)})
    second = said(people, show=exact, told=[women("through")])
    assert more[1] in first.bounds
    found = together(first, second, policy="restricted", data="the same")
    assert (found.taken_as, found.tallies) == ((SAME,), (women("failed"),))


def test_a_run_again_that_says_the_same_is_not_attacked_again(monkeypatch):
    """Every run again would take as long as the first."""
    monkeypatch.setattr(joint, "dangers", None)
    part = said(LARGE, told=COARSE)
    for first, second in ((said(LARGE), said(LARGE)), (said(LARGE), part), (part, said(LARGE))):
        assert together(first, second).taken_as == (SAYS_NOTHING_NEW,)


def test_other_stages_leave_the_numbers_of_each_group_to_compare():
    """A report with its stages named anew would not be compared at all."""
    before = said(LARGE, show=exact)
    people = added(LARGE, {("North", "Women", "through"): 3})
    ways = {"through": "started", "failed": "failed", "withdrew": "left"}

    def renamed(one):
        return replace(one, events=frozenset(ways[event] for event in one.events))

    after = said(people, show=exact).changed(
        renamed, People(small.DIMENSIONS, tuple(ways.values()))
    )
    found = together(before, after, policy="restricted")
    assert (found.taken_as, found.changed) == ((CAME,), True)
    assert tally({"sex": "Women"}, ["anything"], "spring") in found.tallies


def test_releases_of_other_people_say_nothing_of_these():
    """A report on one campaign would be refused for another's."""
    one, two = entry(said(LARGE)), entry(said(LARGE), "second")
    assert one.shared_worlds(two) == ["spring"]
    assert one.shared_worlds(replace(two, analysis="other")) == []
    autumn = two.said.changed(lambda each: replace(each, world="autumn"), two.said.people)
    assert one.shared_worlds(replace(two, campaign="autumn", said=autumn)) == []


def test_the_same_people_are_those_of_the_same_files():
    """Late applicants in a second file would be taken for the same people."""
    one = entry(said(LARGE))
    assert one.same_people(replace(one, inputs=(("data", "file one"), ("benchmarks", "other"))))
    for more in (("data", "file two"), ("exclusions.data", "an objection")):
        assert not one.same_people(replace(one, inputs=(*one.inputs, more)))


def test_an_entry_is_read_back_as_it_was_written():
    """The ledger would remember something else than was released."""
    written = entry(said(LARGE | {ATOMS[0]: 2}, show=exact), policy="restricted")
    read = Entry.from_json(json.loads(json.dumps(written.to_json(), allow_nan=False)))
    assert read.to_json() == written.to_json()
    assert (read.said.bounds, read.said.pairs, read.said.people) == (
        written.said.bounds,
        written.said.pairs,
        written.said.people,
    )


@pytest.mark.parametrize(
    "part", ["schema", "inputs", "policy", "people", "who", "tallies", "pairs"]
)
@pytest.mark.parametrize("damage", [None, 7, [["x"]], "gone"])
def test_a_damaged_entry_is_refused(part, damage):
    """A damaged ledger would be taken for one that knows of less."""
    plain = entry(said(LARGE)).to_json()
    plain[part] = damage
    if damage == "gone":
        del plain[part]
    with pytest.raises(ValueError, match=r"."):
        Entry.from_json(plain)


def test_out_of_time_is_no_answer():
    """A report would be published before it was compared."""
    after = said(added(LARGE, {ATOMS[0]: 3}))
    with pytest.raises(DisclosureError, match="did not finish"):
        found_together(entry(said(LARGE)), entry(after, "second", data="two"), seconds=0)


def test_those_counted_before_are_looked_at_too():
    """A count hidden in the first report would be found out from who came later."""
    people = People(small.DIMENSIONS, small.EXITS)
    hidden = {women("failed"): (0.0, np.inf), women("through"): (80.0, 80.0)}
    before = Said(hidden, (), people)
    after = Said({women("failed"): (0.0, 3.0), women("through"): (80.0, 80.0)}, (), people)
    found = together(before, after, policy="restricted")
    assert (found.tallies, found.changed) == ((women("failed"),), False)


def test_two_policies_are_judged_by_the_one_that_shows_more():
    """Exact counts beside rounded ones would be judged as if both were rounded."""
    one, two = entry(said(LARGE)), entry(said(LARGE), "second", policy="restricted")
    assert {joint._policy(*pair).name for pair in ((one, two), (two, one))} == {"restricted"}
