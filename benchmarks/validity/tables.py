"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of text.

    Examples
    --------
    >>> print(table(("n", "share"), [(20, percent(0.9245))]))
    | n | share |
    |---|---|
    | 20 | 92.5 |
    """
    lines = [head, ["---"] * len(head), *rows]
    told = ["| " + " | ".join(str(value) for value in line) + " |" for line in lines]
    told[1] = "|" + "---|" * len(head)
    return "\n".join(told)


def percent(share: float, decimals: int = 1) -> str:
    """Return a share as a number of per cent.

    Examples
    --------
    >>> percent(0.05037, 2)
    '5.04'
    """
    return f"{100 * share:.{decimals}f}"
