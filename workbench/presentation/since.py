"""Since last time: what was agreed, what became of it, and what people say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from html import escape

from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.action import about
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, paragraph, stack
from workbench.vocabulary.terms import OVERALL

HEAD = ["About", "Agreed action", "Owner", "Due", "What became of it"]
NOTHING_TOLD = "Nothing has been told of it"
LATE = "Overdue: no update"
KEY = re.compile(r"[a-z][a-z0-9_]*/[^/]+/[a-z][a-z0-9_]*")
"""Characteristic, group and stage, as an action names a comparison."""
NO_CAUSE = "That numbers moved after an action does not show that the action moved them."


Moved = Callable[[Release, str], str | None]
"""From a release and the comparison that an action names to how its numbers have moved."""


def since_last_time(release: Release, *, moved: Moved, where: str) -> View:
    """Say what became of every agreed action, then quote what people said.

    Parameters
    ----------
    release : Release
    moved : callable
        How the numbers of a comparison have moved, in a sentence; nothing where it is not told.
    where : str
        Where the report tells more of that, or why it does not; a sentence.
    """
    parts = [part for part in (_actions(release, moved, where), _insight(release)) if part.html]
    return stack(parts) if parts else EMPTY


def _actions(release: Release, moved: Moved, where: str) -> View:
    actions = release.context.actions
    if not actions:
        return EMPTY
    lead = _lead(release, actions)
    rows = [
        [
            _about(release, action["finding"]),
            action["action"],
            action["owner"],
            words.day(action["due"]),
            action.get("done") or (LATE if _is_late(release, action) else NOTHING_TOLD),
        ]
        for action in actions
    ]
    table = table_html(release, "Actions agreed, and what became of them", HEAD, rows)
    html = paragraph(lead) + _ratios(release, actions, moved) + table
    return View(lead, html + paragraph(f"{where} {NO_CAUSE}", "caveat"))


def _ratios(release: Release, actions: tuple[Mapping[str, str], ...], moved: Moved) -> str:
    """Say of each comparison that an action is about how it stood last time and stands now."""
    told = [(key, moved(release, key)) for key in dict.fromkeys(a["finding"] for a in actions)]
    items = [
        f"<li>{escape(_about(release, key))}. {escape(text)}</li>" for key, text in told if text
    ]
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _lead(release: Release, actions: tuple[Mapping[str, str], ...]) -> str:
    """Say how many actions there are, of how many something is told, and how many are late."""
    told = sum(bool(action.get("done")) for action in actions)
    late = sum(_is_late(release, action) for action in actions)
    unknown = sum(not _is_known(release, action["finding"]) for action in actions)
    sentences = [_told(len(actions), told)]
    if late:
        day = words.day(str(release.context.data_date))
        overdue = "were overdue" if late > 1 else "was overdue"
        sentences.append(f"{late} {overdue} on {day}, the day of these data.")
    if unknown:
        sentences.append(
            f"{unknown} {'are' if unknown > 1 else 'is'} about something this report does not "
            "look at; see the table."
        )
    return " ".join(sentences)


def _told(actions: int, told: int) -> str:
    """Say how many actions there are, and of how many it is told what became of them."""
    if actions == 1:
        became = "What became of it stands in the table." if told else "Nothing is known of it yet."
        return f"1 action was agreed. {became}"
    if not told:
        return f"{actions} actions were agreed. Nothing is known of any of them yet."
    return f"{actions} actions were agreed. What became of {told} of them stands in the table."


def _is_late(release: Release, action: Mapping[str, str]) -> bool:
    """Tell whether an action of which nothing is told was due before the day of the data."""
    day = release.context.data_date
    if action.get("done") or day is None:
        return False
    return date.fromisoformat(action["due"]) < date.fromisoformat(day)


def _is_known(release: Release, finding: str) -> bool:
    """Tell whether a finding is named in plain words, or is a comparison of this report."""
    if not KEY.fullmatch(finding):
        return True
    characteristic, group, stage = finding.split("/")
    named = (cell for one in release.of_section("characteristic") for cell in one.cells)
    return stage in {OVERALL, *release.context.stages} and any(
        (cell.characteristic, cell.group) == (characteristic, group) for cell in named
    )


def _about(release: Release, finding: str) -> str:
    if _is_known(release, finding):
        return about(release, finding)
    return f"“{finding}”, which this report does not look at"


def _insight(release: Release) -> View:
    said = release.context.insight
    if not said:
        return EMPTY
    quotes = "".join(
        f"<blockquote><p>{escape(one['said'])}</p>"
        f"<p>{escape(_source(release, one))}</p></blockquote>"
        for one in said
    )
    lead = (
        "What people said stands beside the numbers. It is not counted: it shows what some have "
        "met with, and not how many."
    )
    return View(lead, paragraph(lead) + quotes)


def _source(release: Release, one: Mapping[str, str]) -> str:
    source = one["source"].removesuffix(".")
    finding = one.get("finding")
    return f"{source}. About: {_about(release, finding)}." if finding else f"{source}."
