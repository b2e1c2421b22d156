"""Who and what the report is about, and how its numbers are shown."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCount
from workbench.presentation import words
from workbench.presentation.one_step.words import about, apart, counted
from workbench.presentation.opening import how_shown, not_shown
from workbench.presentation.view import View, paragraph

EVERYONE, WITH_A_CHANCE, DONE = "everyone", "could take the step", "took the step"
LOWEST = 3
"""So many characteristics are named, those that the fewest declared."""


def show(release: Release) -> View:
    """Say who is counted, how many took the step, and how numbers are shown."""
    context = release.context
    lead = headline(release)
    who = [context.population and f"{context.population}.", lead, _apart(release)]
    how = [
        f"Data at {words.day(context.data_date)}." if context.data_date else "",
        how_shown(release),
        _declared(release),
    ]
    if context.not_collected:
        how.append(f"Not collected: {'; '.join(context.not_collected)}.")
    if context.not_looked_at:
        how.append(f"Not looked at in this report: {'; '.join(context.not_looked_at)}.")
    html = paragraph(_joined(who), "lead") + (paragraph(_joined(how)) if any(how) else "")
    hidden = not_shown(release)
    html += paragraph(hidden, "caveat") if hidden else ""
    return View(lead, html, ("people", "declaration"))


def headline(release: Release) -> str:
    """Say how many took the step, of how many who could."""
    context, told = release.context, _told(release)
    whole = release["people"].cells[1].numbers.get("selection_rate")
    could, took = told[WITH_A_CHANCE], told[DONE]
    if words.are_hidden(could, took) or whole is None:
        return f"How many {context.completed} is not shown."
    some = about(release)
    return words.capital(
        f"{some}{took.shown} of {some}{could.shown} {counted(context)} {context.people} "
        f"{context.completed}: {words.rate(whole)} of every 100."
    )


def _told(release: Release) -> dict[str, ReleasedCount]:
    """Return the counts of everyone, of those who could take the step, and of those who did."""
    everyone, could = release["people"].cells
    return {
        EVERYONE: everyone.counts["entered"],
        WITH_A_CHANCE: could.counts["entered"],
        DONE: could.counts["passed"],
    }


def _apart(release: Release) -> str:
    """Say how many could not take the step, since every rate leaves them out."""
    everyone = release["people"].cells[0]
    could, whole = everyone.counts["passed"], everyone.counts["entered"]
    context = release.context
    if words.are_hidden(could, whole) or could.value == whole.value:
        return ""
    return (
        f"{words.capital(about(release))}{whole.shown} {context.people} are in the data. Those who "
        f"were {apart(context)} are shown apart, and no rate counts them."
    )


def _declared(release: Release) -> str:
    """Say how many declared what, of the characteristics that the fewest declared."""
    shares = {
        cell.group: number.value
        for cell in release["declaration"].cells
        if (number := cell.numbers.get("declared_share")) and number.value is not None
    }
    lowest = sorted(shares, key=lambda name: shares[name])[:LOWEST]
    told = [f"{name.lower()} {words.of_100(shares[name])}" for name in lowest if shares[name] < 1]
    return f"Of every 100, so many declared: {words.listed(told)}." if told else ""


def _joined(parts: list[str]) -> str:
    return " ".join(filter(None, parts))
