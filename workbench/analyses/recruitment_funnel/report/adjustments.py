"""Whether adjustments came in time, how people fared with them, and what the scheme did."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

IN_TIME, LATE, DID_NOT_ASK = "Made in time", "Made too late", "Did not ask"
NOT_CAUSED = (
    "People who ask differ from people who do not, and a late adjustment may go with other things "
    "that went wrong. These figures say how people fared; they do not say that the adjustment made "
    "the difference."
)


def show(release: Release) -> View:
    """Say how many adjustments came in time, and how people passed with and without them."""
    if not release.of_section("adjustments"):
        return EMPTY
    timely, outcome = release["adjustments:timely"], release["adjustments:outcome"]
    lead = " ".join(filter(None, (_timely(release, timely), _outcome(outcome))))
    views = [
        View(lead, paragraph(lead), (timely.name, outcome.name)),
        folded(
            "Requests, and who passed",
            stack([_requests(release, timely), _passes(release, outcome)]),
        ),
    ]
    if "adjustments:scheme" in release.names:
        scheme = release["adjustments:scheme"]
        views.insert(1, View("The scheme", paragraph(_scheme(release, scheme)), (scheme.name,)))
        views.append(folded("With and without the scheme", _passes(release, scheme)))
    views.append(View("", paragraph(NOT_CAUSED, "caveat")))
    return stack(views)


def headline(release: Release) -> str:
    """Return for the first page whether adjustments came in time, and how people then fared."""
    if not release.of_section("adjustments"):
        return ""
    timely = _timely(release, release["adjustments:timely"])
    return f"{timely} {_outcome(release['adjustments:outcome'])}"


def _of(finding: ReleasedFinding, stratum: str) -> ReleasedCell | None:
    return next((cell for cell in finding.cells if cell.stratum == stratum), None)


def _share(cell: ReleasedCell | None) -> str | None:
    """Return a share of 100 where one may be shown."""
    number = cell.numbers.get("selection_rate") if cell else None
    return None if number is None or number.value is None else words.of_100(number.value)


def _timely(release: Release, timely: ReleasedFinding) -> str:
    cell = _of(timely, IN_TIME)
    share, place = _share(cell), f"the {release.context.stages[timely.cells[0].stage]}"
    group = words.people_of(timely.cells[0].group, release.context)
    if cell is None or share is None:
        return f"Too few {group} asked for an adjustment at {place} to say how many had it in time."
    about = "" if release.exact else "about "
    likely = words.span(cell.numbers["selection_rate"], words.of_100)
    return (
        f"Of every 100 {group} who asked for an adjustment at {place}, {about}{share} had it in "
        f"time (likely range {likely})."
    )


def _outcome(outcome: ReleasedFinding) -> str:
    in_time, late, neither = (_share(_of(outcome, one)) for one in (IN_TIME, LATE, DID_NOT_ASK))
    if in_time is None or late is None:
        return "Too few had one made too late to compare how they fared."
    told = (
        f"Where it was made in time, {in_time} of every 100 passed; where it came too late, {late}"
    )
    if not neither:
        return f"{told}."
    return f"{told}; of every 100 who did not ask, {neither}. {_beside(outcome)}"


def _beside(outcome: ReleasedFinding) -> str:
    """Say whether those whose adjustment came late can be told from those who did not ask."""
    cell = _of(outcome, LATE)
    ratio = cell.numbers.get("relative_rate_index") if cell else None
    if ratio is None or ratio.value is None:
        return "Whether that is more than chance cannot be told."
    likely = f"rate ratio {words.ratio(ratio.value)}, likely range {words.span(ratio, words.ratio)}"
    if ratio.upper is not None and ratio.upper < 1:
        return f"Too late and not asked lie further apart than chance would often give ({likely})."
    return f"Too late and not asked cannot be told apart ({likely})."


def _scheme(release: Release, scheme: ReleasedFinding) -> str:
    stage = release.context.stages[scheme.cells[0].stage]
    group = words.people_of(scheme.cells[0].group, release.context)
    parts = [_of_scheme(release, cell) for cell in scheme.cells]
    return (
        f"At the {stage}, {words.listed(parts)}. The scheme offers an interview to a fair and "
        f"proportionate number of {group} who meet the minimum, not to all of them."
    )


def _of_scheme(release: Release, cell: ReleasedCell) -> str:
    ratio, share = cell.numbers.get("relative_rate_index"), _share(cell)
    where = cell.stratum[0].lower() + cell.stratum[1:]
    group = words.people_of(cell.group, release.context)
    if ratio is None or ratio.value is None or share is None:
        return f"too few {group} applied {where} to say how they fared"
    other = words.people_of(cell.comparator, release.context)
    return (
        f"{share} of every 100 {group} who applied {where} passed (ratio to {other} "
        f"{words.ratio(ratio.value)}, likely range {words.span(ratio, words.ratio)})"
    )


def _requests(release: Release, timely: ReleasedFinding) -> View:
    rows = [
        [cell.stratum, cell.counts["passed"].shown, words.rate(cell.numbers.get("selection_rate"))]
        for cell in timely.cells
    ]
    head = ["What came of the request", "People", "Of every 100 who asked"]
    return View("Requests", table_html(release, timely.title, head, rows), (timely.name,))


def _passes(release: Release, finding: ReleasedFinding) -> View:
    rows = []
    for cell in finding.cells:
        rate, ratio = (cell.numbers.get(n) for n in ("selection_rate", "relative_rate_index"))
        known = ratio is not None and ratio.value is not None
        rows.append(
            [
                cell.stratum,
                cell.counts["entered"].shown,
                cell.counts["passed"].shown,
                words.rate(rate),
                words.ratio(ratio.value)
                if known and ratio and ratio.value is not None
                else _none(cell),
                words.span(ratio, words.ratio) if known else words.NOT_AVAILABLE,
            ]
        )
    head = ["", "Entered", "Passed", "Of every 100", "Rate ratio", "Likely range"]
    head[0] = "What came of the request" if finding.name.endswith("outcome") else "Applied"
    return View(finding.title, table_html(release, finding.title, head, rows), (finding.name,))


def _none(cell: ReleasedCell) -> str:
    return "Comparison" if cell.role == "comparator" else words.WITHHELD
