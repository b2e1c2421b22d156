"""What was meant to happen, line by line, with what the rest of the report found of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.analyses.role_evaluation.report.effects.reading import Effect, effects
from workbench.analyses.role_evaluation.report.survey.reading import Said, statements
from workbench.analyses.role_evaluation.report.survey.sentences import of_every_100
from workbench.analyses.role_evaluation.report.words import change, fact, is_better, told
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, CHANGE

ATTRIBUTED, ASSOCIATED, TRACKED = "Attributed", "Associated", "Tracked"
TIERS = (
    "Attributed: there is evidence of a change where the role was there. Associated: it moved the "
    "way that was meant by as much as would be worth having, which cannot be told from chance. "
    "Tracked: it is measured, and nothing more can be said of it."
)
NOT_YET = "The role has not begun, so nothing is known of any of these yet."
UNKNOWN = "Not known."
WORSE = "This is for the worse."


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one indicator.

    Attributes
    ----------
    title : str
        What it is called.
    text : str
        The change and the verdict, in words.
    tier : str
        Whether it is attributed to the role, moved as was meant, or is tracked.
    worse : bool
        Whether what is attributed is a change for the worse.
    findings : tuple of str
        Where that is from.
    """

    title: str
    text: str
    tier: str = TRACKED
    worse: bool = False
    findings: tuple[str, ...] = ()


def show(release: Release) -> View:
    """Say how many benefits came about, then list them all."""
    lines = release.context.stated.get("theory", ())
    if not lines:
        return EMPTY
    known = {one.one.name: _of_effect(one) for one in effects(release)}
    known |= {one.name: _of_statement(one) for one in statements(release)}
    titles = _titles(release)
    found = [known.get(line["indicator"]) or _unknown(titles, line) for line in lines]
    lead = NOT_YET if fact(release, "mode") == "design" else sentence(found)
    caption = "What was meant to happen, and what was found"
    head = ["Benefit", "How it was to come", "What was found", "How sure"]
    rows = [_row(line, one) for line, one in zip(lines, found, strict=True)]
    html = paragraph(lead) + table_html(release, caption, head, rows) + paragraph(TIERS, "caveat")
    names = dict.fromkeys(name for one in found for name in one.findings)
    return View(lead, html, tuple(names))


def sentence(found: list[Found]) -> str:
    """Say how many benefits are attributed to the role, moved as was meant, or are tracked.

    Examples
    --------
    >>> one, two, three = (Found("a", "", tier) for tier in (ATTRIBUTED, ASSOCIATED, TRACKED))
    >>> sentence([one, two, three, three])[:74]
    'Of 4 benefits meant to come of the role, 1 is attributed to it; 1 moved th'
    >>> sentence([three])
    'The one benefit meant to come of the role is tracked; no change is attributed to it.'
    """
    many = Counter(_kind(one) for one in found)
    if len(found) == 1:
        return _only(found[0])
    attributed = many[ATTRIBUTED]
    parts = [
        f"{attributed or 'none'} {'are' if attributed > 1 else 'is'} attributed to it",
        f"{many[ASSOCIATED]} moved the way that was meant, which may be chance"
        if many[ASSOCIATED]
        else "",
        f"{many[WORSE]} changed for the worse" if many[WORSE] else "",
        f"{many[TRACKED]} {'are' if many[TRACKED] > 1 else 'is'} only tracked so far"
        if many[TRACKED]
        else "",
    ]
    listed = "; ".join(part for part in parts if part)
    return f"Of {len(found)} benefits meant to come of the role, {listed}."


def _only(one: Found) -> str:
    start = "The one benefit meant to come of the role"
    return {
        ATTRIBUTED: f"{start} is attributed to it.",
        ASSOCIATED: f"{start} moved the way that was meant, which may be chance.",
        WORSE: f"{start} did not come: there is a change for the worse.",
        TRACKED: f"{start} is tracked; no change is attributed to it.",
    }[_kind(one)]


def _kind(one: Found) -> str:
    return WORSE if one.worse else one.tier


def _row(line: Mapping[str, str], one: Found) -> list[str]:
    """Return a line of the table: few columns, so that it can be read on a narrow screen."""
    source = line.get("source")
    benefit = f"{line['benefit']} (promised in: {source})" if source else line["benefit"]
    come = f"{_stopped(line['put_in'])} {_stopped(line['activity'])}"
    return [benefit, come, f"{one.title}: {one.text}", one.tier]


def _stopped(text: str) -> str:
    """Return a text with its full stop.

    Examples
    --------
    >>> _stopped("Time of SPOs"), _stopped("Posts are filled.")
    ('Time of SPOs.', 'Posts are filled.')
    """
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _titles(release: Release) -> dict[str, str]:
    said = release.context.stated.get("survey", ())
    return {one.name: words.capital(one.title) for one in told(release).values()} | {
        row["name"]: f"“{row['said']}”" for row in said
    }


def _unknown(titles: Mapping[str, str], line: Mapping[str, str]) -> Found:
    return Found(titles.get(line["indicator"], line["indicator"]), UNKNOWN)


def _of_effect(effect: Effect) -> Found:
    one, number = effect.one, effect.effect
    title, verdict = words.capital(one.title), effect.cell.verdict
    if number is None or number.value is None:
        return Found(title, _with_verdict(UNKNOWN, verdict), findings=("effects",))
    text = f"{words.capital(change(number, one))}."
    better = is_better(number.value, one)
    far = abs(number.value) >= one.worthwhile
    return _found(title, text, verdict, better=better, far=far, finding="effects")


def _of_statement(said: Said) -> Found:
    number = said.points
    if number is None or number.value is None:
        text = _with_verdict(UNKNOWN, said.cell.verdict)
        return Found(said.title, text, findings=(said.finding,))
    told_so = of_every_100(number).replace("of every 100", "of every 100 agree", 1)
    text = f"{words.capital(told_so)}."
    better, far = number.value > 0, abs(number.value) >= said.worthwhile
    return _found(said.title, text, said.cell.verdict, better=better, far=far, finding=said.finding)


def _found(
    title: str, text: str, verdict: str | None, *, better: bool, far: bool, finding: str
) -> Found:
    tier = ATTRIBUTED if verdict == CHANGE else TRACKED
    if verdict == CANNOT_TELL and far and better:
        tier = ASSOCIATED
    worse = tier == ATTRIBUTED and not better
    told_so = _with_verdict(text, verdict)
    return Found(title, f"{told_so} {WORSE}" if worse else told_so, tier, worse, (finding,))


def _with_verdict(text: str, verdict: str | None) -> str:
    return f"{text} {words.capital(verdict)}." if verdict else text
