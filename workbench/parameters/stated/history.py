"""What the parameters say of dated events, and of what people did and said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BeforeValidator, ValidationError, ValidationInfo

from workbench.errors import ParameterError, StorageError
from workbench.parameters import Day, StrictModel, Text
from workbench.parameters.problems import explain
from workbench.parameters.root import resolve
from workbench.parameters.yaml_file import load, parse
from workbench.storage import Location, opened


class Event(StrictModel):
    """Something that changed on a day: entry criteria, an assessment, a deadline.

    `campaign` is the first one that it could touch; campaigns are called by the month they start
    in, and people apply well before.
    """

    date: Day
    event: Text
    campaign: str | None = None


class Action(StrictModel):
    """What was agreed about one finding; `done` says what became of it."""

    finding: Text
    action: Text
    owner: Text
    due: Day
    done: Text | None = None


class Insight(StrictModel):
    """What people said, beside the numbers: in their words or a summary, with its source."""

    finding: Text | None = None
    said: Text
    source: Text


def _list_or_file(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str):
        return tuple(_items_of(value, str(info.field_name)))
    return tuple(value) if isinstance(value, list) else value


def _items_of(path: str, name: str) -> list[Any]:
    """Return the items of a file; its own problems are told with its name."""
    file, place = PurePosixPath(path).name, resolve(path)
    if isinstance(place, Path) and not place.is_file():
        raise ValueError(f"there is no file {path!r}. Check it; it starts at the project's root.")
    try:
        told = _loaded(place)
    except (ParameterError, StorageError) as error:
        # Gathered with all other problems of the parameters.
        raise ValueError(str(error)) from error
    if list(told) != [name] or not isinstance(told[name], list):
        raise ValueError(f"{file} must hold one list and nothing else: {name}: [..].")
    problems = [
        f"{file}, item {place}: {text}"
        for place, item in enumerate(told[name], 1)
        for text in _problems_of(item, ITEMS[name])
    ]
    if problems:
        raise ValueError(" ".join(problems))
    return told[name]


def _loaded(place: Location) -> dict[str, Any]:
    if isinstance(place, Path):
        return load(place)
    try:
        text = opened(place).read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParameterError(f"{place.name}: is not UTF-8 text. Save it as UTF-8.") from error
    return parse(text, source=place.name)


def _problems_of(item: object, model: type[StrictModel]) -> Iterator[str]:
    if not isinstance(item, dict):
        known = ", ".join(f"{name}: .." for name in model.model_fields)
        yield f"write it as names with what each is: {{{known}}}."
        return
    try:
        model.model_validate(item)
    except ValidationError as error:
        yield from (text for _, text in explain(model, error))


ITEMS: dict[str, type[StrictModel]] = {"events": Event, "actions": Action, "insight": Insight}
ListOrFile = BeforeValidator(_list_or_file)
"""A list, or the YAML file that holds it under the parameter's own name."""
