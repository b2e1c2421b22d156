"""What to look at next: explain or reform, each line from a released finding."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from workbench.analyses.role_evaluation.report.changed.sentences import unfilled
from workbench.analyses.role_evaluation.report.effects.reading import judged
from workbench.analyses.role_evaluation.report.for_whom.reading import leading, number, people
from workbench.analyses.role_evaluation.report.survey.reading import statements
from workbench.analyses.role_evaluation.report.words import is_better
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.view import EMPTY, View, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, CHANGE

TITLE = "What to look at next: explain or reform"
LEAD = "Each of these needs an owner and a date."


def show(release: Release) -> View:
    """List what the findings ask for; nothing where they ask for nothing."""
    told = tuple(steps(release))
    if not told:
        return EMPTY
    items = "".join(f"<li>{escape(one)}</li>" for one in told)
    html = f"<h3>{TITLE}</h3>{paragraph(LEAD)}<ul>{items}</ul>"
    return View(TITLE, f'<div class="action">{html}</div>', ("effects",))


def steps(release: Release) -> Iterator[str]:
    """Yield what to explain, what to reform, and what to measure again."""
    yield from _posts(release)
    yield from _gained_less(release)
    yield from _worse(release)
    yield from _again(release)


def _posts(release: Release) -> Iterator[str]:
    many = unfilled(release)
    if many:
        verb = "is" if many == "1" else "are"
        yield f"About {many} of the posts funded {verb} not filled: fill them, or say why not."


def _gained_less(release: Release) -> Iterator[str]:
    first = leading(release)
    if first is None:
        return
    split, group = first
    cell = split.differences[group]
    apart = number(cell, "difference")
    if cell.verdict != CHANGE or apart is None:
        return
    names = (group, split.comparator)
    less, more = names[::-1] if is_better(apart.value or 0.0, split.one) else names
    yield (
        f"{words.capital(people(release, less))} gained less than {people(release, more)}: find "
        "out why, and change how the role reaches them."
    )


def _worse(release: Release) -> Iterator[str]:
    for one in judged(release):
        found = one.effect
        if one.found and found is not None and not is_better(found.value or 0.0, one.one):
            yield f"{words.capital(one.one.title)} changed for the worse: find out why."


def _again(release: Release) -> Iterator[str]:
    unknown = [one.one.title for one in judged(release) if one.cell.verdict == CANNOT_TELL]
    if any(one.cell.verdict == CANNOT_TELL for one in statements(release)):
        unknown.append("what staff say")
    if unknown:
        yield (
            f"Measure again before deciding on {words.listed(unknown)}: there we cannot tell yet."
        )
