"""Is it getting better? What became of each gap, campaign by campaign."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.campaigns import further, sentences
from workbench.analyses.recruitment_funnel.report.campaigns.chart import chart, dated_events
from workbench.analyses.recruitment_funnel.report.campaigns.reading import (
    Series,
    find,
    leading,
    of_disparities,
)
from workbench.analyses.recruitment_funnel.report.campaigns.tables import rates, ratios
from workbench.disclosure import Release
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

QUESTION = "Is it getting better?"
NO_GAP = (
    "This report names no disparity that can be followed over campaigns, so there is no gap of "
    "which to say first whether it narrows."
)
CAVEAT = (
    "Odds are how many passed for each one who did not. None of this carries a verdict. That a gap "
    "moved after an event does not show that the event moved it, and a gap can also move because "
    "other people applied."
)


def show(release: Release) -> View:
    """Say what became of the leading gap, then of the others; draw it; fold the tables."""
    findings = release.of_section("campaigns")
    if not findings:
        return EMPTY
    named = of_disparities(release)
    lead = leading(named)
    told = _told(release, named, lead)
    names = tuple(finding.name for finding in findings)
    views = [View(told[0], "".join(map(paragraph, told)), names)]
    if lead and any(number and number.value for number in lead.ratios):
        views.append(chart(release, lead))
    note = f"{CAVEAT} {release.context.notes.get(QUESTION, '')}".strip()
    views.append(View("", dated_events(release, lead) + paragraph(note, "caveat")))
    views.append(folded("Every group, campaign by campaign", ratios(release)))
    views.append(folded("Is any rate of this campaign unusual?", rates(release)))
    return stack(views)


def headline(release: Release) -> str:
    """Return for the first page whether the leading gap has changed over campaigns."""
    lead = leading(of_disparities(release)) if release.of_section("campaigns") else None
    return sentences.told(release, lead) if lead else ""


def _told(release: Release, named: list[Series], lead: Series | None) -> list[str]:
    first = [NO_GAP]
    if lead:
        sure = f"{sentences.how_sure(release, lead)} {further.together(lead)}"
        first = [sentences.told(release, lead), sure.strip()]
    others = sentences.other_disparities(release, [one for one in named if one is not lead])
    rest = [
        f"{others} {further.further(release, named)}".strip(),
        further.unusual(release, lead),
        further.target(release),
    ]
    return [text for text in (*first, *rest) if text]


def moved(release: Release, finding_key: str) -> str:
    """Say whether a ratio has moved since the last campaign.

    Parameters
    ----------
    release : Release
        With the campaigns compared.
    finding_key : str
        “characteristic/group/stage”, as an agreed action names it.

    Returns
    -------
    str
        One sentence; empty where campaigns are not compared there.
    """
    one = find(release, finding_key)
    return sentences.since_last(one) if one and len(one.cells) > 1 else ""
