"""How learners get on: their clock by route, a change, intakes that should have finished, words."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from asking import asked, cell, counts_of  # noqa: F401  a fixture is found by its name
from small_staff import spell

from workbench.analyses.attrition.questions.learners.measure import beside_before, get_on
from workbench.analyses.attrition.report import learners
from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown

pytestmark = pytest.mark.filterwarnings("error")
STATED = {
    "data_from": "2021-03-01",
    "circumstances": {
        "grade": {"groups": ["Learner", "PSO", "PO"]},
        "route": {"groups": ["Short", "Long"]},
        "intake": {"groups": ["2021-03", "2021-09", "2023-01"]},
    },
    "learners": {
        "grade": "Learner",
        "qualified": "PO",
        "counted_with": "PSO",
        "route": "route",
        "expected_months": {"Short": 12, "Long": 18},
        "cohort": "intake",
        "changed_from": "2023-01",
    },
    "characteristics": {"sex": {}},
    "leaving": {"reasons": {"resignation": ["Resigned"], "transfer_inside": ["Moved inside"]}},
    "kept": {"grade": ["Learner", "PSO", "PO"]},
    "service_edges": [0, 12, 24],
    "horizon": 24,
    "joined": "joined",
}


GONE = {"left": "Resigned", "inside": "Moved inside"}
ON_A_BREAK = "Career break"


class People:
    """Spells of learners: each begins, and completes, moves, leaves or goes on after months."""

    def __init__(self) -> None:
        self.spells: list[dict[str, str]] = []
        self.count = 0

    def add(self, count: int, intake: str, months: int | None, to: str = "", **told: str) -> None:
        start = pd.Timestamp(f"{intake}-01")
        usual = {
            "joined": start.date().isoformat(),
            "intake": intake,
            "route": "Short",
            "sex": "Men",
        } | told
        for _ in range(count):
            self.count += 1
            one = {"person": f"P{self.count}", "grade": "Learner", **usual}
            begun = {**one, "start": start.date().isoformat()}
            if months is None:
                self.spells.append(spell(**begun))
                continue
            end = start + pd.DateOffset(months=months) - pd.Timedelta(days=1)
            reason = GONE.get(to, "")
            self.spells.append(spell(**begun, end=end.date().isoformat(), reason=reason))
            if to not in GONE:
                after = (end + pd.Timedelta(days=1)).date().isoformat()
                self.spells.append(spell(**one, start=after) | {"grade": to, "end": ""})


def everybody() -> list[dict[str, str]]:
    """Return two intakes that should have finished, and one after a change."""
    people = People()
    for sex, share in (("Women", 3), ("Men", 1)):
        people.add(share * 20, "2021-03", 12, "PO", sex=sex)
        people.add(share * 5, "2021-03", 4, "left", sex=sex)
        people.add(share * 3, "2021-03", 8, "PSO", sex=sex)
        people.add(share * 15, "2021-09", 19, "PO", sex=sex, route="Long")
        people.add(share * 4, "2021-09", 2, "left", sex=sex, route="Long")
        people.add(share * 1, "2021-09", None, sex=sex, route="Long")
        people.add(share * 15, "2023-01", None, sex=sex)
        people.add(share * 18, "2023-01", 3, "left", sex=sex)
    people.add(2, "2021-03", 5, "inside")
    people.add(1, "2021-03", 6, ON_A_BREAK)
    return people.spells


def test_exact_clock_and_outcomes(asked):  # noqa: F811
    """Qualifying would be an exit, or a share of learners not what became of them."""
    found = asked(everybody(), **STATED)
    late = cell(found, "learners", "Long", "learning: 18 to under 21 months")
    ended = {"completed": 60, "moved": 0, "left": 0}
    assert counts_of(late) == {"learning": 64, "through": 4, **ended}
    year = cell(found, "learners", "Short", "learning: 6 months to under 1 year").numbers
    assert set(year) == {"completed_by", "moved_by", "left_by", "still_learning"}
    due = {one.group: counts_of(one) for one in found["learners:due"].cells}
    others = {"uncounted": 2, "aside": 1, "still": 4}
    assert due[""] == {"passed": 140, "entered": 195, "moved": 12, "left": 36, **others}
    first = {"uncounted": 2, "aside": 1, "still": 0}
    assert due["Short × 2021-03"] == {
        "passed": 80,
        "entered": 115,
        "moved": 12,
        "left": 20,
        **first,
    }
    assert [*due] == ["", "Short", "Long", "Short × 2021-03", "Long × 2021-09"]
    for counts in due.values():
        assert counts.pop("entered") == sum(counts.values())
    women = cell(found, "learners:due:sex", "Women")
    assert counts_of(women)["passed"] == 105
    ratio = women.numbers["relative_rate_index"].value
    assert ratio == pytest.approx((105 / 144) / (35 / 51), abs=1e-6)
    assert women.verdict is None


def test_one_intake_by_hand(asked):  # noqa: F811
    """Shares by route would not be plain ones where everybody is followed to the end."""
    people = People()
    people.add(60, "2021-03", 12, "PO")
    people.add(9, "2021-03", 4, "left")
    people.add(21, "2021-03", 8, "PSO")
    for policy, width in (("analyst", 1e-6), ("open", 0.03)):
        found = asked(people.spells, policy, **STATED | {"characteristics": {}})
        end = cell(found, "learners", "Short", "learning: 6 months to under 1 year").numbers
        assert end["completed_by"].value == pytest.approx(60 / 90, abs=width)
        assert end["moved_by"].value == pytest.approx(21 / 90, abs=width)
        assert end["left_by"].value == pytest.approx(9 / 90, abs=width)
        assert end["left_by"].lower < 9 / 90 < end["left_by"].upper
    lead = learners.headline(found)
    assert lead.startswith("Of every 100 learners on the route of Short, about ")
    assert "had qualified within 12 months" in lead
    assert "training takes 12 months" in lead


def test_few_of_each_end_share_what_is_left():
    """Three ends of fewer than five each would be told as nobody, or as six where five are gone."""
    many = {"learning": [100], "through": [95], "completed": [2], "moved": [2], "left": [1]}
    counts = {name: shown(np.array(one), policy_named("open")) for name, one in many.items()}
    found = get_on(1, 10, 0.95).estimate(counts)
    assert found["left_by"].value[0] == pytest.approx(5 / 3 / 100)
    assert found["still_learning"].value[0] == pytest.approx(0.95)


def test_a_change_is_told_of_months_that_all_can_reach(asked):  # noqa: F811
    """A band that later learners are only half through would be set beside whole ones.

    By hand: the last began in January, so that six months are over; before, 1,064 months of
    learning in them and 36 who left, after 576 and 72.
    """
    for policy in ("analyst", "open"):
        found = asked(everybody(), policy, **STATED)
        before, after = found["learners:change"].cells
        assert {before.stratum, after.stratum} == {"learning: first 6 months"}
    assert "left_to_before" not in before.numbers
    ratio = after.numbers["left_to_before"]
    assert ratio.lower < (72 / 576) / (36 / 1064) < ratio.upper
    html = learners.show(found).html
    assert "Learners of intakes from 2023-01 can so far be followed through their first 6" in html
    assert "times as often (likely range 2.1 to" not in html
    assert ": more often than before. That the two sides differ does not show" in html
    assert "caused" not in html


def test_a_change_is_an_exact_comparison_of_rates():
    """The range would not be that of Rothman, Greenland and Lash (2008), page 252: 1.04 to 3.45."""
    many = {"at_risk": [19017, 28010], "left": [15, 41]}
    counts = {name: shown(np.array(one), policy_named("analyst")) for name, one in many.items()}
    ratio = beside_before("left", 0.95).estimate(counts)["left_to_before"]
    assert ratio.value[1] == pytest.approx(1.856, abs=5e-4)
    assert (ratio.lower[1], ratio.upper[1]) == pytest.approx((1.04, 3.45), abs=5e-3)


def test_words_of_those_who_should_have_finished(asked):  # noqa: F811
    """A reader could not add a row up, or would not know which intakes it is of."""
    html = learners.show(asked(everybody(), "open", **STATED)).html
    assert "Of about 195 learners of intakes that should have finished, about 140 qualified" in html
    assert "qualified in the end, however long it took: " in html
    assert (
        "Counted are the intake 2021-03 of the route of Short and the intake 2021-09 of the "
        "route of Long. Later ones are not" in html
    )
    for head in ("Moved within the service", "Set aside", "Still learning"):
        assert f'<th scope="col">{head}</th>' in html
    assert "Short, intake 2021-03" in html


def test_too_few_and_none(asked):  # noqa: F811
    """A report without learners, or of a few, would break."""
    people = People()
    people.add(6, "2021-03", 12, "PO")
    people.add(1, "2021-03", 4, "left")
    found = asked(people.spells, "open", **STATED | {"characteristics": {}})
    assert learners.headline(found) == "There are too few learners to say how they get on."
    assert "<svg" not in learners.show(found).html
    plain = {"learners": None, "characteristics": {}, "joined": "joined"}
    left = {"end": "2022-10-31", "reason": "Resigned"}
    spells = [spell(joined="2020-01-01", **more) for more in [left, *[{}] * 20]]
    none = asked(spells, "open", **plain)
    assert none.context.not_covered["How do learners get on?"] == "the parameters name no learners"
    assert learners.show(none).html == ""
    assert learners.headline(none) == ""


def test_no_intake_and_no_route(asked):  # noqa: F811
    """Learners without an intake or a route would not be followed at all."""
    people = People()
    people.add(60, "2021-03", 12, "PO")
    people.add(30, "2021-03", 4, "left")
    stated = STATED | {
        "circumstances": {"grade": {"groups": ["Learner", "PSO", "PO"]}},
        "learners": {"grade": "Learner", "qualified": "PO", "expected_months": {"all": 12}},
        "characteristics": {},
    }
    found = asked(people.spells, "open", **stated)
    assert [name for name in found.names if name.startswith("learners")] == ["learners"]
    assert learners.headline(found).startswith("Of every 100 learners, about 66 had qualified")
