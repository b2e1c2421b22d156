"""Does it remain once circumstances are equal? Gaps beside people alike in what came before."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.adjusted.chart import chart
from workbench.analyses.recruitment_funnel.report.adjusted.reading import (
    Adjusted,
    adjusted,
    alike,
)
from workbench.analyses.recruitment_funnel.report.adjusted.sentences import appeared, told, why_not
from workbench.analyses.recruitment_funnel.report.adjusted.tables import (
    every_group,
    found_table,
    names,
)
from workbench.analyses.recruitment_funnel.report.strata.reading import kinds
from workbench.disclosure import Release
from workbench.presentation.selection import disparities
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

TOLD = 3
"""Gaps of which the open text tells; the tables have all."""
ROUNDED = (
    "“All together” is worked out from rounded counts. “Once equal” is that number, moved by what "
    "equal circumstances change in a model of exact counts, told in coarse steps so that no one is "
    "given away."
)
CAVEAT = (
    "Held equal: {kinds}, and nothing else. Scores are not held equal, because they are part of "
    "the process that is looked at, and what is not recorded cannot be. A region or the like "
    "with few people at a stage is put together with others there. One figure stands for all of "
    "them, also where the gap is not the same in each. “Remains” is no proof of unfair treatment, "
    "and “accounted for” is not “justified”: why people’s circumstances differ is a question of "
    "its own. The ranges make no allowance for how many comparisons there are."
)


def show(release: Release, *, caveat: str = CAVEAT) -> View:
    """Say which gaps remain among people alike in circumstances, and which show only there.

    Parameters
    ----------
    release : Release
        What was released.
    caveat : str
        What it does not show, with "{kinds}" for what is held equal.
    """
    found = list(adjusted(release))
    if not found:
        return EMPTY
    by_cell = {id(one.whole): one for one in found}
    gaps = [by_cell[id(cell)] for cell in disparities(release) if id(cell) in by_cell]
    told_of = {id(one) for one in gaps}
    shown = [one for one in found if id(one) not in told_of and one.appears]
    sentences = [_lead(release, gaps, found), *_each(release, gaps, shown)]
    views = [View(sentences[0], "".join(map(paragraph, sentences)), names(found))]
    views += [chart(release, one, found) for one in (*gaps, *shown) if one.ratio][:1]
    held = ", or ".join(dict.fromkeys(kinds(release, one.cell) for one in found))
    words_of_caution = caveat.format(kinds=held)
    if not release.exact:
        words_of_caution += f" {ROUNDED}"
    views.append(View("", paragraph(words_of_caution, "caveat")))
    if gaps or shown:
        views.append(found_table(release, [*gaps, *shown]))
    views.append(folded("Every group at every stage, once equal", every_group(release, found)))
    return stack(view for view in views if view.html)


def headline(release: Release) -> str:
    """Return for the first page how many gaps remain, and what becomes of the first."""
    found = list(adjusted(release))
    by_cell = {id(one.whole): one for one in found}
    gaps = [by_cell[id(cell)] for cell in disparities(release) if id(cell) in by_cell]
    if not gaps:
        return ""
    once = len({one.cell.stratum for one in gaps}) == 1
    return f"{_lead(release, gaps, found)} {told(release, gaps[0], named=once)}"


def _each(release: Release, gaps: list[Adjusted], shown: list[Adjusted]) -> list[str]:
    # The lead has named what is held equal, where that is one thing for all.
    once = len({one.cell.stratum for one in (*gaps, *shown)}) == 1 and bool(gaps)
    sentences = [told(release, one, named=once) for one in gaps[:TOLD]]
    sentences += [appeared(release, one, named=once) for one in shown[:TOLD]]
    more = len(gaps[TOLD:]) + len(shown[TOLD:])
    if more:
        sentences.append(f"{more} more {'is' if more == 1 else 'are'} in the table.")
    return sentences


def _lead(release: Release, gaps: list[Adjusted], found: list[Adjusted]) -> str:
    """Say how many of the disparities looked at remain."""
    if not any(one.ratio for one in found):
        reasons = list(dict.fromkeys(why_not(one) for one in found))
        why = reasons[0] if len(reasons) == 1 else "the tables say why, group by group"
        return f"We cannot tell what remains among {_alike(release, found)}: {why}."
    if not gaps:
        return (
            "None of the characteristics looked at here has evidence of a disparity, so there is "
            f"none to hold against {_alike(release, found)}. The tables show every group."
        )
    if not any(one.ratio for one in gaps):
        return (
            f"We cannot tell whether the disparities found remain among {_alike(release, gaps)}: "
            "no figure can be given for any of them."
        )
    remain = [one for one in gaps if one.remains]
    return f"{_how_many(len(gaps), len(remain))} among {_alike(release, gaps)}."


def _how_many(gaps: int, remain: int) -> str:
    if gaps == 1:
        one = "one disparity looked at here"
        return f"The {one} remains" if remain else f"We cannot tell whether the {one} remains"
    if remain == gaps:
        return f"All {gaps} disparities looked at here remain"
    clearly = f"{remain or 'none'} clearly remain{'s' if remain < 2 else ''}"
    return f"Of the {gaps} disparities looked at here, {clearly}"


def _alike(release: Release, found: list[Adjusted]) -> str:
    """Name people who are alike in what is held equal, where that is the same for all."""
    each = list(dict.fromkeys(alike(release, one) for one in found))
    people = release.context.people
    return f"{people} {each[0] if len(each) == 1 else 'alike in circumstances'}"
