"""Pydantic's findings in the words of this project."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from workbench.parameters.reading import DELIMITER

MUST_BE = {
    "string_type": "one text",
    "tuple_type": "a list, such as [Leeds, Hull]",
    "dict_type": "names with what each is, such as {sift: {}, offer: {}}",
    "model_type": "names with what each is, such as {title: a title}",
    "model_attributes_type": "names with what each is, such as {title: a title}",
    "date_type": "a day, such as 2023-06-30",
    "date_from_datetime_parsing": "a day, such as 2023-06-30",
    "date_parsing": "a day, such as 2023-06-30",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
}
"""By the kind of a finding: what must stand there."""
PATTERNS = {
    DELIMITER: (
        "one character that is no letter, figure or quotation mark; a tab is written "
        r'"\t", in double quotes'
    ),
    r"^[a-z][a-z0-9_]{0,39}$": (
        "a plain name: a small letter, then small letters, figures and _, 40 at most"
    ),
}


def explain(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield each problem as the parameter's name and a sentence that says how to mend it."""
    for item in error.errors(include_url=False):
        place = tuple(part for part in item["loc"] if part != "[key]")
        name = str(place[0]) if place else ""
        if not place and item["type"] == "value_error":
            # What cannot be true of the parameters together: one argument a problem.
            yield from ((name, text) for text in item["ctx"]["error"].args)
        else:
            yield name, _sentence(model, place, item)


def nearest(name: str, known: list[str]) -> str:
    """Return a question naming the nearest known name, or the list of them."""
    # Words in another order are a likelier slip than another name.
    turned = [one for one in known if sorted(one.split("_")) == sorted(name.split("_"))]
    close = turned or get_close_matches(name, known, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Known names: {', '.join(known)}."


def _sentence(model: type[BaseModel], place: tuple[Any, ...], item: Any) -> str:
    quoted = _short(".".join(str(part) for part in place))
    kind, found = item["type"], item["input"]
    if kind == "extra_forbidden":
        parent = ".".join(str(part) for part in place[:-1])
        under = f" under {parent}" if parent else ""
        asked = _model_at(model, place[:-1])
        mend = _one_below(asked, str(place[-1])) or nearest(str(place[-1]), [*asked.model_fields])
        return f"unknown name {_short(place[-1])}{under}. {mend}"
    if kind == "missing":
        return f"{quoted} is missing. Add it."
    if kind == "value_error":
        return f"{quoted}: {item['ctx']['error']}"
    if found is None:
        return f"{quoted} has no value. {_mend_of_nothing(kind, place)}"
    if kind == "string_type" and isinstance(found, bool):
        return (
            f"{quoted} must be text but reads as {found}: YAML takes a bare yes, no, on or off "
            "for true or false. Put it in quotes."
        )
    if kind == "string_type" and isinstance(found, int | float):
        return f"{quoted} must be text but reads as a number. Put it in quotes."
    if kind in MUST_BE:
        return f"{quoted} must be {MUST_BE[kind]}; found {_short(found)}."
    if kind in ("too_short", "string_too_short"):
        return f"{quoted} must not be empty. Write at least one."
    if kind == "string_pattern_mismatch":
        pattern = item["ctx"]["pattern"]
        return f"{quoted} must be {PATTERNS.get(pattern, pattern)}; found {_short(found)}."
    message = item["msg"].removeprefix("Input ")
    return f"{quoted} {message[0].lower()}{message[1:]}; found {_short(found)}."


def _one_below(model: type[BaseModel], name: str) -> str:
    """Return where a name stands that was written too high, or nothing."""
    below = [
        place
        for place, field in model.model_fields.items()
        if isinstance(kind := field.annotation, type)
        and issubclass(kind, BaseModel)
        and name in kind.model_fields
    ]
    return f"It stands under '{below[0]}': write {below[0]}: {{{name}: ..}}." if below else ""


def _mend_of_nothing(kind: str, place: tuple[Any, ...]) -> str:
    if kind in ("model_type", "model_attributes_type") and place:
        return f"Where nothing is to be said of it, write {place[-1]}: {{}}."
    return "Write one, or take the name out."


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _model_at(model: type[BaseModel], place: tuple[Any, ...]) -> type[BaseModel]:
    current = model
    for part in place:
        field = current.model_fields.get(str(part))
        found = next(_models_in(field.annotation), None) if field else None
        current = found or current
    return current


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
