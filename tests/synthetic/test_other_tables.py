"""Spending, benchmarks and panels: whole, labelled as made up, and fit to stand beside the rest."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel.generator import plan, synthesise
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.vocabulary.terms import REGIONS

FOLDER = Path(__file__).parents[2] / "data" / "synthetic" / "recruitment_funnel"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
CAMPAIGNS = ["2021-09", "2022-03", "2022-09", "2023-03"]


def read(table: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{table}.csv", keep_default_na=False)


def test_every_channel_has_a_sum_for_every_intake_and_one_brought_nobody(
    golden: pd.DataFrame,
) -> None:
    spend = read("channel_spend")
    table = spend.pivot_table("spend_pounds", "channel", "campaign", aggfunc="count")
    assert (table == 1).all(axis=None)
    assert table.columns.tolist() == CAMPAIGNS
    used = set(golden["channel"]) | set(read("earlier_applications")["channel"])
    assert set(spend["channel"]) - used == {"Local radio"}
    assert used < set(spend["channel"])
    total = spend.groupby("channel")["spend_pounds"].sum()
    assert total["Local radio"] > 0
    assert total[total == 0].index.tolist() == ["Word of mouth"]


def test_benchmark_shares_add_up_and_use_the_code_lists() -> None:
    table = read("benchmarks")
    assert set(table["source"]) == {"Made up for this workbench"}
    assert set(table["date"]) == {"2023-03-31"}
    parts = table.groupby(["benchmark", "characteristic", "region"])
    np.testing.assert_allclose(parts["share"].sum(), 1, atol=1e-12)
    assert len(parts) == 2 * 2 * 12
    for (_, characteristic, region), rows in parts:
        assert region in REGIONS
        assert rows["group"].tolist() == list(GROUPS[characteristic])
        assert rows["share"].between(0.01, 0.99).all()


def test_benchmarks_are_plausible() -> None:
    table = read("benchmarks")
    black = table[table["group"] == "Black"].pivot_table("share", "region", "benchmark")
    assert (black.idxmax() == "London").all()
    men = table[table["group"] == "Men"].pivot_table("share", "region", "benchmark")
    assert men["Working-age population"].between(0.48, 0.52).all()
    assert men["People on probation"].between(0.88, 0.94).all()


def test_a_panel_is_of_one_mix_in_every_intake() -> None:
    tables = synthesise(size=2000).tables
    columns = ["assessment_centre_panel", "assessment_centre_panel_mix"]
    drawn = [chunk[columns] for table in plan.TABLES for chunk in tables[table]]
    pairs = pd.concat(drawn).dropna().astype("str").drop_duplicates()
    assert pairs["assessment_centre_panel"].is_unique
    assert len(pairs) == 25
    told = TRUTH["panels"]["mix"]["panels"]
    for mix, panels in told.items():
        found = pairs.loc[pairs["assessment_centre_panel_mix"] == mix, "assessment_centre_panel"]
        assert sorted(found) == panels
    assert list(told) == ["Diverse", "Not diverse", "Not recorded"]


@pytest.mark.parametrize("column", ["sift_panel", "assessment_centre_panel"])
def test_panels_pass_alike(large: pd.DataFrame, column: str) -> None:
    rows = large[large[column].notna()]
    passed = rows[column.removesuffix("_panel")] == "Pass"
    table = passed.groupby(rows[column], observed=True).agg(["mean", "count"])
    error = np.sqrt(passed.mean() * (1 - passed.mean()) / table["count"])
    distance = (table["mean"] - passed.mean()) / error
    # 25 panels of one rate: about one in 700 fair draws exceeds four standard errors.
    assert distance.abs().max() < 4
    assert 0.6 < distance.std() < 1.4


def test_the_mix_of_a_panel_makes_no_difference_to_anyone(large: pd.DataFrame) -> None:
    rows = large[large["assessment_centre_panel_mix"].notna()]
    passed = rows["assessment_centre"] == "Pass"
    keys = [rows["ethnicity"], rows["assessment_centre_panel_mix"]]
    table = passed.groupby(keys, observed=True).agg(["mean", "count"])
    expected = passed.groupby(rows["ethnicity"], observed=True).mean()
    rate = expected.reindex(table.index.get_level_values("ethnicity")).to_numpy()
    distance = (table["mean"] - rate) / np.sqrt(rate * (1 - rate) / table["count"])
    assert distance.abs().max() < 4
