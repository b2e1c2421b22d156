"""Runs that failed: remembered, with the reason, until they succeed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.parameters.root import root
from workbench.publishing.console import printable
from workbench.publishing.execution import EXECUTED
from workbench.publishing.files import (
    PRIVATE_FILE,
    read_json,
    sweep,
    sync_folder,
    to_json,
    write_synced,
)
from workbench.publishing.places import Places, make_private
from workbench.publishing.plan import Refusal, Run
from workbench.publishing.publication import exchange
from workbench.publishing.sanitised import notebook_of

FILE = "reason.json"
LOG = "log.txt"
LONGEST = 400
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Failure:
    """One run that failed when it was last tried."""

    analysis: str
    name: str
    title: str
    reason: str
    time: str
    parameter_file: str
    policy: str | None
    data_source: str | None


def record(places: Places, run: Run | Refusal, *, reason: str, log: str) -> None:
    """Keep the reason of a failure, where it came from and the notebook as far as it ran.

    Nobody but the owner can read any of it from its first byte on. It is written beside the last
    record and takes its place whole.
    """
    sweep(places.failing)
    make_private(places.failing, reports=places.reports)
    plain = printable(COLOUR.sub("", log))
    texts = {LOG: plain, FILE: to_json(_facts(run, printable(reason)))}
    if (places.work / EXECUTED).is_file() and (kept := notebook_of(places.work / EXECUTED)):
        texts[EXECUTED] = kept
    for name, text in texts.items():
        write_synced(places.failing / name, text, mode=PRIVATE_FILE)
    sync_folder(places.failing)
    make_private(places.failed.parent, reports=places.reports)
    if not exchange(places.failing, places.failed):
        sweep(places.failed)
        os.rename(places.failing, places.failed)
    sync_folder(places.failed.parent)
    sweep(places.failing)


def forget(places: Places) -> None:
    """Forget the failure of a run that has now succeeded, in one step."""
    if places.failed.exists():
        sweep(places.failing)
        make_private(places.failing.parent, reports=places.reports)
        os.rename(places.failed, places.failing)
    sweep(places.failing)


def is_recorded(places: Places) -> bool:
    """Return whether the run failed when it was last tried."""
    return (places.failed / FILE).exists()


def recorded(reports: Path) -> Iterator[Failure]:
    """Yield every failure whose parameter file is still there; drop the others."""
    for path in sorted((reports / ".failed").glob(f"*/*/{FILE}")):
        facts = read_json(path)
        if facts is None or not (root() / facts["parameter_file"]).is_file():
            sweep(path.parent)
        else:
            yield Failure(**facts)


def _facts(run: Run | Refusal, reason: str) -> dict[str, Any]:
    parameters = getattr(run, "parameters", None)
    file, top = run.parameter_file, root()
    inside = file.is_relative_to(top)
    return {
        "analysis": run.analysis,
        "name": run.name,
        "title": getattr(parameters, "title", run.label),
        "reason": reason if len(reason) <= LONGEST else f"{reason[: LONGEST - 1]}…",
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "parameter_file": (file.relative_to(top) if inside else file).as_posix(),
        "policy": getattr(parameters, "policy", None),
        "data_source": getattr(parameters, "data_source", None),
    }
