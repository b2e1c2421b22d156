"""Who and what the report is about, and how its numbers are shown."""

from __future__ import annotations

from workbench.analyses.attrition.report.words import a_year, about, end, rate, year
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.opening import how_shown, not_shown
from workbench.presentation.view import View, paragraph

INSIDE = "Transfer inside the service"
LOWEST = 3
"""So many characteristics are named, those that the fewest declared."""
MEANS = {
    "days": "the mean over every day",
    "months": "the mean over month ends",
    "quarters": "the mean over quarter ends",
    "ends": "the mean of those in post at the opening and at the end",
}


def show(release: Release) -> View:
    """Say who is counted, over what period and how many left; then how, and who told of what."""
    context = release.context
    lead = leavers(release)
    who = [
        context.population and f"{context.population}.",
        f"The {year(release)}. {lead}",
        _inside(release),
    ]
    how = [
        f"Mean headcount is {MEANS[context.tied['headcount']]}.",
        _cut(release),
        f"Data at {words.day(str(context.data_date))}.",
        how_shown(release),
        _declared(release),
    ]
    if context.not_collected:
        how.append(f"Not collected: {'; '.join(context.not_collected)}.")
    if context.not_looked_at:
        how.append(f"Not looked at in this report: {'; '.join(context.not_looked_at)}.")
    hidden = not_shown(release)
    html = paragraph(" ".join(filter(None, who)), "lead") + paragraph(" ".join(filter(None, how)))
    declared = ("declaration",) if "declaration" in release.names else ()
    html += paragraph(hidden, "caveat") if hidden else ""
    return View(lead, html, ("leaving", *declared))


def _inside(release: Release) -> str:
    """Say that moving within the service is no leaving, where it is told and not counted."""
    told, counted = (release.context.tied[name].split("|") for name in ("reasons", "counted"))
    if INSIDE not in told or INSIDE in counted:
        return ""
    return "Moving within the service is not counted as leaving."


def _declared(release: Release) -> str:
    """Say how many declared what, of the characteristics that the fewest declared."""
    if "declaration" not in release.names:
        return ""
    shares = {
        cell.group: number.value
        for cell in release["declaration"].cells
        if (number := cell.numbers.get("declared_share")) and number.value is not None
    }
    lowest = sorted(shares, key=lambda name: shares[name])[:LOWEST]
    told = [f"{name.lower()} ({words.of_100(shares[name])}%)" for name in lowest]
    if len(shares) > len(lowest):
        return f"Fewest declared {words.listed(told)}; more declared the others."
    return f"Declared: {words.listed(told)}." if told else ""


def leavers(release: Release) -> str:
    """Say how many left, of how many, and the rate."""
    everyone = release["leaving"].cells[0]
    left, people = (everyone.counts[name].shown for name in ("left", "at_risk"))
    told = everyone.numbers.get("leaving_rate")
    if told is None or told.value is None:
        return f"{left} people left."
    return (
        f"{words.capital(about(release))}{left} people left, of a mean headcount of "
        f"{about(release)}{people}: {rate(told)} in every 100{a_year(release)}."
    )


def _cut(release: Release) -> str:
    months = release.context.tied["lag months"]
    if months == "0":
        return ""
    some = "month" if months == "1" else f"{months} months"
    return (
        f"The last {some} before the data were taken {'is' if months == '1' else 'are'} left out, "
        f"since leavers are entered late: the period ends on {end(release)}."
    )
