"""The methods side by side, and the placebos."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.belief.reading import (
    Belief,
    effect_of,
    placebos,
    value,
)
from workbench.analyses.role_evaluation.report.belief.sentences import moved, short, whole_range
from workbench.analyses.role_evaluation.report.words import Told, change, ends
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, paragraph

METHODS = {
    "dates": "Dates dealt out anew (randomisation inference): the one that counts",
    "regions": "Each region left out in turn (cluster jackknife, CRV3 with t)",
    "signs": "Signs of regions’ deviations turned (wild cluster bootstrap)",
    "two-way": "Contrast: two-way fixed effects, each region left out in turn",
    "ordinary": "Contrast, too sure: two-way fixed effects, ordinary clustered errors",
}
TOO_SURE = (
    "With so few regions, ordinary clustered errors are too sure: they find a change that is not "
    "there far more often than 5 times in 100."
)
HIDE = (
    "Compared with regions that had the role already, a change that grows hides a part of itself."
)


def methods(release: Release, belief: Belief) -> View:
    """Return the effect by each method, and what two-way fixed effects compare."""
    cells = [cell for cell in belief.of("method") if cell.stratum in METHODS]
    if not cells:
        return EMPTY
    caption = f"The change in {belief.one.title}, by each method"
    head = ("Method", "Change", "Likely range", "p")
    html = table_html(release, caption, head, [_method(belief, cell) for cell in cells])
    texts = [weights(belief), TOO_SURE if "ordinary" in {c.stratum for c in cells} else ""]
    html += "".join(paragraph(text, "caveat") for text in texts if text)
    return View(caption, html, (belief.name,))


def _method(belief: Belief, cell: ReleasedCell) -> list[str]:
    number = effect_of(cell)
    if number is None:
        return [METHODS[cell.stratum], *[words.WITHHELD] * 3]
    told = words.capital(short(number, belief))
    p_value = words.p_value(value(cell, "p_value"))
    return [METHODS[cell.stratum], told, ends(number, belief.one), p_value]


def weights(belief: Belief) -> str:
    """Say how much of two-way fixed effects is of comparisons that should not be made."""
    cell = belief.first("compared")
    share, others = value(cell, "share_of_begun"), cell.numbers.get("others") if cell else None
    if not share or others is None:
        return ""
    return (
        f"Two-way fixed effects are no average of effects: {words.of_100(share)} of every 100 "
        "parts of their weight lie on comparisons with regions that had the role already "
        f"(Goodman-Bacon weights). The other comparisons give {short(others, belief)}. {HIDE}"
    )


def placebo_table(release: Release, belief: Belief) -> View:
    """Return dates at which nothing began, and outcomes that the role cannot have changed."""
    rows = [
        _placebo(f"Dates {cell.stratum} months earlier", belief.one, effect_of(cell), cell)
        for cell in belief.of("placebo date")
    ]
    others = placebos(release)
    rows += [_placebo(words.capital(one.title), one, effect_of(cell), cell) for one, cell in others]
    if not rows:
        return EMPTY
    caption = f"Placebos, where nothing should be seen: {belief.one.title}"
    head = ("Placebo", "Change (likely range)", "p", "Moved?")
    html = table_html(release, caption, head, rows)
    return View(caption, html, (belief.name, *(f"belief_{one.name}" for one, _ in others)))


def _placebo(label: str, one: Told, number: ReleasedNumber | None, cell: ReleasedCell) -> list[str]:
    if number is None:
        return [label, words.capital(cell.reason or words.WITHHELD), words.NOT_AVAILABLE, "–"]
    p_value = words.p_value(value(cell, "p_value"))
    seen = "Yes" if moved(number) else "No" if whole_range(number) else "Cannot tell"
    return [label, words.capital(change(number, one)), p_value, seen]
