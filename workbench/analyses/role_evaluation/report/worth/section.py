"""Was it worth it? The conclusion, then what is counted, who gains, and what it hangs on."""

from __future__ import annotations

from html import escape

from workbench.analyses.role_evaluation.report.worth import tables
from workbench.analyses.role_evaluation.report.worth.chart import chart
from workbench.analyses.role_evaluation.report.worth.reading import (
    QUALITY,
    SECTION,
    SWITCHING,
    cells,
    title_of,
)
from workbench.analyses.role_evaluation.report.worth.sentences import (
    NOT_PRICED,
    built_up,
    headline,
    how,
    opening,
    over_years,
    spent,
)
from workbench.disclosure import Release
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

__all__ = ["headline", "show"]

RANGES = (
    "Ranges in this section are made by leaving out each region in turn, and by drawing prices "
    "from theirs. They are often narrower than those by which changes are judged, which deal the "
    "dates out anew."
)
NOT_SUPPORTED = (
    "These figures do not support ending or extending the role on value alone: what has no price "
    "is not in them, and time released is worth what is done with it, which is not recorded."
)


def show(release: Release) -> View:
    """Open with people and time, then money; then the tables, and what the figures rest on."""
    if not release.of_section(SECTION):
        return EMPTY
    lead = headline(release)
    told = "".join(paragraph(text) for text in opening(release))
    first = told + paragraph(RANGES, "caveat") + paragraph(NOT_SUPPORTED)
    return stack(
        [
            View(lead or "Was it worth it?", first, ("worth",)),
            tables.each_pound(release),
            *_folds(release),
        ]
    )


def _folds(release: Release) -> list[View]:
    """Return what an economist asks for, each part folded."""
    later = View("", "".join(paragraph(text) for text in over_years(release)), ("worth",))
    made = [built_up(release), spent(release)]
    sure = "".join(paragraph(text) for text in made if text) + paragraph(how(release), "caveat")
    parts = (
        ("What is not priced", [_without_price(release)]),
        (
            "Benefits and costs over the years, and who they fall to",
            [later, tables.streams(release), tables.who(release)],
        ),
        ("What the value hangs on", [chart(release), _break_even(release)]),
        (
            "What is assumed, and how the ranges were made",
            [tables.assumed(release), View("", sure)],
        ),
    )
    return [folded(title, stack(views)) for title, views in parts if any(v.html for v in views)]


def _without_price(release: Release) -> View:
    """Name what is not priced, beside what is known of it in its own unit."""
    benefits = [row["benefit"] for row in release.context.stated.get("worth_unpriced", ())]
    html = paragraph(NOT_PRICED)
    if benefits:
        html += paragraph("Of what the role is to bring, no money is put on:") + _listed(benefits)
    lines = tables.quality(release)
    if lines:
        html += paragraph("What is known of quality, in its own units:") + _listed(lines)
    return View(NOT_PRICED, html, (QUALITY,) if lines else ())


def _listed(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _break_even(release: Release) -> View:
    """Say where benefits over the years would equal costs, with the table folded below."""
    table = tables.switching(release)
    if table is EMPTY:
        return EMPTY
    told = [
        f"{_small(title_of(release, one))} at {tables.switched(release, one)}"
        for one in cells(release, SWITCHING)
        if tables.switched(release, one)
    ]
    text = (
        "Over the years, benefits would equal costs with any one of these, all else as it is: "
        f"{'; '.join(told)}."
        if told
        else "Over the years, no value of any one of these alone would make benefits equal costs."
    )
    return stack([View(text, paragraph(text), (SWITCHING,)), table])


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
