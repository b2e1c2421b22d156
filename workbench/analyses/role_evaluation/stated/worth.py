"""What the role costs and what its effects are worth, each with the range it may lie in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Annotated

from pydantic import Field

from workbench.analyses.role_evaluation.stated.outcome import Outcome
from workbench.parameters import Names, StrictModel, Text
from workbench.parameters.stated.comparing import Listed, Name

WHERE = {
    "pounds_an_hour": "hours.pounds_an_hour",
    "weeks_worked": "hours.weeks_worked",
    "replacement_cost": "leavers.replacement_cost",
}
ABOVE_0 = {
    "cost_of_post": "Write what a full-time post costs a year, in pounds.",
    "pounds_an_hour": "Write what an hour costs, in pounds.",
    "weeks_worked": "Write how many weeks of a year are worked.",
}
MOST = {
    "weeks_worked": (
        52.2,
        "A year has no more weeks than 52.2. Write those that are worked, such as 44.",
    ),
    "optimism_bias": (2, "It is a share of the cost. Write 0.1 for 10%."),
    "keeps": (1, "It is the share of the effect that is left a year later. Write 0.9 for 90%."),
}
YEARS = range(1990, 2101)
APART = 10


class Price(StrictModel):
    """A stated value, the range it may lie in, and who says so."""

    value: float
    low: float | None = None
    high: float | None = None
    source: Text = ""

    @property
    def ends(self) -> tuple[float, float]:
        """Return the range; the value alone where none is given."""
        low = self.value if self.low is None else self.low
        return low, self.value if self.high is None else self.high


class Rate(StrictModel):
    """A discount rate, in per cent a year, from one year on."""

    from_year: int
    rate: float


class Hours(StrictModel):
    """Time released: an outcome in hours a week of each officer, and the price of an hour."""

    outcome: Name
    pounds_an_hour: Price
    weeks_worked: Price
    cashable: bool = False


class Leavers(StrictModel):
    """Leavers avoided: an outcome of people who leave, and what it costs to replace one."""

    outcome: Name
    replacement_cost: Price
    cashable: bool = True
    gains: Text | None = None


class Worth(StrictModel):
    """What is priced, and over how many years.

    Attributes
    ----------
    first_year, years : int
        Costs and benefits are counted in so many years from the first; it is not discounted.
    price_year : int
        The year whose prices all of it is in.
    discount : tuple of Rate
        A dated schedule, without a gap.
    cost_of_post : Price
        Pounds a year of one full-time post of the role, with pension and national insurance.
    hours, leavers
        What is priced.
    quality : tuple of str
        Outcomes told in their own units, without a price.
    optimism_bias : Price
        Costs are raised by this share.
    keeps : Price
        The share of a year's effect that is left in the next.
    pays, gains : str
        Who pays for the posts, and who gains the time. Who pays gains what leavers avoided are
        worth, unless they say who does.
    spend : str, optional
        The column of what was spent in the month, in pounds.
    """

    first_year: int
    years: int = Field(default=5, ge=1, le=60)
    price_year: int
    discount: Annotated[tuple[Rate, ...], Listed]
    cost_of_post: Price
    hours: Hours | None = None
    leavers: Leavers | None = None
    quality: Names = ()
    optimism_bias: Price = Price(value=0.0)
    keeps: Price = Price(value=1.0)
    pays: Text = "HMPPS, through the pay budget"
    gains: Text = "Senior Probation Officers, in time"
    spend: str | None = None

    @property
    def priced(self) -> tuple[str, ...]:
        """Return the outcomes that have a price, time first."""
        return tuple(one.outcome for one in (self.hours, self.leavers) if one is not None)


def prices(worth: Worth) -> dict[str, Price]:
    """Return every stated number with a range, by the name of the input that it is.

    Examples
    --------
    >>> one = Worth(first_year=2023, price_year=2023, cost_of_post=Price(value=32_900),
    ...             discount=({"from_year": 2023, "rate": 3.5},))
    >>> list(prices(one))
    ['cost_of_post', 'optimism_bias', 'keeps']
    """
    found = {"cost_of_post": worth.cost_of_post}
    if worth.hours:
        found["pounds_an_hour"] = worth.hours.pounds_an_hour
        found["weeks_worked"] = worth.hours.weeks_worked
    if worth.leavers:
        found["replacement_cost"] = worth.leavers.replacement_cost
    return found | {"optimism_bias": worth.optimism_bias, "keeps": worth.keeps}


def worth_problems(worth: Worth, outcomes: tuple[str, ...]) -> Iterator[str]:
    """Yield why value for money cannot be reckoned, each with its mend."""
    for name, price in prices(worth).items():
        yield from _price_problems(name, price)
    yield from _outcome_problems(worth, outcomes)
    yield from _year_problems(worth)
    yield from _schedule_problems(worth)


def kind_problems(worth: Worth, outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """Yield which outcomes cannot be priced for what they are, each with its mend."""
    for name in (*worth.priced, *worth.quality):
        if name in outcomes and outcomes[name].placebo:
            yield f"worth: {name!r} is a placebo, which is worth nothing. Name another outcome."
    hours, leavers = worth.hours, worth.leavers
    if hours and hours.outcome in outcomes and outcomes[hours.outcome].count:
        yield (
            f"worth.hours: {hours.outcome!r} counts people. Name an outcome in hours a week of "
            "each officer."
        )
    if leavers and leavers.outcome in outcomes and outcomes[leavers.outcome].count != "flow":
        yield (
            f"worth.leavers: {leavers.outcome!r} must count those who left in the month. Name "
            "such an outcome, with count: flow."
        )


def _price_problems(name: str, price: Price) -> Iterator[str]:
    where = f"worth.{WHERE.get(name, name)}"
    low, high = price.ends
    most, mend = MOST.get(name, (float("inf"), ""))
    if not all(isfinite(one) for one in (low, price.value, high)):
        yield f"{where} must be a number. Write one."
    elif low < 0:
        yield f"{where} is below 0 ({low:g}). Costs and prices are written without a sign."
    elif not low <= price.value <= high:
        yield (
            f"{where}: {price.value:g} does not lie in its range, {low:g} to {high:g}. Mend one of "
            "them."
        )
    elif name in ABOVE_0 and price.value == 0:
        yield f"{where} is 0. {ABOVE_0[name]}"
    elif high > most:
        yield f"{where} goes up to {high:g}. {mend}"


def _outcome_problems(worth: Worth, outcomes: tuple[str, ...]) -> Iterator[str]:
    for name in (*worth.priced, *worth.quality):
        if name not in outcomes:
            yield f"worth: {name!r} is no outcome. Name one of {', '.join(outcomes)}."
    if not worth.priced:
        yield "worth prices nothing: give 'hours' or 'leavers', or take it out."
    if len(set(worth.priced)) < len(worth.priced):
        yield f"worth prices {worth.priced[0]!r} twice. Take it out of 'hours' or of 'leavers'."
    for name in dict.fromkeys(worth.quality):
        if name in worth.priced:
            yield f"worth: {name!r} has a price, and is in 'quality' too. Take it out of one."


def _year_problems(worth: Worth) -> Iterator[str]:
    for name in ("first_year", "price_year"):
        year = getattr(worth, name)
        if year not in YEARS:
            yield f"worth.{name}: {year} is no year of this service. Write one such as 2023."
            return
    if abs(worth.price_year - worth.first_year) > APART:
        yield (
            f"worth: prices are of {worth.price_year} and the first year is {worth.first_year}. "
            f"Put prices in those of a year at most {APART} from it."
        )


def _schedule_problems(worth: Worth) -> Iterator[str]:
    years = [one.from_year for one in worth.discount]
    if not years:
        yield (
            "worth.discount names no rate. Write the schedule with the years it is from: "
            f"[{{from_year: {worth.first_year}, rate: 3.5}}]."
        )
        return
    if years != sorted(set(years)):
        yield "worth.discount: years must rise, each once. Put them in order."
    if min(years) > worth.first_year:
        yield (
            f"worth.discount has a gap: it begins in {min(years)}, and the first year counted is "
            f"{worth.first_year}. Say the rate from {worth.first_year} on."
        )
    for one in worth.discount:
        yield from _rate_problems(one)


def _rate_problems(one: Rate) -> Iterator[str]:
    if not 0 <= one.rate < 100:
        yield f"worth.discount: {one.rate:g} is no rate in per cent a year. Write 3.5 for 3.5%."
    elif 0 < one.rate < 0.1:
        yield (
            f"worth.discount: {one.rate:g} would be {one.rate:g}% a year. Rates are in per cent: "
            "write 3.5 for 3.5%."
        )
