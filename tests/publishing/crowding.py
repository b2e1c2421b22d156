"""Many processes that make one report at the same time, with a stand-in for the notebook.

Run as a program, ``python crowding.py HOW COUNT REPORTS``, where HOW is ``force``, ``resume``,
``refuse`` or ``dying``. It prints a JSON list: what became of each run, and what each was told.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from workbench.publishing import run as running
from workbench.publishing.progress import Progress
from workbench.publishing.publication import publish

FILES = ("report.html", "findings.json", "notebook.ipynb")
LABEL = "toy/one"


class Crowd:
    """Runs of one report; each writes its own process's number everywhere."""

    def __init__(self, how: str, count: int, reports: Path) -> None:
        self.how, self.count, self.reports = how, count, reports
        self.ready = reports.parent / "ready"
        self.made = reports.parent / "made"
        self.ready.mkdir(parents=True)

    def start(self) -> list[int]:
        return [self._child(number) for number in range(self.count)]

    def _child(self, number: int) -> int:
        child = os.fork()
        if not child:
            code = 1
            try:
                code = self._run(number)
            finally:
                os._exit(code)
        return child

    def _run(self, number: int) -> int:
        running._make = self._make
        running.read_log = lambda *_, **__: None
        running.secret_of = lambda *_, **__: None
        running.fingerprint = lambda *_, **__: SimpleNamespace(key="the same", inputs=())
        running._keep = lambda run, *_, **__: running.Outcome(run.label, "unchanged")
        told = io.StringIO()
        run = SimpleNamespace(
            analysis="toy", name="one", label=LABEL, parameter_file=Path(__file__)
        )
        (self.ready / str(number)).touch()
        self._await(self.ready, self.count)
        outcome = running.run_one(
            run,
            reports=self.reports,
            force=self.how != "resume",
            wait=self.how != "refuse",
            progress=Progress(told),
        )
        result = {"process": os.getpid(), "status": outcome.status, "reason": outcome.reason}
        text = json.dumps({**result, "told": told.getvalue()})
        (self.reports.parent / f"{number}.outcome").write_text(text)
        return 0

    def _make(self, _: Any, places: Any, *__: Any, **___: Any) -> None:
        # Two at a time would both try to make this file.
        os.close(os.open(self.made, os.O_CREAT | os.O_EXCL))
        if self.how == "refuse":
            self._await_outcomes(self.count - 1)
        if self.how == "dying" and not (self.reports / "toy/one").exists():
            publish(places, self._outputs(), {"key": "the same", "by": os.getpid()})
            self.made.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        publish(places, self._outputs(), {"key": "the same", "by": os.getpid()})
        self.made.unlink()

    def _outputs(self) -> dict[str, str]:
        return {name: f"{os.getpid()}\n" * 2000 for name in FILES}

    def _await_outcomes(self, count: int) -> None:
        until = time.monotonic() + 60
        while len(list(self.reports.parent.glob("*.outcome"))) < count:
            assert time.monotonic() < until, "the others did not refuse"
            time.sleep(0.01)

    @staticmethod
    def _await(folder: Path, count: int) -> None:
        while len(os.listdir(folder)) < count:
            time.sleep(0.005)


def look(final: Path) -> set[str] | None:
    """Return the numbers that a report is made of, read from one folder; None if it is going."""
    try:
        folder = os.open(final, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        texts = []
        for name in (*FILES, "manifest.json"):
            with open(os.open(name, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as file:
                texts.append(file.read())
    except FileNotFoundError:
        return None
    finally:
        os.close(folder)
    found = {word for text in texts[:-1] for word in text.split()}
    sizes = {len(text.split()) for text in texts[:-1]}
    return found | {str(json.loads(texts[-1])["by"])} | ({"torn"} if sizes != {2000} else set())


def main(how: str, count: int, reports: Path) -> None:
    """Run a crowd, and read the report all the while as a reader does."""
    crowd = Crowd(how, count, reports)
    left, seen, mixtures = set(crowd.start()), set(), []
    ended = {}
    while left:
        found = look(reports / "toy/one")
        if found:
            seen |= found
            mixtures += [sorted(found)] if len(found) > 1 else []
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            left.discard(child)
            ended[child] = os.waitstatus_to_exitcode(status)
    outcomes = [json.loads(path.read_text()) for path in sorted(reports.parent.glob("*.outcome"))]
    facts = {"outcomes": outcomes, "mixtures": mixtures, "seen": len(seen)}
    print(json.dumps({**facts, "ended": list(ended.values())}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
