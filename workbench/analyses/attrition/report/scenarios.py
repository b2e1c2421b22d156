"""What if? Leavers fewer under a cap, were the association causal, and what that would take."""

from __future__ import annotations

from math import inf

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, paragraph, stack

SECTION = "scenario"
ASSUMED = (
    "All of this holds only if the association were causal, and if those who take over the work "
    "kept theirs under the cap. What is recorded cannot show either. The likely range is that of "
    "the estimate, and says nothing of how sure the assumption is."
)
QUALITY = (
    "Fifty cases is a threshold of quality: the evidence for it is of work done well, and none of "
    "it links a caseload of fifty to leaving."
)
FIFTY = 50.0
REASONS = {
    TOO_FEW: "too few people",
    UNTANGLED: UNTANGLED,
    SOME_HIDDEN: SOME_HIDDEN,
    "fewer than 10 people": "it is fewer than 10 people",
}


def show(release: Release) -> View:
    """Open with what each scenario would mean, then what is assumed."""
    findings = release.of_section(SECTION)
    if not findings:
        return EMPTY
    findings = tuple(sorted(findings, key=lambda one: -_sure(one)))
    told = [sentence(release, one) for one in findings]
    names = tuple(one.name for one in findings)
    html = "".join(map(paragraph, told)) + paragraph(ASSUMED)
    if any(_cases(one.cells[0]) and _cap(one.cells[0]) == FIFTY for one in findings):
        html += paragraph(QUALITY, "caveat")
    source = _source(findings)
    html += paragraph(source, "caveat") if source else ""
    return stack([View(told[0], html, names), _table(release, findings)])


def headline(release: Release) -> str:
    """Say what the scenario would mean that most surely has fewer leavers; nothing if none has."""
    most = max(release.of_section(SECTION), key=_sure, default=None)
    return sentence(release, most) if most is not None and _sure(most) > 0 else ""


def sentence(release: Release, finding: ReleasedFinding) -> str:
    """Say of one scenario how many fewer would leave, and what it would take."""
    number, cell = _avoided(finding), finding.cells[0]
    start = f"If the association were causal, {finding.title} would"
    if number is None or number.value is None:
        return f"Of {finding.title} we cannot tell how many fewer would leave: {_why(cell)}."
    side = "fewer" if number.value >= 0 else "more"
    many = f"{_many(release, abs(number.value))} {side} leavers a year"
    unsure = "" if _is_clear(number) else ", or none at all"
    return (
        f"{start} mean {many}{unsure} (likely range {_span(number)}){_takes(release, cell)}."
        f"{_cost(cell, number)}"
    )


def _avoided(finding: ReleasedFinding) -> ReleasedNumber | None:
    return finding.cells[0].numbers.get("leavers_avoided")


def _sure(finding: ReleasedFinding) -> float:
    """Return the least that would be avoided, by its range; what is not told comes last."""
    number = _avoided(finding)
    if number is None or number.lower is None:
        return -inf
    return number.lower


def _is_clear(number: ReleasedNumber) -> bool:
    return bool((number.lower or 0) > 0 or (number.upper or 0) < 0)


def _span(number: ReleasedNumber) -> str:
    """Return a range of people fewer; where it takes in more leavers, that is said."""

    def end(value: float) -> str:
        return f"{value:,.0f} fewer" if value >= 0 else f"{-value:,.0f} more"

    low, high = number.lower or 0.0, number.upper or 0.0
    if low >= 0:
        return f"{low:,.0f} to {high:,.0f}"
    return f"{end(low)} to {end(high)}"


def _takes(release: Release, cell: ReleasedCell) -> str:
    posts, cases = cell.numbers.get("fte_needed"), _cases(cell)
    if posts is None or posts.value is None:
        return ""
    taken = f" and need {_many(release, posts.value)} full-time posts"
    if cases is None or cases.value is None:
        return taken
    return f"{taken}, to take {_many(release, cases.value)} cases"


def _cost(cell: ReleasedCell, number: ReleasedNumber) -> str:
    """Say what would not be spent: the fewest leavers at the low price to the most at the high."""
    cost = cell.numbers.get("replacement_cost")
    most = number.upper or 0.0
    if cost is None or cost.lower is None or cost.upper is None or most <= 0:
        return ""
    fewest = max(number.lower or 0.0, 0.0)
    least = f"at least {_pounds(fewest * cost.lower)} ({_at(fewest, cost.lower)}) and "
    posts = cell.numbers.get("fte_needed")
    many = f" {posts.value:,.0f}" if posts is not None and posts.value is not None else ""
    return (
        f" Replacing so many costs {least if fewest else ''}at most {_pounds(most * cost.upper)} "
        f"({_at(most, cost.upper)}) a year. What the{many} posts would cost is not worked out here."
    )


def _at(leavers: float, price: float) -> str:
    return f"{leavers:,.0f} at £{price:,.0f} each"


def _source(findings: tuple[ReleasedFinding, ...]) -> str:
    """Say where the cost of replacing a leaver is from; nothing where none is told."""
    costs = (one.cells[0].numbers.get("replacement_cost") for one in findings)
    stated = next((cost.method for cost in costs if cost is not None and cost.method), "")
    return f"What it costs to replace a leaver: {stated.removesuffix('.')}." if stated else ""


def _pounds(value: float) -> str:
    """Return pounds to two figures.

    Examples
    --------
    >>> _pounds(1_234_000), _pounds(848_000)
    ('£1.2 million', '£850,000')
    """
    rounded = float(f"{value:.2g}")
    return f"£{rounded / 1e6:.2g} million" if rounded >= 1e6 else f"£{rounded:,.0f}"


def _table(release: Release, findings: tuple[ReleasedFinding, ...]) -> View:
    head = [
        "Scenario",
        "Years in post above the cap",
        "Left",
        "Fewer leavers a year (likely range)",
        "Full-time posts",
        "Cases to others",
    ]
    rows = [[words.capital(one.title), *_row(one)] for one in findings]
    caption = "What if: were the association causal"
    html = table_html(release, caption, head, rows)
    return View(caption, html, tuple(one.name for one in findings))


def _row(finding: ReleasedFinding) -> list[str]:
    cell, number = finding.cells[0], _avoided(finding)
    avoided = words.WITHHELD if cell.reason in (None, TOO_FEW) else words.capital(_why(cell))
    if number is not None and number.value is not None:
        avoided = f"{number.value:,.0f} ({_ends(number)})"
    posts, cases = (
        words.NOT_AVAILABLE if one is None or one.value is None else f"{one.value:,.0f}"
        for one in (cell.numbers.get("fte_needed"), _cases(cell))
    )
    return [cell.counts["at_risk"].shown, cell.counts["left"].shown, avoided, posts, cases]


def _ends(number: ReleasedNumber) -> str:
    return words.span(number, lambda value: f"{value:,.0f}".replace("-", "−"))


def _cases(cell: ReleasedCell) -> ReleasedNumber | None:
    return cell.numbers.get("displaced_cases")


def _cap(cell: ReleasedCell) -> float | None:
    number = cell.numbers.get("cap")
    return number.value if number else None


def _many(release: Release, value: float) -> str:
    return f"{'' if release.exact else 'about '}{value:,.0f}"


def _why(cell: ReleasedCell) -> str:
    return REASONS.get(cell.reason or TOO_FEW, cell.reason or "")
