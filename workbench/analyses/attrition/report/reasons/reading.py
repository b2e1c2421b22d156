"""What is released of reasons for leaving: the larger ones, and a number or a count of each."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.vocabulary.terms import NOT_RECORDED

LARGER = 0.05
SHARE, RATE, GONE = "reason_share_", "reason_rate_", "reason_gone_"
SHORT = {
    "Resignation": "resignation",
    "Retirement": "retirement",
    "End of contract": "end_of_contract",
    "Transfer outside the service": "transfer_outside",
    "Transfer inside the service": "transfer_inside",
    "Dismissal": "dismissal",
    "Ill health": "ill_health",
    "Death in service": "death",
    "Another reason": "other",
    NOT_RECORDED: "not_recorded",
}


def titles(cell: ReleasedCell) -> list[str]:
    """Return the reasons that are counted, in their order: those that have a share or could."""
    return [name.removeprefix("left_") for name in cell.counts if name.startswith("left_")]


def number_of(cell: ReleasedCell, kind: str, title: str) -> ReleasedNumber | None:
    """Return a number of a reason, which is named by a short form of its title."""
    return cell.numbers.get(f"{kind}{SHORT.get(title, '')}")


def larger(release: Release) -> list[str]:
    """Return the reasons of at least a twentieth of leavers, by what is shown of everybody."""
    cell = release["reasons"].cells[0]
    shares = {title: number_of(cell, SHARE, title) for title in titles(cell)}
    return [t for t, one in shares.items() if one and one.value and one.value >= LARGER]


def people(cell: ReleasedCell, title: str) -> int:
    """Return who left for a reason, as shown; nobody where it is not told."""
    count = cell.counts.get(f"left_{title}")
    return (count.value or 0) if count else 0
