"""Who and what the report is about, and how its numbers are shown."""

from __future__ import annotations

from workbench.analyses.attrition.report.words import about, end, rate, year
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.opening import how_shown, not_shown
from workbench.presentation.view import View, paragraph

SET_ASIDE = "rows not of this population, set aside"
CUT = "leavers after the last month counted, cut"
MEANS = {
    "ends": "the mean of those in post at the opening and at the end",
    "quarters": "the mean over quarter ends",
    "months": "the mean over month ends",
}


def show(release: Release) -> View:
    """Say who is counted, over what period, how many left, and what was set aside."""
    context = release.context
    lead = leavers(release)
    told = {cell.group: cell.counts["number"] for cell in release["records"].cells}
    notes = [
        context.population and f"{context.population}.",
        f"The {year(release)}. {lead}",
        f"Mean headcount is {MEANS[context.tied['headcount']]}.",
        _cut(release),
    ]
    if told[SET_ASIDE].value:
        notes.append(f"{told[SET_ASIDE].shown} rows of other people or times were set aside.")
    notes += [f"Data at {words.day(str(context.data_date))}.", how_shown(release)]
    if context.not_collected:
        notes.append(f"Not collected: {'; '.join(context.not_collected)}.")
    if context.not_looked_at:
        notes.append(f"Not looked at in this report: {'; '.join(context.not_looked_at)}.")
    hidden = not_shown(release)
    text = " ".join(note for note in notes if note)
    html = paragraph(text, "lead") + (paragraph(hidden, "caveat") if hidden else "")
    return View(lead, html, ("records", "leaving"))


def leavers(release: Release) -> str:
    """Say how many left, of how many, and the rate."""
    everyone = release["leaving"].cells[0]
    number = everyone.numbers.get("mean_headcount")
    if number is None or number.value is None:
        return f"{everyone.counts['left'].shown} people left."
    many = words.headcount(number.value, exact=release.exact)
    return (
        f"{words.capital(about(release))}{everyone.counts['left'].shown} people left, of a mean "
        f"headcount of {many}: "
        f"{rate(everyone.numbers.get('leaving_rate'))} in every 100."
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
