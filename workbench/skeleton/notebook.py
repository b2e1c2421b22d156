"""The notebook of a skeleton, from a script of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workbench.publishing.record import tidy, to_text

CELL = re.compile(r"^# %%(?P<markdown> \[markdown\])?(?P<tag> [a-z-]+)?\n", re.MULTILINE)


def notebook(script: str) -> str:
    """Return the text of a notebook that has not run yet.

    Parameters
    ----------
    script : str
        Cells, each under a line ``# %%``; ``[markdown]`` where it is text, and then its tag.
    """
    return to_text(tidy({"cells": list(_cells(script))}))


def _cells(script: str) -> Iterator[dict[str, Any]]:
    heads = list(CELL.finditer(script))
    ends = [*(head.start() for head in heads[1:]), len(script)]
    for number, (head, end) in enumerate(zip(heads, ends, strict=True), 1):
        source = script[head.end() : end].strip("\n")
        tags = [head["tag"].strip()] if head["tag"] else []
        cell: dict[str, Any] = {"id": f"cell-{number:02d}", "metadata": {"tags": tags}}
        if head["markdown"]:
            yield cell | {"cell_type": "markdown", "source": _text(source)}
        else:
            yield cell | {
                "cell_type": "code",
                "source": source,
                "execution_count": None,
                "outputs": [],
            }


def _text(source: str) -> str:
    """Return the text of a cell without the sign of a comment before each line."""
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in source.splitlines())
