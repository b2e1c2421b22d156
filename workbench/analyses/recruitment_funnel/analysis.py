"""From one campaign's file to its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from workbench.analyses.recruitment_funnel.cells import comparison_cells
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, count_campaign
from workbench.analyses.recruitment_funnel.dimensions import dimensions, tied
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions import QUESTIONS, Question
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.ties import TIES
from workbench.counts import COUNTS
from workbench.findings import Context, Finding, Findings, VerdictRule
from workbench.findings.finding import KEYS
from workbench.measures.comparison import comparison, exact_test, share
from workbench.parameters import StrictModel
from workbench.parameters.stated.characteristic import KNOWN
from workbench.vocabulary.characteristics import NOT_DECLARED_LABELS, PROTECTED
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED


def analyse(parameters: Parameters) -> Findings:
    """Read, check and count one campaign, and state what is to be found out.

    Parameters
    ----------
    parameters : Parameters
        The campaign's parameters.

    Returns
    -------
    Findings
        ``records`` and ``declaration`` (data quality), ``campaign`` (everyone through the
        stages), and one finding a characteristic under its own name.

    Raises
    ------
    DataError
        If the file cannot be counted truly; it names every problem.
    """
    wanted = [one for question in QUESTIONS for one in question.wanted(parameters)]
    return state(parameters, count_campaign(parameters, wanted))


def state(
    parameters: Parameters,
    counted: CampaignCounts,
    questions: Sequence[Question] | None = None,
) -> Findings:
    """State what is to be found out from one campaign's counts, however they were come by.

    Parameters
    ----------
    parameters : Parameters
        The campaign's.
    counted : CampaignCounts
        With all that the questions want counted.
    questions : sequence of Question, optional
        Asked besides the comparison of every characteristic; all there are unless given.
    """
    asked = QUESTIONS if questions is None else questions
    findings = (
        _records(counted),
        _declaration(parameters, counted),
        _campaign(parameters, counted),
        *(_characteristic(name, parameters, counted) for name in parameters.characteristics),
    )
    answers = {question.title: question.answer(parameters, counted) for question in asked}
    not_covered = {
        title: answer.because for title, answer in answers.items() if isinstance(answer, NotCovered)
    }
    answered = [one for answer in answers.values() if isinstance(answer, tuple) for one in answer]
    context = _context(parameters, counted, not_covered)
    return Findings(context, (*findings, *answered), TIES)


def _context(
    parameters: Parameters, counted: CampaignCounts, not_covered: Mapping[str, str]
) -> Context:
    published = parameters.data_source == "published"
    return Context(
        analysis=parameters.analysis,
        title=parameters.title,
        data_source=parameters.data_source,
        citation=parameters.citation,
        population=parameters.population,
        data_date=parameters.data_date.isoformat() if parameters.data_date else None,
        people=parameters.people,
        completed=parameters.completed,
        stages={name: parameters.stage_title(name) for name in parameters.stages},
        titles={
            name: parameters.title_of(name)
            for name in (*parameters.characteristics, *parameters.strata, *parameters.panels)
        },
        not_covered=not_covered,
        notes={
            question.title: question.note(parameters) for question in QUESTIONS if question.note
        },
        questions={} if published else _questions(parameters),
        not_collected=parameters.not_collected,
        not_looked_at=() if published else _not_looked_at(parameters),
        read_as=(*counted.how, *_unsure(parameters)),
        explanations=parameters.explanations,
        actions=_plain(parameters.actions),
        insight=_plain(parameters.insight),
        events=_plain(parameters.events),
        dimensions=dimensions(parameters),
        tied=tied(parameters),
        rule=VerdictRule(
            level=parameters.level,
            alpha=parameters.alpha,
            negligible_ratio=parameters.negligible_ratio,
            negligible_difference=parameters.negligible_difference,
            minimum_group=parameters.minimum_group,
        ),
    )


def _plain(models: Iterable[StrictModel]) -> tuple[dict[str, str], ...]:
    return tuple(model.model_dump(mode="json", exclude_none=True) for model in models)


def _unsure(parameters: Parameters) -> tuple[str, ...]:
    # A list needs a column to know people by, so that the two are never said together.
    if parameters.exclusions:
        return ("people who objected in writing were taken out before anything was counted",)
    if parameters.identifier is None and parameters.count is None:
        return ("no column tells applications apart, so repeats could not be looked for",)
    return ()


def _questions(parameters: Parameters) -> dict[str, str]:
    """Return what was asked about each characteristic, and what its groups were put together of."""
    told = {}
    for name, characteristic in parameters.characteristics.items():
        sentences = [f"Question: {characteristic.question}"] if characteristic.question else []
        if name in KNOWN and not characteristic.groups:
            known = KNOWN[name]
            if not characteristic.question:
                stop = "" if known.question.endswith("?") else "."
                sentences.append(f"Question of the code list: {known.question}{stop}")
            sentences.append(f"Code list {known.version}: {known.source}.")
        made = characteristic.put_together()
        if made:
            listed = "; ".join(f"{group}: {', '.join(labels)}" for group, labels in made.items())
            sentences.append(f"Groups by the labels of the file. {listed}.")
        if characteristic.undeclared != NOT_DECLARED_LABELS:
            listed = ", ".join(characteristic.undeclared)
            sentences.append(f"Counted as not declared: blank, {listed}.")
        if sentences:
            told[name] = " ".join(sentences)
    return told


def _not_looked_at(parameters: Parameters) -> tuple[str, ...]:
    """Return the protected characteristics of the Act that this report says nothing of."""
    told = {KNOWN[name].protected_as for name in parameters.characteristics if name in KNOWN}
    return tuple(name for name in PROTECTED if name not in told | {*parameters.not_collected})


def _plain_cells(cells: pd.DataFrame, **keys: str) -> pd.DataFrame:
    blank = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}
    return cells.assign(**{name: keys.get(name, blank[name]) for name in KEYS if name not in cells})


def _records(counted: CampaignCounts) -> Finding:
    applied = int(counted.everyone["reached"].iloc[0])
    last = counted.everyone.iloc[-1]
    again = counted.further_applications
    further = {} if again is None else {"applications beyond a person's first": again}
    told = {
        "rows read": counted.rows_read,
        "rows of other campaigns, set aside": counted.rows_read - counted.rows_used,
        "rows counted": counted.rows_used,
        **further,
        "people who applied": applied,
        "people who got through": int(last["passed"] + last["exempt"]),
        **_taken_out(counted),
    }
    cells = pd.DataFrame({"group": list(told), "number": list(told.values())})
    return Finding("records", "records", "Rows read and set aside", _plain_cells(cells))


def _taken_out(counted: CampaignCounts) -> dict[str, int]:
    if counted.taken_out is None:
        return {}
    return {
        "applications taken out: objected in writing": counted.taken_out.applications,
        "entries of the list of objections that match no row": counted.taken_out.unmatched,
    }


def _declaration(parameters: Parameters, counted: CampaignCounts) -> Finding:
    first = counted.stages[counted.stages["stage"] == next(iter(parameters.stages))]
    first = first[(first["characteristic"] != "") & (first["group"] != NOT_ASKED)]
    applied = first.groupby("characteristic", sort=False)["reached"].sum()
    silent = first[first["group"] == NOT_DECLARED].set_index("characteristic")["reached"]
    cells = pd.DataFrame(
        {
            "characteristic": applied.index,
            "group": [parameters.characteristic_title(name) for name in applied.index],
            "entered": applied.to_numpy(),
            "passed": (applied - silent).to_numpy(),
        }
    )
    measures = (share("declared_share", parameters.level),)
    return Finding("declaration", "declaration", "Who declared what", _plain_cells(cells), measures)


def _campaign(parameters: Parameters, counted: CampaignCounts) -> Finding:
    """Return everyone by stage, in the ways of leaving that the file can tell.

    How many reached a stage is left out: it is a sum of counts beside it, and a sum rounded apart
    from its parts narrows what each can be.
    """
    told = {meaning for name in parameters.stages for meaning in parameters.meanings(name).values()}
    ways = [name for name in COUNTS if name in told or name in ("entered", "pending")]
    cells = counted.everyone[["group", "stage", *ways]].assign(basis="conditional")
    return Finding("campaign", "campaign", "Everyone, stage by stage", _plain_cells(cells))


def _characteristic(name: str, parameters: Parameters, counted: CampaignCounts) -> Finding:
    stages = counted.stages[counted.stages["characteristic"] == name]
    headline = name in parameters.headline_characteristics
    cells = comparison_cells(stages, parameters.comparator(name), headline=headline)
    measures = (
        share("selection_rate", parameters.level),
        comparison(parameters.level),
        exact_test(),
    )
    title = parameters.characteristic_title(name)
    return Finding(name, "characteristic", title, cells, measures)
