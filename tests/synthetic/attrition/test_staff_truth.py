"""The drawn staff leave as the stated truth says, by reason and by everything that moves it.

Who is expected to leave is worked out anew from `truth.json` and the file alone: everyone whose
disability is declared and whose day of joining is known, month by month. Under a true model the
leavers less their expected number is a martingale whose variance is that expected number.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.attrition.generator.months import months as generate
from workbench.analyses.attrition.generator.people import draw_people
from workbench.synthetic import Streams

FEW, FEW_SEED = 1500, 7
FAR = 4.0
"""Standard deviations: of 300 comparisons of a true model one is this far out in 50 draws."""
REASONS = ("Resignation", "Retirement", "Ill health", "Other", "Internal transfer")
FIRST = 2019 * 12 + 6
TABLES = ("workload", "caseload", "sickness_days", "manager_span", "engagement")


def first_number(band: str) -> int:
    """Return where a band begins: 80 of "80 to 99" and of "80 and over", 0 of "Under 80"."""
    return 0 if band.startswith("Under") else int(band.split()[0])


def banded(numbers: pd.Series, table: dict[int, float]) -> np.ndarray:
    """Return the ratio of the band each number lies in; 1 where there is none."""
    edges = sorted(table)
    place = np.searchsorted(edges, numbers.fillna(0).astype(float), side="right") - 1
    ratio = np.array([table[edge] for edge in edges])[place]
    return np.where(numbers.isna(), 1.0, ratio)


def service(months: pd.DataFrame) -> pd.Series:
    """Return completed months of service at the start of exposure; none before a transfer."""
    joined = months["joined_originally"].where(months["former_crc"] == "Yes", months["joined"])
    begins = pd.to_datetime(
        {"year": months["month"] // 12, "month": months["month"] % 12 + 1, "day": 1}
    )
    begins = pd.concat([begins, months["entered"]], axis=1).max(axis=1)
    whole = (begins.dt.year - joined.dt.year) * 12 + begins.dt.month - joined.dt.month
    return whole - (begins.dt.day < joined.dt.day)


@pytest.fixture(scope="module")
def expected(months: pd.DataFrame, truth: dict[str, Any]) -> pd.DataFrame:
    """Person-months of people of whom all is known, with the chance of leaving by reason."""
    found = known(months)
    planted, pdus = truth["planted"], truth["pdus"]["ratios"]
    return found.assign(**chances(intensities(found, planted, pdus)))


def known(months: pd.DataFrame) -> pd.DataFrame:
    """Return the months of people whose disability and service the file tells, but no breaks."""
    entered = months.groupby("person_id")["start"].min()
    told = months["disability"].isin(["Disabled", "Non-disabled"])
    told &= (months["former_crc"] == "No") | months["joined_originally"].notna()
    told &= months["status"] != "Career break"
    return months[told].assign(entered=months["person_id"].map(entered))


def intensities(
    months: pd.DataFrame, planted: dict[str, Any], pdus: dict[str, float]
) -> dict[str, np.ndarray]:
    """Return the intensity of each reason, of every person-month, and its drivers' ratios."""

    def of(column: str, table: dict[str, float], default: float = 1.0) -> np.ndarray:
        labels = months[column].astype(object)
        return np.array(labels.map(lambda label: table.get(label, default)), dtype=float)

    tables = {
        name: {
            first_number(entry["band"]): entry["hazard_ratio"]
            for entry in planted["drivers"]
            if entry["driver"] == name
        }
        for name in TABLES
    }
    tenure = {
        each["from_month"]: each["hazard_ratio"] for each in planted["service_of_resignation"]
    }
    ratio = {name: banded(months[f"{name}_before"], tables[name]) for name in TABLES}
    ratio["service"] = banded(service(months), tenure)
    years = list(planted["every_reason"]["year_ending_june"].values())
    common = np.array(years)[(months["month"] - FIRST) // 12]
    disabled = months["disability"] == "Disabled"
    common *= np.where(disabled, planted["every_reason"]["disability"], 1.0) * of("pdu", pdus)
    resignation = of("grade", planted["resignations_a_year_of_100"])
    resignation *= of("region", planted["regions_of_resignation"]) * ratio["service"]
    for name in ("workload", "caseload", "manager_span", "engagement"):
        resignation *= ratio[name]
    parts = {
        "Resignation": resignation,
        "Retirement": of("age", planted["retirements_a_year_of_100"], 0.0),
        "Ill health": planted["ill_health_a_year_of_100"] * ratio["sickness_days"],
        "Other": planted["other_a_year_of_100"]
        * of("contract", planted["other_ratio_of_contract"]),
        "Internal transfer": np.full(len(months), planted["internal_transfers_a_year_of_100"]),
    }
    yearly = {reason: part * common / 1200 for reason, part in parts.items()}
    return yearly | {f"{name} ratio": part for name, part in ratio.items()}


def chances(yearly: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the chance of leaving in the month for each reason, from their intensities."""
    total = np.sum([yearly[reason] for reason in REASONS], axis=0)
    share = -np.expm1(-total) / total
    return yearly | {reason: yearly[reason] * share for reason in REASONS}


def far_out(
    rows: pd.DataFrame, by: pd.Series | list[str], told: float, reasons: tuple[str, ...]
) -> dict[Any, Any]:
    """Return the cells whose leavers are further from those expected than chance explains."""
    flags = {f"left {reason}": rows["reason"] == reason for reason in reasons}
    sums = rows.assign(**flags).groupby(by, observed=True)[[*flags, *reasons]].sum()
    left = sums[list(flags)].to_numpy(dtype=float)
    of = told * sums[list(reasons)].to_numpy(dtype=float)
    away = np.where(of >= 5, (left - of) / np.sqrt(np.maximum(of, 1)), 0.0)
    return {
        (cell, reason): (left[row, column], round(of[row, column], 1))
        for row, cell in enumerate(sums.index)
        for column, reason in enumerate(reasons)
        if abs(away[row, column]) > FAR
    }


def test_every_intensity_is_that_of_the_truth(
    few_months: pd.DataFrame, truth: dict[str, Any]
) -> None:
    """Breaks when what the file and the truth say of one month is not what was drawn from."""
    found = known(few_months)
    stated = found.assign(**intensities(found, truth["planted"], truth["pdus"]["ratios"]))
    streams = Streams(FEW_SEED, 0, FEW)
    drawn = [
        pd.DataFrame(month.hazards.intensity.T, columns=list(REASONS))
        .assign(person_id=[f"SYN-{row + 1:07d}" for row in range(FEW)], month=FIRST + month.number)
        .loc[month.present]
        for month in generate(draw_people(streams), streams)
    ]
    both = stated.merge(pd.concat(drawn), on=["person_id", "month"], suffixes=("", " drawn"))
    assert len(both) > 20_000
    for reason in REASONS:
        np.testing.assert_allclose(
            both[reason], both[f"{reason} drawn"], rtol=3e-4, atol=1e-12, err_msg=reason
        )


DIVISIONS = (
    *("grade", "contract", "region", "pdu", "age", "sex", "ethnicity", "disability", "religion"),
    *("sexual_orientation", "caring", "socio_economic", "pay_point", "fte", "former_crc"),
    *("newly_qualified", "route", "cohort", "status", "service ratio"),
    *(f"{name} ratio" for name in TABLES),
)


@pytest.mark.parametrize("division", DIVISIONS)
def test_people_leave_as_the_truth_says(
    expected: pd.DataFrame, truth: dict[str, Any], division: str
) -> None:
    """Breaks when something moves a reason otherwise than the truth states, or moves another."""
    told = 1 - truth["recording"]["reason_blank"]
    assert far_out(expected, [division], told, REASONS) == {}


def test_people_leave_as_the_truth_says_in_every_year(
    expected: pd.DataFrame, truth: dict[str, Any]
) -> None:
    """Breaks when the years differ otherwise than the truth states, or the first months do."""
    told = 1 - truth["recording"]["reason_blank"]
    elapsed = expected["month"] - FIRST
    assert far_out(expected, elapsed // 12, told, REASONS) == {}
    assert far_out(expected, elapsed, told, ("Resignation",)) == {}


def test_leaving_rates_are_those_of_the_truth(months: pd.DataFrame, truth: dict[str, Any]) -> None:
    """Breaks when a yearly rate of a grade is not what the truth implies."""
    wanted = truth["population"]
    counted = months[np.logical_and.reduce([months[name].isin(wanted[name]) for name in wanted])]
    left = counted["left"] & (counted["reason"] != "Internal transfer")
    year = (counted["month"] - FIRST) // 12 + 2020
    found = counted.assign(leaver=left).groupby([counted["grade"].astype("str"), year])["leaver"]
    rates, sizes = 1200 * found.mean(), found.size()
    # Internal transfers whose reason is blank cannot be told from leavers, and are counted so.
    blank = truth["recording"]["reason_blank"]
    more = 100 * blank * truth["reasons"]["internal_transfers_for_each_leaver"]
    for entry in truth["rates"]:
        grade, named = entry["grade"], int(entry["year_ending"][:4])
        if (grade, named) in rates.index:
            rate = entry["leaving_rate"] * (1 + more / 100)
            noise = np.sqrt(rate / 1200 / sizes[grade, named]) * 1200
            assert rates[grade, named] == pytest.approx(rate, abs=3.5 * noise), (grade, named)


def test_learners_go_back_more_often_under_the_new_curriculum(
    months: pd.DataFrame, truth: dict[str, Any]
) -> None:
    """Breaks when the dated change makes no difference, or another than the truth states."""
    learners = months[months["grade"] == "PQiP learner"].copy()
    following = months.groupby("person_id")["grade"].shift(-1).astype(object)
    back = (following[learners.index] == "PSO").rename("back")
    elapsed = learners["month"] - learners["cohort"].astype(object).map(
        lambda name: int(name[:4]) * 12 + int(name[5:]) - 1
    )
    early = (elapsed < 3) & (learners["month"] < 2023 * 12 + 5)
    rate = (
        back[early]
        .groupby(learners["cohort"][early].astype("str") >= "2023-03")
        .agg(["sum", "size"])
    )
    planted = truth["planted"]["learners"]
    for changed, ratio in ((False, 1.0), (True, planted["curriculum_ratio_of_return_to_pso"])):
        monthly = planted["return_to_pso_a_month"] * ratio
        count, size = rate.loc[changed]
        assert count == pytest.approx(monthly * size, abs=2.5 * (monthly * size) ** 0.5)
