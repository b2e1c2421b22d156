"""A characteristic as the parameters name it, and the group each label belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Literal

from pydantic import Field

from workbench.parameters import Labels, Names, StrictModel, Text
from workbench.vocabulary.characteristics import CODE_LISTS, NOT_DECLARED_LABELS
from workbench.vocabulary.roll_ups import ROLL_UPS
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED

KNOWN = {code_list.name: code_list for code_list in CODE_LISTS}
MOST_GROUPS = 100


class Characteristic(StrictModel):
    """One characteristic: its groups, and the comparison group fixed in advance."""

    comparator: str | None = None
    groups: Names = ()
    recode: dict[str, Labels] = Field(default_factory=dict)
    roll_up: Literal["census_2021"] | None = None
    undeclared: Labels = NOT_DECLARED_LABELS
    not_asked: Labels = ()
    question: Text | None = None
    title: Text | None = None

    def put_together(self) -> dict[str, tuple[str, ...]]:
        """Return the labels that each group is made of, where it is not one label of its own."""
        named = ROLL_UPS.get(self.roll_up or "", {})
        return {
            group: tuple(dict.fromkeys((*named.get(group, ()), *self.recode.get(group, ()))))
            for group in dict.fromkeys((*named, *self.recode))
        }


def problems_of(name: str, characteristic: Characteristic) -> Iterator[str]:
    """Yield why a characteristic cannot be compared, each with its mend."""
    known = KNOWN.get(name)
    groups = characteristic.groups or (known.groups if known else ())
    comparator = characteristic.comparator or (known.comparator if known else None)
    where = f"characteristics.{name}"
    if not groups:
        close = get_close_matches(name, KNOWN, n=1)
        question = f"Did you mean '{close[0]}'? " if close else ""
        yield (
            f"{where} has no code list here. {question}For one of your own, name "
            f"its 'groups' and 'comparator': {name}: {{groups: [..], comparator: ..}}."
        )
    elif comparator is None:
        yield f"{where} needs a 'comparator': one of {', '.join(groups)}."
    elif len(set(groups)) < 2:
        yield f"{where} has one group; a comparison needs two. Name them all."
    elif len(groups) > MOST_GROUPS:
        yield (
            f"{where} has {len(groups)} groups; {MOST_GROUPS} at most can be compared. Put them "
            "together: 'recode'."
        )
    elif not all(group.strip() for group in groups):
        yield f"{where} has a group without a name. A blank in the file is 'Not declared'."
    elif comparator not in groups:
        yield (
            f"{where}: the comparator {comparator!r} is not one of its groups "
            f"({', '.join(groups)}). Choose one of them."
        )
    else:
        yield from _label_problems(where, characteristic, groups)


def _label_problems(
    where: str, characteristic: Characteristic, groups: tuple[str, ...]
) -> Iterator[str]:
    kept = {NOT_DECLARED, NOT_ASKED}.intersection(groups)
    if kept:
        yield (
            f"{where}: the name {min(kept)!r} is kept for people without an answer. Take it out of "
            "'groups'; labels that mean it go under 'undeclared' or 'not_asked'."
        )
    made = characteristic.put_together()
    if others := [group for group in made if group not in groups]:
        maker = f"'roll_up' {characteristic.roll_up}" if characteristic.roll_up else "'recode'"
        yield (
            f"{where}: {maker} makes {', '.join(map(repr, others))}, not among its groups "
            f"({', '.join(groups)}). Name them under 'groups', or take it out."
        )
    # A group's own name may stand for itself wherever it is listed.
    meant = [(label, group) for group, labels in made.items() for label in labels if label != group]
    meant += [(group, group) for group in groups]
    meant += [(label, NOT_DECLARED) for label in characteristic.undeclared]
    meant += [(label, NOT_ASKED) for label in characteristic.not_asked]
    labels = [label for label, _ in meant]
    doubled = sorted({label for label in labels if labels.count(label) > 1} - kept)
    if doubled:
        yield f"{where}: labels with two meanings: {', '.join(map(repr, doubled))}. Keep one each."
