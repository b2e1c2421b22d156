"""If these fail, groups are compared otherwise than said, or the report says it wrongly."""

from __future__ import annotations

import pytest
from small_staff import many, released
from statsmodels.stats.proportion import confint_proportions_2indep

from workbench.analyses.attrition.report import found, who
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, OVERALL

GONE = {"end": "2022-12-31", "reason": "Resigned"}


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
    assert (
        "That is 24 more leavers than at the rate of non-disabled staff." in who.show(release).html
    )


def test_a_lower_rate_is_told_as_one(tmp_path):
    release, _ = compared(tmp_path, disabled_gone=12, others_gone=120)
    html = who.show(release).html
    assert "in this group’s favour" in html
    assert "That is 36 fewer leavers than at the rate of non-disabled staff." in html


def test_open_says_about_and_rounds(tmp_path):
    release, _ = compared(tmp_path, "open")
    assert who.headline(release) == "Evidence of a disparity for disabled staff."
    assert (
        "Of every 100 disabled staff in post on 30 June 2022, about 15 had left by 30 June 2023; "
        "of every 100 non-disabled staff, about 9. That is about 25 more leavers than at the rate "
        "of non-disabled staff. Rate ratio 1.67"
    ) in found.show(release).html


def test_who_cannot_be_told_of_is_named_with_what_could_be_seen(tmp_path):
    """A reader would take silence for an all-clear."""
    release, cells = compared(tmp_path, disabled_gone=40)
    assert cells[OVERALL, "Disabled"].verdict == CANNOT_TELL
    view = found.cannot_tell(release)
    assert view.text == ("We cannot tell for disabled staff. “Cannot tell” is not “no disparity”.")
    ratio = cells[OVERALL, "Disabled"].numbers["minimum_detectable_excess"].value
    assert f"<td>{100 * 0.09 * ratio:.0f}</td>" in view.html
