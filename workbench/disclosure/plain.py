"""Frozen results as plain values: what stands in them, without a copy of every part."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import Any


def fields_of(one: object) -> dict[str, Any]:
    """Return the fields of a dataclass by name, each as it is.

    Examples
    --------
    >>> from workbench.disclosure.released import ReleasedCount
    >>> fields_of(ReleasedCount(4, "4"))
    {'value': 4, 'shown': '4'}
    """
    kind: Any = type(one)
    return {name: getattr(one, name) for name in _names(kind)}


def as_json(one: object) -> str:
    """Return the JSON of a dataclass, and of those in it.

    Raises
    ------
    ValueError
        If a number is not finite.

    Examples
    --------
    >>> from workbench.disclosure.released import ReleasedCount
    >>> as_json([ReleasedCount(4, "4")])
    '[{"value": 4, "shown": "4"}]'
    """
    return json.dumps(one, default=fields_of, allow_nan=False)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
