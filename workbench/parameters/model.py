"""The base class every analysis derives its parameters from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from workbench.errors import ParameterError
from workbench.parameters.notebook import assigned_names
from workbench.parameters.problems import explain
from workbench.parameters.root import resolve
from workbench.parameters.yaml_file import load
from workbench.vocabulary.terms import DataSource, PolicyName


def _tuple_of_list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _date_of_iso_text(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


Labels = Annotated[tuple[str, ...], BeforeValidator(_tuple_of_list)]
"""A list of labels; YAML and notebooks write a list."""
Day = Annotated[date, BeforeValidator(_date_of_iso_text)]
"""A day; YAML and notebooks write ISO text such as "2023-06-30"."""


class StrictModel(BaseModel):
    """No coercion, no unknown names, no change after it is made."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class AnalysisParameters(StrictModel):
    """What every analysis needs to know; each analysis adds its own fields."""

    analysis: str
    title: str = Field(min_length=1)
    data: str
    policy: PolicyName = "open"
    data_source: DataSource = "personal"
    citation: str | None = None

    @classmethod
    def from_file(cls, path: Path | str) -> Self:
        """Read a parameter file.

        Raises
        ------
        ParameterError
            With every problem of the file: unreadable YAML, a doubled key, an unknown or
            misspelt name, a value of the wrong type.
        """
        return cls.from_values(load(Path(path)), source=Path(path).name)

    @classmethod
    def from_notebook(cls, namespace: Mapping[str, Any]) -> Self:
        """Read the variables that a notebook's parameters cell assigned.

        Parameters
        ----------
        namespace : mapping
            The notebook's ``globals()``. Unknown names are those which the latest run of the
            parameters cell assigned, or the one that papermill injected after it.
        """
        known = set(cls.model_fields)
        names = assigned_names(namespace.get("In", ())) | (known & namespace.keys())
        values = {name: namespace[name] for name in sorted(names) if name in namespace}
        missing = [
            f"'{name}' is not assigned in the parameters cell."
            for name in cls.model_fields
            if name not in values
        ]
        return cls.from_values(values, source="notebook parameters", problems=missing)

    @classmethod
    def from_values(
        cls, values: Mapping[str, Any], *, source: str, problems: list[str] | None = None
    ) -> Self:
        """Validate plain values; `problems` found before are reported with those found here."""
        gathered = list(problems or [])
        made: Self | None = None
        try:
            made = cls.model_validate(dict(values))
        except ValidationError as error:
            told = {text.split("'")[1] for text in gathered}
            gathered += [text for name, text in explain(cls, error) if name not in told]
        if made is None or gathered:
            raise ParameterError.gather(source, gathered)
        return made

    @property
    def data_path(self) -> Path:
        """Where the data is; relative paths start at the project's root."""
        return resolve(self.data)
