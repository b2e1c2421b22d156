"""Which advertising reaches whom, and at what cost? By the channel that people name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.benchmarks import read_benchmarks
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.at_the_end import at_the_end
from workbench.analyses.recruitment_funnel.questions.channels.measure import cost
from workbench.analyses.recruitment_funnel.questions.channels.reach import mix, reach
from workbench.analyses.recruitment_funnel.questions.held_against import level_together
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.analyses.recruitment_funnel.questions.representation import (
    question as representation,
)
from workbench.analyses.recruitment_funnel.spend import channel_spend
from workbench.findings import Finding, Measure, Measured, TableMeasure
from workbench.measures.comparison import share
from workbench.statistics.comparison.rates import selection_rate
from workbench.vocabulary.terms import NOT_RECORDED, OVERALL

ALL_CHANNELS = "All channels"


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Ask for every headline characteristic by all circumstances at once."""
    if parameters.channels is None:
        return ()
    own = tuple(_wanted(name, parameters) for name in _names(parameters))
    return (*own, *representation.wanted(parameters))


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State what each channel brought and cost, whom it reached, and its part of each gap."""
    if parameters.channels is None:
        return NotCovered("the parameters name no advertising channel under 'channels'")
    spend, told = channel_spend(parameters), read_benchmarks(parameters)
    channel = parameters.channels.circumstance
    stages = list(parameters.stages)
    whole = counted.tables[_wanted(_names(parameters)[0], parameters)]
    people = at_the_end(whole, [channel], stages).drop(NOT_RECORDED, level=0)
    if not people["applied"].sum():
        return NotCovered("no application says by which channel it came")
    tables = {
        name: at_the_end(counted.tables[_wanted(name, parameters)], [name, channel], stages)
        for name in _names(parameters)
    }
    yields = _yields(people, channel, spend, parameters)
    return (yields, reach(tables, told, parameters, counted), mix(tables, parameters))


def note(parameters: Parameters) -> str:
    """Say which benchmark channels are held against."""
    told = read_benchmarks(parameters)
    held: dict[str, list[str]] = {}
    for name in _names(parameters):
        for one in told.of(name)[:1]:
            held.setdefault(f"{one.name} ({one.told})", []).append(parameters.title_of(name))
    return " ".join(
        f"Held against {benchmark}: {', '.join(titles)}." for benchmark, titles in held.items()
    )


def _names(parameters: Parameters) -> tuple[str, ...]:
    """Return whose channels are looked at: the headline characteristics, else all."""
    return parameters.headline_characteristics or tuple(parameters.characteristics)


def _wanted(name: str, parameters: Parameters) -> Wanted:
    return Wanted((name, *parameters.strata))


def _yields(
    people: pd.DataFrame, channel: str, spend: Mapping[str, float], parameters: Parameters
) -> Finding:
    """Return who started of those who came by each channel, then by all of them."""
    labels = [str(label) for (label,) in people.index]
    rows = pd.concat([people, people.sum().to_frame().T], ignore_index=True)
    money = [spend.get(label, np.nan) for label in labels]
    cells = pd.DataFrame(
        {
            "characteristic": channel,
            "group": [*labels, ALL_CHANNELS],
            "role": "all",
            "comparator": "",
            "stage": OVERALL,
            "basis": OVERALL,
            "stratum": "",
            "family": None,
            "passed": rows["passed"].to_numpy(),
            "entered": rows["entered"].to_numpy(),
        }
    )
    # What all channels cost is known only where it is known of each.
    pounds = np.array([*money, np.sum(money)])
    measures = (share("selection_rate", parameters.level), _together(parameters, len(labels)))
    costs = TableMeasure(("passed",), partial(cost, pounds=pounds, level=parameters.level))
    title = "Applicants, starts and cost by advertising channel"
    return Finding("channels", "channels", title, cells, measures, (costs,) if spend else ())


def _together(parameters: Parameters, many: int) -> Measure:
    level = level_together(parameters.level, many)

    def taken(counts: Mapping[str, np.ndarray]) -> Measured:
        rate = selection_rate(counts["passed"], counts["entered"], level=level)
        return Measured({"selection_rate_together": rate})

    return Measure(("passed", "entered"), taken)


QUESTION = Question("Which advertising reaches whom, and at what cost?", wanted, answer, note)
