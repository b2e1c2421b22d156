"""Should we believe it? One finding an outcome judged, one a placebo, and one of the design."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analyses.role_evaluation.cells import Row, finest_of, stated
from workbench.analyses.role_evaluation.estimating.belief.trends import Trends
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.belief.behind import Behind, number, plain
from workbench.analyses.role_evaluation.questions.belief.design import design_rows, grade_row
from workbench.analyses.role_evaluation.questions.belief.early import early_rows
from workbench.analyses.role_evaluation.questions.belief.rows import (
    Asked,
    left_out_rows,
    method_rows,
    placebo_rows,
    trend_rows,
    trends_of,
)
from workbench.analyses.role_evaluation.questions.question import (
    Answer,
    Evaluated,
    NotCovered,
    Question,
)
from workbench.findings import Finding

SECTION, PLACEBO = "belief", "placebo outcome"


def answer(parameters: Parameters, evaluated: Evaluated) -> Answer:
    """Return what speaks for and against each effect, and how strong the design is."""
    if parameters.mode == "design":
        return NotCovered("the role has not begun anywhere")
    every = [
        _asked(parameters, evaluated, name) for name in parameters.judged if _has(evaluated, name)
    ]
    if not every:
        return NotCovered("no outcome that is judged has an effect")
    early = early_rows(every)
    found: dict[str, Trends | None] = {}
    findings = []
    for one in every:
        quarters, found[one.name] = trends_of(one)
        rows = [
            *grade_row(one, found[one.name]),
            *trend_rows(one, quarters, found[one.name]),
            *left_out_rows(one),
            *early[one.name],
            *placebo_rows(one),
            *method_rows(one),
        ]
        findings.append(_finding(one, rows))
    placebos = [
        _asked(parameters, evaluated, name) for name in parameters.placebos if _has(evaluated, name)
    ]
    findings += [_finding(one, list(_placebo(one))) for one in placebos]
    design = stated(
        "belief_design",
        SECTION,
        "How strong the design is",
        list(design_rows(every, found)),
        level=parameters.level,
    )
    return (design, *findings)


QUESTION = Question("Should we believe it?", answer)


def _has(evaluated: Evaluated, name: str) -> bool:
    return name in evaluated.effects


def _asked(parameters: Parameters, evaluated: Evaluated, name: str) -> Asked:
    effect, observed = evaluated.effects[name], evaluated.observed
    return Asked(name, parameters, observed, effect, Behind.of(observed, effect))


def _placebo(asked: Asked) -> Iterator[Row]:
    effect = asked.effect
    told = {"effect": number(effect.with_role.estimate), "p_value": plain(effect.test.p_value)}
    yield asked.row(PLACEBO, told)


def _finding(asked: Asked, rows: list[Row]) -> Finding:
    parameters = asked.parameters
    return stated(
        f"belief_{asked.name}",
        SECTION,
        parameters.title_of(asked.name),
        rows,
        level=parameters.level,
        finest=finest_of(parameters.outcomes[asked.name].worthwhile),
    )
