"""Small matrices on one thread: threads that wait for each other take ten times as long."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[Any]:
    """Hold linear algebra to one thread while a block runs.

    Examples
    --------
    >>> with one_thread():
    ...     pass
    """
    return _libraries().limit(limits=1, user_api="blas")


@cache
def _libraries() -> ThreadpoolController:
    # Looking for the libraries takes longer than a small fit.
    return ThreadpoolController()
