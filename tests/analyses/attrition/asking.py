"""A release of the questions of when, why and of learners, whether or not a report asks them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from small_staff import parameters

from workbench.analyses.attrition import TIES, analysis
from workbench.analyses.attrition.questions import learners, reasons, when
from workbench.analyses.attrition.stated.learning import learning_dimensions, learning_tied
from workbench.analyses.attrition.stated.service import service_dimensions, service_tied
from workbench.disclosure import Release, release
from workbench.disclosure.attack import attack
from workbench.publishing.verification import counts, numbers

SPELL = dict[str, str]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Return a function from spells, a policy and changed parameters to their release."""
    dimensions, tied = analysis.dimensions, analysis.tied
    mine = (when.QUESTION, learners.QUESTION, reasons.QUESTION)
    declared = (one for one in analysis.QUESTIONS if one.title == "Who leaves more?")
    monkeypatch.setattr(analysis, "QUESTIONS", (*mine, *declared))
    monkeypatch.setattr(
        analysis,
        "dimensions",
        lambda p: {**dimensions(p), **service_dimensions(p), **learning_dimensions(p)},
    )
    monkeypatch.setattr(
        analysis, "tied", lambda p, c: {**tied(p, c), **service_tied(p), **learning_tied(p)}
    )

    def answered(spells: Iterable[SPELL], policy: str = "analyst", **changes: object) -> Release:
        stated = parameters(tmp_path, spells, policy=policy, **changes)
        found = release(analysis.analyse(stated), policy)
        if policy != "analyst":
            assert attack(found, TIES).problems == ()
        assert counts.problems(found) == []
        told = ("service", "reasons", "learners")
        wrong = [one for one in numbers.problems(found) if one.startswith(told)]
        assert wrong == []
        return found

    return answered


def cell(found: Release, finding: str, group: str = "", stratum: str = ""):
    """Return one cell of a finding."""
    (one,) = [c for c in found[finding].cells if (c.group, c.stratum) == (group, stratum)]
    return one


def counts_of(one) -> dict[str, int | None]:
    return {name: count.value for name, count in one.counts.items()}
