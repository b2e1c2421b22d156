"""What a campaign has too many of to be counted, in words that mend it."""

from __future__ import annotations

from workbench.counts import TooManyCellsError, Wanted
from workbench.records import Contract


def too_many(wanted: Wanted, found: TooManyCellsError, contract: Contract) -> str:
    """Return what is wrong with a table of too many cells, and its mend.

    Examples
    --------
    >>> from workbench.records import StageColumn
    >>> sift = StageColumn("sift", "Sift result", {}, score="Sift mark")
    >>> contract = Contract(None, None, None, None, stages=(sift,), coded=())
    >>> told = too_many(Wanted(("sex",), "scores", "sift"), TooManyCellsError(9, 4), contract)
    >>> told.split(": ")[0]
    "'Sift mark' makes 9 cells with sex, where at most 4 are counted"
    """
    told = f"{found.cells:,} cells"
    limit = f"where at most {found.most:,} are counted"
    by = " and ".join(wanted.by)
    if wanted.of == "exits":
        return (
            f"{_columns(wanted, contract)} make {told} together, {limit}. Name fewer of them in "
            "the parameters, or fewer and larger groups."
        )
    stage = next(one for one in contract.stages if one.name == wanted.stage)
    if wanted.of == "scores":
        return (
            f"{stage.score!r} makes {told} with {by}, {limit}: marks of many different values. "
            f"Round them in the file, to whole numbers say, or leave 'score' out of {stage.name}."
        )
    day = contract.long.date if contract.long else stage.date
    return (
        f"{day!r} makes {told} with {by}, {limit}: people spent very many different numbers "
        f"of days in {stage.name}. Leave its 'date' out, or name fewer characteristics "
        "under 'headlines'."
    )


def _columns(wanted: Wanted, contract: Contract) -> str:
    named = {one.name: one.column for one in contract.coded}
    return ", ".join(repr(named.get(name, name)) for name in wanted.by)
