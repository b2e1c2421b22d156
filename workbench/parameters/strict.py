"""The kinds of value a parameter can have."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict


def _tuple_of_list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _date_of_iso_text(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _plain_text(value: str) -> str:
    if marks := ", ".join(unseen(value)):
        raise ValueError(f"holds characters that cannot be seen ({marks}). Take them out.")
    return value


def unseen(text: str) -> tuple[str, ...]:
    r"""Return the names of the characters in a text that cannot be seen, but for space and tab.

    Control and direction marks can make a title or a label read as another one.

    Examples
    --------
    >>> unseen("Le\u202eeds\x1b"), unseen("Leeds, Hull")
    (('U+001B', 'U+202E'), ())
    """
    marks = set(text) - {"\n", "\t"}
    strange = (mark for mark in marks if unicodedata.category(mark) in ("Cc", "Cf", "Cs"))
    return tuple(f"U+{ord(mark):04X}" for mark in sorted(strange))


Text = Annotated[str, AfterValidator(_plain_text)]
"""Text that is shown: no control characters and no marks that turn its direction."""
Labels = Annotated[tuple[str, ...], BeforeValidator(_tuple_of_list)]
"""A list of labels as they stand in a file; YAML and notebooks write a list."""
Names = Annotated[tuple[Text, ...], BeforeValidator(_tuple_of_list)]
"""A list of names or sentences that are shown."""
Day = Annotated[date, BeforeValidator(_date_of_iso_text)]
"""A day; YAML and notebooks write ISO text such as "2023-06-30"."""


class StrictModel(BaseModel):
    """No coercion, no unknown names, no change after it is made."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
