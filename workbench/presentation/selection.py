"""Which released cells a view is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.disclosure import (
    Release,
    ReleasedCell,
    ReleasedCount,
    ReleasedFinding,
    ReleasedNumber,
)
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, LEAVING, NO_EVIDENCE, OVERALL


def characteristics(release: Release) -> tuple[ReleasedFinding, ...]:
    """Return the findings that compare the groups of a characteristic."""
    return release.of_section("characteristic")


def overall(finding: ReleasedFinding) -> tuple[ReleasedCell, ...]:
    """Return the cells over all stages."""
    return of_basis(finding, OVERALL)


def of_basis(finding: ReleasedFinding, basis: str) -> tuple[ReleasedCell, ...]:
    """Return the cells of one basis: conditional, cumulative or overall."""
    return tuple(cell for cell in finding.cells if cell.basis == basis)


def asked(release: Release) -> Iterator[ReleasedCell]:
    """Yield every cell that has a verdict, headline cells first."""
    cells = [cell for finding in release.findings for cell in finding.cells if cell.verdict]
    yield from (cell for cell in cells if cell.family == "headline")
    yield from (cell for cell in cells if cell.family != "headline")


def verdicts(release: Release) -> dict[str, int]:
    """Return how often each verdict was given, in their order; of none asked, nothing."""
    many = Counter(cell.verdict for cell in asked(release))
    kinds = (release.context.evidence, NO_EVIDENCE, CANNOT_TELL)
    return {kind: many[kind] for kind in kinds} if many else {}


def side(number: ReleasedNumber | None, *, of: float = 1.0) -> int:
    """Return 1 where a whole range lies above a value, −1 where it lies below, else 0.

    Examples
    --------
    >>> side(ReleasedNumber(1.3, 1.1, 1.5)), side(ReleasedNumber(1.3, 0.9, 1.5)), side(None)
    (1, 0, 0)
    """
    if number is None:
        return 0
    above = number.lower is not None and number.lower > of
    below = number.upper is not None and number.upper < of
    return int(above) - int(below)


def is_ahead(cell: ReleasedCell) -> bool:
    """Tell whether the group did better than its comparator."""
    number = cell.numbers.get("rate_difference")
    gap = (number.value or 0) if number is not None else 0
    return gap < 0 if cell.stage == LEAVING else gap > 0


def disparities(release: Release) -> list[ReleasedCell]:
    """Return cells with evidence of a disparity: over all stages first, then most people."""
    found = [cell for cell in asked(release) if cell.verdict == EVIDENCE]
    return sorted(found, key=lambda cell: (cell.family != "headline", -people(cell)))


def people(cell: ReleasedCell) -> float:
    """Return how many people the shortfall or surplus is, whichever way it goes."""
    number = cell.numbers.get("shortfall")
    return abs(number.value) if number and number.value is not None else 0.0


def comparator_of(cells: tuple[ReleasedCell, ...], cell: ReleasedCell) -> ReleasedCell:
    """Return the comparator's own cell at the same stage."""
    return next(
        other
        for other in cells
        if other.group == cell.comparator and (other.stage, other.basis) == (cell.stage, cell.basis)
    )


def siblings(release: Release, cell: ReleasedCell) -> tuple[ReleasedCell, ...]:
    """Return all cells of the finding a cell belongs to."""
    for finding in release.findings:
        if cell in finding.cells:
            return finding.cells
    raise KeyError(cell.group)


def waiting(release: Release) -> dict[str, ReleasedCount]:
    """Return how many still wait for a result at each stage where that may be shown."""
    cells = release["campaign"].cells if "campaign" in release.names else ()
    return {
        cell.stage: cell.counts["pending"]
        for cell in cells
        if "pending" in cell.counts and cell.counts["pending"].value
    }
