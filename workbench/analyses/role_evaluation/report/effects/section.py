"""What did the role do? The conclusion, one picture, then each outcome and how it came about."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.effects.along import along
from workbench.analyses.role_evaluation.report.effects.chart import chart
from workbench.analyses.role_evaluation.report.effects.reading import EFFECTS, effects, judged
from workbench.analyses.role_evaluation.report.effects.sentences import (
    in_full,
    sentence,
    verdict_reason,
)
from workbench.analyses.role_evaluation.report.effects.tables import tables
from workbench.analyses.role_evaluation.report.words import fact
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

HOW = (
    "Each change is that of the {places} given the role, less that of {places} not yet given it "
    "over the same months. The likely range is made by dealing the dates out anew among the "
    "{places}, in every way there is or in thousands of them. A change that fewer than 5 in 100 "
    "such deals would show is left out of the range."
)
AS_IF = (
    "Dates were not drawn by lot. The range takes them as if they were, which is why the next "
    "section asks whether to believe it."
)


def show(release: Release) -> View:
    """Open with the conclusion, then the picture, each outcome judged, and the tables."""
    if not effects(release):
        return EMPTY
    lead = headline(release)
    items = "".join(
        f'<div class="finding">{paragraph(sentence(one))}'
        f"<p>{verdict_html(one.cell)}</p>{paragraph(verdict_reason(release, one))}</div>"
        for one in judged(release)
    )
    primary = judged(release)[0]
    more = in_full(primary)
    by_unit = fact(release, "clusters") != fact(release, "regions")
    how = paragraph(HOW.format(places="units" if by_unit else "regions")) + (
        "" if release.context.stated["facts"][0]["randomised"] else paragraph(AS_IF, "caveat")
    )
    reasons = View("Each outcome judged, and why", items, (EFFECTS,))
    return stack(
        [
            View(lead, paragraph(lead), (EFFECTS,)),
            chart(release, lead.partition(". ")[0].removesuffix(".")),
            View(AS_IF, how + (paragraph(more) if more else "")),
            folded(reasons.text, reasons),
            tables(release),
            along(release, primary),
        ]
    )


def headline(release: Release) -> str:
    """Say for which outcomes there is evidence of a change, and for which it cannot be told."""
    told = judged(release)
    if not told:
        return ""
    found = [one.one.title for one in told if one.found]
    unknown = sum(one.cell.verdict == "cannot tell" for one in told)
    first = (
        f"Evidence of a change in {words.listed(found)}."
        if found
        else f"No evidence seen of a change in {words.listed([one.one.title for one in told])}."
        if not unknown
        else "No change meets the standard for evidence here."
    )
    if not unknown:
        return first
    many = "one" if unknown == 1 else str(unknown)
    return f"{first} We cannot tell for {many} of {len(told)} outcomes judged."
