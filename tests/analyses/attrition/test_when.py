"""When people leave: bands and months of service, their words, and a published example."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from asking import asked, cell, counts_of  # noqa: F401  a fixture is found by its name
from small_staff import many

from workbench.analyses.attrition import analysis
from workbench.analyses.attrition.report import when
from workbench.analyses.attrition.report.when import staying
from workbench.statistics.attrition.log_rank import log_rank

pytestmark = pytest.mark.filterwarnings("error")
A3 = Path(__file__).parents[2] / "reference" / "job_retention_risk.csv"
JOINED = {"joined": "joined"}
START = {"start": "2021-01-01", "joined": "2021-01-01"}


def joiners(count: int, months: int | None, **told: str):
    """Return people who joined as the data begin and left in a month of service, if any."""
    if months is None:
        return many(count, **START, **told)
    end = (pd.Timestamp("2021-01-01") + pd.offsets.MonthEnd(months + 1)).date().isoformat()
    return many(count, **START, end=end, reason="Resigned", **told)


def brute(months: list[tuple[int, int]], until: int) -> float:
    """Survival by hand: people who left in each month, of those still there."""
    there, share = sum(count for count, _ in months), 1.0
    for month in range(until):
        gone = sum(count for count, left in months if left == month)
        share *= 1 - gone / there
        there -= gone
    return share


def test_exact_months_and_bands(asked):  # noqa: F811
    """Exact survival would not be Kaplan and Meier's, month by month and at ends of bands."""
    people = [(20, 1), (30, 8), (40, 14), (210, 99)]
    spells = [one for count, m in people for one in joiners(count, m if m < 99 else None)]
    found = asked(spells, service_edges=[0, 6, 12, 24], horizon=24, **JOINED)
    bands = ["under 6 months", "6 months to under 1 year", "1 to under 2 years"]
    for name, months in zip(bands, (6, 12, 24), strict=True):
        own = cell(found, "service", stratum=f"service: {name}")
        assert own.numbers["survival"].value == pytest.approx(brute(people, months), abs=1e-6)
    month = cell(found, "service:months", stratum="month: 9")
    assert month.numbers["survival"].value == pytest.approx(brute(people, 9), abs=1e-6)
    assert month.numbers["at_risk_then"].value == 280
    first = cell(found, "service", stratum="service: under 6 months")
    # In two months 300 are at risk, and in the four after 280.
    assert counts_of(first) == {"left": 20, "at_risk": 287}
    assert first.numbers["hazard_a_year"].value == pytest.approx(20 / 287 * 2, abs=1e-6)
    mean = sum(brute(people, month) for month in range(24))
    whole = cell(found, "service").numbers
    assert whole["restricted_mean"].value == pytest.approx(mean, abs=1e-6)
    assert "median_service" not in whole


def test_open_is_of_shown_counts(asked):  # noqa: F811
    """Under `open` a number would follow exact counts, or its range would leave the truth out."""
    people = [(21, 1), (32, 8), (43, 14), (213, 99)]
    spells = [one for count, m in people for one in joiners(count, m if m < 99 else None)]
    told = {"service_edges": [0, 6, 12, 24], "horizon": 24, **JOINED}
    found = asked(spells, "open", **told)
    assert "service:months" not in found.names
    first = cell(found, "service", stratum="service: under 6 months")
    assert counts_of(first) == {"left": 20, "at_risk": 295}
    share = 1 - 20 / (295 * 6)
    assert first.numbers["survival"].value == pytest.approx(share**6, abs=1e-6)
    assert first.numbers["hazard_a_year"].value == pytest.approx(20 / 295 * 2, abs=1e-6)
    for name, months in (("under 6 months", 6), ("1 to under 2 years", 24)):
        number = cell(found, "service", stratum=f"service: {name}").numbers["survival"]
        assert number.lower < brute(people, months) < number.upper
    # The same rounded counts give the same numbers, whatever the exact ones are.
    other = [(20, 1), (30, 8), (45, 14), (213, 99)]
    again = [one for count, m in other for one in joiners(count, m if m < 99 else None)]
    same = cell(asked(again, "open", **told), "service", stratum="service: under 6 months")
    assert same.numbers == first.numbers


def test_published_example(asked):  # noqa: F811
    """Example A3: survival at 12 months .603 for women and .623 for men, through the reader."""
    rows = pd.read_csv(A3, comment="#")
    spells = []
    for gender, own in rows.groupby("gender"):
        own = own.set_index("month")
        for month in range(1, 13):
            at_risk, left = own.loc[month, ["at_risk", "left"]]
            later = own["at_risk"].get(month + 1, 0)
            end = date(2022 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            usual = {"start": "2022-01-01", "sex": {"F": "Women", "M": "Men"}[gender]}
            usual |= {"joined": "2022-01-01", "status": "In"}
            spells += many(left, **usual, end=end.isoformat(), reason="Resigned")
            seen = many(at_risk - left - later, **usual, end=end.isoformat())
            for number, one in enumerate(seen):
                # Who is no longer followed has not left: they are of no more concern.
                name = f"{gender} {month} {number}"
                beyond = {**one, "start": (end + timedelta(days=1)).isoformat(), "status": "Out"}
                spells += [{**one, "person": name}, {**beyond, "end": "", "person": name}]
    for number, one in enumerate(spells):
        one.setdefault("person", f"L{number}")
    found = asked(
        spells,
        characteristics={"sex": {}},
        kept={"status": ["In"]},
        data_from="2022-01-01",
        data_date="2023-01-31",
        period_end="2022-12-31",
        lag_months=0,
        months=6,
        service_edges=[0, 6, 12],
        horizon=12,
        **JOINED,
    )
    told = {sex: cell(found, "service:months", sex, "month: 12") for sex in ("Women", "Men")}
    assert {sex: round(one.numbers["survival"].value, 3) for sex, one in told.items()} == {
        "Women": 0.603,
        "Men": 0.623,
    }
    assert counts_of(cell(found, "service"))["left"] == 1354


def test_words_of_a_peak(asked):  # noqa: F811
    """The section would not open with when most leave, or would not say who is left out."""
    people = [(10, 3), (10, 9), (80, 18), (200, 99)]
    spells = [one for count, m in people for one in joiners(count, m if m < 99 else None)]
    spells += many(40, joined="", start="2021-01-01")
    spells += many(20, joined="", start="2021-01-01", end="2021-08-31", reason="Resigned")
    found = asked(spells, "open", service_edges=[0, 12, 24], horizon=24, **JOINED)
    lead = when.headline(found)
    assert lead.startswith("Leaving is highest in the second year of service: about ")
    assert (
        "Of every 100 who join, about 93 are still there after 1 year and 67 after 2 years." in lead
    )
    view = when.show(found)
    assert "not known are among all together alone: about 20." in view.html
    assert view.text.startswith(lead)


def test_words_of_none_that_stands_out(asked):  # noqa: F811
    """Chance differences between lengths of service would be told as a peak."""
    people = [(12, 3), (10, 15), (278, 99)]
    spells = [one for count, m in people for one in joiners(count, m if m < 99 else None)]
    found = asked(spells, "open", service_edges=[0, 12, 24], horizon=24, **JOINED)
    assert when.headline(found).startswith("No length of service stands out: between ")


def test_too_few(asked):  # noqa: F811
    """A report of a few people would break, or say what rests on too few."""
    found = asked(joiners(6, 3) + joiners(12, None), "open", service_edges=[0, 12], **JOINED)
    assert all(not one.numbers for one in found["service"].cells)
    assert when.headline(found) == ""
    assert "<svg" not in when.show(found).html


def test_grades_are_tested(asked):  # noqa: F811
    """A large difference between grades would not be called one that chance seldom makes."""
    spells = joiners(90, 10, grade="PSO") + joiners(120, None, grade="PSO")
    spells += joiners(10, 10, grade="PO") + joiners(200, None, grade="PO")
    found = asked(spells, "open", service_edges=[0, 12, 24], horizon=24, **JOINED)
    assert cell(found, "service").numbers["log_rank_p"].value < 0.001
    assert "would come about by chance seldom: less than once in 1,000 times." in (
        when.show(found).html
    )
    # All exits are in one month.
    mild = joiners(24, 10, grade="PSO") + joiners(180, None, grade="PSO")
    mild += joiners(15, 10, grade="PO") + joiners(195, None, grade="PO")
    exact = asked(mild, service_edges=[0, 12, 24], horizon=24, **JOINED)
    expected = log_rank([[204], [210]], [[24], [15]]).p_value
    assert cell(exact, "service").numbers["log_rank_p"].value == pytest.approx(expected, abs=1e-6)


def test_a_curve_stops_where_few_are_left(asked):  # noqa: F811
    """A curve of a handful of people would look as well founded as one of hundreds."""
    spells = joiners(150, 10) + joiners(20, None)
    edges = {"service_edges": [0, 12, 24], "horizon": 24, **JOINED}
    for policy, last in (("analyst", 11), ("open", 12)):
        drawn = staying._curve(asked(spells, policy, **edges), "", "Staff")
        assert drawn["time"].max() == last


def test_no_service_is_known(asked):  # noqa: F811
    """Without anybody's service the question would not be passed over with its reason."""
    spells = many(40) + many(10, end="2022-03-31", reason="Resigned")
    found = asked([{**one, "joined": ""} for one in spells], "open", **JOINED)
    because = found.context.not_covered[when_title()]
    assert because.startswith("nobody's length of service is known")
    assert when.show(found).html == ""


def when_title() -> str:
    return next(q.title for q in analysis.QUESTIONS if q.title.startswith("When"))
