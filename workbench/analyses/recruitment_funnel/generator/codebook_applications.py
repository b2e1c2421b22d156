"""The codebook of the tables of applications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.words import (
    CHANNELS,
    OUTCOME_LABELS,
    PANEL_MIX_STAGE,
    PANEL_MIXES,
    PANEL_STAGES,
    PANELS,
    ROUTES,
    SCORED_STAGES,
    SOURCE,
    STAGE_TITLES,
    YES_NO,
)
from workbench.vocabulary.characteristics import CODE_LISTS, CodeList
from workbench.vocabulary.terms import REGIONS

VERSION = "2026"
ISO_DATE = "ISO date"
Row = tuple[str, str, str, str, str]


def application_rows(campaigns: Sequence[str]) -> list[Row]:
    """Return one row for each column of a table of applications, in its order.

    Parameters
    ----------
    campaigns : sequence of str
        The intakes in the table.

    Examples
    --------
    >>> application_rows(["2023-03"])[1][:3]
    ('campaign', 'Month in which the intake starts', '2023-03')
    """
    rows = [*_application(campaigns), *characteristic_rows(CODE_LISTS), *_support()]
    for stage in STAGE_TITLES:
        rows += _stage(stage)
    return rows


def row(column: str, meaning: str, *labels: str) -> Row:
    """Return the row of a column whose meaning and labels were made up here.

    Examples
    --------
    >>> row("sift", "Outcome of the sift", "Pass", "Fail")[2]
    'Pass; Fail'
    """
    return column, meaning, "; ".join(labels), VERSION, SOURCE


def _application(campaigns: Sequence[str]) -> list[Row]:
    return [
        row("application_id", "Identifier of the synthetic application; belongs to no real person"),
        row("campaign", "Month in which the intake starts", *campaigns),
        row("applied_on", "Day the application was submitted", ISO_DATE),
        row("region", "Probation region applied to", *REGIONS),
        row("route", "Route into training; PSO is Probation Services Officer", *ROUTES),
        row("channel", "Where the applicant says they saw the post advertised", *CHANNELS),
    ]


def characteristic_rows(code_lists: Iterable[CodeList]) -> list[Row]:
    """Return the row of each characteristic, in the words of its code list.

    Examples
    --------
    >>> characteristic_rows(CODE_LISTS)[1][:2]
    ('sex', 'Sex: What is your sex?')
    """
    return [
        (
            code_list.name,
            f"{code_list.title}: {code_list.question}",
            "; ".join(code_list.groups + code_list.undeclared),
            code_list.version,
            code_list.source,
        )
        for code_list in code_lists
    ]


def _support() -> list[Row]:
    scheme = "Applied under the Disability Confident Scheme; only disabled applicants may say Yes"
    return [
        row("disability_confident_scheme", scheme, *YES_NO),
        row(
            "adjustment_requested_on",
            "Day an adjustment to the online test was asked for; blank if it was not",
            ISO_DATE,
        ),
        row(
            "adjustment_made_on",
            "Day the adjustment was made; in time if not after online_test_date",
            ISO_DATE,
        ),
    ]


def _stage(stage: str) -> list[Row]:
    title = STAGE_TITLES[stage]
    rows = [
        row(stage, f"Outcome of the {title}; blank if not reached", *OUTCOME_LABELS),
        row(f"{stage}_date", "Day of that outcome; blank if none, pending or exempt", ISO_DATE),
    ]
    if stage in SCORED_STAGES:
        mark = plan.PASS_MARK[stage]
        meaning = f"Score at the {title}, for those who passed or failed; {mark} or more passes"
        rows.append(row(f"{stage}_score", meaning, "0 to 100"))
    if stage in PANEL_STAGES:
        rows.append(row(f"{stage}_panel", f"Panel that marked the {title}", *PANELS))
    if stage == PANEL_MIX_STAGE:
        meaning = "Whether that panel had members of both sexes and of more than one ethnic group"
        rows.append(row(f"{stage}_panel_mix", meaning, *PANEL_MIXES))
    return rows
