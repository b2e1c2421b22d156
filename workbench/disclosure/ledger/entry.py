"""One release in the ledger, and the plain values it is kept as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from workbench.disclosure.attack import Bounds
from workbench.disclosure.ledger.said import Said
from workbench.disclosure.policy import policy_named
from workbench.findings.tally import People, Tally

SCHEMA = 1
DATA, EARLIER, EXCLUSIONS = "data", "earlier", "exclusions"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What was released, of whom and when.

    Attributes
    ----------
    id, run, time : str
    analysis, policy, campaign : str
    inputs : tuple of (str, str)
        The parameter that named each data file, and the hash of what it held.
    said : Said
    """

    id: str
    run: str
    time: str
    analysis: str
    policy: str
    campaign: str
    inputs: tuple[tuple[str, str], ...]
    said: Said

    def of(self, *parameters: str) -> frozenset[str]:
        """Return the hashes of the files that some parameters named."""
        return frozenset(
            digest for name, digest in self.inputs if name.partition(".")[0] in parameters
        )

    def same_people(self, other: Entry) -> bool:
        """Tell whether both were counted from the same files of people."""
        if self.of(EXCLUSIONS) != other.of(EXCLUSIONS):
            return False
        mine, theirs = self.of(DATA), other.of(DATA)
        if self.campaign == other.campaign:
            return bool(mine) and mine == theirs
        ours, those = self.of(DATA, EARLIER), other.of(DATA, EARLIER)
        return bool(mine and theirs) and (mine <= those or theirs <= ours)

    def shared_worlds(self, other: Entry) -> list[str]:
        """Return of which people both tell."""
        shared = self.said.worlds & other.said.worlds
        if self.campaign != other.campaign:
            shared &= {self.campaign, other.campaign}
        return sorted(shared) if self.analysis == other.analysis else []

    def to_json(self) -> dict[str, Any]:
        """Return plain values that `from_json` reads back."""
        return {
            "schema": SCHEMA,
            **{name: getattr(self, name) for name in _PLAIN},
            "inputs": [list(each) for each in self.inputs],
            "people": _people(self.said.people),
            **_statements(self.said),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote.

        Raises
        ------
        ValueError
            If it is anything else.
        """
        try:
            if values["schema"] != SCHEMA:
                raise ValueError(f"schema {values['schema']}")
            policy_named(values["policy"])
            plain = {name: _text(values[name]) for name in _PLAIN}
            inputs = tuple((_text(name), _text(digest)) for name, digest in values["inputs"])
            return cls(**plain, inputs=inputs, said=_said(values))
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            raise ValueError("is no entry of the ledger") from error


_PLAIN = ("id", "run", "time", "analysis", "policy", "campaign")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("is no text")
    return value


def _people(people: People) -> dict[str, Any]:
    return {
        "dimensions": {name: list(labels) for name, labels in people.dimensions.items()},
        "events": list(people.events),
        "alike": [[sorted(one), sorted(other)] for one, other in people.alike],
        "dated": list(people.dated),
    }


def _statements(said: Said) -> dict[str, Any]:
    """Return tallies, groups and events each written once and then named by their place."""
    place = {tally: number for number, tally in enumerate(said.bounds)}
    whos = list(dict.fromkeys(who for tally in said.bounds for who in sorted(tally.who, key=str)))
    events = list(dict.fromkeys(tally.events for tally in said.bounds))
    who_at = {who: number for number, who in enumerate(whos)}
    events_at = {each: number for number, each in enumerate(events)}
    return {
        "who": [[[name, sorted(labels)] for name, labels in who] for who in whos],
        "events": [sorted(each) for each in events],
        "tallies": [
            [
                tally.world,
                sorted(who_at[who] for who in tally.who),
                events_at[tally.events],
                low,
                None if np.isinf(high) else high,
            ]
            for tally, (low, high) in said.bounds.items()
        ],
        "pairs": [[place[one], place[other]] for one, other in said.pairs],
    }


def _said(values: Mapping[str, Any]) -> Said:
    people = values["people"]
    known = People(
        {name: tuple(map(_text, labels)) for name, labels in people["dimensions"].items()},
        tuple(map(_text, people["events"])),
        tuple((frozenset(one), frozenset(other)) for one, other in people["alike"]),
        # Entries made before there were any such worlds name none.
        tuple(map(_text, people.get("dated", ()))),
    )
    whos = [
        tuple((_text(name), frozenset(labels)) for name, labels in who) for who in values["who"]
    ]
    events = [frozenset(map(_text, each)) for each in values["events"]]
    told = {
        Tally(frozenset(whos[at] for at in who), events[at_events], _text(world)): _ends(low, high)
        for world, who, at_events, low, high in values["tallies"]
    }
    tallies: Sequence[Tally] = list(told)
    pairs = tuple((tallies[one], tallies[other]) for one, other in values["pairs"])
    if len(tallies) != len(values["tallies"]):
        raise ValueError("tells one count twice")
    return Said(told, pairs, known)


def _ends(low: object, high: object) -> Bounds:
    if not isinstance(low, int | float) or not isinstance(high, int | float | None):
        raise TypeError("is no number")
    return float(low), np.inf if high is None else float(high)
