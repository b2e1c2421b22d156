"""If these fail, groups are compared otherwise than said, or the report says it wrongly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_staff import many, released
from statsmodels.stats.proportion import confint_proportions_2indep

from workbench.analyses.attrition.report import found, who
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, OVERALL

GONE = {"end": "2022-12-31", "reason": "Resigned"}
GONE_DISABLED = many(1, disability="Disabled", **GONE)[0]


def staff(disabled_gone: int = 60, others_gone: int = 90) -> list[dict[str, str]]:
    """400 disabled and 1,000 non-disabled staff, and some who came after the opening."""
    return [
        *many(400 - disabled_gone, disability="Disabled"),
        *many(disabled_gone, disability="Disabled", **GONE),
        *many(1000 - others_gone, disability="Non-disabled"),
        *many(others_gone - 20, disability="Non-disabled", **GONE),
        *many(20, disability="Non-disabled", end="2023-01-31", reason="Retired"),
        *many(30, disability="Disabled", start="2022-09-01", **GONE),
        *many(50, disability="Prefer not to say"),
    ]


def compared(folder, policy="analyst", **gone):
    release = released(
        folder, staff(**gone), policy, characteristics={"disability": {}}, people="staff"
    )
    return release, {(cell.basis, cell.group): cell for cell in release["disability"].cells}


def test_only_those_in_post_at_the_opening_are_compared(tmp_path):
    """The thirty who came later and left would make the rate of disabled staff 90 of 430."""
    _, cells = compared(tmp_path)
    own = cells[OVERALL, "Disabled"]
    assert {name: one.value for name, one in own.counts.items()} == {
        "passed": 60,
        "entered": 400,
        "comparator_passed": 90,
        "comparator_entered": 1000,
    }
    ratio = own.numbers["relative_rate_index"]
    limits = confint_proportions_2indep(60, 400, 90, 1000, compare="ratio", method="score")
    assert ratio.value == pytest.approx(0.15 / 0.09, abs=1e-6)
    # The library's score limits carry a factor n/(n - 1), ours do not.
    assert (ratio.lower, ratio.upper) == pytest.approx(limits, abs=2e-3)


def test_those_who_resigned_are_compared_besides(tmp_path):
    """Retirement is no disadvantage; put with resignation it can hide one or make one."""
    _, cells = compared(tmp_path)
    own = cells["resigned", "Disabled"]
    assert [own.counts[f"{side}passed"].value for side in ("", "comparator_")] == [60, 70]
    assert own.family == "drill-down"


def test_a_higher_rate_of_leaving_is_no_advantage(tmp_path):
    release, cells = compared(tmp_path)
    assert cells[OVERALL, "Disabled"].verdict == EVIDENCE
    assert "in this group’s favour" not in who.show(release).html
    # The limits of 0.15 − 0.09 by the library's Newcombe method, for 400 people.
    ends = confint_proportions_2indep(60, 400, 90, 1000, compare="diff", method="newcomb")
    low, high = (round(400 * end) for end in ends)
    assert (
        f"That is 24 more leavers (likely range {low} to {high}) than at the rate of non-disabled "
        "staff."
    ) in who.show(release).html
    assert f"<td>24 more ({low} to {high})</td>" in who.show(release).html


def test_a_lower_rate_is_told_as_one(tmp_path):
    release, _ = compared(tmp_path, disabled_gone=12, others_gone=120)
    html = who.show(release).html
    assert "in this group’s favour" in html
    assert "That is 36 fewer leavers (likely range " in html
    assert "for other reasons than resigning" not in html


def test_open_says_about_and_rounds(tmp_path):
    release, _ = compared(tmp_path, "open")
    assert who.headline(release) == "Evidence of a disparity for disabled staff."
    assert (
        "Of every 100 disabled staff in post on 30 June 2022, about 15 had left by 30 June 2023; "
        "of every 100 non-disabled staff, about 9. That is about 25 more leavers (likely range 5 "
        "to 45) than at the rate of non-disabled staff. Rate ratio 1.67"
    ) in found.show(release).html


def test_what_is_retirement_is_not_taken_for_resigning(tmp_path):
    """Sixty of 400 left, all by retiring: the gap would read as one of people who gave up."""
    rows = [one | ({"reason": "Retired"} if one == GONE_DISABLED else {}) for one in staff()]
    release = released(tmp_path, rows, "analyst", characteristics={"disability": {}})
    html = who.show(release).html
    assert "Of every 100, 0 resigned, against 7; evidence of a disparity." in html
    assert "Of every 100, 15 retired, against 2: most of the difference is retirement." in html
    resigned = who.show(compared(tmp_path)[0]).html
    assert "Of every 100, 15 resigned, against 7; evidence of a disparity." in resigned
    assert "retired" not in resigned


def test_a_range_that_leaves_out_one_by_chance_alone_is_explained(tmp_path):
    """A reader sees a range above 1 beside 'cannot tell', and trusts neither."""
    rows = staff(disabled_gone=52)
    sexes = [one | {"sex": ("Men", "Women")[place % 2]} for place, one in enumerate(rows)]
    chosen: dict[str, dict[str, str]] = {"disability": {}, "sex": {}}
    release = released(tmp_path, sexes, "analyst", characteristics=chosen, people="staff")
    cell = next(one for one in release["disability"].cells if one.group == "Disabled")
    cell = replace(cell, verdict=CANNOT_TELL)
    said = who._by_chance(release, [cell])
    assert said == (
        "For disabled staff the range alone leaves out equal shares; with 2 comparisons made, a "
        "gap like this turns up by chance too often to call."
    )
    assert who._by_chance(release, [replace(cell, verdict=EVIDENCE)]) == ""


def test_chart_and_table_say_alike_of_whom_too_little_can_be_shown(tmp_path):
    """'[c]' in one and 'under 5' in the other look like two answers."""
    others = [one for one in staff() if one["disability"] != "Disabled"]
    rows = [*others, *many(90, disability="Disabled")]
    release = released(tmp_path, rows, "open", characteristics={"disability": {}}, people="staff")
    html = who.show(release).html
    assert "Disabled: under 5;" in html
    assert "<td>under 5" in html
    assert "[c] ([x])" not in html


def test_what_finds_no_room_on_the_first_page_is_linked_to_in_words(tmp_path, monkeypatch):
    """A list of twelve is no summary, and a link named after an address says nothing."""
    release, _ = compared(tmp_path)
    sections = tuple((lambda _: "Something.", f"place-{n}", f"what {n} says") for n in range(9))
    monkeypatch.setattr(found, "AFTER", sections)
    html = found.show(release).html
    listed = html[html.index("<ol") : html.index("</ol>")]
    assert listed.count("<li>") == found.ITEMS
    assert 'Told below: <a href="#place-' in html
    assert '<a href="#place-0">See what 0 says</a>' in html
    assert '; <a href="#place-8">what 8 says</a>.' in html


def test_no_evidence_is_said_in_parts_that_have_names(tmp_path):
    """A rate ratio of 0.80 or 1.25 tells a reader nothing."""
    release, _ = compared(tmp_path)
    assert "a gap of a fifth fewer or a quarter more is ruled out" in (
        found.no_evidence_seen(release).html
    )


def test_who_cannot_be_told_of_is_named_with_what_could_be_seen(tmp_path):
    """A reader would take silence for an all-clear."""
    release, cells = compared(tmp_path, disabled_gone=40)
    assert cells[OVERALL, "Disabled"].verdict == CANNOT_TELL
    view = found.cannot_tell(release)
    assert view.text == ("We cannot tell for disabled staff. “Cannot tell” is not “no disparity”.")
    ratio = cells[OVERALL, "Disabled"].numbers["minimum_detectable_excess"].value
    assert f"<td>{100 * 0.09 * ratio:.0f}</td>" in view.html
