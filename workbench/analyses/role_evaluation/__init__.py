"""Whether a role that began at different times did what it was meant to do, and was worth it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from workbench.analyses.role_evaluation.parameters import Parameters

if TYPE_CHECKING:
    from workbench.analyses.role_evaluation.analysis import analyse
    from workbench.analyses.role_evaluation.generator import synthesise
    from workbench.analyses.role_evaluation.ties import TIES
    from workbench.disclosure import Release

    headline: Callable[[Release], str]

__all__ = ["TIES", "Parameters", "analyse", "headline", "synthesise"]

_WHERE = {
    "TIES": "ties",
    "analyse": "analysis",
    "headline": "report.found",
    "synthesise": "generator",
}


def __getattr__(name: str) -> object:
    # Found late, so that validating parameters does not pay for the engine and the statistics.
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = value
    return value
