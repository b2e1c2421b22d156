"""The base class every analysis derives its parameters from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import Field, ValidationError, model_validator

from workbench.errors import ParameterError
from workbench.parameters.notebook import assigned_names
from workbench.parameters.problems import explain
from workbench.parameters.reading import Reading
from workbench.parameters.root import resolve
from workbench.parameters.strict import StrictModel, Text
from workbench.parameters.yaml_file import load
from workbench.storage import Location, ObjectPath, is_remote
from workbench.vocabulary.terms import DataSource, PolicyName


class AnalysisParameters(StrictModel):
    """What every analysis needs to know; each analysis adds its own fields."""

    analysis: str
    title: Text = Field(min_length=1)
    data: str
    reading: Reading = Reading()
    policy: PolicyName = "open"
    data_source: DataSource = "personal"
    citation: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _check_addresses(cls, values: Any) -> Any:
        # Before all else: no other message may repeat an address that holds a key.
        if told := dict.fromkeys(_address_problems(values)):
            raise ValueError(*told)
        return values

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

    def with_(self, **changes: Any) -> Self:
        """Return the same parameters but for some, validated anew.

        Parameters
        ----------
        **changes : object
            As they would be written in a parameters cell, such as ``campaign="2023-09"``.

        Raises
        ------
        ParameterError
            With every problem: an unknown or misspelt name, a value of the wrong type.
        """
        values = self.model_dump(mode="json") | changes
        return type(self).from_values(values, source="changed parameters")

    @property
    def data_path(self) -> Location:
        """Where the data is; relative paths start at the project's root."""
        return resolve(self.data)


def _address_problems(value: Any, name: str = "") -> Iterator[str]:
    """Yield what is wrong with each address on object storage, however deep it stands."""
    if isinstance(value, Mapping | list | tuple):
        parts = value.items() if isinstance(value, Mapping) else enumerate(value)
        for part, item in parts:
            yield from _address_problems(item, f"{name}.{part}" if name else str(part))
    elif isinstance(value, str) and is_remote(value):
        try:
            ObjectPath.parse(value)
        except ParameterError as error:
            yield f"'{name}': {error}"
