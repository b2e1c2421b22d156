"""A campaign in which people still wait for a result, from the file to the released numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analyses.recruitment_funnel import Parameters, analyse
from workbench.analyses.recruitment_funnel.cells import effective_applicants
from workbench.disclosure import Release, release
from workbench.presentation import chart, section, summary
from workbench.statistics.cumulative import cumulative_rate

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


def test_the_overall_rate_is_the_product_of_stage_rates(live: Release):
    """Women: 300 of 550 with a result pass the sift; 130 of 280 go on, 30 of them exempt."""
    women = next(
        cell for cell in live["sex"].cells if (cell.group, cell.stage) == ("Women", "overall")
    )
    tolerance = 0.002 if live.exact else 0.01
    expected = 300 / 550 * 130 / 280
    assert women.numbers["selection_rate"].value == pytest.approx(expected, abs=tolerance)
    assert women.counts["passed"].value == 130
    assert women.verdict is not None


def test_a_live_campaign_can_be_shown_and_written(live: Release):
    assert Release.from_json(live.to_json()).to_json() == live.to_json()
    assert "450 started" not in summary.masthead(live).text
    for view in (chart.reach_chart(live), section.characteristic_sections(live)):
        assert "nan" not in view.html


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_effective_applicants_give_the_product_rate_and_all_of_them_where_nobody_waits(data):
    applied = data.draw(st.integers(1, 3000))
    reached, passed, decided = applied, [], []
    for _ in range(data.draw(st.integers(1, 5))):
        decided.append(reached - data.draw(st.integers(0, reached)))
        reached = data.draw(st.integers(0, decided[-1]))
        passed.append(reached)
    got = effective_applicants(np.array(passed), np.array(decided), applied=applied)
    assert (got <= applied).all()
    assert (got >= passed).all()
    rate = float(cumulative_rate(np.array(passed), np.array(decided)))
    if passed[-1]:
        assert got[-1] == pytest.approx(passed[-1] / rate, abs=0.5)
    full = [applied, *passed[:-1]]
    nobody = effective_applicants(np.array(passed), np.array(full), applied=applied)
    assert (nobody == applied).all()
