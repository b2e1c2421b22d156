"""Libraries of notebooks, imported late, once, and without a second of parsers that none needs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

NEVER_USED = "rfc3987_syntax"
"""Checks internationalised addresses in JSON; importing it builds 39 parsers, for a second."""
_IMPORTING = threading.Lock()


def imported(name: str) -> ModuleType:
    """Return a library for notebooks, imported if it was not yet.

    Parameters
    ----------
    name : str
        Such as ``papermill``.

    Examples
    --------
    >>> imported("nbformat").v4.new_notebook().nbformat
    4
    """
    with _IMPORTING, _without(NEVER_USED):
        return import_module(name)


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Let a library seem not to be installed, which those that could use it allow for."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
