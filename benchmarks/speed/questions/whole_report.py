"""Every step of the report on one intake, in one process: seconds by the clock and of processor.

A first pass over a campaign's size warms the libraries and is not told.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

from benchmarks.speed.questions.intakes import parameters
from benchmarks.speed.told import tell
from workbench.analyses.recruitment_funnel import Parameters, report
from workbench.analyses.recruitment_funnel.analysis import state
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, count_campaign
from workbench.analyses.recruitment_funnel.questions import QUESTIONS, Question
from workbench.disclosure import release
from workbench.findings import Finding

PROCESSOR = "processor: "
Result = TypeVar("Result")


class Steps:
    """Seconds by name, those of the clock and those of the processor; they add up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def take(self, name: str, call: Callable[[], Result]) -> Result:
        """Count the time of a call towards a name."""
        start, busy = perf_counter(), process_time()
        result = call()
        took = {name: perf_counter() - start, PROCESSOR + name: process_time() - busy}
        for key, seconds in took.items():
            self.seconds[key] = self.seconds.get(key, 0) + seconds
        return result

    def in_all(self, kind: str) -> dict[str, float]:
        """Return the sums over all steps of a kind, such as `show`."""
        return {
            f"{start}{kind}: in all": sum(
                seconds for name, seconds in self.seconds.items() if name.startswith(start + kind)
            )
            for start in ("", PROCESSOR)
        }


def section(question: Question) -> str:
    """Return the section of the report that shows a question, which bears its module's name."""
    parts = question.answer.__module__.split(".")
    return next(part for part in reversed(parts) if part in report.__all__)


def measure(given: Parameters) -> dict[str, float]:
    """Read, count, answer, release and show; return the seconds of each step."""
    steps = Steps()
    steps.take("count: nothing more", lambda: count_campaign(given))
    wanted = [one for question in QUESTIONS for one in question.wanted(given)]
    counted = steps.take("count: all tables", lambda: count_campaign(given, wanted))
    rows = sum(len(table) for table in counted.tables.values())
    told = {"tables": len(counted.tables), "rows of tables": rows, "read": counted.rows_read}
    steps.take(
        "earlier: count", lambda: [count_campaign(given.of_earlier(e)) for e in given.earlier]
    )
    owners = _answers(steps, given, counted)
    findings = state(given, counted)
    for policy in ("analyst", "open"):
        restore = _weigh_apart(steps, policy, owners)
        released = steps.take(f"release: {policy}", lambda policy=policy: release(findings, policy))
        restore()
    for name in report.__all__:
        steps.take(f"show: {name}", lambda name=name: getattr(report, name).show(released))
    return told | steps.seconds | steps.in_all("answer") | steps.in_all("show")


def _answers(steps: Steps, given: Parameters, counted: CampaignCounts) -> dict[str, str]:
    """Answer every question; return the section that each finding belongs to."""
    owners = {}
    for question in QUESTIONS:
        name = section(question)
        answer = steps.take(f"answer: {name}", lambda ask=question.answer: ask(given, counted))
        owners |= {one.name: name for one in answer if isinstance(one, Finding)}
    return owners


def _weigh_apart(steps: Steps, policy: str, owners: dict[str, str]) -> Callable[[], None]:
    """Time what the gate measures of each question's findings; return how to stop that."""
    gate: Any = import_module(release.__module__)
    weigh = gate.weigh

    def timed(finding: Finding, *rest: Any) -> Any:
        name = f"{policy}: {owners.get(finding.name, 'groups by stage')}"
        return steps.take(name, lambda: weigh(finding, *rest))

    gate.weigh = timed
    return lambda: setattr(gate, "weigh", weigh)


if __name__ == "__main__":
    measure(parameters(Path(sys.argv[2])))
    tell(measure(parameters(Path(sys.argv[1]))))
