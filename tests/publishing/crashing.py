"""Crashes on purpose: a process that dies, or meets an error, at its nth change of the disk.

Run as a program, ``python crashing.py SCENARIO FOLDER FAULT ...``. For each fault it does the
scenario again and again in children of its own, each with the fault one change later, until one
gets through; after each it looks as a reader does and then as the next run does. It prints a JSON
list of the points.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from workbench.publishing import failures, library, manifest, publication
from workbench.publishing.places import Places

CHANGES = ("fsync", "rename", "replace", "mkdir", "rmdir", "unlink", "chmod", "ftruncate", "pwrite")
WRITES = os.O_WRONLY | os.O_RDWR
THROUGH, DIED_BY_ERROR = 0, 3


class Fault:
    """Strikes at the nth change of the disk, and for a full disk at every one after it."""

    def __init__(self, kind: str, number: int, log: Path) -> None:
        self.kind, self.left, self.log = kind, number, log

    def strike(self, name: str, half: Callable[[], object] | None = None) -> None:
        if self.kind == "half" and not half:
            return
        self.left -= 1
        if self.left > 0 or (self.left < 0 and self.kind != "full"):
            return
        if self.left == 0:
            self.log.write_text(name)
        if half and self.kind == "half":
            half()
        if self.kind in ("kill", "half"):
            os.kill(os.getpid(), signal.SIGKILL)
        if self.kind == "memory":
            raise MemoryError
        if self.kind == "broken" or name not in ("unlink", "rmdir"):
            number = errno.EIO if self.kind == "broken" else errno.ENOSPC
            raise OSError(number, os.strerror(number), name)


def install(fault: Fault) -> None:
    """Put the fault before every change that this process makes from here on."""
    for name in CHANGES:
        setattr(os, name, _before(fault, name, getattr(os, name)))
    open_, write, exchange = os.open, os.write, publication.exchange

    def opened(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & WRITES:
            fault.strike("open")
        return open_(path, flags, *rest, **named)

    def written(descriptor: int, data: Any) -> int:
        fault.strike("write", lambda: write(descriptor, bytes(data)[: len(data) // 2]))
        return write(descriptor, data)

    def exchanged(one: Path, other: Path) -> bool:
        fault.strike("exchange")
        return exchange(one, other)

    os.open, os.write = opened, written
    publication.exchange = failures.exchange = exchanged


def _before(fault: Fault, name: str, change: Callable[..., Any]) -> Callable[..., Any]:
    def changed(*args: Any, **named: Any) -> Any:
        fault.strike(name)
        return None if name == "fsync" else change(*args, **named)

    return changed


@dataclass(frozen=True)
class Scenario:
    """What is there before, what is done, and what may be seen after."""

    prepare: Callable[[Places], None]
    act: Callable[[Places], None]
    see: Callable[[Places], str | None]
    may_be_seen: tuple[str | None, ...]
    may_be_found: tuple[str | None, ...]
    again: Callable[[Places], None]


def publish(places: Places, word: str) -> None:
    outputs = dict.fromkeys(("report.html", "findings.json"), f"{word} " * 3000)
    publication.publish(places, outputs, {"key": word})


def seen_report(places: Places) -> str | None:
    """Return the word that all of a report is made of, as a reader finds it."""
    if not places.final.exists():
        return None
    if not manifest.verifies(places.final):
        return "torn"
    files = ("report.html", "findings.json")
    words = {word for name in files for word in (places.final / name).read_text().split()}
    words.add(json.loads((places.final / manifest.FILE).read_text())["key"])
    return words.pop() if len(words) == 1 else "a mixture"


def fail(places: Places, word: str) -> None:
    run = SimpleNamespace(
        analysis="toy", name="one", label="toy/one", parameter_file=Path(__file__)
    )
    failures.record(places, run, reason=word, log=f"{word} " * 3000)


def seen_failure(places: Places) -> str | None:
    if not failures.is_recorded(places):
        return None
    (found,) = failures.recorded(places.reports)
    words = {found.reason, *(places.failed / failures.LOG).read_text().split()}
    return words.pop() if len(words) == 1 else "a mixture"


def seen_index(places: Places) -> str | None:
    text = (places.reports / library.INDEX).read_text()
    if not text.rstrip().endswith("</html>"):
        return "torn"
    return next((word for word in ("new", "old") if f"{word}-reason" in text), None)


def index(places: Places, word: str) -> None:
    fail(places, f"{word}-reason")
    library.rebuild(places.reports)


def between_renames(places: Places) -> None:
    """Leave a report as a crash between two renames does."""
    publish(places, "old")
    with suppress(KeyboardInterrupt):
        put, publication.put_in_place = publication.put_in_place, _stop
        publish(places, "new")
    publication.put_in_place = put
    places.previous.parent.mkdir(parents=True)
    places.final.rename(places.previous)


def _stop(_: Places) -> None:
    raise KeyboardInterrupt


def by_two_renames(places: Places) -> None:
    publication.exchange = lambda *_: False
    publish(places, "new")


def _of_report(
    prepare: Callable[..., None], act: Callable[..., None], *may: str | None
) -> Scenario:
    found = tuple(word for word in may if word or "old" not in may)
    return Scenario(prepare, act, seen_report, may, found, lambda places: publish(places, "newest"))


def _old(places: Places) -> None:
    publish(places, "old")


def _new(places: Places) -> None:
    publish(places, "new")


SCENARIOS = {
    "first": _of_report(lambda _: None, _new, None, "new"),
    "exchange": _of_report(_old, _new, "old", "new"),
    "two renames": _of_report(_old, by_two_renames, "old", "new", None),
    "recovery": Scenario(
        between_renames,
        publication.recover,
        seen_report,
        (None, "new"),
        ("new",),
        lambda places: publish(places, "newest"),
    ),
    "failure": Scenario(
        lambda places: fail(places, "old"),
        lambda places: fail(places, "new"),
        seen_failure,
        ("old", "new"),
        ("old", "new"),
        lambda places: fail(places, "newest"),
    ),
    "forget": Scenario(
        lambda places: fail(places, "old"),
        failures.forget,
        seen_failure,
        ("old", None),
        ("old", None),
        lambda places: fail(places, "newest"),
    ),
    "index": Scenario(
        lambda places: index(places, "old"),
        lambda places: index(places, "new"),
        seen_index,
        ("old", "new"),
        ("old", "new"),
        lambda places: index(places, "newest"),
    ),
}


def points(scenario: Scenario, kind: str, folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what was seen after a fault at each change of the disk, the first to the last."""
    for number in range(1, 1000):
        places = Places(folder / kind / str(number), "toy", "one")
        places.reports.mkdir(parents=True)
        scenario.prepare(places)
        log = folder / kind / f"{number}.log"
        how = _in_child(scenario, places, Fault(kind, number, log))
        if how == THROUGH and not log.exists():
            return
        yield {
            "kind": kind,
            "number": number,
            "change": log.read_text(),
            "how": how,
            "wrong": _wrong(scenario, places),
        }


def _in_child(scenario: Scenario, places: Places, fault: Fault) -> int:
    """Return how the child ended: 0 or the negative of a signal, or 3 for an error."""
    child = os.fork()
    if not child:
        code = DIED_BY_ERROR
        try:
            install(fault)
            scenario.act(places)
            code = THROUGH
        except (OSError, MemoryError):
            pass
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _wrong(scenario: Scenario, places: Places) -> list[str]:
    """Return what is not as it should be, for a reader, after recovery, and for the next run."""
    wrong = []
    if (word := scenario.see(places)) not in scenario.may_be_seen:
        wrong.append(f"a reader sees {word}")
    publication.recover(places)
    hidden = (places.staging, places.previous, places.work, places.failing)
    wrong += [f"{path.parts[-3]} is left by recovery" for path in hidden if path.exists()]
    if (word := scenario.see(places)) not in scenario.may_be_found:
        wrong.append(f"the next run finds {word}")
    scenario.again(places)
    if "newest" not in str(word := scenario.see(places)) and scenario.see is not seen_index:
        wrong.append(f"the next run leaves {word}")
    if scenario.see is seen_report and places.final.stat().st_mode & 0o777 != 0o755:
        wrong.append("others cannot read it")
    wrong += [f"{path.parts[-3]} is left" for path in hidden if path.exists()]
    return wrong + [f"{path.name} is left" for path in places.reports.rglob("*.new")]


if __name__ == "__main__":
    # The parent's own waiting for the disk is not what is tested.
    os.fsync = lambda _: None
    gc.freeze()
    _, name, where, *kinds = sys.argv
    found = [point for kind in kinds for point in points(SCENARIOS[name], kind, Path(where))]
    print(json.dumps(found))
