"""The first page: what was found, what was not seen, what cannot be told, what else explains it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from workbench.analyses.role_evaluation.report import (
    belief,
    effects,
    for_whom,
    planning,
    survey,
    worth,
)
from workbench.analyses.role_evaluation.report.effects.reading import Effect, judged
from workbench.analyses.role_evaluation.report.effects.sentences import sentence, verdict_reason
from workbench.analyses.role_evaluation.report.survey.reading import statements
from workbench.analyses.role_evaluation.report.survey.sentences import conclusion
from workbench.analyses.role_evaluation.report.words import fact
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import EMPTY, View, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE

COMPARED = (
    "Each change is set against the same months where the role had not begun: that is what would "
    "have happened without it, if regions would otherwise have moved alike."
)
NOT_SUPPORTED = (
    "What this does not support: ending or extending the role on value for money alone. “Cannot "
    "tell” is not a failure of the role: these data could not settle it."
)
ALWAYS = (
    "Anything else that began in the same regions in the same months would look the same here.",
    "Regions that wanted the role may have been those that were changing anyway.",
)


def show(release: Release) -> View:
    """List what was found, people and work first and money last, each with a link."""
    if fact(release, "mode") == "design":
        lead = planning.headline(release)
        return View(
            lead, paragraph(lead), tuple(one.name for one in release.of_section("planning"))
        )
    items = list(_items(release))
    if not items:
        return EMPTY
    html = (
        f'{paragraph(COMPARED)}<ol class="findings">{"".join(items)}</ol>{paragraph(NOT_SUPPORTED)}'
    )
    return View(effects.headline(release), html, ("effects",))


def headline(release: Release) -> str:
    """Say the first conclusion in one sentence."""
    design = fact(release, "mode") == "design"
    return planning.headline(release) if design else effects.headline(release)


def _items(release: Release) -> Iterator[str]:
    told = judged(release)
    yield from (_effect(one) for one in told[:1])
    for text in (survey.headline(release), survey.wellbeing(release)):
        yield from _linked(text, "what-do-staff-say", "what staff say")
    yield from (_effect(one) for one in told[1:])
    for text, place, named in (
        (for_whom.headline(release), "for-whom", "for whom"),
        (worth.headline(release), "was-it-worth-it", "whether it was worth it"),
        (belief.headline(release), "should-we-believe-it", "whether to believe it"),
    ):
        yield from _linked(text, place, named)


def _effect(one: Effect) -> str:
    link = (
        '<a href="#what-did-the-role-do">See what the role did'
        f'<span class="visually-hidden">: {escape(one.one.title)}</span></a>'
    )
    return (
        f'<li><div class="finding">{paragraph(sentence(one))}'
        f"<p>{verdict_html(one.cell)} {link}</p></div></li>"
    )


def _linked(text: str, place: str, named: str) -> Iterator[str]:
    if text:
        yield f'<li>{paragraph(text)}<p><a href="#{place}">See {named}</a></p></li>'


def no_evidence_seen(release: Release) -> View:
    """Name the outcomes of which a change worth having is ruled out."""
    told = judged(release)
    if not told:
        return EMPTY
    seen = [one for one in told if one.cell.verdict == NO_EVIDENCE]
    text = (
        f"No evidence seen of a change in {words.listed([one.one.title for one in seen])}."
        if seen
        else "No outcome is in this class."
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
    said = conclusion(asked) if asked else ""
    more = f"<li><strong>What staff say.</strong> {escape(said)}</li>" if said else ""
    return View(lead, paragraph(lead) + f"<ul>{items}{more}</ul>", ("effects",))


def what_else(release: Release) -> View:
    """Say what the figures do not take account of."""
    if not judged(release):
        return EMPTY
    told = [*release.context.explanations, *ALWAYS]
    items = "".join(f"<li>{escape(one)}</li>" for one in told)
    return View("What else could explain it", f"<ul>{items}</ul>")
