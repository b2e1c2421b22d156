"""Where people applied, or how they fared there: groups compared like with like."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.strata.chart import chart
from workbench.analyses.recruitment_funnel.report.strata.depth import (
    parts_table,
    strata_that_differ,
    tests_table,
)
from workbench.analyses.recruitment_funnel.report.strata.reading import (
    Compared,
    changes,
    compared,
    kinds,
    people,
    within,
)
from workbench.analyses.recruitment_funnel.report.strata.sentences import turned
from workbench.analyses.recruitment_funnel.report.strata.tables import every_group, found_table
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.selection import disparities, side
from workbench.presentation.sentence import where
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

TOLD = 3
"""Comparisons that turn round, or change, of which the open text tells; tables have all."""
ROUNDED = (
    "Ratios “within” are those of all together, as rounded, set right for where people are: for "
    "one circumstance from its rounded counts, for several at once from exact ones, in coarse "
    "steps. Odds ratios and tests are not given: so exact a number would tell how many passed."
)
WHERE = "Where people applied"
CAVEAT = (
    "Like with like does not mean fair. Where people apply can itself follow from what they were "
    "told or offered, and why places differ is a question of its own. Nor does it take account of "
    "anything but {kinds}. The ranges make no allowance for how many comparisons there are."
)


def show(release: Release, *, where: str = WHERE, caveat: str = CAVEAT) -> View:
    """Say which comparisons turn round within strata, then which disparities remain there.

    Parameters
    ----------
    release : Release
        What was released.
    where : str
        Where people are, as a sentence of another analysis begins.
    caveat : str
        What it does not show, with "{kinds}" for what is held apart.
    """
    findings = release.of_section("strata")
    found = list(compared(release))
    if not findings or not found:
        return EMPTY
    alarms = [one for one in found if one.alarms()]
    evidence = _with_evidence(release, found)
    others = [one for one in evidence if not one.alarms()]
    sentences = [
        *_turned(release, alarms),
        *_remaining(release, others, len(others) < len(evidence)),
    ]
    if not alarms:
        sentences.insert(0, _nothing(release, found, where))
    names = tuple(finding.name for finding in findings)
    lead = View(sentences[0], "".join(map(paragraph, sentences)), names)
    words_of_caution = caveat.format(kinds=_kinds(release, found))
    if not release.exact:
        words_of_caution += f" {ROUNDED}"
    caution = View("", paragraph(words_of_caution, "caveat"))
    told = [*alarms, *others]
    views = [lead, *(chart(release, one) for one in alarms[:1]), caution]
    if told:
        views.append(found_table(release, told))
        views.append(folded("How many points go with the mix", parts_table(release, told)))
    views.append(strata_that_differ(release, found))
    views.append(folded("Every group, stage by stage, like with like", every_group(release, found)))
    if told and release.exact:
        views.append(folded("Odds ratios and tests", tests_table(release, told)))
    return stack(view for view in views if view.html)


def _with_evidence(release: Release, found: list[Compared]) -> list[Compared]:
    """Return the comparisons that carry evidence of a disparity, in the report's own order."""
    by_cell = {id(one.whole): one for one in found}
    return [by_cell[id(cell)] for cell in disparities(release) if id(cell) in by_cell]


def _turned(release: Release, alarms: list[Compared]) -> list[str]:
    sentences = [text for one in alarms[:TOLD] for text in turned(release, one, one.alarms()[0])]
    more = len(alarms) - TOLD
    if more > 0:
        sentences.append(f"{more} more comparisons turn round: see the table.")
    return sentences


def _nothing(release: Release, found: list[Compared], where: str) -> str:
    known = [cell for one in found for cell in one.within if "pooled_ratio" in cell.numbers]
    if not known:
        return (
            f"We cannot tell: within each {_kinds(release, found, ' or ')} there are too few "
            "people of every group, or too few of both."
        )
    return (
        f"{where} turns no comparison round: where there are enough people to tell, no "
        "group clearly changes sides with its comparison group within each "
        f"{_kinds(release, found, ' or ')}."
    )


def _remaining(release: Release, evidence: list[Compared], turned_round: bool) -> list[str]:
    """Say how many of the disparities found stay, like with like, and which change."""
    if not evidence:
        return []
    stay = [one for one in evidence if _stays(one)]
    alike = _kinds(release, evidence, " and each ")
    many, other = len(evidence), "other " if turned_round else ""
    if many == 1:
        whose, stays = f"The one {other}disparity found", "stays" if stay else "does not stay clear"
    else:
        whose = (
            f"All {many} {other}disparities found"
            if len(stay) == many
            else (f"Of {many} {other}disparities found, {len(stay) or 'none'}")
        )
        stays = "stays" if len(stay) < 2 else "stay"
    sentences = [f"{whose} {stays} within each {alike}."]
    unclear = [one for one in evidence if one not in stay]
    sentences += [_unclear(release, one) for one in unclear[:TOLD]]
    sentences += [text for one in evidence if (text := _changed(release, one))][:TOLD]
    return sentences


def _single(one: Compared) -> list[ReleasedCell]:
    return [cell for cell in one.within if ", " not in cell.stratum]


def _stays(one: Compared) -> bool:
    ahead = side(one.crude)
    return all(side(cell.numbers.get("pooled_ratio")) == ahead for cell in _single(one))


def _unclear(release: Release, one: Compared) -> str:
    cells = [
        cell for cell in _single(one) if side(cell.numbers.get("pooled_ratio")) != side(one.crude)
    ]
    told = [f"{within(release, cell)} {_why_not(cell)}" for cell in cells]
    own, _ = people(release, one.whole)
    return f"For {own} {where(release, one.whole)} we cannot tell: {words.listed(told)}."


def _why_not(cell: ReleasedCell) -> str:
    number = cell.numbers.get("pooled_ratio")
    if number is None:
        return f"there is no ratio ({cell.reason or 'not available'})"
    return f"the likely range ({words.span(number, words.ratio)}) takes in equal rates"


def _changed(release: Release, one: Compared) -> str:
    """Mention a change of the ratio that is large enough to matter."""
    form = words.ratio
    told = [
        f"{form(number.value or 0)} {within(release, cell)} ({words.span(number, form)})"
        for cell in _single(one)
        if (number := cell.numbers.get("pooled_ratio"))
        and changes(one.crude, number, exact=release.exact)
    ]
    if not told:
        return ""
    own, _ = people(release, one.whole)
    return (
        f"For {own} {where(release, one.whole)} the rate ratio of all together, "
        f"{words.ratio(one.crude.value or 0)}, becomes {words.listed(told)}."
    )


def _kinds(release: Release, found: list[Compared], last: str = " and ") -> str:
    names = list(dict.fromkeys(kinds(release, cell) for one in found for cell in _single(one)))
    joint = ", each " if "each" in last else ", "
    return names[0] if len(names) == 1 else f"{joint.join(names[:-1])}{last}{names[-1]}"
