"""Which characteristics enough people declared for anything to be headlined."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import asked
from workbench.vocabulary.terms import OVERALL

ENOUGH_DECLARED = 0.6
"""Official practice shows characteristics only where more of the staff than this declared."""


def few_declared(release: Release, cell: ReleasedCell) -> bool:
    """Tell whether too few declared the characteristic of a cell for anything to be headlined."""
    return cell.characteristic in thinly_declared(release)


def thinly_declared(release: Release) -> tuple[str, ...]:
    """Return the characteristics that no more than 60 of every 100 in post declared."""
    return tuple(name for name, share in declared_shares(release).items() if _is_low(share))


def headlined(release: Release) -> list[ReleasedCell]:
    """Return what was asked of leaving for any reason, where enough people declared."""
    return [
        cell for cell in asked(release) if cell.basis == OVERALL and not few_declared(release, cell)
    ]


def headline(release: Release) -> str:
    """Name the characteristics that too few declared; nothing where all are declared enough."""
    shares = declared_shares(release)
    named = [
        f"{release[name].title.lower()} ({words.rate(shares[name])} of every 100)"
        for name in thinly_declared(release)
    ]
    if not named:
        return ""
    return (
        f"Too few declared {words.listed(named)}: figures by it are shown with care, and none of "
        "them is a headline."
    )


def next_step(release: Release) -> str:
    """Say of what more people would have to tell, as a step to take; else nothing."""
    named = [release[name].title.lower() for name in thinly_declared(release)]
    return f"invite more people to declare their {words.listed(named)}" if named else ""


def declared_shares(release: Release) -> dict[str, ReleasedNumber]:
    """Return the share of those in post who declared, by characteristic."""
    cells = release["declaration"].cells if "declaration" in release.names else ()
    told = ((cell.characteristic, cell.numbers.get("declared_share")) for cell in cells)
    return {name: share for name, share in told if share is not None}


def _is_low(share: ReleasedNumber) -> bool:
    if share.value is None:
        return share.upper is not None and share.upper <= ENOUGH_DECLARED
    return share.value <= ENOUGH_DECLARED
