"""The words around the numbers: all of them from the parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.analyses.pay_progression.counting import contract_of
from workbench.analyses.pay_progression.parameters import Parameters
from workbench.findings import Context, VerdictRule
from workbench.parameters import StrictModel
from workbench.parameters.stated.characteristic import KNOWN
from workbench.vocabulary.characteristics import PROTECTED


def context_of(
    parameters: Parameters, how: tuple[str, ...], not_covered: Mapping[str, str]
) -> Context:
    """Return what the report says beside its numbers."""
    results = contract_of(parameters).results
    named = (*parameters.characteristics, *parameters.strata)
    return Context(
        analysis=parameters.analysis,
        title=parameters.title,
        data_source=parameters.data_source,
        citation=parameters.citation,
        population=parameters.population,
        data_date=parameters.data_date.isoformat() if parameters.data_date else None,
        people=parameters.people,
        completed=parameters.completed,
        titles={name: parameters.title_of(name) for name in named},
        not_covered=not_covered,
        not_collected=parameters.not_collected,
        not_looked_at=_not_looked_at(parameters),
        read_as=how,
        explanations=parameters.explanations,
        actions=_plain(parameters.actions),
        insight=_plain(parameters.insight),
        dimensions={name: tuple(results[name]) for name in named},
        tied={"apart": "|".join(parameters.outcome.apart)},
        stated={"step": ({"counted": parameters.counted, "apart": parameters.not_counted},)},
        rule=_rule(parameters),
    )


def _rule(parameters: Parameters) -> VerdictRule:
    return VerdictRule(
        level=parameters.level,
        alpha=parameters.alpha,
        negligible_ratio=parameters.negligible_ratio,
        negligible_difference=parameters.negligible_difference,
        minimum_group=parameters.minimum_group,
    )


def _plain(models: Iterable[StrictModel]) -> tuple[dict[str, str], ...]:
    return tuple(model.model_dump(mode="json", exclude_none=True) for model in models)


def _not_looked_at(parameters: Parameters) -> tuple[str, ...]:
    """Return the protected characteristics of the Act that this report says nothing of."""
    told = {KNOWN[name].protected_as for name in parameters.characteristics if name in KNOWN}
    return tuple(name for name in PROTECTED if name not in told | {*parameters.not_collected})
