"""The effects, read off a release."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analyses.role_evaluation.report.words import Told, told
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.vocabulary.terms import CHANGE

EFFECTS, HEADLINE = "effects", "headline"


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect on one outcome, as released."""

    one: Told
    cell: ReleasedCell

    def number(self, name: str) -> ReleasedNumber | None:
        """Return a number that has a value; None where it is not told."""
        number = self.cell.numbers.get(name)
        return number if number is not None and number.value is not None else None

    def value(self, name: str) -> float | None:
        """Return the value of a number; None where it is not told."""
        number = self.number(name)
        return number.value if number is not None else None

    @property
    def effect(self) -> ReleasedNumber | None:
        """The change where the role was there, with its likely range."""
        return self.number("effect")

    @property
    def found(self) -> bool:
        """Whether there is evidence of a change."""
        return self.cell.verdict == CHANGE


def effects(release: Release) -> tuple[Effect, ...]:
    """Return the effect on every outcome, the primary first, placebos last."""
    if EFFECTS not in release.names:
        return ()
    outcomes = told(release)
    cells = {cell.group: cell for cell in release[EFFECTS].cells if cell.stage == HEADLINE}
    return tuple(Effect(one, cells[name]) for name, one in outcomes.items() if name in cells)


def judged(release: Release) -> tuple[Effect, ...]:
    """Return the effects that have a verdict."""
    return tuple(one for one in effects(release) if one.cell.verdict is not None)
