"""The codebook of every table."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.recruitment_funnel.generator import plan, promotions
from workbench.analyses.recruitment_funnel.generator.benchmarks import BENCHMARKS, CHARACTERISTICS
from workbench.analyses.recruitment_funnel.generator.channels import CAMPAIGNS, SPEND
from workbench.analyses.recruitment_funnel.generator.codebook_applications import (
    ISO_DATE,
    Row,
    application_rows,
    characteristic_rows,
    row,
)
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import OUTCOME_LABELS, SOURCE
from workbench.vocabulary.terms import REGIONS


def codebook() -> pd.DataFrame:
    """Return one row for each column of each table, in their order.

    Returns
    -------
    DataFrame
        `table`, `column`, `meaning`, `labels` (separated by semicolons), `version`, `source`,
        `synthetic` (always Yes).

    Examples
    --------
    >>> codebook().loc[7, ["table", "column"]].tolist()
    ['applications', 'sex']
    """
    tables = {
        **{
            name: application_rows([intake.campaign for intake in intakes])
            for name, intakes in plan.TABLES.items()
        },
        "channel_spend": _channel_spend(),
        "benchmarks": _benchmarks(),
        "promotions": _promotions(),
    }
    rows = [(table, *each) for table, listed in tables.items() for each in listed]
    columns = ["table", "column", "meaning", "labels", "version", "source"]
    return pd.DataFrame(rows, columns=columns).assign(synthetic="Yes")


def _channel_spend() -> list[Row]:
    return [
        row("channel", "Advertising channel; one brought no applicant", *SPEND),
        row("campaign", "Month in which the intake starts", *CAMPAIGNS),
        row("spend_pounds", "Pounds spent on the channel for that intake", "0 or more"),
    ]


def _benchmarks() -> list[Row]:
    groups = (group for name in CHARACTERISTICS for group in GROUPS[name])
    return [
        row("benchmark", "Population that applicants may be compared with", *BENCHMARKS),
        row("characteristic", "Characteristic whose groups the shares are of", *CHARACTERISTICS),
        row("region", "Probation region where the population lives", *REGIONS),
        row("group", "Group, as the code list of the characteristic calls it", *groups),
        row("share", "Share of the population; adds up to 1 over the groups", "0 to 1"),
        row("source", "Where the share comes from", SOURCE),
        row("date", "Day the share stands for", ISO_DATE),
    ]


def _promotions() -> list[Row]:
    facts = {
        "region": "Probation region where the person works",
        "grade": "Grade when interest was expressed",
        "part_time": "Working pattern when interest was expressed",
    }
    stages = (stage.replace("_", " ") for stage in promotions.STAGES)
    return [
        row("promotion_id", "Identifier of the synthetic person; belongs to no real one"),
        *(row(name, words, *promotions.FACTS[name][0]) for name, words in facts.items()),
        *characteristic_rows(promotions.CODE_LIST.values()),
        *(
            row(column, f"Outcome of the {stage}; blank if not reached", *OUTCOME_LABELS)
            for column, stage in zip(promotions.STAGES, stages, strict=True)
        ),
    ]
