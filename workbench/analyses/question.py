"""What a question of an analysis is: a name, what it needs counted, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from workbench.findings import Finding

Parameters = TypeVar("Parameters")
Counted = TypeVar("Counted")
Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True)
class NotCovered:
    """Why a question has no answer here, in words after "because"."""

    because: str


Answer = tuple[Finding, ...] | NotCovered


@dataclass(frozen=True)
class Question(Generic[Parameters, Counted, Wanted]):
    """One question of the report.

    Attributes
    ----------
    title : str
        The question as the report asks it.
    wanted : callable
        From the parameters to what must be counted for it; empty where the question cannot be
        asked of them.
    answer : callable
        From the parameters and the counts to findings, or to why there are none.
    note : callable
        From the parameters to what must be said beside the answer; empty if nothing.
    """

    title: str
    wanted: Callable[[Parameters], tuple[Wanted, ...]]
    answer: Callable[[Parameters, Counted], Answer]
    note: Callable[[Parameters], str] | None = None
