"""The quality-assurance log of a run, as people write it beside the parameter file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from workbench.errors import ParameterError
from workbench.parameters.problems import explain
from workbench.parameters.strict import Day, StrictModel, Text
from workbench.parameters.yaml_file import load

if TYPE_CHECKING:
    from workbench.publishing.plan import Run

SUFFIX = ".qa.yaml"
LONGEST_NAME = 120
SHA256 = re.compile(r"[0-9a-f]{64}")


def _list_to_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _something(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be blank.")
    return value.strip()


def _one_line(value: str) -> str:
    if {"\n", "\t"} & set(value) or len(value) > LONGEST_NAME:
        raise ValueError(f"must be one line of at most {LONGEST_NAME} characters.")
    return value


def _binding(value: str) -> str:
    if not SHA256.fullmatch(value):
        raise ValueError("must be the 64 figures and letters that 'workbench quality' prints.")
    return value


Sentence = Annotated[Text, AfterValidator(_something)]
Person = Annotated[Text, AfterValidator(_one_line), AfterValidator(_something)]
"""The name of a person or a role; it is published."""
Listed = BeforeValidator(_list_to_tuple)


class Assumption(StrictModel):
    """What was taken for granted, whose it is, and how much hangs on it."""

    text: Sentence
    owner: Person
    impact: Literal["low", "medium", "high"]


class Check(StrictModel):
    """What was checked, by whom, when and what came of it."""

    what: Sentence
    by: Person
    date: Day
    outcome: Sentence


class SignOff(StrictModel):
    """The approver's word for one version of a report, which `manifest` names."""

    approver: Person
    date: Day
    statement: Sentence
    manifest: Annotated[Text, AfterValidator(_binding)]


class QualityLog(StrictModel):
    """Who commissioned, made, assured and approves a report, and on what it rests.

    The analyst can be neither its assurer nor its approver, and nobody signs what the assurer has
    not checked.
    """

    commissioner: Person
    analyst: Person
    assurer: Person
    approver: Person
    assumptions: Annotated[tuple[Assumption, ...], Listed] = ()
    checks: Annotated[tuple[Check, ...], Listed] = ()
    limitations: Annotated[tuple[Sentence, ...], Listed] = ()
    sign_off: SignOff | None = None

    @field_validator("assurer", "approver")
    @classmethod
    def _is_not_the_analyst(cls, value: str, info: ValidationInfo) -> str:
        if same_person(value, info.data.get("analyst", "")):
            raise ValueError("must not be the analyst. Name someone else.")
        return value

    @field_validator("sign_off")
    @classmethod
    def _is_of_the_approver(cls, value: SignOff | None, info: ValidationInfo) -> SignOff | None:
        if value is None:
            return None
        approver = info.data.get("approver")
        if approver and not same_person(value.approver, approver):
            raise ValueError("is by another than the approver named above. Only they may sign.")
        # What is wrong itself is not there, and is named on its own.
        if info.data.keys() >= {"assurer", "checks"}:
            assurer, checks = info.data["assurer"], info.data["checks"]
            if not any(same_person(check.by, assurer) for check in checks):
                raise ValueError("stands without a check by the assurer. Write it under 'checks'.")
        return value

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read a log.

        Raises
        ------
        ParameterError
            With every problem of the file, as for a parameter file.
        """
        values = load(path)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            problems = [text for _, text in explain(cls, error)]
            raise ParameterError.gather(path.name, problems) from error


def same_person(one: str, other: str) -> bool:
    """Tell whether two names are one but for capitals and spaces.

    Examples
    --------
    >>> same_person("Head of  Analysis", "head of analysis")
    True
    """
    return one.casefold().split() == other.casefold().split()


def is_log(path: Path) -> bool:
    """Tell from its name whether a file is a log and no parameter file.

    Examples
    --------
    >>> is_log(Path("spring.qa.yaml")), is_log(Path("spring.yaml"))
    (True, False)
    """
    return path.name.lower().endswith((SUFFIX, ".qa.yml"))


def log_file(run: Run) -> Path:
    """Return where the log of a run belongs: beside its parameter file, under the run's name."""
    return run.parameter_file.with_name(f"{run.name}{SUFFIX}")


def read_log(run: Run) -> QualityLog | None:
    """Return the log of a run, or None where there is none.

    Raises
    ------
    ParameterError
        If it cannot be used as it stands, or its name has another ending.
    """
    path = log_file(run)
    other = path.with_suffix(".yml")
    if other.exists():
        raise ParameterError(f"{other.name}: a quality-assurance log must be called {path.name}.")
    return QualityLog.from_file(path) if path.exists() else None
