"""By what a campaign's people are told apart: names and labels, all of them from the parameters."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analyses.recruitment_funnel.contract import contract_of
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.marks.cuts import pass_marks
from workbench.analyses.recruitment_funnel.ties import marked


def dimensions(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """Return every label of every column that people are told apart by, and of marks and days."""
    told = {name: tuple(labels) for name, labels in contract_of(parameters).results.items()}
    for name, stage in parameters.stages.items():
        told[f"days of {name}"] = ("known", "not known")
        cuts = [] if stage.pass_mark is None else pass_marks(stage.pass_mark)
        told[marked.dimension(name)] = marked.labels([f"{cut:.10g}" for cut in cuts])
    return told


def tied(parameters: Parameters) -> dict[str, str]:
    """Return what else says whom a count counts."""
    return dict(_tied(parameters))


def _tied(parameters: Parameters) -> Iterator[tuple[str, str]]:
    yield "campaign", str(parameters.campaign).replace(": ", ", ")
    if parameters.channels:
        yield "channel", parameters.channels.circumstance
    if any("exempt" in parameters.meanings(name).values() for name in parameters.stages):
        yield "exempting", "yes"
    for name, stage in parameters.stages.items():
        if stage.pass_mark is not None:
            yield f"pass mark of {name}", f"{round(stage.pass_mark, 9):.10g}"
