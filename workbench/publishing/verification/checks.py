"""The checks of a report, one function each, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.errors import DisclosureError, WorkbenchError
from workbench.publishing.plan import Run
from workbench.publishing.verification import (
    counts,
    coverage,
    derived,
    files,
    numbers,
    stated,
    together,
    words,
)
from workbench.publishing.verification.report import Report, as_bytes

SHOWN = 3
"""How many problems of one check are told; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold of a report.

    Attributes
    ----------
    name : str
        What is looked at.
    problems : callable
        From a report to what is wrong with it, in words without a value of it.
    same_code : bool
        Whether only the code that made a report can tell.
    before_publishing : bool
        Whether it is made before every publication too.
    """

    name: str
    problems: Callable[[Report], list[str]]
    same_code: bool = False
    before_publishing: bool = True


CHECKS = (
    Check("files and hashes", files.problems, before_publishing=False),
    Check("counts as shown", lambda report: counts.problems(report.release)),
    Check("numbers from shown counts", lambda report: numbers.problems(report.release)),
    Check(
        "words",
        lambda report: words.problems(report.release, report.manifest["parameters"]),
    ),
    Check("small counts, all together", together.problems, before_publishing=False),
    Check("manifest", stated.problems, same_code=True, before_publishing=False),
    Check("notebook replayed", derived.notebook_problems, same_code=True),
    Check("outputs made again", derived.other_problems, same_code=True),
)
"""What `workbench verify` looks at, in this order; one more check is one more line."""

WHOLE_PEOPLE_CHECKS = tuple(
    replace(check, problems=together.problems_of_whole_people)
    if check.problems is together.problems
    else check
    for check in CHECKS
)
"""The same, of an attacker who also uses that people are whole: exact, and far slower."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of every check of a report; None where it could not be made.

    `coverage` is how many of its numbers were worked out again, and how many there are.
    """

    label: str
    other_code: tuple[str, ...]
    results: Mapping[str, list[str] | None]
    coverage: tuple[int, int] | None = None

    @property
    def holds(self) -> bool:
        """Whether every check was made and found nothing."""
        return all(problems == [] for problems in self.results.values())

    def lines(self) -> list[str]:
        """Return it in words: what cannot be compared first, then a line a check."""
        told = []
        if self.other_code:
            told.append(
                f"made by other code ({', '.join(self.other_code)}): outputs cannot be compared"
            )
        told += [f"{name}: {_result(found)}" for name, found in self.results.items()]
        if self.coverage:
            again, every = self.coverage
            told.append(
                f"{again:,} of {every:,} numbers worked out again from the counts beside them; "
                "the others are of many cells or of models, and held to their limits and figures"
            )
        return told


def _result(problems: Sequence[str] | None) -> str:
    if problems is None:
        return "not checked, made by other code"
    if not problems:
        return "holds"
    more = len(problems) - SHOWN
    told = "; ".join(problems[:SHOWN])
    return f"{told}; and {more} more" if more > 0 else told


def verify(folder: Path, checks: Sequence[Check] = CHECKS) -> Verified:
    """Check a published report.

    Parameters
    ----------
    folder : Path
        Where it lies.
    checks : sequence of Check
        Those to make.

    Raises
    ------
    NoReportError
        If the folder is no report.
    """
    report = Report.read(folder)
    other = tuple(_other_code(report))
    results = {
        check.name: None if other and check.same_code else _problems(check, report)
        for check in checks
    }
    return Verified(report.label, other, results, _coverage(report))


def _coverage(report: Report) -> tuple[int, int] | None:
    try:
        return coverage.coverage(report.release)
    except (WorkbenchError, AttributeError, KeyError, TypeError, ValueError):
        # What cannot be read is told by the checks.
        return None


def prove(run: Run, outputs: Mapping[str, str | bytes], facts: Mapping[str, Any]) -> None:
    """Check a report that is about to be published.

    Parameters
    ----------
    run : Run
        What was run.
    outputs : mapping of str to str or bytes
        The content of every file.
    facts : mapping
        The manifest, as far as it is made.

    Raises
    ------
    DisclosureError
        With what was found: nothing is published that does not follow from its release.
    """
    report = Report(facts, {name: as_bytes(content) for name, content in outputs.items()})
    # The parameters as they were validated, with the paths that the manifest leaves out.
    vars(report)["run"] = run
    for check in CHECKS:
        found = _problems(check, report) if check.before_publishing else []
        if found:
            raise DisclosureError(
                f"Nothing was published, since not all of it follows from the release. "
                f"{check.name}: {_result(found)}."
            )


def _other_code(report: Report) -> list[str]:
    try:
        return stated.made_by_other_code(report)
    except WorkbenchError as error:
        return [str(error)]


def _problems(check: Check, report: Report) -> list[str]:
    """Return what a check finds; a report that it cannot read is one more thing found."""
    try:
        return check.problems(report)
    except WorkbenchError as error:
        return [str(error)]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [f"cannot be checked ({type(error).__name__})"]
