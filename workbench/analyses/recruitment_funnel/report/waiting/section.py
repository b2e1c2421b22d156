"""How long people waited: medians of those who passed, and who still waited when."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.waiting.chart import chart
from workbench.analyses.recruitment_funnel.report.waiting.reading import (
    Wait,
    apart,
    day,
    days_of,
    known,
    range_of,
    still,
    waits,
)
from workbench.analyses.recruitment_funnel.report.waiting.tables import by_days, every_group
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

TOLD = 2
"""Differences of which the open text tells; the table has all."""
CAVEAT = (
    "A wait runs from the last day known before the stage, or from the day of applying, to the day "
    "of its result; it does not say who was waited for. Those who still wait count as still there. "
    "Medians are of people who passed, so those who gave up while waiting are not in them. Where a "
    "stage has one day for all, as a start may, a shorter wait can follow from a longer one before."
)


def show(release: Release) -> View:
    """Say how long the longest stage took, then which groups waited longer or shorter."""
    findings = release.of_section("waiting")
    if not findings:
        return EMPTY
    found = list(waits(release))
    clear = apart(found)
    told = clear[:TOLD]
    sentences = [_differs(release, one) for one in told] or [_nothing(found)]
    sentences += [_longest(release), _by_chance(release, found, clear), _undated(release)]
    kept = [text for text in sentences if text]
    names = tuple(
        finding.name
        for section in ("waiting_stages", "waiting", "waiting_by")
        for finding in release.of_section(section)
    )
    views = [View(kept[0], "".join(map(paragraph, kept)), names)]
    views += [view for one in told[:1] if (view := chart(release, one)).html]
    views.append(View("", paragraph(CAVEAT, "caveat")))
    views.append(folded("Days in each stage, group by group", every_group(release)))
    if told:
        views.append(
            folded("Who had passed, left or still waited, by days", by_days(release, told))
        )
    return stack(views)


def headline(release: Release) -> str:
    """Return for the first page which group waited clearly longer or shorter, if any did."""
    clear = apart(list(waits(release)))
    return _differs(release, clear[0]) if clear else ""


def _nothing(found: list[Wait]) -> str:
    if any(known(one.own.numbers, "median_difference") for one in found):
        return "No group waited clearly longer or shorter than its comparison group at any stage."
    return "We cannot tell whether groups waited alike: too few people of any two passed a stage."


def _longest(release: Release) -> str:
    """Say at which stage those who passed waited longest, and how long at the others."""
    cells = release["waiting"].cells if "waiting" in release.names else ()
    timed = [(days_of(cell.numbers), cell) for cell in cells if known(cell.numbers, "median_days")]
    if not timed:
        return "Too few people passed any stage with both its days known to say how long it took."
    median, longest = max(timed, key=lambda one: one[0])
    others = [
        f"the {release.context.stages[cell.stage]} {day(days)}"
        for days, cell in timed
        if cell is not longest
    ]
    beside = (
        f" At the other stages half waited no longer than: {'; '.join(others)}." if others else ""
    )
    return (
        f"The longest wait was at the {release.context.stages[longest.stage]}: half of all who "
        f"passed had a result within {day(median)} days.{beside}"
    )


def _differs(release: Release, one: Wait) -> str:
    own, other = (words.people_of(cell.group, release.context) for cell in (one.own, one.other))
    stage = release.context.stages[one.own.stage]
    number = one.own.numbers["median_difference"]
    gap = number.value or 0.0
    median = one.own.numbers["median_days"]
    return (
        f"At the {stage}, half of the {own} who passed waited up to {day(median.value or 0)} days "
        f"(likely range {range_of(median, day)}), of {other} up to "
        f"{day(days_of(one.other.numbers))}: {day(abs(gap))} days "
        f"{'longer' if gap > 0 else 'shorter'} (likely range of the difference "
        f"{range_of(number, _signed)}).{_still(release, one)}"
    )


def _still(release: Release, one: Wait) -> str:
    """Say how many still waited on the first round day by which half of the others had passed."""
    found = still(release, one)
    if found is None:
        return ""
    after, shares = found
    own, other = (words.people_of(cell.group, release.context) for cell in (one.own, one.other))
    about = "" if release.exact else "about "
    return (
        f" Of all who came there, {about}{words.of_100(shares[0])} of every 100 {own} still waited "
        f"for a result after {after} days, of {other} {about}{words.of_100(shares[1])}."
    )


def _by_chance(release: Release, found: list[Wait], clear: list[Wait]) -> str:
    known_here = [one for one in found if known(one.own.numbers, "median_difference")]
    if not known_here:
        return ""
    expected = len(known_here) * (1 - release.context.rule.level)
    likely = "fewer than 1" if expected < 1 else f"up to about {expected:.0f}"
    count = len(clear) or "none"
    return (
        f"Of {len(known_here)} differences between groups, {count} "
        f"{'has' if len(clear) == 1 else 'have'} a likely range without 0; {likely} would by "
        "chance alone."
    )


def _undated(release: Release) -> str:
    """Say of how many people a day is missing, where there are any that may be shown."""
    cells = release["waiting"].cells if "waiting" in release.names else ()
    parts = [
        f"{cell.counts['undated'].shown} at the {release.context.stages[cell.stage]}"
        for cell in cells
        if cell.counts["undated"].value
    ]
    if parts:
        return f"A day is missing for some, who are left out here: {words.listed(parts)}."
    if release.exact or words.are_hidden(*(cell.counts["undated"] for cell in cells)):
        return ""
    return "Days are known for all, or all but fewer than 5, at each stage."


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{day(abs(value))}"
