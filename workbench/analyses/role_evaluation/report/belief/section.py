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

SCALE = (
    "The comparison is at {level} of 5 on a scale of strength, the Maryland scale: 1 is weak, 5 is "
    "dates drawn by lot."
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
        SCALE.format(level=level) if level is not None else "",
    ]
    return " ".join(part for part in parts if part)


def _opening(belief: Belief) -> str:
    title = words.capital(belief.one.title)
    if not belief.effect.found:
        return f"{title}: there is no clear change to believe or doubt."
    names, place = belief.leans_on, belief.place
    if names:
        rests = f"one {place}, {names[0]}" if len(names) == 1 else f"single {place}s"
        return f"{title}: the change rests on {rests}."
    if belief.unlike_without:
        return (
            f"{title}: the change stays whichever {place} is left out. But without "
            f"{sentences.some(belief, belief.unlike_without)} the rest are too unlike to test, and "
            "the verdict would be “cannot tell”."
        )
    return f"{title}: the change stays whichever {place} is left out." if belief.left_out else ""


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
    first, by_quarter = without_each(release, belief), quarters(release, belief)
    tables = stack(
        [view for view in (methods(release, belief), placebo_table(release, belief)) if view.html]
    )
    folds = (
        ("Quarter by quarter, before and since", by_quarter),
        ("For statisticians: other methods, and placebos", tables),
    )
    more = [folded(title, view, about=belief.one.title) for title, view in folds if view.html]
    return [first, *more] if first.html else more


def _whole(release: Release, belief: Belief) -> View:
    texts = [sentences.early(release, belief), *_body(release, belief)]
    html = paragraph(grade(belief)) + _list(texts)
    return stack([View(belief.one.title, html, (belief.name,)), *_pictures(release, belief)])


def _list(texts: list[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts if text)
    return f"<ul>{items}</ul>" if items else ""
