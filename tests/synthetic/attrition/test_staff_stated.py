"""What the truth states is of the kinds that were planted, and the file's blanks are as stated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest


@pytest.mark.parametrize("name", ["ethnicity", "disability", "religion", "sexual_orientation"])
def test_declared_shares_are_those_of_the_truth(
    many: pd.DataFrame, truth: dict[str, Any], name: str
) -> None:
    """Breaks when more or fewer people declare, or *Prefer not to say* and no record are mixed."""
    people = many.drop_duplicates("person_id")
    share = truth["recording"]["declared"][name]
    refused = (1 - share) * truth["recording"]["prefer_not_to_say_of_undeclared"]
    blank = people[name].isna().mean()
    says_not = (people[name] == "Prefer not to say").mean()
    for found, planned in ((1 - blank - says_not, share), (says_not, refused)):
        assert found == pytest.approx(planned, abs=4 * (planned * (1 - planned) / 40_000) ** 0.5)


def test_one_characteristic_is_declared_by_fewer_than_sixty_in_a_hundred(
    truth: dict[str, Any],
) -> None:
    """Breaks when the 60% rule of published statistics has nothing to catch."""
    low = {name for name, share in truth["recording"]["declared"].items() if share < 0.6}
    assert low == {"socio_economic"}
    assert truth["recording"]["declared"]["socio_economic"] == 0.58


def test_six_officers_in_ten_are_over_full_workload(many: pd.DataFrame) -> None:
    """Breaks when workload no longer looks like that of the service: 60% over 100%."""
    now = many[(many["end"].isna()) & (many["grade"] == "PO") & many["workload"].notna()]
    assert (now["workload"] > 100).mean() == pytest.approx(0.60, abs=0.03)


def test_the_stated_gaps_are_of_three_kinds(truth: dict[str, Any]) -> None:
    """Breaks when no gap is all workload, none remains, or none is nothing."""
    gaps = {entry["group"]: entry for entry in truth["characteristics"]}
    assert gaps["Disabled"]["adjusted_ratio"] == pytest.approx(1.33, abs=0.005)
    assert gaps["Black"]["crude_ratio"] == pytest.approx(1.24, abs=0.03)
    assert gaps["Black"]["adjusted_ratio"] == 1.0
    assert gaps["Black"]["kind"] == "inherited"
    assert gaps["Women"]["kind"] == "null"
    assert gaps["Disabled"]["kind"] == "planted"


def test_two_units_are_unusual(truth: dict[str, Any]) -> None:
    """Breaks when the unusual units are not two, or others stray as far."""
    ratios = truth["pdus"]["ratios"]
    unusual = truth["pdus"]["unusual"]
    assert len(ratios) == 108
    assert set(unusual.values()) == {2.2}
    assert {name for name, ratio in ratios.items() if ratio > 1.5} == set(unusual)
    usual = np.log([ratio for name, ratio in ratios.items() if name not in unusual])
    assert np.std(usual, ddof=1) == pytest.approx(0.10, abs=0.001)
