"""A campaign in which people still wait for a result, from the file to the released numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.analyses.recruitment_funnel import Parameters, analyse
from workbench.disclosure import Release, release
from workbench.presentation import chart, section, summary

ROWS = {  # sift, offer: how many men and how many women
    ("Pass", "Pass"): (300, 100),
    ("Pass", "Fail"): (200, 150),
    ("Pass", "Exempt"): (20, 30),
    ("Pass", "Pending"): (40, 20),
    ("Pass", ""): (10, 0),
    ("Fail", ""): (380, 250),
    ("Pending", ""): (50, 50),
}


@pytest.fixture(scope="module", params=["open", "analyst"])
def live(request, tmp_path_factory) -> Release:
    path: Path = tmp_path_factory.mktemp("live") / "live.csv"
    lines = [
        f"{sex},{sift},{offer},{people}"
        for (sift, offer), both in ROWS.items()
        for sex, people in zip(("Men", "Women"), both, strict=True)
    ]
    path.write_text("\n".join(["sex,sift,offer,people", *lines]) + "\n")
    parameters = Parameters.from_values(
        {
            "analysis": "recruitment_funnel", "title": "A live campaign", "data": str(path),
            "data_source": "synthetic", "identifier": None, "count": "people",
            "outcomes": {
                "passed": ["Pass"], "failed": ["Fail"], "pending": ["Pending"], "exempt": ["Exempt"]
            },
            "stages": {"sift": {}, "offer": {}}, "characteristics": {"sex": {}},
        },
        source="test",
    )  # fmt: skip
    return release(analyse(parameters), request.param)


def test_people_who_wait_are_left_out(live: Release):
    """Women: 600 applied, 70 of them wait; 130 got through, 30 of them exempt from the offer."""
    women = next(
        cell for cell in live["sex"].cells if (cell.group, cell.stage) == ("Women", "overall")
    )
    tolerance = 0.002 if live.exact else 0.01
    expected = 130 / 530
    assert women.numbers["selection_rate"].value == pytest.approx(expected, abs=tolerance)
    assert women.counts["passed"].value == 130
    assert women.verdict is not None


def test_a_live_campaign_can_be_shown_and_written(live: Release):
    assert Release.from_json(live.to_json()).to_json() == live.to_json()
    assert "450 started" not in summary.masthead(live).text
    assert "Still waiting for a result: " in summary.masthead(live).html
    assert "People still waiting at a stage are left out there." in chart.reach_chart(live).html
    for view in (chart.reach_chart(live), section.characteristic_sections(live)):
        assert "nan" not in view.html
