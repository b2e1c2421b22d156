"""Bands of months: of service, and of learning."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.vocabulary.terms import NOT_RECORDED

if TYPE_CHECKING:
    from workbench.analyses.attrition.parameters import Parameters

MONTHS_A_YEAR = 12
SERVICE = "service"
"""The dimension of completed months of service."""


def month_bands(edges: Sequence[int]) -> tuple[str, ...]:
    """Return the names of bands of completed months, the last of which has no end.

    Parameters
    ----------
    edges : sequence of int
        Months in which bands begin, rising from 0.

    Examples
    --------
    >>> month_bands((0, 3, 12, 24))
    ('under 3 months', '3 months to under 1 year', '1 to under 2 years', '2 years and over')
    """
    inner = (f"{_from(low, high)} to under {_told(high)}" for low, high in pairwise(edges[1:]))
    return (f"under {_told(edges[1])}", *inner, f"{_told(edges[-1])} and over")


def _told(months: int) -> str:
    if months % MONTHS_A_YEAR:
        return "1 month" if months == 1 else f"{months} months"
    years = months // MONTHS_A_YEAR
    return "1 year" if years == 1 else f"{years} years"


def _from(low: int, high: int) -> str:
    """Return where a band begins, without the unit where it is that of the end."""
    if low % MONTHS_A_YEAR == 0 and high % MONTHS_A_YEAR == 0:
        return f"{low // MONTHS_A_YEAR}"
    return f"{low}" if high % MONTHS_A_YEAR else _told(low)


def service_dimensions(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """Return the bands of service, and of those whose service is not known, by their dimension."""
    return {SERVICE: (*month_bands(parameters.service_edges), NOT_RECORDED)}


def service_tied(parameters: Parameters) -> dict[str, str]:
    """Return the months in which bands of service begin, and the horizon, for the report."""
    return {
        "service edges": "|".join(map(str, parameters.service_edges)),
        "horizon": str(parameters.horizon),
    }
