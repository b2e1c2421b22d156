"""What to look at next: what the findings leave open, and what would tell more of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workbench.analyses.attrition.report import declared, like_with_like
from workbench.analyses.attrition.report.reasons import without_reason
from workbench.analyses.attrition.report.words import is_mostly_retirement
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words


def show(release: Release, disparities: Sequence[ReleasedCell]) -> str:
    """List what to ask next, by what was found and what is not known.

    Parameters
    ----------
    release : Release
    disparities : sequence of ReleasedCell
        Those of which there is evidence.
    """
    steps = [
        one
        for one in (
            _ask(release, disparities),
            like_with_like.to_ask(release),
            without_reason(release),
            declared.next_step(release),
        )
        if one
    ]
    items = "".join(f"<li>{escape(words.capital(one))}.</li>" for one in steps)
    return f"<p><strong>What to look at next</strong></p><ul>{items}</ul>" if steps else ""


def _ask(release: Release, disparities: Sequence[ReleasedCell]) -> str:
    """Name those whose leaving is to be explained, people who retire apart."""
    open_ = [cell for cell in disparities if not is_mostly_retirement(release, cell)]
    sides: dict[str, list[str]] = {"more": [], "less": []}
    for cell in open_:
        ratio = cell.numbers.get("relative_rate_index")
        more = ratio is None or (ratio.value or 0) > 1
        sides["more" if more else "less"].append(words.people_of(cell.group, release.context))
    parts = [f"why {words.listed(who)} leave {how} often" for how, who in sides.items() if who]
    asked = words.listed(parts)
    return f"ask {asked}, those who stay as well as those who go" if asked else ""
