"""What was planted is in the data, what was not is not, and truth.json says which is which."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel.generator.expectation import expected_passes, tally
from workbench.analyses.recruitment_funnel.generator.kinds import kinds
from workbench.analyses.recruitment_funnel.generator.people import draw_people
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import STAGES
from workbench.synthetic import Streams
from workbench.vocabulary.characteristics import CODE_LISTS

FOLDER = Path(__file__).parents[2] / "data" / "synthetic" / "recruitment_funnel"
TRUTH: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
PLANTED = {  # stage, group: the ratio that the design states for the whole intake
    ("online_test", "Black"): 0.77,
    ("online_test", "Asian"): 0.88,
    ("online_test", "Disabled"): 0.975,
    ("assessment_centre", "Black"): 0.91,
    ("assessment_centre", "45 and over"): 0.80,
    ("offer", "Black"): 1.03,
    ("pre_employment_checks", "Black"): 0.91,
    ("pre_employment_checks", "Lived experience"): 0.60,
}
TARGET = {  # people of 5,600 who get through each stage, in the order of the stages
    "White": (3892, 2569, 1901, 1065, 818, 720, 670),
    "Black": (588, 382, 218, 111, 88, 70, 64),
    "Asian": (538, 355, 231, 127, 99, 85, 79),
    "Mixed": (258, 170, 122, 67, 52, 45, 42),
    "Other": (67, 42, 29, 15, 12, 10, 9),
    "All": (5600, 3682, 2614, 1446, 1116, 971, 902),
}
DECLARED = {
    "sex": 0.98,
    "ethnicity": 0.95,
    "disability": 0.94,
    "sexual_orientation": 0.93,
    "religion": 0.92,
    "socio_economic": 0.87,
}


def ratio(stage: str, group: str) -> float:
    """Return the ratio that truth.json gives."""
    (entry,) = (e for e in TRUTH["groups"] if (e["stage"], e["group"]) == (stage, group))
    return float(entry["ratio"])


def taken(applications: pd.DataFrame, stage: str) -> pd.Series:
    """Return True or False for those who entered, without exempt and pending people."""
    outcome = applications[stage]
    entered = outcome.notna() & ~outcome.isin(["Exempt", "Pending"])
    return outcome[entered] == "Pass"


def distances(passed: pd.Series, answers: pd.Series, characteristic: str) -> list[float]:
    """Return how far each group is from the rate that the truth expects, in standard errors."""
    table = passed.groupby(answers.loc[passed.index], observed=True).agg(["mean", "count"])
    found = []
    for entry in TRUTH["groups"]:
        if entry["characteristic"] == characteristic and entry["stage"] == passed.name:
            rate, size = table.loc[entry["group"]]
            comparator, comparator_size = table.loc[entry["comparator"]]
            # The error of the expected rate, not of the observed one, which is far too small
            # where nearly everyone in a small group happens to pass.
            expected = min(comparator * entry["ratio"], 0.999)
            variance = expected * (1 - expected) / size
            variance += entry["ratio"] ** 2 * comparator * (1 - comparator) / comparator_size
            found.append(float((rate - expected) / np.sqrt(variance)))
    return found


def test_a_large_intake_recovers_every_ratio(large: pd.DataFrame) -> None:
    passes = [taken(large, stage).rename(stage) for stage in STAGES]
    passes.append((large["start"] == "Pass").rename("overall"))
    found = [
        distance
        for code_list in CODE_LISTS
        for passed in passes
        for distance in distances(passed, large[code_list.name], code_list.name)
    ]
    assert len(found) == len(TRUTH["groups"])
    # 175 ratios, correlated within a characteristic: about one in 800 fair draws exceeds 4.5.
    assert max(np.abs(found)) < 4.5
    assert 0.7 < np.std(found) < 1.3


def test_exempt_people_pass_through_in_the_truth_as_in_the_data(large: pd.DataFrame) -> None:
    *_, (_, started) = expected_passes(draw_people(Streams(7, 0, 100_000)))
    assert started.mean() == pytest.approx((large["start"] == "Pass").mean(), abs=0.003)


def test_what_is_worked_out_is_what_drawing_people_tends_to() -> None:
    """Whom the stages cannot tell apart, and their shares, could be wrong for all ratios at once.

    A hundred thousand people are drawn, what they declare among it, and their chances added up;
    the error of a mean of chances is that of the sample.
    """
    people = draw_people(Streams(20230630, 0, 100_000))
    worked_out = tally()
    for stage, (entered, passed) in enumerate(expected_passes(people)):
        for code_list in CODE_LISTS:
            answers = people.declared[code_list.name]
            for group in range(len(code_list.groups)):
                due = worked_out[code_list.name][1, stage, group]
                due /= worked_out[code_list.name][0, stage, group]
                weight, part = entered[answers == group], passed[answers == group]
                error = np.sqrt(np.sum((part - due * weight) ** 2)) / weight.sum()
                drawn = part.sum() / weight.sum()
                # 245 rates, correlated: about one in 600 fair draws exceeds 4.5.
                assert abs(drawn - due) <= 4.5 * error + 1e-12, (code_list.name, group, stage)


def test_of_each_kind_there_are_as_many_as_are_drawn() -> None:
    people, found = draw_people(Streams(20230630, 1, 100_000)), kinds()
    for name in GROUPS:
        drawn = np.bincount(people.actual[name], minlength=len(GROUPS[name])) / 100_000
        share = found.by_group(name, found.share)
        assert share.sum() == pytest.approx(1)
        error = np.sqrt(share * (1 - share) / 100_000)
        assert (np.abs(drawn - share) <= 4.5 * error).all(), name
    late = float(found.share[found.people.late].sum())
    assert people.late.mean() == pytest.approx(late, abs=4.5 * np.sqrt(late / 100_000))


def test_the_truth_is_near_what_was_stated() -> None:
    for (stage, group), stated in PLANTED.items():
        assert ratio(stage, group) == pytest.approx(stated, abs=0.006), (stage, group)
    assert ratio("overall", "Black") == pytest.approx(0.65, abs=0.02)


def test_kinds_follow_from_the_plan() -> None:
    planted = {(e["stage"], e["group"]) for e in TRUTH["groups"] if e["kind"] == "planted"}
    assert {pair for pair in planted if pair[0] != "overall"} == set(PLANTED)
    assert {group for stage, group in planted if stage == "overall"} == {g for _, g in PLANTED}
    for entry in TRUTH["groups"]:
        if entry["kind"] != "planted":
            assert (0.98 <= entry["ratio"] <= 1.02) == (entry["kind"] == "null"), entry
        if entry["characteristic"] in ("sex", "sexual_orientation"):
            assert entry["kind"] == "null"
    inherited = {e["characteristic"] for e in TRUTH["groups"] if e["kind"] == "inherited"}
    assert inherited == {"ethnicity", "religion", "marriage", "welsh"}


def test_counts_are_near_the_design(golden: pd.DataFrame, large: pd.DataFrame) -> None:
    # Three standard deviations of a count is the most that the one committed draw may be off;
    # the large draw, scaled to 5,600, may be off by 3.5% and two or three people.
    for group, target in TARGET.items():
        for applications, tolerance in ((golden, 3.0), (large, 0.0)):
            rows = applications
            if group != "All":
                rows = applications[applications["ethnicity"] == group]
            scale = 5600 / len(applications)
            through = [rows[stage].isin(["Pass", "Exempt"]).sum() * scale for stage in STAGES]
            for found, stated in zip([len(rows) * scale, *through], target, strict=True):
                allowed = tolerance * np.sqrt(stated) if tolerance else 0.035 * stated + 2.5
                assert abs(found - stated) <= allowed, (group, found, stated)


def test_shares_are_those_of_the_design(large: pd.DataFrame) -> None:
    for name, share in DECLARED.items():
        undeclared = large[name].isin(["Prefer not to say", "Not declared"])
        assert 1 - undeclared.mean() == pytest.approx(share, abs=0.006), name
    share = large.apply(lambda column: column.value_counts(normalize=True).to_dict())
    assert share["lived_experience"]["Lived experience"] * 5600 == pytest.approx(110, abs=5)
    assert share["route"]["Accelerated"] * 5600 == pytest.approx(50, abs=5)
    routes = share["route"]
    pso = routes["PSO progression with degree"] + routes["PSO progression without degree"]
    assert pso == pytest.approx(0.18, abs=0.01)
    declared = large["sex"].isin(["Men", "Women"])
    assert (large["sex"][declared] == "Women").mean() == pytest.approx(0.76, abs=0.01)
    declared = large["disability"].isin(["Disabled", "Non-disabled"])
    assert (large["disability"][declared] == "Disabled").mean() == pytest.approx(0.15, abs=0.005)
    assert large["age"].isin(["Under 25", "25 to 34"]).mean() == pytest.approx(0.70, abs=0.01)


def test_offers_look_equal_only_because_of_london(large: pd.DataFrame) -> None:
    offered = taken(large, "offer")
    london = (large["region"] == "London")[offered.index]
    ethnicity = large["ethnicity"][offered.index]
    rates = offered.groupby([london, ethnicity], observed=True).mean().unstack()
    np.testing.assert_allclose(rates["White"], [0.74, 0.97], atol=0.01)
    np.testing.assert_allclose(rates["Black"] / rates["White"], 0.90, atol=0.025)
    shares = (large["region"] == "London").groupby(large["ethnicity"], observed=True).mean()
    assert shares["Black"] == pytest.approx(0.60, abs=0.01)
    assert shares["White"] == pytest.approx(0.12, abs=0.01)


def test_religion_does_nothing_within_a_region(large: pd.DataFrame) -> None:
    for stage in STAGES:
        passed = taken(large, stage)
        for london in (True, False):
            rows = passed[(large["region"] == "London")[passed.index] == london]
            table = rows.groupby(large["religion"][rows.index], observed=True).agg(
                ["mean", "count"]
            )
            error = np.sqrt(rows.mean() * (1 - rows.mean()) / table["count"])
            assert ((table["mean"] - rows.mean()).abs() < 4.2 * error).all(), (stage, london)


def test_checks_lose_black_applicants_to_withdrawal(large: pd.DataFrame) -> None:
    checks = large.loc[large["start"].notna() | large["pre_employment_checks_date"].notna()]
    shares = pd.crosstab(checks["ethnicity"], checks["pre_employment_checks"], normalize="index")
    assert shares.loc["Black", "Withdrew"] == pytest.approx(0.16, abs=0.015)
    assert shares.loc["White", "Withdrew"] == pytest.approx(0.08, abs=0.006)
    np.testing.assert_allclose(shares.loc[["Black", "White"], "Fail"], 0.04, atol=0.008)
    decided, offered = (
        pd.to_datetime(checks[column].astype("str"))
        for column in ("pre_employment_checks_date", "offer_date")
    )
    medians = (decided - offered).dt.days.groupby(checks["ethnicity"], observed=True).median()
    assert abs(medians["Black"] - 61) <= 1
    assert abs(medians["White"] - 44) <= 1
    pending = (large["pre_employment_checks"] == "Pending").sum()
    assert pending / large["pre_employment_checks"].notna().sum() == pytest.approx(
        0.002, abs=0.0006
    )


def test_a_late_adjustment_costs_passes(large: pd.DataFrame) -> None:
    asked = large.loc[large["adjustment_requested_on"].notna()].astype("str")
    white = asked[(asked["ethnicity"] == "White")]
    late = white["adjustment_made_on"] > white["online_test_date"]
    assert 1 - late.mean() == pytest.approx(0.78, abs=0.02)
    rates = (white["online_test"] == "Pass").groupby(late).mean()
    assert rates[False] == pytest.approx(0.74, abs=0.02)
    assert rates[True] == pytest.approx(0.57, abs=0.03)
