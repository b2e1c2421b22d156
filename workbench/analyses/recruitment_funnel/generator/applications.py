"""The table of applications, one row for each."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan, population
from workbench.analyses.recruitment_funnel.generator.dates import (
    DAY_LABELS,
    Dates,
    draw_dates,
)
from workbench.analyses.recruitment_funnel.generator.outcomes import Passage, draw_passage
from workbench.analyses.recruitment_funnel.generator.people import People, draw_people
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import (
    BLANK,
    CHANNELS,
    FAIL,
    OUTCOME_LABELS,
    PANEL_MIX,
    PANEL_MIX_STAGE,
    PANEL_MIXES,
    PANEL_STAGES,
    PANELS,
    PASS,
    ROUTES,
    SCORED_STAGES,
    STAGES,
    YES_NO,
)
from workbench.synthetic import CHUNK_SIZE, Streams, between, choose
from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.terms import REGIONS


def draw_applications(streams: Streams, intake: plan.Intake = plan.INTAKE) -> pd.DataFrame:
    """Draw one chunk of the applications to one intake.

    Parameters
    ----------
    streams : Streams
        The random streams of the chunk.
    intake : Intake
        Which intake of the plan.

    Returns
    -------
    DataFrame
        Labels and dates as categoricals with the same categories in every chunk of a table,
        scores as nullable whole numbers, blanks as missing.

    Examples
    --------
    >>> draw_applications(Streams(1, 0, 2))["application_id"].tolist()
    ['SYN-00000001', 'SYN-00000002']
    """
    people = draw_people(streams)
    passage = draw_passage(people, streams, intake)
    dates = draw_dates(people, passage, streams, intake)
    columns = {
        **_application(people, dates, streams, intake),
        **{
            code_list.name: labelled(
                people.declared[code_list.name], code_list.groups + code_list.undeclared
            )
            for code_list in CODE_LISTS
        },
        **_support(people, dates, streams),
    }
    for stage in STAGES:
        columns |= _stage(stage, passage, dates, streams)
    return pd.DataFrame(columns)


def labelled(codes: NDArray[np.integer], labels: tuple[str, ...]) -> pd.Categorical:
    """Turn codes into labels; `BLANK` becomes missing.

    Examples
    --------
    >>> labelled(np.array([1, -1]), ("Men", "Women")).tolist()
    ['Women', nan]
    """
    return pd.Categorical.from_codes(codes, categories=pd.Index(labels, dtype="str"))


def _campaign(size: int, intake: plan.Intake) -> pd.Categorical:
    (table,) = (intakes for intakes in plan.TABLES.values() if intake in intakes)
    codes = np.full(size, table.index(intake), dtype=np.int8)
    return labelled(codes, tuple(each.campaign for each in table))


def _application(
    people: People, dates: Dates, streams: Streams, intake: plan.Intake
) -> dict[str, object]:
    first = streams.chunk * CHUNK_SIZE + 1
    shares = [population.CHANNEL_SHARES[group] for group in GROUPS["ethnicity"]]
    cell = people.actual["ethnicity"]
    return {
        "application_id": [f"{intake.prefix}{first + row:08d}" for row in range(streams.size)],
        "campaign": _campaign(streams.size, intake),
        "applied_on": labelled(dates.applied, DAY_LABELS),
        "region": labelled(people.actual["region"], REGIONS),
        "route": labelled(people.actual["route"], ROUTES),
        "channel": labelled(choose(shares, streams.uniform("channel"), cell=cell), CHANNELS),
    }


def _support(people: People, dates: Dates, streams: Streams) -> dict[str, object]:
    scheme = people.are("disability", "Disabled")
    scheme &= streams.uniform("scheme") < population.SCHEME_SHARE
    return {
        "disability_confident_scheme": labelled(np.where(scheme, 0, 1), YES_NO),
        "adjustment_requested_on": labelled(dates.adjustment_requested, DAY_LABELS),
        "adjustment_made_on": labelled(dates.adjustment_made, DAY_LABELS),
    }


def _stage(stage: str, passage: Passage, dates: Dates, streams: Streams) -> dict[str, object]:
    outcome = passage.outcome[stage]
    # Only those who took the stage were marked: nobody scores someone who withdrew.
    marked = (outcome == PASS) | (outcome == FAIL)
    columns: dict[str, object] = {
        stage: labelled(outcome, OUTCOME_LABELS),
        f"{stage}_date": labelled(dates.stage[stage], DAY_LABELS),
    }
    if stage in SCORED_STAGES:
        score = np.floor(plan.PASS_MARK[stage] + plan.SCORE_SPREAD * passage.margin[stage])
        score = np.clip(score, 0, 100).astype(np.int16)
        columns[f"{stage}_score"] = pd.arrays.IntegerArray(score, ~marked)
    if stage in PANEL_STAGES:
        columns |= _panel(stage, marked, streams)
    return columns


def _panel(stage: str, marked: NDArray[np.bool_], streams: Streams) -> dict[str, object]:
    panel = between(0, len(PANELS) - 1, streams.uniform(f"{stage} panel"))
    columns = {f"{stage}_panel": labelled(np.where(marked, panel, BLANK), PANELS)}
    if stage == PANEL_MIX_STAGE:
        mix = np.where(marked, np.array(PANEL_MIX)[panel], BLANK)
        columns[f"{stage}_panel_mix"] = labelled(mix, PANEL_MIXES)
    return dict(columns)
