"""Every outcome in figures."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.changed.sentences import level
from workbench.analyses.role_evaluation.report.effects.reading import EFFECTS, Effect, effects
from workbench.analyses.role_evaluation.report.words import amount, change
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, folded, paragraph, stack

HEAD = (
    "Outcome",
    "Before",
    "Change (likely range)",
    "Verdict",
    "Worth having",
    "Seen 4 times in 5",
)
NOT_TESTED = (
    "Before: the average over the months just before each place was due to have the role. Not "
    "tested: measured, but not among the outcomes named beforehand to be judged, so without a "
    "verdict. Placebo: the role cannot have changed it, so no change should be seen."
)
SURE = ("Outcome", "Range by dates", "Range by leaving out each region", "p by dates", "Least p")


def tables(release: Release) -> View:
    """Return the table of outcomes, and how sure each is, folded."""
    told = effects(release)
    caption = "What the role did: every outcome"
    html = table_html(release, caption, HEAD, [_row(one) for one in told])
    html += paragraph(NOT_TESTED, "caveat")
    sure = "How sure each change is, by two methods"
    second = table_html(release, sure, SURE, [_sure(one) for one in told])
    return stack(
        [
            folded(caption, View(caption, html, (EFFECTS,))),
            folded(
                f"For statisticians: {sure[:1].lower()}{sure[1:]}", View(sure, second, (EFFECTS,))
            ),
        ]
    )


def _row(effect: Effect) -> list[str]:
    one, before, seen = effect.one, effect.value("before"), effect.value("detectable")
    verdict = "Placebo" if one.placebo else words.verdict(effect.cell)
    return [
        words.capital(one.title),
        words.WITHHELD if before is None else level(before, one),
        words.WITHHELD if effect.effect is None else words.capital(change(effect.effect, one)),
        verdict,
        amount(one.worthwhile, one),
        words.NOT_AVAILABLE if seen is None else amount(seen, one),
    ]


def _sure(effect: Effect) -> list[str]:
    def form(value: float) -> str:
        return f"{value:,.3g}".replace("-", "−")

    number, other = effect.number("effect"), effect.number("effect_crv3")
    return [
        words.capital(effect.one.title),
        words.span(number, form),
        words.span(other, form),
        words.p_value(effect.value("p_value")),
        words.p_value(effect.value("floor")),
    ]
