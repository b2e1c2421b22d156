"""The whole way from a published table to a released number, against what was published."""

from __future__ import annotations

import pytest

from workbench.disclosure import Release, ReleasedCell


def cell(release: Release, finding: str, group: str, stage: str) -> ReleasedCell:
    return next(
        one
        for one in release[finding].cells
        if (one.group, one.stage) == (group, stage) and one.basis != "cumulative"
    )


def number(one: ReleasedCell, name: str) -> float | None:
    return one.numbers[name].value


def test_connecticut_v_teal(teal: Release):
    """457 US 440: 54.17% against 79.54%, ratio 68%; promoted 22.9% against 13.5%."""
    test = cell(teal, "ethnicity", "Black", "written_test")
    promotion = cell(teal, "ethnicity", "Black", "promotion")
    overall = cell(teal, "ethnicity", "Black", "overall")
    assert number(test, "selection_rate") == pytest.approx(0.5417, abs=5e-5)
    assert number(test, "relative_rate_index") == pytest.approx(0.681, abs=5e-4)
    assert number(promotion, "relative_rate_index") == pytest.approx(2.490, abs=5e-4)
    assert number(overall, "relative_rate_index") == pytest.approx(1.696, abs=5e-4)
    assert number(overall, "selection_rate") == pytest.approx(0.229, abs=5e-4)
    assert number(test, "shortfall") == pytest.approx(12.18, abs=5e-3)
    white = cell(teal, "ethnicity", "White", "written_test")
    assert number(white, "selection_rate") == pytest.approx(0.7954, abs=5e-5)


def test_the_test_disparity_that_the_bottom_line_hides_is_evidence(teal: Release):
    assert cell(teal, "ethnicity", "Black", "written_test").verdict == "evidence of a disparity"
    assert cell(teal, "ethnicity", "Black", "overall").verdict != "no evidence seen"


def test_berkeley_1973(berkeley: Release):
    """Bickel and others (1975): 1,198 of 2,691 men and 557 of 1,835 women in six departments."""
    women = cell(berkeley, "sex", "Women", "overall")
    assert (women.counts["passed"].value, women.counts["entered"].value) == (557, 1835)
    assert women.counts["comparator_passed"].value == 1198
    odds = 1198 / (2691 - 1198) / (557 / (1835 - 557))
    assert odds == pytest.approx(1.841, abs=5e-4)
    assert number(women, "rate_difference") == pytest.approx(-0.1416, abs=5e-5)


def test_one_stage_asks_one_question(berkeley: Release):
    assert {one.basis for one in berkeley["sex"].cells} == {"overall"}


def test_stage_ratios_multiply_to_the_total(teal: Release):
    stages = [cell(teal, "ethnicity", "Black", name) for name in ("written_test", "promotion")]
    product = 1.0
    for stage in stages:
        product *= number(stage, "relative_rate_index") or 0
    overall = number(cell(teal, "ethnicity", "Black", "overall"), "relative_rate_index")
    assert product == pytest.approx(overall, rel=1e-5)
