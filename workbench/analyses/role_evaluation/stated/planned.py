"""What the parameters say of a roll-out that is yet to come, to see what it could show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from workbench.parameters import StrictModel, Text
from workbench.parameters.stated.comparing import Listed

PLANNED = "As planned"
"""How the roll-out that the file plans is called."""
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Order(StrictModel):
    """One order in which regions could begin.

    Attributes
    ----------
    title : str
        How it is called.
    begins : mapping of str to str
        The month in which each region would begin, as ``2024-04``; those not named never.
    """

    title: Text
    begins: dict[str, Month] = Field(min_length=1)


class Noise(StrictModel):
    """How an outcome varies, where the file has too little of it to tell.

    Attributes
    ----------
    deviation : float
        Standard deviation of a region's monthly mean about its usual level, in the outcome's unit.
    autocorrelation : float
        What a month keeps of the last, from 0 to below 1.
    """

    deviation: float = Field(gt=0)
    autocorrelation: float = Field(default=0.6, ge=0, lt=1)


class Planning(StrictModel):
    """What a proposed roll-out is to be held to.

    Attributes
    ----------
    followed : int
        Months of data from the one in which the last region begins, that one among them.
    power : float
        The share of such roll-outs in which the change would be seen.
    simulations : int
        More make every number surer, and take longer.
    noise : mapping of str to Noise
        By outcome; estimated from the file where not stated.
    orders : tuple of Order
        Beside the one that the file plans.
    """

    followed: int = Field(default=6, ge=1, le=60)
    power: float = Field(default=0.8, ge=0.5, le=0.95)
    simulations: int = Field(default=400, ge=100, le=10_000)
    noise: dict[str, Noise] = Field(default_factory=dict)
    orders: Annotated[tuple[Order, ...], Listed] = ()


def planning_problems(planning: Planning, outcomes: tuple[str, ...]) -> Iterator[str]:
    """Yield why a proposed roll-out cannot be looked at, each with its mend."""
    for name in planning.noise:
        if name not in outcomes:
            yield f"planning.noise: {name!r} is no outcome. Name one of {', '.join(outcomes)}."
    titles = [one.title for one in planning.orders]
    if PLANNED in titles:
        yield (
            f"planning.orders: {PLANNED!r} is how the roll-out of the file is called. Call the "
            "order otherwise."
        )
    if doubled := sorted({title for title in titles if titles.count(title) > 1}):
        yield f"planning.orders: {', '.join(map(repr, doubled))} stands twice. Keep one."
