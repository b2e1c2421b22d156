"""A stage as the parameters name it, and what the labels there mean."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from workbench.parameters import Labels, StrictModel, Text
from workbench.vocabulary.terms import OUTCOMES


class Outcomes(StrictModel):
    """Which labels mean what; a blank means that the stage was not reached."""

    passed: Labels = ()
    failed: Labels = ()
    withdrew: Labels = ()
    no_show: Labels = ()
    expired: Labels = ()
    pending: Labels = ()
    exempt: Labels = ()

    def meanings(self) -> dict[str, str]:
        """Return what each label means."""
        return {label: outcome for outcome in OUTCOMES for label in getattr(self, outcome)}

    @model_validator(mode="after")
    def _one_meaning_a_label(self) -> Self:
        labels = [label for outcome in OUTCOMES for label in getattr(self, outcome)]
        doubled = sorted({label for label in labels if labels.count(label) > 1})
        if doubled:
            listed = ", ".join(map(repr, doubled))
            raise ValueError(f"labels with two meanings: {listed}. Keep one each.")
        return self


class Stage(Outcomes):
    """One stage: its column, its date, its names, and labels that differ from `outcomes`.

    `score` is the column of the marks given there, and `pass_mark` the lowest that passes.
    """

    column: str | None = None
    date: str | None = None
    called: Labels = ()
    title: Text | None = None
    score: str | None = None
    pass_mark: float | None = None
