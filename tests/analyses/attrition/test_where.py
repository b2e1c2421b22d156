"""If these fail, a unit is named that chance explains, or one that it does not is passed over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from asked import asking
from scipy.stats import nbinom
from small_staff import many
from statsmodels.stats.multitest import multipletests

from workbench.analyses.attrition.questions import how_many, where
from workbench.analyses.attrition.report import where as section

UNITS = [f"Unit {number:02}" for number in range(12)]
GONE = {"end": "2022-12-31", "reason": "Resigned"}
LEFT = [45, 13, 12, 11, 13, 14, 10, 12, 11, 13, 12, 14]
PLACES = {
    "circumstances": {
        "grade": {"groups": ["Learner", "PSO", "PO"]},
        "pdu": {"title": "Unit", "groups": UNITS},
    },
    "unit": "pdu",
}


def staff(left: list[int] | None = None, people: int = 120) -> list[dict[str, str]]:
    """As many in each unit, one of which many leave."""
    rows = []
    for unit, gone in zip(UNITS, left or LEFT, strict=True):
        rows += many(people - gone, pdu=unit)
        rows += many(gone, pdu=unit, **GONE)
    return rows


def asked(monkeypatch, folder, spells, policy="analyst", **changes):
    questions = (how_many.QUESTION, where.QUESTION)
    return asking(monkeypatch, questions, folder, spells, policy, **{**PLACES, **changes})


def cells(release, name="where"):
    return {cell.group: cell for cell in release[name].cells}


def numbers(cell):
    return {name: one.value for name, one in cell.numbers.items()}


def test_what_is_beyond_chance_is_so_by_a_reckoning_of_our_own(monkeypatch, tmp_path):
    """Leavers negative binomial about the rate of all, mid-p, Benjamini and Hochberg."""
    told = cells(asked(monkeypatch, tmp_path, staff()))
    spread = numbers(told[""])["spread_allowed"]
    mean = sum(LEFT) / 12
    size = 1 / max(spread**2, 1e-9)
    chance = nbinom(size, size / (size + mean))
    tails = [(chance.sf(left), chance.cdf(left - 1), chance.pmf(left) / 2) for left in LEFT]
    p_values = [min(2 * (min(more, fewer) + half), 1) for more, fewer, half in tails]
    due = multipletests(p_values, method="fdr_bh")[1]
    found = [numbers(told[unit])["p_beyond_units"] for unit in UNITS]
    assert found == pytest.approx(list(due), abs=2e-6)
    assert [numbers(told[unit])["beyond_units"] for unit in UNITS] == [1, *[0] * 11]
    assert numbers(told[UNITS[1]])["expected_leavers"] == pytest.approx(mean, abs=1e-6)


def test_limits_are_those_of_units_of_that_size(monkeypatch, tmp_path):
    """Just inside a limit a count has more than one chance in a thousand beyond it."""
    told = cells(asked(monkeypatch, tmp_path, staff()))
    spread, mean = numbers(told[""])["spread_allowed"], sum(LEFT) / 12
    upper = told[UNITS[0]].numbers["usual_rate"].upper * 120
    size = 1 / max(spread**2, 1e-9)
    chance = nbinom(size, size / (size + mean))
    beyond = [chance.sf(end) + chance.pmf(end) / 2 for end in (np.floor(upper), np.ceil(upper))]
    assert beyond[0] >= 0.001 >= beyond[1]


def test_all_months_are_looked_at_too(monkeypatch, tmp_path):
    """Years in post by hand: 24 months of who stayed and more from 2021 on."""
    told = cells(asked(monkeypatch, tmp_path, staff()), "where:all")
    stay, gone = 120 - LEFT[0], LEFT[0]
    counts = {name: one.value for name, one in told[UNITS[0]].counts.items()}
    assert counts == {"left": gone, "at_risk": round((stay * 30 + gone * 24) / 12)}
    rate = told[UNITS[0]].numbers["leaving_rate"].value
    assert rate == pytest.approx(gone / counts["at_risk"], abs=1e-6)


def mixed() -> list[dict[str, str]]:
    """Two grades that leave at rates of their own, and units of one or the other."""
    rows = []
    for place, unit in enumerate(UNITS):
        for grade, share, rate in (("PSO", 10 + 80 * (place < 6), 0.3), ("PO", 90, 0.1)):
            people = share if grade == "PSO" else 100 - (10 + 80 * (place < 6))
            gone = round(people * rate)
            rows += many(people - gone, pdu=unit, grade=grade)
            rows += many(gone, pdu=unit, grade=grade, **GONE)
    return rows


def test_what_grades_lead_to_expect_is_their_rates_over_the_units_months(monkeypatch, tmp_path):
    """By hand: with the grade alone the model is each grade's own rate a month."""
    rows = pd.DataFrame(mixed())
    told = cells(asked(monkeypatch, tmp_path, mixed()))
    rows["months"] = np.where(rows["end"] == "", 12, 6)
    rows["gone"] = (rows["end"] != "").astype(int)
    by = rows.groupby("grade")[["gone", "months"]].sum()
    hazard = by["gone"] / by["months"]
    own = rows[rows["pdu"] == UNITS[0]].groupby("grade")["months"].sum()
    everybody = by["gone"].sum() / by["months"].sum()
    ratio = (own * hazard).sum() / own.sum() / everybody
    due = 100 * rows["gone"].sum() / len(rows) * ratio
    assert numbers(told[UNITS[0]])["expected_like_with_like"] == pytest.approx(due, rel=1e-6)
    assert numbers(told[UNITS[0]])["expected_leavers"] < due


def varied() -> list[dict[str, str]]:
    """Three grades and many lengths of service, so that a model of them leaves anything over."""
    rows = staff([105, *[39, 41, 38, 42] * 2, 40, 39, 41], people=300)
    years = (2012, 2016, 2018, 2020, 2021, 2022, 2022)
    for place, row in enumerate(rows):
        row["grade"] = ("Learner", "PSO", "PO")[place % 3]
        row["joined"] = f"{years[place % 7]}-{1 + place % 6:02}-01"
        row["start"] = max(row["joined"], "2020-01-01")
    return rows


def test_open_is_of_rounded_counts_and_tells_the_model_coarsely(monkeypatch, tmp_path):
    """An exact expectation beside a rounded count would tell the count."""
    told = cells(asked(monkeypatch, tmp_path, varied(), "open", joined="joined"))
    entered = told[UNITS[0]].counts["entered"].value
    all_left, everybody = (told[""].counts[name].value for name in ("passed", "entered"))
    expected = told[UNITS[0]].numbers["expected_leavers"]
    assert expected.value == pytest.approx(entered * all_left / everybody, abs=1e-6)
    assert expected.lower < expected.value < expected.upper
    model = told[UNITS[0]].numbers["expected_like_with_like"]
    assert model.value == float(f"{model.value:.2g}")


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_small_units_are_listed_and_not_judged(monkeypatch, tmp_path, policy):
    small = [*staff(), *many(20, pdu=UNITS[0])]
    small = [row for row in small if row["pdu"] != UNITS[1]]
    small += [*many(12, pdu=UNITS[1]), *many(10, pdu=UNITS[1], **GONE)]
    told = cells(asked(monkeypatch, tmp_path, small, policy))
    assert "beyond_units" not in told[UNITS[1]].numbers
    assert "beyond_units" in told[UNITS[2]].numbers


def test_regions_stand_in_where_no_unit_is_named(monkeypatch, tmp_path):
    places = {"unit": None, "region": "pdu"}
    release = asked(monkeypatch, tmp_path, staff(), **places)
    assert len(release["where"].cells) == 13


def test_without_units_it_says_why_there_is_nothing(monkeypatch, tmp_path):
    """A report must stand without units."""
    release = asked(monkeypatch, tmp_path, staff(), unit=None)
    assert "no 'unit'" in release.context.not_covered["Where do more leave than expected?"]
    assert section.show(release).html == ""
    assert section.headline(release) == ""


def test_the_section_names_the_unit_and_what_its_people_lead_to_expect(monkeypatch, tmp_path):
    release = asked(monkeypatch, tmp_path, varied(), "open", joined="joined")
    since = release.context.tied | {"since": "2021-01-01"}
    release = replace(release, context=replace(release.context, tied=since))
    told = section.headline(release)
    assert told.startswith(
        "From January 2021 to June 2023, one of 12 units, Unit 00, had more leavers than chance "
        "and the usual spread between units allow: about 105, where 43 would be expected. In the "
        "year ending 30 June 2023 alone Unit 00 had more."
    )
    html = section.show(release).html
    assert "Units are in the order of the parameters and are not ranked." in html
    ratio = release["where:all"].cells[2].numbers["detectable_unit_ratio"].value
    assert f"to be named in four of five cases, {ratio:.1f} times as many" in html
    assert "Not to be named does not show that a unit is like the others." in html
    assert html.index("<td>More</td>") < html.index(UNITS[5], html.index("Every unit"))


def test_of_many_units_those_that_stand_out_are_in_the_open(monkeypatch, tmp_path):
    """A reader would scroll through a hundred rows, or find none without unfolding them."""
    monkeypatch.setattr("workbench.analyses.attrition.report.where.section.MANY", 11)
    monkeypatch.setattr("workbench.analyses.attrition.report.where.section.MOST", 2)
    html = section.show(asked(monkeypatch, tmp_path, staff(), "open")).html
    start = html.index("stand out, ")
    table = html[start : html.index("</table>", start)]
    assert html.index("stand out, ") < html.index("Every unit")
    assert "<details" not in html[html.index("</figure>") : start]
    assert f">{UNITS[0]}<" in table
    assert table.count('<th scope="row">') == 3
    assert "2 of 12 stand out" in html


def test_nothing_beyond_chance_is_not_called_alike(monkeypatch, tmp_path):
    """Twelve units of 120 cannot show that units are alike."""
    release = asked(monkeypatch, tmp_path, staff([12] * 12), "analyst")
    assert "no unit of 12 can be said to have had more or fewer" in section.headline(release)
    html = section.show(release).html
    assert "which does not show that they are alike" in html
    assert "look alike" not in html


def test_too_few_in_every_unit_is_said(monkeypatch, tmp_path):
    few = staff([2] * 12, people=12)
    release = asked(monkeypatch, tmp_path, few, "open", data_from=None)
    assert section.headline(release).startswith("Where more leave cannot be told")
    assert section.show(release).html
