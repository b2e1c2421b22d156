"""What may be shown: the only types that presentation and publishing take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

import pandas as pd

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
        keys = {name: getattr(self, name) for name in _KEYS}
        keys |= {name: count.value for name, count in self.counts.items()}
        keys |= {f"{name}_shown": count.shown for name, count in self.counts.items()}
        tested = {name: getattr(self, name) for name in _TESTED}
        untested = dict.fromkeys(_TESTED)
        for measure, number in self.numbers.items():
            about = tested if measure == "relative_rate_index" else untested
            yield {"measure": measure, **keys, **asdict(number), **about}
        for measure, count in self.counts.items():
            if not self.numbers:
                number = ReleasedNumber(count.value, method="count")
                yield {"measure": measure, **keys, **asdict(number), **untested}


_KEYS = ("characteristic", "group", "role", "comparator", "stage", "basis", "stratum")
_TESTED = ("p_value", "p_adjusted", "family", "family_size", "verdict", "size")


@dataclass(frozen=True, slots=True)
class ReleasedFinding:
    """One finding that passed the gate; `disclosure.release` alone makes it."""

    name: str
    section: str
    title: str
    cells: tuple[ReleasedCell, ...]

    def __repr__(self) -> str:
        """Show the name and how many cells it has."""
        return f"ReleasedFinding({self.name!r}, {len(self.cells)} cells)"

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
    """All released findings of one analysis, and the words around them."""

    policy: str
    marking: str
    context: Context
    findings: tuple[ReleasedFinding, ...]

    def __getitem__(self, name: str) -> ReleasedFinding:
        """Return a finding by its name."""
        for finding in self.findings:
            if finding.name == name:
                return finding
        raise KeyError(f"no finding {name!r}; there are: {', '.join(self.names)}")

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

    def to_json(self) -> dict[str, Any]:
        """Return plain values that `from_json` reads back; what is not there is left out."""
        plain = json.loads(json.dumps(asdict(self), allow_nan=False))
        for finding in plain["findings"]:
            finding["cells"] = [_without_nothing(cell) for cell in finding["cells"]]
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
            f"Release of {len(self.findings)} findings under the policy '{self.policy}' "
            f"({self.marking}): {', '.join(self.names)}"
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        # As one line of text: written out with a line a value, a notebook of it is twice as long.
        written = json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"))
        return {"text/plain": repr(self), MIME_TYPE: written}


def _without_nothing(cell: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a cell, and of each of its numbers, what is as if it were not said."""
    # Zero is something: it equals False, and must stay.
    numbers = {
        name: {
            part: value
            for part, value in number.items()
            if value is not None and value is not False and value != ""
        }
        for name, number in cell["numbers"].items()
    }
    return {name: value for name, value in cell.items() if value is not None} | {"numbers": numbers}


def _cell(values: Mapping[str, Any]) -> ReleasedCell:
    counts = {name: ReleasedCount(**count) for name, count in values["counts"].items()}
    numbers = {
        name: ReleasedNumber(**({"value": None} | number))
        for name, number in values["numbers"].items()
    }
    return ReleasedCell(**{**values, "counts": counts, "numbers": numbers})
