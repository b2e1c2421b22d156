"""Releases of a few questions alone, so that a test of one is no test of all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from small_staff import released

from workbench.analyses.attrition import analysis
from workbench.analyses.attrition.questions.question import Question
from workbench.disclosure import Release


def asking(
    monkeypatch: pytest.MonkeyPatch,
    questions: Iterable[Question],
    folder: Path,
    spells: Iterable[dict[str, str]],
    policy: str = "analyst",
    **changes: object,
) -> Release:
    monkeypatch.setattr(analysis, "QUESTIONS", tuple(questions))
    return released(folder, spells, policy, **changes)
