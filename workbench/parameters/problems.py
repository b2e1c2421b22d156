"""Pydantic's findings in the words of this project."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError


def explain(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield each problem as the parameter's name and a sentence that says how to mend it."""
    for item in error.errors(include_url=False):
        place = tuple(part for part in item["loc"] if part != "[key]")
        yield str(place[0]) if place else "", _sentence(model, place, item)


def nearest(name: str, known: list[str]) -> str:
    """Return a question naming the nearest known name, or the list of them."""
    close = get_close_matches(name, known, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Known names: {', '.join(known)}."


def _sentence(model: type[BaseModel], place: tuple[Any, ...], item: Any) -> str:
    dotted = ".".join(str(part) for part in place)
    kind = item["type"]
    if kind == "extra_forbidden":
        parent = ".".join(str(part) for part in place[:-1])
        under = f" under {parent}" if parent else ""
        known = list(_model_at(model, place[:-1]).model_fields)
        return f"unknown name '{place[-1]}'{under}. {nearest(str(place[-1]), known)}"
    if kind == "missing":
        return f"'{dotted}' is missing. Add it."
    if kind == "string_type" and isinstance(item["input"], bool):
        return (
            f"'{dotted}' must be text but reads as {item['input']}: YAML takes a bare yes, no, "
            "on or off for true or false. Put it in quotes."
        )
    if kind == "string_type" and isinstance(item["input"], int | float):
        return f"'{dotted}' must be text but reads as a number. Put it in quotes."
    if kind == "tuple_type":
        return f"'{dotted}' must be a list, such as [Leeds, Hull]; found {_short(item['input'])}."
    if kind == "value_error":
        return f"'{dotted}': {item['ctx']['error']}" if dotted else str(item["ctx"]["error"])
    message = item["msg"].removeprefix("Input ")
    return f"'{dotted}' {message[0].lower()}{message[1:]}; found {_short(item['input'])}."


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
