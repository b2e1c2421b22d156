"""Surveys for tests: the synthetic one, and small ones of the same units."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.observed import observe
from workbench.analyses.role_evaluation.questions.question import Evaluated, NotCovered
from workbench.analyses.role_evaluation.questions.survey import QUESTION, stated_tables
from workbench.analyses.role_evaluation.tables import stated_tables as stated_of_roll_out
from workbench.analyses.role_evaluation.ties import TIES, dimensions, tied
from workbench.findings import Context, Findings
from workbench.parameters.root import INSTALLED

FOLDER = INSTALLED / "data" / "synthetic" / "role_evaluation"
YAML = INSTALLED / "parameters" / "role_evaluation" / "synthetic.yaml"


@cache
def begun() -> dict[str, bool]:
    """Return whether each unit of the synthetic panel was given the role by June 2023."""
    panel = pd.read_parquet(FOLDER / "panel.parquet").drop_duplicates("unit").set_index("unit")
    months = panel["actual_month"].fillna("").astype(str)
    return {unit: "" < month <= "2023-06" for unit, month in months.items()}


def parameters(**survey: Any) -> Parameters:
    """Return the synthetic parameters, with parts of the survey changed."""
    values = yaml.safe_load(YAML.read_text(encoding="utf-8"))
    values["survey"] = values["survey"] | survey
    # Without steps of a theory that may point to statements left out.
    values.pop("theory", None)
    return Parameters.from_values(values, source="test")


def small(rows: pd.DataFrame, folder: Path, **survey: Any) -> Parameters:
    """Return parameters of a survey of two statements and sex, with these rows."""
    rows.to_csv(folder / "survey.csv", index=False)
    changed: dict[str, Any] = {
        "data": str(folder / "survey.csv"),
        "items": {
            "acceptable_workload": {"said": "I have an acceptable workload"},
            "support": {"said": "I have support"},
        },
        "characteristics": {"sex": {}},
        "invited": None,
    }
    return parameters(**changed | survey)


def answers_of(seed: int, each: int) -> pd.DataFrame:
    """Return a few respondents of every other unit, in both waves."""
    draw = np.random.default_rng(seed)
    rows = [
        {
            "wave": wave,
            "unit": unit,
            "role": draw.choice(
                ["SPO in Sentence Management and Courts", "Other SPO"], p=[0.9, 0.1]
            ),
            "sex": draw.choice(["Men", "Women", ""], p=[0.25, 0.7, 0.05]),
            "acceptable_workload": draw.choice([1, 2, 3, 4, 5, ""]),
            "support": draw.choice([1, 2, 3, 4, 5]),
        }
        for wave in ("2022-09", "2023-06")
        for unit in sorted(begun())[::2]
        for _ in range(int(draw.integers(0, each)))
    ]
    return pd.DataFrame(rows)


def answered(of: Parameters) -> tuple | NotCovered:
    """Return what the question answers."""
    return QUESTION.answer(of, Evaluated(observe(of), {}, {}))


def findings(of: Parameters) -> Findings:
    """Return the findings of the survey alone, with its ties."""
    found = answered(of)
    assert isinstance(found, tuple)
    context = Context(
        analysis="role_evaluation",
        title="Survey",
        data_source="synthetic",
        people=of.people,
        dimensions=dimensions(of),
        tied=tied(of),
        stated=stated_of_roll_out(of, observe(of)) | stated_tables(of),
    )
    return Findings(context, found, TIES)


@cache
def synthetic() -> Findings:
    """Return the findings of the synthetic survey."""
    return findings(parameters())
