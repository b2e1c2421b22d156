"""If these fail, the first figure that anyone reads of leaving is wrong, or said wrongly."""

from __future__ import annotations

import pytest
from small_staff import many, released
from statsmodels.stats.rates import confint_poisson

from workbench.analyses.attrition import TIES
from workbench.analyses.attrition.report import how_many, masthead
from workbench.disclosure.attack import attack

LEARNERS = {"grade": "Learner", "qualified": "PO", "counted_with": "PSO"}


def staff() -> list[dict[str, str]]:
    """400 in post all the year but for 30 who leave at its middle and 20 who joined then."""
    return [
        *many(250, grade="PO"),
        *many(120, grade="PSO"),
        *many(20, grade="PO", end="2022-12-31", reason="Resigned"),
        *many(10, grade="PSO", end="2022-12-31", reason="Retired"),
        *many(20, grade="Learner", start="2023-01-01"),
        # Outside the year: before it, and in the months that are cut.
        *many(5, grade="PO", end="2022-06-15", reason="Resigned"),
        *many(5, grade="PO", end="2023-08-15", reason="Resigned"),
    ]


def rates(release, group=""):
    return next(cell for cell in release["leaving"].cells if cell.group == group)


def test_the_rate_is_leavers_over_mean_headcount(tmp_path):
    """By hand: in post 405, 405, 375, 395 and 395 at the quarter ends."""
    cell = rates(released(tmp_path, staff()))
    told = {name: count.value for name, count in cell.counts.items()}
    assert told == {
        "left": 30,
        "left_resigned": 20,
        "in_post_0": 405,
        "in_post_1": 405,
        "in_post_2": 375,
        "in_post_3": 395,
        "in_post_4": 395,
    }
    mean = (405 / 2 + 405 + 375 + 395 + 395 / 2) / 4
    number = cell.numbers["leaving_rate"]
    assert number.value == pytest.approx(30 / mean, abs=1e-6)
    limits = confint_poisson(30, mean, method="exact-c")
    assert (number.lower, number.upper) == pytest.approx(limits, abs=1e-6)
    assert cell.numbers["resignation_rate"].value == pytest.approx(20 / mean, abs=1e-6)


@pytest.mark.parametrize(
    ("headcount", "mean"),
    [("ends", (405 + 395) / 2), ("months", (405 / 2 + 5 * 405 + 375 + 5 * 395 + 395 / 2) / 12)],
)
def test_the_denominator_is_the_one_named(tmp_path, headcount, mean):
    """Else a rate could not be held to a published one."""
    release = released(tmp_path, staff(), headcount=headcount)
    number = rates(release).numbers["leaving_rate"]
    assert number.value == pytest.approx(30 / mean, abs=1e-6)


def test_learners_are_shown_apart_and_with_those_they_are_counted_among(tmp_path):
    """Else figures are held to published ones of other people."""
    told = {"learners": {**LEARNERS, "expected_months": {"all": 21}}}
    cell = rates(released(tmp_path, staff(), **told), "PSO with learners")
    assert cell.counts["left"].value == 10
    assert [cell.counts[f"in_post_{k}"].value for k in range(5)] == [130, 130, 120, 140, 140]


def test_stability_is_of_the_opening_staff(tmp_path):
    cells = released(tmp_path, staff())["stability"].cells
    assert [(c.counts["passed"].value, c.counts["entered"].value) for c in cells[:1]] == [
        (375, 405)
    ]


@pytest.mark.parametrize("headcount", ["ends", "quarters", "months"])
def test_every_way_of_counting_heads_can_be_audited(tmp_path, headcount):
    """Counts of thirteen dates, tied as if all were one, once contradicted each other."""
    release = released(tmp_path, staff(), "open", headcount=headcount)
    assert attack(release, TIES).problems == ()
    everyone = release["stability"].cells[0]
    assert everyone.counts["passed"].value < everyone.counts["entered"].value


def test_years_before_are_told_where_the_data_hold_them(tmp_path):
    cells = released(tmp_path, staff())["leaving:years"].cells
    told = [(c.basis, c.counts["left"].value) for c in cells if not c.group]
    assert told == [("year ending 2022-06-30", 5), ("overall", 30)]


def test_open_shows_no_rate_of_few_leavers(tmp_path):
    """Fewer than five leavers are one band, which no rate may tell apart."""
    few = [*many(200), *many(3, end="2022-12-31", reason="Resigned")]
    cell = rates(released(tmp_path, few, "open"))
    assert cell.counts["left"].shown == "<5"
    assert "leaving_rate" not in cell.numbers


def test_the_first_sentences_say_how_many_of_how_many(tmp_path):
    release = released(tmp_path, staff(), "open")
    assert how_many.headline(release) == (
        "About 30 people left in the year ending 30 June 2023: 7.6 in every 100 in post. By grade: "
        "PSO 8.1 and PO 7.6."
    )
    assert masthead.leavers(release) == (
        "About 30 people left, of a mean headcount of about 395: 7.6 in every 100."
    )


def test_the_masthead_says_who_declared_and_that_moving_is_no_leaving(tmp_path):
    """By hand: 425 of 500 told of themselves; those who moved would be taken for leavers."""
    people = [*staff(), *many(20, disability="Disabled"), *many(75, disability="Prefer not to say")]
    meant = {"resignation": ["Resigned"], "retirement": ["Retired"]}
    inside = {"reasons": {**meant, "transfer_inside": ["Moved"]}}
    told = {"characteristics": {"disability": {}}, "leaving": inside}
    html = masthead.show(released(tmp_path, people, **told)).html
    assert "Moving within the service is not counted as leaving." in html
    assert "Declared: disability 85%." in html
    assert "set aside" not in html
    assert "Moving within" not in masthead.show(released(tmp_path, people)).html
