"""Explain or reform: every disparity asks for an owner and a date."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import characteristics, disparities, is_ahead
from workbench.presentation.sentence import where
from workbench.presentation.view import View, paragraph
from workbench.vocabulary.terms import LEAVING, OVERALL


def explain_or_reform(release: Release) -> View:
    """Open an action for every disparity: explain it, or change what causes it."""
    if release.context.data_source == "published":
        text = "This is a check of the method on published figures. It asks for no action."
        return View(text, paragraph(text))
    agreed = {action["finding"]: action for action in release.context.actions}
    found = disparities(release)
    rows = [_action_row(release, cell, agreed.pop(key(cell), None)) for cell in found]
    others = [[about(release, name), *_agreed(action)] for name, action in agreed.items()]
    if not rows and not others:
        text = (
            "No disparity was established that needs an owner. That is not evidence that there is "
            "none: see what we cannot tell."
        )
        return View(text, paragraph(text, "action"))
    text = "Each disparity needs an owner who explains it, or changes what causes it, by a date."
    caption = "Explain or reform: one line for each disparity"
    parts = ["Agreed action", "Owner", "Due"]
    table = table_html(release, caption, ["Disparity", *parts], rows) if rows else ""
    if others:
        about_others = "Other actions already agreed, of what has no verdict above"
        table += table_html(release, about_others, ["About", *parts], others)
    names = tuple(finding.name for finding in characteristics(release))
    return View(text, f'<div class="action">{paragraph(text)}{table}</div>', names)


def key(cell: ReleasedCell) -> str:
    """Return the name by which a parameter file's action refers to a disparity."""
    return f"{cell.characteristic}/{cell.group}/{cell.stage}"


def about(release: Release, finding: str) -> str:
    """Say in words what a finding's key is of; the key itself if it is of nothing known."""
    parts = finding.split("/")
    context = release.context
    if len(parts) != 3 or parts[0] not in context.titles:
        return finding
    characteristic, group, stage = parts
    if stage != OVERALL and stage not in context.stages:
        return finding
    if stage == LEAVING:
        return f"{context.titles[characteristic]}: leaving of {words.people_of(group, context)}"
    place = "over all stages" if stage == OVERALL else f"at the {context.stages[stage]}"
    place = place if context.stages else "taken together"
    people = words.capital(words.people_of(group, context))
    return f"{context.titles[characteristic]}: {people}, {place}"


def _action_row(
    release: Release, cell: ReleasedCell, action: Mapping[str, str] | None
) -> list[str]:
    group, other = (
        words.people_of(name, release.context) for name in (cell.group, cell.comparator)
    )
    title = release[cell.characteristic].title
    if cell.stage == LEAVING:
        side = "less" if is_ahead(cell) else "more"
        return [f"{title}: {group} leave {side} often than {other}", *_agreed(action)]
    against = "ahead of" if is_ahead(cell) else "behind"
    named = f"{title}: {group} {against} {other}, {where(release, cell)}"
    return [named, *_agreed(action)]


def _agreed(action: Mapping[str, str] | None) -> list[str]:
    return (
        [action["action"], action["owner"], words.day(action["due"])]
        if action
        else [
            "Not yet agreed",
            "Not yet named",
            "Not yet set",
        ]
    )
