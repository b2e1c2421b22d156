"""What bears on believing an effect, read off a release."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analyses.role_evaluation.report.effects.reading import Effect, effects
from workbench.analyses.role_evaluation.report.words import Told, place
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber

DESIGN = "belief_design"
ALIKE = (0.67, 1.5)
"""Ratios of noise between which dates can be exchanged."""


def value(cell: ReleasedCell | None, name: str) -> float | None:
    """Return the value of a number of a cell; None where it is not told."""
    number = cell.numbers.get(name) if cell is not None else None
    return number.value if number is not None else None


def effect_of(cell: ReleasedCell | None) -> ReleasedNumber | None:
    """Return the effect that a cell tells; None where it tells none."""
    number = cell.numbers.get("effect") if cell is not None else None
    return number if number is not None and number.value is not None else None


def side(number: ReleasedNumber | None) -> int | None:
    """Return on which side of no change a range lies, 0 where it takes it in; None if not known.

    Examples
    --------
    >>> side(ReleasedNumber(-2.9, -4.0, -1.5)), side(ReleasedNumber(0.3, -1.0, 2.0)), side(None)
    (-1, 0, None)
    """
    if number is None or number.value is None:
        return None
    if number.lower is None or number.upper is None:
        return 0
    return 1 if number.lower > 0 else -1 if number.upper < 0 else 0


@dataclass(frozen=True, slots=True)
class Belief:
    """One outcome judged: its effect, and what bears on believing it."""

    effect: Effect
    cells: tuple[ReleasedCell, ...]
    place: str = "region"

    @property
    def one(self) -> Told:
        """The outcome."""
        return self.effect.one

    @property
    def name(self) -> str:
        """The name of the finding."""
        return f"belief_{self.one.name}"

    @property
    def apart(self) -> bool:
        """Whether the whole range lies on one side of no change."""
        return bool(side(self.effect.effect))

    def of(self, stage: str) -> tuple[ReleasedCell, ...]:
        """Return the cells of one stage."""
        return tuple(cell for cell in self.cells if cell.stage == stage)

    def first(self, stage: str) -> ReleasedCell | None:
        """Return the cell of a stage that has one."""
        return next(iter(self.of(stage)), None)

    @property
    def left_out(self) -> tuple[ReleasedCell, ...]:
        """The effect without each region that is told, from the least to the most."""
        told = [cell for cell in self.of("left out") if effect_of(cell)]
        return tuple(sorted(told, key=lambda cell: _value(cell) * (-1 if self.falls else 1)))

    @property
    def falls(self) -> bool:
        """Whether the whole effect is below 0."""
        number = self.effect.effect
        return number is not None and (number.value or 0.0) < 0

    @property
    def leans_on(self) -> tuple[str, ...]:
        """Regions without which the range lies on another side of no change."""
        whole = side(self.effect.effect)
        return tuple(
            cell.stratum
            for cell in self.left_out
            if whole is not None and side(effect_of(cell)) != whole
        )

    @property
    def unlike_without(self) -> tuple[str, ...]:
        """Regions without which the noise of both sides is too unlike for any verdict."""
        ratios = {cell.stratum: value(cell, "noise_ratio") for cell in self.left_out}
        return tuple(
            name
            for name, ratio in ratios.items()
            if ratio is not None and not ALIKE[0] <= ratio <= ALIKE[1]
        )

    @property
    def early(self) -> tuple[ReleasedCell, ...]:
        """Regions that began before their plan or had a trend of their own, where told."""
        return tuple(cell for cell in self.of("early region") if value(cell, "slope") is not None)

    def without(self, region: str) -> ReleasedNumber | None:
        """Return the effect without a region."""
        cells = (cell for cell in self.of("left out") if cell.stratum == region)
        return effect_of(next(cells, None))


def _value(cell: ReleasedCell) -> float:
    number = effect_of(cell)
    return (number.value or 0.0) if number is not None else 0.0


def beliefs(release: Release) -> tuple[Belief, ...]:
    """Return every outcome judged of which something is told, the primary one first."""
    return tuple(
        Belief(one, release[f"belief_{one.one.name}"].cells, place(release))
        for one in effects(release)
        if one.one.judged and f"belief_{one.one.name}" in release.names
    )


def placebos(release: Release) -> tuple[tuple[Told, ReleasedCell], ...]:
    """Return outcomes that the role cannot have changed, with what is told of them."""
    return tuple(
        (one.one, release[f"belief_{one.one.name}"].cells[0])
        for one in effects(release)
        if one.one.placebo and f"belief_{one.one.name}" in release.names
    )


def design(release: Release, stage: str, group: str = "") -> ReleasedCell | None:
    """Return a cell about the design."""
    if DESIGN not in release.names:
        return None
    cells = release[DESIGN].cells
    found = (cell for cell in cells if cell.stage == stage and group in ("", cell.group))
    return next(found, None)
