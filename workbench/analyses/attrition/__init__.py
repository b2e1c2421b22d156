"""Who leaves, when, what goes with it, and what would keep them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workbench.analyses.attrition.parameters import Parameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.analyses.attrition.analysis import analyse
    from workbench.analyses.attrition.generator import synthesise
    from workbench.analyses.attrition.profile import profile
    from workbench.analyses.attrition.ties import TIES
    from workbench.disclosure import Release, ReleasedCell

    headline: Callable[[Release], str]
    strongest: Callable[[Release], list[ReleasedCell]]

__all__ = ["TIES", "Parameters", "analyse", "headline", "profile", "strongest", "synthesise"]

_WHERE = {
    "TIES": "ties",
    "analyse": "analysis",
    "headline": "report.found",
    "profile": "profile",
    "strongest": "report.found",
    "synthesise": "generator",
}


def __getattr__(name: str) -> object:
    # Found late, so that validating parameters does not pay for the engine and the statistics.
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = value
    return value
