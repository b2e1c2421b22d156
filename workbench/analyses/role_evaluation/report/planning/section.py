"""What could this roll-out show? The conclusion, one picture, the orders, and what would help."""

from __future__ import annotations

from html import escape

from workbench.analyses.role_evaluation.report.changed.sentences import said
from workbench.analyses.role_evaluation.report.planning.chart import chart
from workbench.analyses.role_evaluation.report.planning.reading import MORE, PLANNING, seen
from workbench.analyses.role_evaluation.report.planning.sentences import (
    MEND,
    compared,
    headline,
    more,
    never,
    others,
    stated,
    together,
)
from workbench.analyses.role_evaluation.report.planning.tables import (
    more_table,
    noise_table,
    tables,
)
from workbench.analyses.role_evaluation.report.words import fact
from workbench.disclosure import Release
from workbench.presentation.view import EMPTY, View, paragraph, stack

__all__ = ["first_page", "headline", "show"]

LIMITS = (
    "A change that is too small to be seen may still be there. These sizes hold if outcomes go on "
    "varying as they did, nothing else begins in the same regions in the same months, and the role "
    "changes as much in its first month as later; one that grows is harder to see."
)


def show(release: Release) -> View:
    """Open with the conclusion, then the picture, the orders, and what would make it see more."""
    if not seen(release):
        return EMPTY
    lead = headline(release)
    told = [compared(release), *_never(release), together(release)]
    items = "".join(f"<li>{escape(text)}</li>" for text in others(release))
    html = paragraph(lead) + (f"<ul>{items}</ul>" if items else "")
    html += "".join(paragraph(text) for text in told if text)
    html += paragraph(_how(release)) + paragraph(LIMITS, "caveat")
    return stack([View(lead, html, (PLANNING,)), chart(release), tables(release), *_more(release)])


def first_page(release: Release) -> View:
    """List what the roll-out could show and could not, and what would help, with a link."""
    if not seen(release):
        return EMPTY
    lead, title = headline(release), seen(release)[0].one.title
    helps = "; ".join(f"{one[:1].lower()}{one[1:-1]}" for one in more(release))
    ways = f"What would make it see more of {title}: {helps}." if helps else ""
    told = (lead, *others(release), *never(release), ways)
    items = "".join(f"<li>{paragraph(text)}</li>" for text in told if text)
    link = '<p><a href="#what-could-this-roll-out-show">See what this roll-out could show</a></p>'
    return View(lead, f'<ol class="findings">{items}</ol>{link}', (PLANNING,))


def _never(release: Release) -> list[str]:
    told = list(never(release))
    return [*told, MEND] if any("dealt out" in text for text in told) else told


def _how(release: Release) -> str:
    power, alpha = stated(release, "power"), stated(release, "alpha")
    noise = stated(release, "noise_stated")
    text = (
        f"“Would probably see” means: in {power} of every 100 such roll-outs, by the test that the "
        f"report will use, with a false alarm in about {alpha} of every 100. It was tried on "
        f"{stated(release, 'simulations')} made-up roll-outs that vary as the months to "
        f"{said(fact(release, 'last_month'))} did, followed for {stated(release, 'followed')} "
        "months from the one in which the last region begins."
    )
    return f"{text} How much {noise} varies was stated, not taken from the file." if noise else text


def _more(release: Release) -> list[View]:
    items = "".join(f"<li>{escape(text)}</li>" for text in more(release))
    first = seen(release)[0].one.title
    lead = f"What would make it see more: the smallest change that would be seen in {first}"
    views = [View(lead, f"{paragraph(lead)}<ul>{items}</ul>", (MORE,))] if items else []
    return [*views, more_table(release), noise_table(release)]
