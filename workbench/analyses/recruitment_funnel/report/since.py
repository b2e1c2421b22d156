"""Since last time: what was agreed, what became of it, and what people say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.action import about
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, paragraph, stack

HEAD = ["About", "Agreed action", "Owner", "Due", "What became of it"]
NOTHING_TOLD = "Nothing has been told of it"


def show(release: Release) -> View:
    """Say what became of every agreed action, then quote what people said."""
    parts = [_actions(release), _insight(release)]
    return stack(part for part in parts if part.html) if any(p.html for p in parts) else EMPTY


def _actions(release: Release) -> View:
    actions = release.context.actions
    if not actions:
        return EMPTY
    told = [action for action in actions if action.get("done")]
    late = [action for action in actions if _is_late(action, release.context.data_date)]
    text = (
        f"{len(actions)} action{'s' if len(actions) > 1 else ''} agreed; something has been told "
        f"of {len(told)}."
    )
    if late:
        text += f" Past the day they were due, and nothing told: {len(late)}."
    rows = [
        [
            about(release, action["finding"]),
            action["action"],
            action["owner"],
            words.day(action["due"]),
            action.get("done") or NOTHING_TOLD,
        ]
        for action in actions
    ]
    note = paragraph(
        "Whether the numbers have moved since is told under “Is it getting better?”. That they "
        "moved after an action does not show that the action moved them.",
        "caveat",
    )
    html = paragraph(text) + table_html(release, "Actions agreed earlier", HEAD, rows) + note
    return View(text, html)


def _is_late(action: Mapping[str, str], data_date: str | None) -> bool:
    if action.get("done") or data_date is None:
        return False
    return date.fromisoformat(action["due"]) < date.fromisoformat(data_date)


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
        "What people said, beside the numbers. It is not counted, and it shows no more than that."
    )
    return View(lead, paragraph(lead) + quotes)


def _source(release: Release, one: Mapping[str, str]) -> str:
    finding = one.get("finding")
    return f"{one['source']}. About: {about(release, finding)}." if finding else one["source"]
