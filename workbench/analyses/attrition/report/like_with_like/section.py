"""How much of a gap goes with circumstances: what remains, like with like, and what does not."""

from __future__ import annotations

from workbench.analyses.attrition.report.like_with_like.chart import chart
from workbench.analyses.attrition.report.like_with_like.reading import (
    Gap,
    apart,
    gaps,
    spoken_of,
)
from workbench.analyses.attrition.report.like_with_like.sentences import (
    ask_why,
    findings,
    held_equal,
    like_with_like,
    not_found,
    told,
)
from workbench.analyses.attrition.report.like_with_like.tables import (
    any_shared,
    blocks,
    every_group,
)
from workbench.analyses.attrition.report.words import year
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.selection import side
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.terms import EVIDENCE

TOLD = 4
"""Gaps of which the open text tells; the tables have all."""
CAVEAT = (
    "Like with like: {held} are held equal, in a model of every month that anybody was in post in "
    "the {year}, joiners among them; and nothing else. All together and like with like are of the "
    "same months, on the group’s own; under “Who leaves more?” only those in post at the opening "
    "are counted, so that ratios and people differ a little. More or fewer leavers are those of a "
    "year. “Accounted for” is not "
    "“justified”: workload, grade or pay can themselves carry discrimination, and then holding "
    "them equal hides it. “Remains” is no proof of it either: what is not recorded cannot be held "
    "equal. The ranges make no allowance for how many comparisons there are."
)
ROUNDED = (
    "Ratios are those of rounded counts, moved by what a model of exact counts changes, told in "
    "coarse steps so that no one is given away."
)


def show(release: Release) -> View:
    """Say which gaps remain like with like, and what the others go with."""
    found = list(gaps(release))
    if not found:
        return EMPTY
    clear = spoken_of(release, found)
    sentences = [_lead(found, clear), *(told(release, one) for one in clear[:TOLD])]
    if more := [words.people_of(one.whole.group, release.context) for one in clear[TOLD:]]:
        sentences.append(f"In the tables: {words.listed(more)}.")
    views = [View(sentences[0], "".join(map(paragraph, sentences)), findings(found))]
    views += [chart(release, one, found) for one in clear if one.ratio][:1]
    views.append(View("", paragraph(_caveat(release, found), "caveat")))
    if shared := any_shared(release):
        views.append(folded("What the gaps go with", blocks(release, shared)))
    views.append(folded("Every group, like with like", every_group(release, found)))
    return stack(view for view in views if view.html)


def headline(release: Release) -> str:
    """Tell of gaps without evidence: the largest like with like, and one that mostly goes.

    A gap with evidence tells its own, by `of_group`, where it is told of.
    """
    return " ".join(not_found(release, one) for one in (*_left(release), *_gone(release)))


def unproven(release: Release) -> list[ReleasedCell]:
    """Return the plain comparisons that the headline tells of."""
    return [one.whole for one in (*_left(release), *_gone(release))]


def to_ask(release: Release) -> str:
    """Say which circumstances to ask about, where a gap mostly goes with them; else nothing."""
    return next((ask_why(release, one) for one in _gone(release)), "")


def meaning(release: Release) -> str:
    """Say what like with like means, by what was held equal for the gap that is told of first."""
    first = next((one for one in spoken_of(release, list(gaps(release))) if one.ratio), None)
    if first is None:
        return ""
    held = words.listed(held_equal(release, first.cell))
    return f"“Like with like” means: among people whose records are alike in {held}."


def _left(release: Release) -> list[Gap]:
    return [one for one in _doubtful(release) if side(one.ratio)][:1]


def _gone(release: Release) -> list[Gap]:
    gone = (one for one in _doubtful(release) if one.mostly_goes)
    return sorted(gone, key=lambda one: -apart(one))[:1]


def _doubtful(release: Release) -> list[Gap]:
    clear = [one for one in spoken_of(release, list(gaps(release))) if one.ratio]
    return [one for one in clear if one.whole.verdict != EVIDENCE]


def of_group(release: Release, cell: ReleasedCell) -> str:
    """Say of the group of a plain comparison what remains like with like; else nothing."""
    found = (one for one in gaps(release) if one.whole is cell)
    return next((like_with_like(release, one) for one in found), "")


def _lead(found: list[Gap], clear: list[Gap]) -> str:
    if not any(one.ratio for one in found):
        return "We cannot tell what remains like with like: no figure can be given for any group."
    if not clear:
        return (
            "No gap in leaving is clear here, all together or like with like. The tables show "
            "every group."
        )
    remain = sum(one.remains for one in clear)
    many = len(clear)
    if many == 1:
        first = "remains" if remain else "cannot be told from nothing"
        return f"The one gap looked at here {first} like with like."
    left = "all remain" if remain == many else f"{remain or 'none'} clearly remain"
    verb = left + ("s" if remain == 1 else "")
    return f"Of the {many} gaps looked at here, {verb} like with like."


def _caveat(release: Release, found: list[Gap]) -> str:
    each = list(dict.fromkeys(tuple(held_equal(release, one.cell)) for one in found))
    common = [title for title in each[0] if all(title in other for other in each)]
    text = CAVEAT.format(
        held=words.listed(common),
        year=year(release),
    )
    return text if release.exact else f"{text} {ROUNDED}"
