"""Which names a notebook's parameters cells assigned, read from the session's own history."""

from __future__ import annotations

import ast
from collections.abc import Sequence

OWN_CELL = "# Parameters:"
INJECTED_CELL = "# Parameters"


def assigned_names(history: Sequence[str]) -> set[str]:
    r"""Return the names assigned by the parameters cells that are in force.

    Parameters
    ----------
    history : sequence of str
        IPython's ``In``: the source of every cell run so far, oldest first. Empty where no
        history is kept, as under nbval.

    Returns
    -------
    set of str
        Names stored by the latest run of the notebook's own cell (it begins ``# Parameters:``)
        and, if it ran after that, by the latest cell papermill injected (``# Parameters``).

    Examples
    --------
    >>> sorted(assigned_names(["", "# Parameters: all of them\ntitle = 'a'", "x = 1"]))
    ['title']
    >>> sorted(assigned_names(["# Parameters: all\ntitle = 'a'", "# Parameters\ntitel = 'b'"]))
    ['titel', 'title']
    """
    own = _latest(history, lambda source: source.startswith(OWN_CELL))
    injected = _latest(history, lambda source: source.split("\n", 1)[0].strip() == INJECTED_CELL)
    sources = [history[own]] if own >= 0 else []
    if injected > own:
        sources.append(history[injected])
    return {name for source in sources for name in _stored(source)}


def _latest(history: Sequence[str], wanted) -> int:
    return max((place for place, source in enumerate(history) if wanted(source)), default=-1)


def _stored(source: str) -> set[str]:
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
