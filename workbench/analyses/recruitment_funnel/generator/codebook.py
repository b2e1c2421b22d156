"""The codebook of the table of applications."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.words import (
    CHANNELS,
    OUTCOME_LABELS,
    PANEL_STAGES,
    PANELS,
    ROUTES,
    SCORED_STAGES,
    STAGE_TITLES,
    YES_NO,
)
from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.terms import REGIONS

VERSION = "2026"
SOURCE = "Made up for this workbench"
ISO_DATE = "ISO date"
Row = tuple[str, str, str, str, str]


def codebook() -> pd.DataFrame:
    """Return one row for each column of the table, in its order.

    Returns
    -------
    DataFrame
        `column`, `meaning`, `labels` (separated by semicolons), `version`, `source`,
        `synthetic` (always Yes).

    Examples
    --------
    >>> codebook().loc[7, "column"]
    'sex'
    """
    rows = [*_application(), *_characteristics(), *_support()]
    for stage in STAGE_TITLES:
        rows += _stage(stage)
    table = pd.DataFrame(rows, columns=["column", "meaning", "labels", "version", "source"])
    return table.assign(synthetic="Yes")


def _row(column: str, meaning: str, *labels: str) -> Row:
    return column, meaning, "; ".join(labels), VERSION, SOURCE


def _application() -> list[Row]:
    return [
        _row(
            "application_id", "Identifier of the synthetic application; belongs to no real person"
        ),
        _row("campaign", "Month in which the intake starts", "2023-03"),
        _row("applied_on", "Day the application was submitted", ISO_DATE),
        _row("region", "Probation region applied to", *REGIONS),
        _row("route", "Route into training; PSO is Probation Services Officer", *ROUTES),
        _row("channel", "Where the applicant says they saw the post advertised", *CHANNELS),
    ]


def _characteristics() -> list[Row]:
    return [
        (
            code_list.name,
            f"{code_list.title}: {code_list.question}",
            "; ".join(code_list.groups + code_list.undeclared),
            code_list.version,
            code_list.source,
        )
        for code_list in CODE_LISTS
    ]


def _support() -> list[Row]:
    scheme = "Applied under the Disability Confident Scheme; only disabled applicants may say Yes"
    return [
        _row("disability_confident_scheme", scheme, *YES_NO),
        _row(
            "adjustment_requested_on",
            "Day an adjustment to the online test was asked for; blank if it was not",
            ISO_DATE,
        ),
        _row(
            "adjustment_made_on",
            "Day the adjustment was made; in time if not after online_test_date",
            ISO_DATE,
        ),
    ]


def _stage(stage: str) -> list[Row]:
    title = STAGE_TITLES[stage]
    rows = [
        _row(stage, f"Outcome of the {title}; blank if not reached", *OUTCOME_LABELS),
        _row(f"{stage}_date", "Day of that outcome; blank if none, pending or exempt", ISO_DATE),
    ]
    if stage in SCORED_STAGES:
        mark = plan.PASS_MARK[stage]
        meaning = f"Score at the {title}, for those who passed or failed; {mark} or more passes"
        rows.append(_row(f"{stage}_score", meaning, "0 to 100"))
    if stage in PANEL_STAGES:
        rows.append(_row(f"{stage}_panel", f"Panel that marked the {title}", *PANELS))
    return rows
