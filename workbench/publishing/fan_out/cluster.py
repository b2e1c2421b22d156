"""The scheduler that a call sends its runs to: its address, and whether its workers will do."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from workbench.errors import RunError
from workbench.publishing.fan_out.footing import Footing, other_code, problems

VARIABLE = "DASK_SCHEDULER_ADDRESS"
ADDRESS = re.compile(r"(tcp|tls)://[^\s/:]+:\d+|(tcp|tls)://\[[^\s\]]+\]:\d+")
PATIENCE = 10
"""Seconds that a scheduler is given to answer, and then to have a worker."""


def address_of(named: str | None) -> str:
    """Return the address of the scheduler, as named or from the environment.

    Parameters
    ----------
    named : str, optional
        Such as ``tcp://host:8786``; else the variable ``DASK_SCHEDULER_ADDRESS`` is read.

    Raises
    ------
    RunError
        If there is none, or it is no address. No cluster is ever started here.

    Examples
    --------
    >>> address_of("tcp://host:8786")
    'tcp://host:8786'
    """
    found = named or os.environ.get(VARIABLE, "")
    if not found:
        raise RunError(
            "the backend dask needs the address of a scheduler: name it with --scheduler "
            f"tcp://host:8786, or set {VARIABLE}."
        )
    if not ADDRESS.fullmatch(found):
        raise RunError(
            f"'{found}' is no scheduler's address; it has the form tcp://host:8786, or "
            "tls://host:8786."
        )
    return found


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Connect to a scheduler that has workers.

    Yields
    ------
    distributed.Client

    Raises
    ------
    RunError
        If the libraries are not installed, nobody answers, or there is no worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise RunError(
            "the backend dask needs the libraries dask and distributed: install the workbench "
            "with its extra 'dask'."
        ) from error
    with _without_its_log():
        try:
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise RunError(
                f"no Dask scheduler answers at {address} within {PATIENCE} seconds. Start it, or "
                "mend the address."
            ) from error
        with client:
            _await_a_worker(client, address)
            yield client


def check_workers(client: Any, footing: Footing) -> None:
    """Check that every worker can make reports for a call, and that the scheduler knows its code.

    Raises
    ------
    RunError
        Naming each that cannot, with every reason.
    """
    said = {"the scheduler": _of_scheduler(client, footing)}
    said |= client.run(problems, footing, on_error="return")
    wrong = {name: _reasons(found) for name, found in sorted(said.items()) if found}
    if wrong:
        listed = " ".join(f"{name} {reasons}." for name, reasons in wrong.items())
        raise RunError(
            f"{len(wrong)} of {len(said)} processes of the cluster (a scheduler and its workers) "
            f"cannot make these reports; nothing was run. {listed}"
        )


def _of_scheduler(client: Any, footing: Footing) -> Any:
    """Return what keeps the scheduler, which reads runs to pass them on, from reading these."""
    try:
        return client.run_on_scheduler(other_code, footing)
    # Whatever it is, the same sentence mends it.
    except Exception as error:
        return error


def _reasons(said: Any) -> str:
    if isinstance(said, Exception):
        return f"has no workbench that can do this ({type(said).__name__})"
    return "; it ".join(said)


def _await_a_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise RunError(
            f"the scheduler at {address} has had no worker for {PATIENCE} seconds. Start some, on "
            "machines that share the project and the reports folder."
        ) from error


@contextmanager
def _without_its_log() -> Iterator[None]:
    """Keep the client's own log out of what is told: all that matters is told in words."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)
