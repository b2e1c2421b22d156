"""The first page: what was found, what was not seen, what cannot be told, what else explains it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from workbench.analyses.role_evaluation.report import (
    belief,
    effects,
    for_whom,
    next_steps,
    planning,
    worth,
)
from workbench.analyses.role_evaluation.report.effects.chart import first_page
from workbench.analyses.role_evaluation.report.effects.reading import Effect, judged
from workbench.analyses.role_evaluation.report.effects.sentences import (
    hidden_by_many,
    sentence,
    verdict_reason,
)
from workbench.analyses.role_evaluation.report.for_whom.reading import leading
from workbench.analyses.role_evaluation.report.survey.reading import statements
from workbench.analyses.role_evaluation.report.survey.sentences import conclusion, first_seen
from workbench.analyses.role_evaluation.report.survey.sentences import sentence as survey_sentence
from workbench.analyses.role_evaluation.report.words import fact, place
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import EMPTY, View, paragraph, stack
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE

COMPARED = (
    "Each change is set against {place}s where the role had not begun, over the same months. They "
    "show what would have happened without it, if all {place}s would otherwise have moved alike."
)
NOT_SUPPORTED = (
    "What this does not support: ending or extending the role on value for money alone. “Cannot "
    "tell” is not a failure of the role: these data could not settle it."
)
ALWAYS = (
    "Anything else that began in the same {place}s in the same months would look the same here.",
    "The {place}s that were given the role first may have been those that were changing anyway.",
)


def show(release: Release) -> View:
    """List what was found, people and work first and money last, each with a link."""
    if fact(release, "mode") == "design":
        return planning.first_page(release)
    items = "".join(f'<li><div class="finding">{one}</div></li>' for one in _items(release))
    if not items:
        return EMPTY
    lead = effects.headline(release)
    opening = paragraph(COMPARED.format(place=place(release)))
    return stack(
        [
            View(lead, f'{opening}<ol class="findings">{items}</ol>', ("effects",)),
            _sure(release),
            View(NOT_SUPPORTED, paragraph(NOT_SUPPORTED)),
            first_page(release),
            next_steps.show(release),
        ]
    )


def headline(release: Release) -> str:
    """Say the first conclusion in one sentence."""
    design = fact(release, "mode") == "design"
    return planning.headline(release) if design else effects.headline(release)


def _items(release: Release) -> Iterator[str]:
    told = judged(release)
    yield from (_effects(release, (one,)) for one in told[:1])
    for one in statements(release)[:2]:
        said = paragraph(survey_sentence(release, one))
        yield said + _foot(one.cell, "what-do-staff-say", "what staff say", one.title)
    yield from (_effects(release, several) for several in _alike(told[1:]))
    split = leading(release)
    if split is not None:
        cell = split[0].differences[split[1]]
        yield paragraph(for_whom.headline(release)) + _foot(cell, "for-whom", "for whom")
    value = worth.headline(release)
    if value:
        link = _foot(None, "was-it-worth-it", "whether it was worth it")
        yield paragraph(value) + link


def _alike(told: tuple[Effect, ...]) -> Iterator[tuple[Effect, ...]]:
    """Yield effects that cannot be told together, and each other one by itself."""
    yield from ((one,) for one in told if one.cell.verdict != CANNOT_TELL)
    unknown = tuple(one for one in told if one.cell.verdict == CANNOT_TELL)
    if unknown:
        yield unknown


def _effects(release: Release, several: tuple[Effect, ...]) -> str:
    about = words.listed([one.one.title for one in several])
    told = "".join(
        paragraph(f"{sentence(one)} {hidden_by_many(release, one)}".strip()) for one in several
    )
    return told + _foot(several[0].cell, "what-did-the-role-do", "what the role did", about)


def _foot(cell: ReleasedCell | None, place_of: str, named: str, about: str = "") -> str:
    """Return the verdict, where there is one, and the link to the section."""
    badge = f"{verdict_html(cell)} " if cell is not None and cell.verdict else ""
    hidden = f'<span class="visually-hidden">: {escape(about)}</span>' if about else ""
    return f'<p>{badge}<a href="#{place_of}">See {named}{hidden}</a></p>'


def _sure(release: Release) -> View:
    """Say how far the first of the changes can be believed."""
    text = belief.headline(release)
    if not text:
        return EMPTY
    link = '<a href="#should-we-believe-it">See whether to believe it</a>'
    html = f"<p><strong>How sure?</strong> {escape(text)} {link}</p>"
    return View(text, html, ("belief_design",))


def no_evidence_seen(release: Release) -> View:
    """Name the outcomes of which a change worth having is ruled out."""
    told = judged(release)
    if not told:
        return EMPTY
    seen = [one for one in told if one.cell.verdict == NO_EVIDENCE]
    text = (
        f"No evidence seen of a change in {words.listed([one.one.title for one in seen])}."
        if seen
        else "No outcome judged has this verdict."
    )
    note = (
        "“No evidence seen” means that a change as large as the least one worth having is ruled "
        "out. It does not mean that nothing changed."
    )
    return View(text, paragraph(text) + paragraph(note, "caveat"), ("effects",))


def cannot_tell(release: Release) -> View:
    """Say of each outcome that cannot be told why, and what could have been seen."""
    told = [one for one in judged(release) if one.cell.verdict == CANNOT_TELL]
    if not told:
        return EMPTY
    items = "".join(
        f"<li><strong>{escape(words.capital(one.one.title))}.</strong> "
        f"{escape(verdict_reason(release, one))}</li>"
        for one in told
    )
    many = "one outcome" if len(told) == 1 else f"{len(told)} outcomes"
    lead = f"We cannot tell for {many} of {len(judged(release))} judged."
    asked = statements(release)
    said = f"{conclusion(asked)} {first_seen(asked)}".strip() if asked else ""
    more = f"<li><strong>What staff say.</strong> {escape(said)}</li>" if said else ""
    return View(lead, paragraph(lead) + f"<ul>{items}{more}</ul>", ("effects",))


def what_else(release: Release) -> View:
    """Say what the figures do not take account of."""
    if not judged(release):
        return EMPTY
    always = (one.format(place=place(release)) for one in ALWAYS)
    told = [*release.context.explanations, *always]
    items = "".join(f"<li>{escape(one)}</li>" for one in told)
    return View("What else could explain it", f"<ul>{items}</ul>")
