"""Of those who could take one step, who did, and of which groups fewer."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workbench.analyses.pay_progression.parameters import Parameters

if TYPE_CHECKING:
    from workbench.analyses.pay_progression.analysis import analyse
    from workbench.analyses.pay_progression.generator import synthesise
    from workbench.analyses.pay_progression.ties import TIES

__all__ = ["TIES", "Parameters", "analyse", "synthesise"]

_WHERE = {"TIES": "ties", "analyse": "analysis", "synthesise": "generator"}


def __getattr__(name: str) -> object:
    # Found late, so that validating parameters does not pay for the engine and the statistics.
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = value
    return value
