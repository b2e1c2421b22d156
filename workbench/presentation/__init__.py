"""Released findings made into sentences, tables and charts; nothing else is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.disclosure.explored import draw_with

if TYPE_CHECKING:
    from workbench.disclosure import ReleasedFinding
    from workbench.presentation.view import View


def _plot(finding: ReleasedFinding, measure: str | None) -> View:
    # Imported late: only somebody who looks around in a notebook asks for it.
    from workbench.presentation.plot import plot

    return plot(finding, measure)


draw_with(_plot)
