"""Discount factors against HM Treasury's table, exact fractions and numpy-financial."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.value.discounting import (
    GREEN_BOOK,
    RateBand,
    discount_factors,
    yearly_rates,
)
from workbench.statistics.evaluation.value.prices import real_prices

pytestmark = pytest.mark.filterwarnings("error")
RETURNS = pd.read_csv(
    Path(__file__).parents[3] / "reference" / "value_returns.csv", comment="#"
).set_index("case")


def test_green_book():
    """Factors would not be the published ones: a later rate would hold from the start."""
    factors = discount_factors(GREEN_BOOK, 76)
    published = {0: 1, 1: 0.9662, 10: 0.7089, 30: 0.3563, 31: 0.3459, 75: 0.0942}
    assert {year: round(factors[year], 4) for year in published} == published


def test_exact_fractions():
    """Rates would begin a year early or late, or the shift move the base year."""
    bands = [RateBand(2023, 2026, 0.05), RateBand(2027, 2027, 0.02), RateBand(2028, None, -0.01)]
    factors = discount_factors(bands, 6, base_year=2024, shift=[0.0, 0.01])
    for shift, found in zip((Fraction(0), Fraction(1, 100)), factors, strict=True):
        left = Fraction(1)
        assert found[0] == 1
        for rate, each in zip((5, 5, 2, -1, -1), found[1:], strict=True):
            left /= 1 + Fraction(rate, 100) + shift
            assert each == pytest.approx(float(left), rel=1e-14)
    assert yearly_rates(GREEN_BOOK, 1).tolist() == [0]
    assert yearly_rates([], 1).tolist() == [0]


@pytest.mark.parametrize("case", RETURNS.index)
def test_numpy_financial(case):
    """Present values at flat rates would be off."""
    row = RETURNS.loc[case]
    factors = discount_factors([RateBand(1, None, row["rate"])], 8)
    assert factors @ row["year_0":"year_7"] == pytest.approx(row["npv"], rel=1e-12)


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        (
            [RateBand(1, 30, 0.035), RateBand(32, None, 0.03)],
            "The discount schedule: No rate for years 31 to 31; state one.",
        ),
        (
            [RateBand(1, 30, 0.035), RateBand(30, None, 0.03)],
            "The discount schedule: Years from 1 to 30 overlap those from 30; end the earlier in "
            "29 and keep the bands in order.",
        ),
        (
            [RateBand(1, None, 0.035), RateBand(31, None, 0.03)],
            "The discount schedule: Years from 1 on overlap those from 31; end the earlier in 30 "
            "and keep the bands in order.",
        ),
        (
            [RateBand(3, 8, 3.5)],
            "The discount schedule: 3 problems. (1) The rate from year 3 is 3.5; give it as a "
            "share, as 0.035. (2) No rate for years 1 to 2; state one. (3) No rate for years 9 to "
            "39; state one.",
        ),
        ([], "The discount schedule: No rate for years 1 to 39; state one."),
        (
            [RateBand(1, 0, 0.035), RateBand(1, None, float("nan"))],
            "The discount schedule: 2 problems. (1) The rate from year 1 is nan; give it as a "
            "share, as 0.035. (2) Years 1 to 0 end before they begin; put the years in order.",
        ),
    ],
)
def test_refused_schedules(bands, message):
    """A year without a rate, or with two, would be discounted all the same."""
    with pytest.raises(EstimationError) as caught:
        discount_factors(bands, 40)
    assert str(caught.value) == message


def test_impossible_years_and_shifts():
    """Nonsense would come out as factors."""
    for years in (0, 151):
        with pytest.raises(EstimationError, match="years must be from 1 to 150"):
            discount_factors(GREEN_BOOK, years)
    for shift in (float("nan"), -1.025):
        with pytest.raises(EstimationError, match="every rate above -1"):
            discount_factors(GREEN_BOOK, 80, shift=shift)


def test_real_prices():
    """Money would be inflated where it is to be deflated: 2% and 5% of inflation, by hand."""
    index = {2022: 100.0, 2023: 102.0, 2024: 107.1}
    found = real_prices([[100, 100, np.nan]], [2022, 2024, 2023], index, price_year=2023)
    # 100 × 102 / 100 = 102; 100 × 102 / 107.1 = 95.2381.
    np.testing.assert_allclose(found, [[102, 10_200 / 107.1, np.nan]], rtol=1e-14)
    with pytest.raises(EstimationError) as caught:
        real_prices([1, 2, 3], [2021, 2022], {2022: 0.0}, price_year=2025)
    assert str(caught.value) == (
        "The price index: 3 problems. (1) Amounts (3,) must have one to each year (2,). (2) No "
        "index for [2021, 2025]; state one for each year. (3) An index must be above 0; found "
        "{2022: 0.0}."
    )
