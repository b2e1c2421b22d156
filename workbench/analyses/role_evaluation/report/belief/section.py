"""Should we believe it? The conclusion, then the pictures and tables behind it."""

from __future__ import annotations

from html import escape

from workbench.analyses.role_evaluation.report.belief import sentences
from workbench.analyses.role_evaluation.report.belief.charts import quarters, without_each
from workbench.analyses.role_evaluation.report.belief.grading import dates, grade, level_of, noise
from workbench.analyses.role_evaluation.report.belief.reading import DESIGN, Belief, beliefs
from workbench.analyses.role_evaluation.report.belief.tables import methods, placebo_table
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

NO_SAMPLING = (
    "How far trends may part is counted from what was seen, and holds no sampling error: with few "
    "regions what was seen is itself uncertain."
)


def show(release: Release) -> View:
    """Open with how far the primary change can be believed and what would undo it."""
    told = beliefs(release)
    if not told:
        return EMPTY
    primary, rest = told[0], told[1:]
    lead = headline(release)
    texts = [sentences.placebo_outcomes(release), dates(release)]
    html = paragraph(lead) + paragraph(grade(primary)) + _list([*_body(release, primary), *texts])
    others = [
        folded(f"How sure of {one.one.title}?", _whole(release, one), about=one.one.title)
        for one in rest
    ]
    return stack([View(lead, html, (DESIGN,)), *_pictures(release, primary), *others])


def headline(release: Release) -> str:
    """Say for the first page how sure the primary change is: what would undo it, and the level."""
    told = beliefs(release)
    if not told:
        return ""
    primary = told[0]
    level = level_of(primary)
    parts = [
        _opening(primary),
        sentences.early(release, primary) if primary.early else "",
        sentences.survives(primary),
        f"Maryland scale {level} of 5." if level is not None else "",
    ]
    return " ".join(part for part in parts if part)


def _opening(belief: Belief) -> str:
    title = words.capital(belief.one.title)
    if not belief.effect.found:
        return f"{title}: there is no clear change to believe or doubt."
    names = belief.leans_on
    if names:
        rests = f"one region, {names[0]}" if len(names) == 1 else "single regions"
        return f"{title}: the change rests on {rests}."
    if belief.unlike_without:
        some = "one region" if len(belief.unlike_without) == 1 else "some regions"
        return f"{title}: the change stays without any one region, but the verdict leans on {some}."
    return f"{title}: no single region makes the change." if belief.left_out else f"{title}:"


def _body(release: Release, belief: Belief) -> list[str]:
    known = sentences.survives(belief)
    return [
        sentences.could_be_seen(belief),
        sentences.trend(belief),
        sentences.added(release, belief),
        sentences.leaning(belief),
        f"{known} {NO_SAMPLING}" if known else "",
        sentences.placebo_dates(belief),
        noise(release, belief),
    ]


def _pictures(release: Release, belief: Belief) -> list[View]:
    views = [without_each(release, belief), quarters(release, belief)]
    tables = stack(
        [view for view in (methods(release, belief), placebo_table(release, belief)) if view.html]
    )
    drawn = [view for view in views if view.html]
    if not tables.html:
        return drawn
    return [*drawn, folded("By other methods, and placebos", tables, about=belief.one.title)]


def _whole(release: Release, belief: Belief) -> View:
    texts = [sentences.early(release, belief), *_body(release, belief)]
    html = paragraph(grade(belief)) + _list(texts)
    return stack([View(belief.one.title, html, (belief.name,)), *_pictures(release, belief)])


def _list(texts: list[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts if text)
    return f"<ul>{items}</ul>" if items else ""
