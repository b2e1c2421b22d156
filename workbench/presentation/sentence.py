"""Sentences built from released numbers by fixed templates."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.selection import comparator_of, disparities, siblings
from workbench.vocabulary.terms import OVERALL

RATIO_MEANS = (
    "A rate ratio of 1 would be equal shares; of 1.25, a quarter more. The likely range is where "
    "the true figure most likely lies."
)
"""Said once on a first page that tells ratios."""


def conclusion(release: Release, cell: ReleasedCell) -> str:
    """Say how a group fared beside its comparator: people first, then how sure.

    Parameters
    ----------
    release : Release
        What the cell belongs to.
    cell : ReleasedCell
        A compared cell, its numbers released.
    """
    parts = [
        _rates(release, cell),
        _people(release, cell),
        _not_passing(release, cell),
        _ratio(cell),
    ]
    return " ".join(part for part in parts if part)


def headline(release: Release) -> str:
    """Say the first conclusion of the report in one sentence."""
    found = disparities(release)
    if found:
        return _rates(release, found[0]).removesuffix(".") + "."
    return "Nothing here meets the standard for evidence of a disparity."


def where(release: Release, cell: ReleasedCell) -> str:
    """Name the stage of a cell, or all stages; a report without stages has all people together."""
    if not release.context.stages:
        return "taken together"
    if cell.stage == OVERALL:
        return "over all stages"
    return f"at the {release.context.stages[cell.stage]}"


def detectable(cell: ReleasedCell, comparator: ReleasedCell) -> str:
    """Return the rate per 100 below which a shortfall would at best have been seen."""
    number = cell.numbers.get("minimum_detectable_ratio")
    other = comparator.numbers.get("selection_rate")
    own = cell.numbers.get("selection_rate")
    if own is not None and own.value is None:
        return "Nearly everyone or nearly no one got through"
    if words.are_hidden(*cell.counts.values()):
        return "Not shown"
    if number is None or other is None or other.value is None:
        return "Too few people"
    seen = (number.value or 0.0) * other.value
    return words.of_100(seen, decimals=int(seen < 0.1)) if seen else "No rate"


def _rates(release: Release, cell: ReleasedCell) -> str:
    context = release.context
    other = comparator_of(siblings(release, cell), cell)
    about = "" if release.exact else "about "
    own, beside = (about + words.of_100(_share(one)) for one in (cell, other))
    if cell.stage == OVERALL:
        place, done = "Of", context.completed
    else:
        place, done = f"At the {context.stages[cell.stage]}, of", "passed"
    group, comparator = (words.people_of(one.group, context) for one in (cell, other))
    return f"{place} every 100 {group} {own} {done}; of every 100 {comparator}, {beside}."


def _share(cell: ReleasedCell) -> float:
    return cell.numbers["selection_rate"].value or 0.0


def _ratio(cell: ReleasedCell) -> str:
    number = cell.numbers["relative_rate_index"]
    if number.value is None:
        return "There is no rate ratio: none of the comparison group passed."
    return (
        f"Rate ratio {words.ratio(number.value)} (likely range {words.span(number, words.ratio)})."
    )


def _people(release: Release, cell: ReleasedCell) -> str:
    number = cell.numbers.get("shortfall")
    if number is None or number.value is None:
        return ""
    many = words.headcount(number.value, exact=release.exact)
    group = words.people_of(cell.group, release.context)
    done = release.context.completed if cell.stage == OVERALL else "passed"
    if many.startswith("fewer"):
        return f"At equal rates the difference is {many} {group}."
    if number.value < 0:
        other = words.people_of(cell.comparator, release.context)
        return f"That is {many} more {group} than at the rate of {other}."
    outcome = f"been {done[5:]}" if done.startswith("were ") else done
    return f"At equal rates {many} more {group} would have {outcome}."


def _not_passing(release: Release, cell: ReleasedCell) -> str:
    """Say how many did not pass, where that and not the rate ratio makes the disparity large."""
    passing = cell.numbers["relative_rate_index"].value
    rule = release.context.rule
    if passing is None or cell.size != "material":
        return ""
    if not rule.negligible_ratio <= passing <= 1 / rule.negligible_ratio:
        return ""
    other = comparator_of(siblings(release, cell), cell)
    about = "" if release.exact else "about "
    own, beside = (about + words.of_100(1 - _share(one)) for one in (cell, other))
    not_done = "did not pass" if release.context.stages else "did not"
    return f"It is called large because {own} of every 100 {not_done}, against {beside}."
