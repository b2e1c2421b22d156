"""Campaigns side by side: what every one of them has, and which of them lacks what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, count_campaign
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.errors import DataError, ParameterError
from workbench.parameters.problems import explain
from workbench.vocabulary.terms import OVERALL, Basis

Place = tuple[str, Basis]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Campaign:
    """One campaign: what it is called, its parameters, and its exact counts."""

    label: str
    parameters: Parameters
    counted: CampaignCounts


@dataclass(frozen=True, slots=True)
class Aligned:
    """What campaigns have in common.

    Attributes
    ----------
    places : tuple of (str, str)
        Stage and basis: the stages that all have, by name, then all stages together where every
        campaign ends at the same one.
    with_characteristic : mapping of str to tuple of str
        The campaigns, in order of time, that asked about a characteristic; those that only the
        present one asked about are left out.
    told : tuple of str
        Sentences on what differs.
    """

    places: tuple[Place, ...]
    with_characteristic: Mapping[str, tuple[str, ...]]
    told: tuple[str, ...]


def earlier_parameters(parameters: Parameters) -> dict[str, Parameters]:
    """Return the parameters of every earlier campaign, by its label.

    Raises
    ------
    ParameterError
        If one of them cannot be analysed; every problem of every one of them is named.
    """
    told, problems = {}, []
    for one in parameters.earlier:
        try:
            told[one.campaign] = parameters.of_earlier(one)
        except ValidationError as error:
            problems += [f"{one.campaign}: {text}" for _, text in explain(Parameters, error)]
    if problems:
        raise ParameterError.gather("earlier", problems)
    return told


def all_campaigns(parameters: Parameters, counted: CampaignCounts) -> tuple[Campaign, ...]:
    """Read, check and count every earlier campaign; the present one stands last.

    Raises
    ------
    DataError
        If any earlier file cannot be counted truly: the problems of all of them, each with the
        campaigns it is of.
    """
    found, refused = [], dict[str, list[str]]()
    for label, own in earlier_parameters(parameters).items():
        try:
            found.append(Campaign(label, own, count_campaign(own)))
        except DataError as error:
            refused.setdefault(str(error), []).append(label)
    if refused:
        told = [f"campaign {', '.join(labels)}: {text}" for text, labels in refused.items()]
        raise DataError.gather("earlier campaigns", told)
    return (*found, Campaign(str(parameters.campaign), parameters, counted))


def align(parameters: Parameters) -> Aligned:
    """Say what the present campaign and the earlier ones have in common, stages by their names."""
    earlier = earlier_parameters(parameters)
    every = [*(list(own.stages) for own in earlier.values()), list(parameters.stages)]
    common = [name for name in parameters.stages if all(name in stages for stages in every)]
    same_end = len({stages[-1] for stages in every}) == 1
    places: list[Place] = []
    if len(parameters.stages) > 1:
        places += [(name, "conditional") for name in common]
    if same_end:
        places.append((OVERALL, "overall"))
    labels = [*earlier, str(parameters.campaign)]
    having = {
        name: tuple(
            label
            for label in labels
            if label not in earlier or name in earlier[label].characteristics
        )
        for name in _looked_at(parameters)
    }
    told = (
        *_stages_told(parameters, earlier, same_end=same_end),
        *_characteristics_told(parameters, having, labels),
    )
    compared = {name: those for name, those in having.items() if len(those) > 1}
    return Aligned(tuple(places), compared, told)


def _looked_at(parameters: Parameters) -> tuple[str, ...]:
    target = (parameters.target.characteristic,) if parameters.target else ()
    return tuple(dict.fromkeys((*parameters.headline_characteristics, *target)))


def _stages_told(
    parameters: Parameters, earlier: Mapping[str, Parameters], *, same_end: bool
) -> list[str]:
    told = []
    for label, own in earlier.items():
        lacks = [
            parameters.stage_title(name) for name in parameters.stages if name not in own.stages
        ]
        more = [own.stage_title(name) for name in own.stages if name not in parameters.stages]
        if lacks:
            told.append(f"Campaign {label} has no {_listed(lacks)}.")
        if more:
            told.append(f"It is not compared that campaign {label} had: {_listed(more)}.")
        kept = [name for name in own.stages if name in parameters.stages]
        if kept != [name for name in parameters.stages if name in own.stages]:
            told.append(f"Campaign {label} had its stages in another order.")
    if told and same_end:
        told.append(
            "Stages are compared where every campaign has them. Over all stages, what went into "
            "the rate is not the same in every campaign."
        )
    elif told:
        told.append(
            "Stages are compared where every campaign has them. Over all stages nothing is "
            "compared, because the campaigns end at different ones."
        )
    return told


def _characteristics_told(
    parameters: Parameters, having: Mapping[str, tuple[str, ...]], labels: Sequence[str]
) -> list[str]:
    told = []
    for name, those in having.items():
        title = parameters.characteristic_title(name)
        without = [label for label in labels if label not in those]
        if len(those) == 1:
            told.append(f"{title} was asked about in no earlier campaign, so it is not compared.")
        elif without:
            told.append(f"{title} was not asked about in {_listed(without)}.")
    return told


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
