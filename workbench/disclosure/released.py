"""What may be shown: the only types that presentation and publishing take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from workbench.disclosure.cells import CELL_KEYS, cells_with, counted, without_nothing
from workbench.disclosure.explored import EXPLORING, drawn, finding_html, measures, release_html
from workbench.disclosure.plain import as_json, fields_of
from workbench.errors import UnknownNameError
from workbench.findings import Context, VerdictRule

MIME_TYPE = "application/vnd.workbench.release+json"
SCHEMA = 2


@dataclass(frozen=True, slots=True)
class ReleasedCount:
    """A count as shown; `value` is None where it is banded or hidden."""

    value: int | None
    shown: str


@dataclass(frozen=True, slots=True)
class ReleasedNumber:
    """A number as shown; an open limit is None and marked."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    lower_open: bool = False
    upper_open: bool = False
    level: float | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class ReleasedCell:
    """One group at one stage: its counts, the numbers that rest on them, and what they show."""

    characteristic: str
    group: str
    role: str
    comparator: str
    stage: str
    basis: str
    stratum: str
    counts: Mapping[str, ReleasedCount]
    numbers: Mapping[str, ReleasedNumber]
    p_value: float | None = None
    p_adjusted: float | None = None
    family: str | None = None
    family_size: int | None = None
    verdict: str | None = None
    size: str | None = None
    reason: str | None = None

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield one flat record a number, and one a count where there are only counts."""
        keys = {name: getattr(self, name) for name in CELL_KEYS}
        keys |= {name: count.value for name, count in self.counts.items()}
        keys |= {f"{name}_shown": count.shown for name, count in self.counts.items()}
        tested = {name: getattr(self, name) for name in _TESTED}
        untested = dict.fromkeys(_TESTED)
        # A verdict is of the rate ratio where there is one, else of the first number.
        of = next((n for n in ("relative_rate_index", *self.numbers) if n in self.numbers), "")
        for measure, number in self.numbers.items():
            about = tested if measure == of else untested
            yield {"measure": measure, **keys, **fields_of(number), **about}
        for measure, count in self.counts.items():
            if not self.numbers:
                number = ReleasedNumber(count.value, method="count")
                yield {"measure": measure, **keys, **fields_of(number), **untested}


_TESTED = ("p_value", "p_adjusted", "family", "family_size", "verdict", "size")


@dataclass(frozen=True, slots=True)
class ReleasedFinding:
    """One finding that passed the gate; `disclosure.release` alone makes it.

    In a notebook its name alone shows its table. ``finding.only(stage="sift")`` keeps some of its
    cells, ``finding.plot("selection_rate")`` draws a number with its likely range,
    ``finding.measures`` names the numbers there are, and ``finding.to_frame()`` gives them all.
    """

    name: str
    section: str
    title: str
    cells: tuple[ReleasedCell, ...]

    def __repr__(self) -> str:
        """Show the name and how many cells it has."""
        return f"ReleasedFinding({self.name!r}, {counted(len(self.cells), 'cell')})"

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of its numbers and counts."""
        return measures(self)

    def only(self, **keys: str) -> Self:
        """Return the finding with those cells alone that have all these keys.

        Parameters
        ----------
        **keys : str
            ``group``, ``stage``, ``basis``, ``stratum``, ``role``, ``comparator`` or
            ``characteristic``.

        Raises
        ------
        UnknownNameError
            If there is no such key, or no cell that has it.
        """
        cells = cells_with(self.cells, keys)
        return type(self)(self.name, self.section, self.title, cells)

    def plot(self, measure: str | None = None) -> Any:
        """Return a chart of one of its `measures` with its likely range, for exploring."""
        return drawn(self, measure)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        data = {"text/plain": repr(self), "text/html": finding_html(self)}
        return data, {"workbench": EXPLORING}

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield one flat record a released number."""
        for cell in self.cells:
            for record in cell.records():
                yield {"finding": self.name, "section": self.section, **record}

    def to_frame(self) -> pd.DataFrame:
        """Return the records as a table."""
        return pd.DataFrame(list(self.records()))


@dataclass(frozen=True, slots=True)
class Release:
    """All released findings of one analysis, and the words around them.

    ``released["ethnicity"]`` is one finding; names complete on Tab. ``released.names`` lists
    them, ``released.to_frame()`` is every number as a table.
    """

    policy: str
    marking: str
    context: Context
    findings: tuple[ReleasedFinding, ...]

    def __getitem__(self, name: str) -> ReleasedFinding:
        """Return a finding by its name."""
        for finding in self.findings:
            if finding.name == name:
                return finding
        raise UnknownNameError.of("finding", name, self.names)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The findings' names."""
        return tuple(finding.name for finding in self.findings)

    @property
    def exact(self) -> bool:
        """Whether counts stand here as they are, so that nothing is "about"."""
        return self.policy != "open"

    @property
    def complete(self) -> bool:
        """Whether nothing is withheld, so that what is missing cannot be worked out."""
        return self.policy == "analyst"

    def of_section(self, section: str) -> tuple[ReleasedFinding, ...]:
        """Return the findings of one kind, in order."""
        return tuple(finding for finding in self.findings if finding.section == section)

    def records(self) -> list[dict[str, Any]]:
        """Return one flat record a released number: what `findings.json` holds."""
        return [record for finding in self.findings for record in finding.records()]

    def to_frame(self) -> pd.DataFrame:
        """Return every released number as a table."""
        return pd.DataFrame(self.records())

    def to_json(self) -> dict[str, Any]:
        """Return plain values that `from_json` reads back; what is not there is left out."""
        plain = json.loads(as_json(self))
        for finding in plain["findings"]:
            finding["cells"] = [without_nothing(cell) for cell in finding["cells"]]
        return {"schema": SCHEMA, **plain}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        context = dict(values["context"]) | {"rule": VerdictRule(**values["context"]["rule"])}
        for name in (
            "not_collected",
            "not_looked_at",
            "read_as",
            "explanations",
            "actions",
            "insight",
            "events",
        ):
            context[name] = tuple(context[name])
        dimensions = context.get("dimensions", {}).items()
        context["dimensions"] = {name: tuple(labels) for name, labels in dimensions}
        stated = context.get("stated", {}).items()
        context["stated"] = {name: tuple(rows) for name, rows in stated}
        findings = tuple(
            ReleasedFinding(**{**finding, "cells": tuple(map(_cell, finding["cells"]))})
            for finding in values["findings"]
        )
        return cls(values["policy"], values["marking"], Context(**context), findings)

    def __repr__(self) -> str:
        """Say in one line what was released."""
        return (
            f"Release of {counted(len(self.findings), 'finding')} under the policy "
            f"'{self.policy}' ({self.marking})"
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        # As one line of text: written out with a line a value, a notebook of it is twice as long.
        written = json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"))
        shown = {"text/plain": repr(self), "text/html": release_html(self)}
        return {**shown, MIME_TYPE: written}


def _cell(values: Mapping[str, Any]) -> ReleasedCell:
    counts = {name: ReleasedCount(**count) for name, count in values["counts"].items()}
    numbers = {
        name: ReleasedNumber(**({"value": None} | number))
        for name, number in values["numbers"].items()
    }
    return ReleasedCell(**{**values, "counts": counts, "numbers": numbers})
