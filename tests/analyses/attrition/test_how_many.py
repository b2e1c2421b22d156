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
    """By hand: 405 in post on the first 184 days, 395 on the other 181, which is 400.04."""
    cell = rates(released(tmp_path, staff()))
    told = {name: count.value for name, count in cell.counts.items()}
    assert told == {"left": 30, "left_resigned": 20, "at_risk": 400}
    number = cell.numbers["leaving_rate"]
    assert number.value == pytest.approx(30 / 400, abs=1e-6)
    # The headcount was a whole one, to the nearest, before the rate was taken.
    limits = [confint_poisson(30, mean, method="exact-c") for mean in (400.5, 399.5)]
    assert (number.lower, number.upper) == pytest.approx((limits[0][0], limits[1][1]), abs=1e-6)
    assert cell.numbers["resignation_rate"].value == pytest.approx(20 / 400, abs=1e-6)


@pytest.mark.parametrize(
    ("headcount", "mean"),
    [
        ("ends", (405 + 395) / 2),
        ("quarters", (405 / 2 + 405 + 375 + 395 + 395 / 2) / 4),
        ("months", (405 / 2 + 5 * 405 + 375 + 5 * 395 + 395 / 2) / 12),
    ],
)
def test_the_denominator_is_the_one_named(tmp_path, headcount, mean):
    """Else a rate could not be held to a published one."""
    release = released(tmp_path, staff(), headcount=headcount)
    assert rates(release).counts["at_risk"].value == round(mean)


def test_people_who_come_on_the_last_days_of_a_quarter_hardly_count(tmp_path):
    """A transfer of 26 June once stood for half a quarter, and made the year's rate a third less.

    By hand: 100 all the year, and 200 more on 5 of its 365 days, which is 102.7.
    """
    people = [*many(90), *many(10, end="2023-06-30", reason="Resigned")]
    people += many(200, start="2023-06-26", grade="PSO")
    for headcount, mean in (("days", 102.7), ("quarters", 123.75)):
        cell = rates(released(tmp_path, people, headcount=headcount))
        assert cell.counts["at_risk"].value == round(mean)


def test_learners_are_shown_apart_and_with_those_they_are_counted_among(tmp_path):
    """Else figures are held to published ones of other people."""
    told = {"learners": {**LEARNERS, "expected_months": {"all": 21}}}
    cell = rates(released(tmp_path, staff(), **told), "PSO with learners")
    assert cell.counts["left"].value == 10
    # 130 on 184 days and 140 on 181.
    assert cell.counts["at_risk"].value == 135


def test_stability_is_of_the_opening_staff(tmp_path):
    cells = released(tmp_path, staff())["stability"].cells
    assert [(c.counts["passed"].value, c.counts["entered"].value) for c in cells[:1]] == [
        (375, 405)
    ]


def test_rates_can_be_audited(tmp_path):
    """A count tied to other people than it counts contradicts the rest."""
    release = released(tmp_path, staff(), "open")
    assert attack(release, TIES).problems == ()
    everyone = release["stability"].cells[0]
    assert everyone.counts["passed"].value < everyone.counts["entered"].value


def test_years_before_are_told_where_the_data_hold_them(tmp_path):
    cells = released(tmp_path, staff())["leaving:years"].cells
    told = [(c.basis, c.counts["left"].value) for c in cells if not c.group]
    assert told == [("year ending 2022-06-30", 5), ("overall", 30)]


def test_a_year_that_begins_with_the_data_is_told_by_days_alone(tmp_path):
    """Nobody is counted on the eve of the data, where other headcounts begin."""
    first = {"data_from": "2021-07-01"}
    assert "leaving:years" in released(tmp_path, staff(), **first).names
    assert "leaving:years" not in released(tmp_path, staff(), headcount="quarters", **first).names


def test_a_period_of_nine_months_is_named_so_and_its_rate_is_one_a_year(tmp_path):
    """It was called a year; and nine months' leavers of 100 are no rate a year."""
    release = released(tmp_path, staff(), "open", months=9)
    assert how_many.headline(release).startswith(
        "About 30 people left in the 9 months ending 30 June 2023: 10.0 in every 100 in post a "
        "year."
    )
    told = [c.basis for c in release["leaving:years"].cells if not c.group]
    assert told == ["9 months ending 2021-12-31", "9 months ending 2022-09-30", "overall"]
    assert '<th scope="col">9 months ending 30 September 2022</th>' in how_many.show(release).html


def test_open_shows_no_rate_of_few_leavers(tmp_path):
    """Fewer than five leavers are one band, which no rate may tell apart."""
    few = [*many(200), *many(3, grade="PSO", end="2022-12-31", reason="Resigned")]
    cell = rates(released(tmp_path, few, "open"))
    assert cell.counts["left"].shown == "<5"
    assert "leaving_rate" not in cell.numbers


def test_the_first_sentences_say_how_many_of_how_many(tmp_path):
    release = released(tmp_path, staff(), "open")
    assert how_many.headline(release) == (
        "About 30 people left in the year ending 30 June 2023: 7.5 in every 100 in post. By grade, "
        "of every 100, the highest first: PSO 8.0 and PO 7.5."
    )
    assert masthead.leavers(release) == (
        "About 30 people left, of a mean headcount of about 400: 7.5 in every 100."
    )


def test_the_masthead_says_who_declared_and_that_moving_is_no_leaving(tmp_path):
    """By hand: 425 of 500 told of themselves; those who moved would be taken for leavers."""
    people = [*staff(), *many(20, disability="Disabled"), *many(75, disability="Prefer not to say")]
    meant = {"resignation": ["Resigned"], "retirement": ["Retired"]}
    inside = {"reasons": {**meant, "transfer_inside": ["Moved"]}}
    told = {"characteristics": {"disability": {}}, "leaving": inside}
    html = masthead.show(released(tmp_path, people, **told)).html
    assert "Moving within the service is not counted as leaving." in html
    assert "Declared: disability (85%)." in html
    assert "set aside" not in html
    assert "Moving within" not in masthead.show(released(tmp_path, people)).html
