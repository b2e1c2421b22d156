"""Every statement on three scales, for those with the role and for others."""

from __future__ import annotations

from collections.abc import Callable

from workbench.analyses.role_evaluation.report.survey.reading import (
    CHANGE,
    INDEX_CHANGE,
    OF_OTHERS,
    WITH,
    WITHOUT,
    Said,
)
from workbench.analyses.role_evaluation.report.survey.sentences import higher, more
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View

HEAD = [
    "Statement",
    "Agreed, of every 100",
    "Not weighted",
    "Engagement index (0 to 100)",
    "Odds of a higher answer",
    "Verdict",
]


def measures(release: Release, told: tuple[Said, ...]) -> View:
    """Show the change in each statement on three scales, side by side."""
    weighted = any(one.number("points_unweighted") for one in told)
    kept = [name for name in HEAD if weighted or name != "Not weighted"]
    rows = [[*_row(one, "", weighted=weighted), words.verdict(one.cell)] for one in told]
    caption = "Change with the role less the change without it (likely range)"
    return _view(release, caption, kept, rows, told)


def placebo(release: Release, told: tuple[Said, ...]) -> View:
    """Show the same for those whom the role does not support, in whom nothing should change."""
    weighted = any(one.number("points_unweighted", CHANGE + OF_OTHERS) for one in told)
    kept = [name for name in HEAD[:-1] if weighted or name != "Not weighted"]
    rows = [_row(one, OF_OTHERS, weighted=weighted) for one in told]
    caption = "The same change of those whom the role does not support (likely range)"
    return _view(release, caption, kept, rows, told)


def levels(release: Release, told: tuple[Said, ...]) -> View:
    """Show the engagement index itself."""
    head = ["Statement", "With, before", "With, since", "Without, before", "Without, since"]
    places = [(side, since) for side in (WITH, WITHOUT) for since in (False, True)]
    rows = [
        [
            one.title,
            *(
                _told(one.index[side, one.since if since else one.before].numbers.get("index"))
                for side, since in places
            ),
        ]
        for one in told
    ]
    return _view(release, "Engagement index, 0 to 100 (likely range)", head, rows, told)


def _row(one: Said, of: str, *, weighted: bool) -> list[str]:
    change, index = f"{CHANGE}{of}", f"{INDEX_CHANGE}{of}"
    plain = [_told(one.number("points_unweighted", change), more)] if weighted else []
    return [
        one.title,
        _told(one.number("points", change), more),
        *plain,
        _told(one.number("index", index), higher),
        _ratio(one.number("odds_ratio", change)),
    ]


def _plain(value: float) -> str:
    return f"{value:.0f}"


def _told(number: ReleasedNumber | None, form: Callable[[float], str] = _plain) -> str:
    if number is None or number.value is None:
        return words.WITHHELD
    return f"{form(number.value)}\n({words.span(number, form)})"


def _ratio(number: ReleasedNumber | None) -> str:
    if number is None or number.value is None:
        return words.WITHHELD
    form = words.ratio_form(number)
    return f"{form(number.value)}\n({words.span(number, form)})"


def _view(
    release: Release, caption: str, head: list[str], rows: list[list[str]], told: tuple[Said, ...]
) -> View:
    names = tuple(one.finding for one in told)
    return View(caption, table_html(release, caption, head, rows), names)
