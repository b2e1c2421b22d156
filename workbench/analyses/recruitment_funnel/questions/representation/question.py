"""Do applicants and starters look like a benchmark? Attraction and selection, apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from workbench.analyses.recruitment_funnel.benchmarks import REGION, Benchmarks, read_benchmarks
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.at_the_end import at_the_end
from workbench.analyses.recruitment_funnel.questions.held_against import (
    against_whole,
    level_together,
)
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.analyses.recruitment_funnel.questions.representation.measure import (
    APPLICANTS,
    OFFERS,
    STARTERS,
    held_against,
)
from workbench.findings import Finding, TableMeasure
from workbench.findings.finding import KEYS
from workbench.vocabulary.terms import NOT_RECORDED, OVERALL

OFFER = "offer"
SELECTION = "selection"
SIDES = ("passed", "entered")


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Ask where people applied, which any characteristic by all circumstances tells."""
    if parameters.benchmarks is None or REGION not in parameters.strata:
        return ()
    return (_by_region(parameters),)


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """Hold applicants, offers and starters against every benchmark of every characteristic."""
    if parameters.benchmarks is None:
        return NotCovered("no benchmark of the population was given")
    told = read_benchmarks(parameters)
    if not told.each:
        return NotCovered("the benchmarks given tell of no characteristic of this campaign")
    return (_against(told, parameters, counted), _selection(told, parameters, counted))


def note(parameters: Parameters) -> str:
    """Say where the benchmarks are from, and what of their file was set aside."""
    told = read_benchmarks(parameters)
    sources: dict[str, dict[str, None]] = {}
    for one in told.each:
        sources.setdefault(one.name, {})[one.told] = None
    sentences = [f"{name}: {'; '.join(each)}." for name, each in sources.items()]
    if told.set_aside:
        listed = ", ".join(told.set_aside)
        sentences.append(f"Set aside, since the campaign does not have it: {listed}.")
    return " ".join(sentences)


def _by_region(parameters: Parameters) -> Wanted:
    return Wanted((next(iter(parameters.characteristics)), *parameters.strata))


def _against(told: Benchmarks, parameters: Parameters, counted: CampaignCounts) -> Finding:
    rows = [*region_rows(told, parameters, counted)]
    regions = len(rows)
    for one in told.each:
        held = {"comparator": one.name, "stratum": REGION if one.by_region else ""}
        rows += [row | held for row in _groups(one.characteristic, parameters, counted)]
    cells = pd.DataFrame(rows).assign(family=None)
    measure = partial(
        held_against,
        told=told.each,
        regions=regions,
        kinds=len(_kinds(parameters)),
        level=parameters.level,
        together=level_together(parameters.level, len(rows) - regions),
    )
    return Finding(
        "representation",
        "representation",
        "Applicants and starters against the population",
        cells[[*KEYS, *SIDES]],
        table_measures=(TableMeasure(SIDES, measure),),
    )


def region_rows(
    told: Benchmarks, parameters: Parameters, counted: CampaignCounts
) -> Iterator[dict[str, object]]:
    """Yield how many applied to each region, of all whose region is recorded.

    None where no benchmark tells regions apart.
    """
    if not any(one.by_region for one in told.each):
        return
    cells = counted.tables[_by_region(parameters)]
    people = at_the_end(cells, [REGION], list(parameters.stages))["applied"].drop(
        NOT_RECORDED, level=0
    )
    for (region,), applied in people.items():
        yield {
            "characteristic": REGION,
            "group": region,
            "role": "all",
            "comparator": "",
            "stage": "",
            "basis": APPLICANTS,
            "stratum": "",
            "passed": int(applied),
            "entered": int(people.sum()),
        }


def _kinds(parameters: Parameters) -> dict[str, str]:
    """Return who is held against a benchmark, and the stage they got through."""
    stages = list(parameters.stages)
    offers = {OFFERS: OFFER} if OFFER in stages[:-1] else {}
    return {APPLICANTS: "", **offers, STARTERS: OVERALL}


def _groups(
    name: str, parameters: Parameters, counted: CampaignCounts
) -> Iterator[dict[str, object]]:
    """Yield each group of all declared, among applicants, offers and starters in turn."""
    through = _through(name, parameters, counted)
    for group in parameters.groups(name):
        for kind, stage in _kinds(parameters).items():
            yield {
                "characteristic": name,
                "group": group,
                "role": "declared",
                "stage": stage,
                "basis": kind,
                "passed": int(through.loc[group, kind]),
                "entered": int(through[kind].sum()),
            }


def _through(name: str, parameters: Parameters, counted: CampaignCounts) -> pd.DataFrame:
    """Return the declared groups' applicants, offers and starters."""
    stages = list(parameters.stages)
    here = counted.stages[counted.stages["characteristic"] == name]
    groups = list(parameters.groups(name))

    def at(stage: str) -> pd.DataFrame:
        return here[here["stage"] == stage].set_index("group").reindex(groups, fill_value=0)

    told = {APPLICANTS: at(stages[0])["reached"]}
    for kind, stage in list(_kinds(parameters).items())[1:]:
        last = at(stages[-1] if stage == OVERALL else stage)
        told[kind] = last["passed"] + last["exempt"]
    return pd.DataFrame(told)


def _selection(told: Benchmarks, parameters: Parameters, counted: CampaignCounts) -> Finding:
    """Return the start rate of each group beside that of everybody who declared."""
    blocks = []
    for name in told.characteristics:
        through = _through(name, parameters, counted)
        blocks.append(
            pd.DataFrame(
                {
                    "characteristic": name,
                    "group": list(parameters.groups(name)),
                    "passed": through[STARTERS].to_numpy(),
                    "entered": through[APPLICANTS].to_numpy(),
                    "comparator_passed": int(through[STARTERS].sum()),
                    "comparator_entered": int(through[APPLICANTS].sum()),
                }
            )
        )
    level = parameters.level
    cells = pd.concat(blocks, ignore_index=True).assign(
        role="declared", comparator="", stage=OVERALL, basis=SELECTION, stratum="", family=None
    )
    return Finding(
        "representation:selection",
        "representation",
        "Start rates beside everybody's",
        cells,
        (
            against_whole(
                {
                    "selection_index": level,
                    "selection_index_together": level_together(level, len(cells)),
                }
            ),
        ),
    )


QUESTION = Question(
    "Do applicants and starters look like the people we serve and could hire?", wanted, answer, note
)
