"""What truth.json says of regions, waits, adjustments and channels is in a large intake."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

FOLDER = Path(__file__).parents[2] / "data" / "synthetic" / "recruitment_funnel"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


def rates_by(rows: pd.DataFrame, stage: str, *keys: str) -> pd.DataFrame:
    passed = rows[stage] == "Pass"
    by = [rows[key] for key in keys]
    return passed.groupby(by, observed=True).agg(["mean", "count"])


def test_regions_account_for_equal_offers(large: pd.DataFrame) -> None:
    told = TRUTH["strata"]
    assert told["crude"] == pytest.approx(1.03, abs=0.005)
    assert {each["ratio"] for each in told["within"]} == {0.9}
    rows = large[large["offer"].notna()]
    table = rates_by(rows, "offer", "region", "ethnicity")
    for each in told["within"]:
        for group, rate in each["pass_rates"].items():
            found, size = table.loc[(each["region"], group)]
            assert abs(found - rate) < 4.5 * np.sqrt(rate * (1 - rate) / size), each["region"]
            share = size / (rows["ethnicity"] == group).sum()
            assert share == pytest.approx(each["shares_of_entrants"][group], abs=0.02)


def test_the_shares_and_rates_of_the_regions_make_the_crude_ratio() -> None:
    within = TRUTH["strata"]["within"]
    black, white = (
        sum(each["pass_rates"][group] * each["shares_of_entrants"][group] for each in within)
        for group in ("Black", "White")
    )
    assert black / white == pytest.approx(TRUTH["strata"]["crude"], abs=0.001)


def test_waits_have_the_medians_that_are_told(large: pd.DataFrame) -> None:
    rows = large[large["pre_employment_checks_date"].notna()]
    decided, offered = (
        pd.to_datetime(rows[column].astype("str"))
        for column in ("pre_employment_checks_date", "offer_date")
    )
    days = (decided - offered).dt.days
    medians = days.groupby(rows["ethnicity"], observed=True).median()
    told = TRUTH["vetting"]
    for group, median in told["median_days"].items():
        # The Other group is about 700 people here, whose median has an error of 0.6 days.
        assert abs(medians[group] - median) <= (2.5 if group == "Other" else 1), group
    assert days.max() <= told["longest_days"]
    withdrew = (rows["pre_employment_checks"] == "Withdrew").groupby(
        rows["ethnicity"], observed=True
    )
    for group, share in told["withdrawal"].items():
        allowed = 4 * np.sqrt(share * (1 - share) / withdrew.size()[group])
        assert abs(withdrew.mean()[group] - share) < allowed, group


def test_adjustments_in_time_make_the_test_as_likely_passed_as_without(large: pd.DataFrame) -> None:
    taken = large["online_test"].notna() & (large["online_test"] != "Exempt")
    rows = large[taken & (large["disability"] == "Disabled")].astype("str")
    asked = large.loc[rows.index, "adjustment_requested_on"].notna()
    late = asked & (rows["adjustment_made_on"] > rows["online_test_date"])
    rows["adjustment"] = np.select([late, asked], ["late", "in time"], "did not ask")
    told = TRUTH["adjustments"]
    table = rates_by(rows, "online_test", "adjustment")
    for status, rate in told["test_pass_rate"].items():
        found, size = table.loc[status]
        assert abs(found - rate) < 4 * np.sqrt(rate * (1 - rate) / size), status
    ratios = told["ratio_to_did_not_ask"]
    assert ratios["in time"]["ratio"] == pytest.approx(1, abs=0.002)
    assert ratios["late"]["ratio"] == pytest.approx(0.57 / 0.74, abs=0.002)


def test_the_scheme_makes_no_difference_at_the_sift(large: pd.DataFrame) -> None:
    rows = large[(large["disability"] == "Disabled") & (large["sift"] != "Exempt")]
    table = rates_by(rows, "sift", "disability_confident_scheme")
    rate = (rows["sift"] == "Pass").mean()
    assert (abs(table["mean"] - rate) < 4 * np.sqrt(rate * (1 - rate) / table["count"])).all()


def test_channels_inherit_little_and_that_is_told(large: pd.DataFrame) -> None:
    told = TRUTH["channels"]["start_rate_to_that_of_all"]
    assert all(0.98 <= ratio <= 1.02 for ratio in told.values())
    declared = large["ethnicity"].isin(["Asian", "Black", "Mixed", "Other", "White"])
    rows = large[declared]
    expected = rows["ethnicity"].map(rates_by(rows, "start", "ethnicity")["mean"]).astype(float)
    # What a channel starts beyond what its applicants' groups start is chance alone.
    inherited = expected.groupby(rows["channel"], observed=True).mean() / expected.mean()
    table = rates_by(rows, "start", "channel")
    assert set(table.index) == set(told)
    for channel, ratio in told.items():
        assert inherited[channel] == pytest.approx(ratio, abs=0.003), channel
        found, size = table.loc[channel]
        rate = ratio * expected.mean()
        assert abs(found - rate) < 4 * np.sqrt(rate * (1 - rate) / size), channel
