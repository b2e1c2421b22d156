"""Who and what the report is about, and how its numbers are shown."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.changed.sentences import of_posts
from workbench.analyses.role_evaluation.report.effects.reading import effects
from workbench.analyses.role_evaluation.report.words import fact, place
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.opening import how_shown, not_shown
from workbench.presentation.view import View, paragraph


def show(release: Release) -> View:
    """Say whom the role is for, where it began and when, and how numbers are shown."""
    lead = roll_out(release)
    context = release.context
    who = [context.population and f"{context.population}.", lead, behind(release)]
    who.append(of_posts(release))
    how = [
        f"Months from {month(fact(release, 'first_month'))} to "
        f"{month(fact(release, 'last_month'))}.",
        f"Data at {words.day(str(context.data_date))}.",
        how_shown(release),
    ]
    if context.not_collected:
        how.append(f"Not collected: {'; '.join(context.not_collected)}.")
    hidden = not_shown(release)
    html = paragraph(" ".join(filter(None, who)), "lead") + paragraph(" ".join(filter(None, how)))
    html += paragraph(hidden, "caveat") if hidden else ""
    told = tuple(name for name in ("effects", "posts") if name in release.names)
    return View(lead, html, ("records", *told))


def behind(release: Release) -> str:
    """Say how many officers the role is for where it began, and where it did not."""
    told = effects(release)
    if not told:
        return ""
    given, others = (told[0].cell.counts[side].shown for side in ("people", "others"))
    about = "" if release.exact else "about "
    return (
        f"It is for {about}{given} {fact(release, 'people')} where it began; {about}{others} work "
        "where it did not."
    )


def roll_out(release: Release) -> str:
    """Say in how many regions the role began, when, and in how many it had not."""
    places = f"{place(release)}s"
    planned = fact(release, "mode") == "design"
    began = sorted(
        row["planned" if planned else "actual"]
        for row in release.context.stated.get("roll_out", ())
        if row["planned" if planned else "actual"]
    )
    role = words.capital(fact(release, "role"))
    if not began:
        return f"{role} has begun nowhere yet."
    many, others = len(began), len(release.context.stated["roll_out"]) - len(began)
    when = (
        f"in {month(began[0])}"
        if began[0] == began[-1]
        else f"between {month(began[0])} and {month(began[-1])}"
    )
    verb = "is planned to begin" if planned else "began"
    others_place = place(release) if others == 1 else places
    rest = f"; in {others} {others_place} it {'would' if planned else 'had'} not" if others else ""
    return f"{role} {verb} in {many} {places} {when}{rest}."


def month(text: str) -> str:
    """Return a month as the service writes it.

    Examples
    --------
    >>> month("2023-06")
    'June 2023'
    """
    return words.day(f"{text}-01").partition(" ")[2]
