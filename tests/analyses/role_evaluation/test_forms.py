"""One panel in every form that is read: the same effects, to the last figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from tests.analyses.role_evaluation.small_rollout import FRAME, STATED, stated
from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.analysis import evaluate
from workbench.analyses.role_evaluation.observed import Observed, observe
from workbench.analyses.role_evaluation.questions import effects
from workbench.parameters.root import root

MONTHS = ("month", "planned_month", "actual_month")
ACCENTED = {"Wales": "Cymrû"}
"""Last in no order: with it the file is not ASCII, so that its encoding matters."""
PANEL = FRAME.replace({"region": ACCENTED})
NAMES = {
    "region": "Région",
    "month": "Period",
    "planned_month": "Go-live (plan)",
    "actual_month": "Go-live (actual)",
    "spo_headcount": "SPO heads",
    "support_fte": "Admin support FTE",
    "administration_hours": "Admin hrs/wk",
    "administration_hours_part_time": "Admin hrs/wk; part time",
    "spo_part_time": "SPO heads, part time",
}


def in_days(order: str, never: str = "") -> pd.DataFrame:
    """Return the panel with months as days; where there is none, as another system says it."""
    told = {name: pd.to_datetime(PANEL[name]).dt.strftime(order).fillna(never) for name in MONTHS}
    return PANEL.assign(**told)


def typed() -> pd.DataFrame:
    """Return the panel as a database would give it: days and numbers."""
    return PANEL.infer_objects().assign(**{name: pd.to_datetime(PANEL[name]) for name in MONTHS})


def exported(path: Path) -> None:
    text = in_days("%d/%m/%Y", "Not planned").to_csv(None, sep=";", index=False)
    path.write_bytes(text.encode("cp1252"))


def shuffled(path: Path) -> None:
    typed().sample(frac=1, random_state=7).to_parquet(path)


def renamed(path: Path) -> None:
    frame = PANEL.rename(columns=NAMES)
    frame[frame.columns[::-1]].to_csv(path, index=False, encoding="utf-16", sep="\t")


def in_parts(path: Path) -> None:
    PANEL[::2].to_csv(path.with_name("part-1.csv"), index=False)
    typed()[1::2].to_excel(path.with_name("part-2.xlsx"), index=False)


def spaced(path: Path) -> None:
    PANEL.assign(region=PANEL["region"] + " ").to_csv(path, index=False)


FORMS: Mapping[str, tuple[str, Callable[[Path], None], Mapping[str, object]]] = {
    "semicolons, cp1252, day first, a label for never": (
        "panel.csv",
        exported,
        {"reading": {"dates": "dmy"}, "never": ["Not planned"]},
    ),
    "the same, all of it stated": (
        "panel.csv",
        exported,
        {
            "reading": {"dates": "dmy", "delimiter": ";", "encoding": "cp1252"},
            "never": ["Not planned"],
        },
    ),
    "month first, by name": (
        "panel.csv",
        lambda path: in_days("%b %d %Y").to_csv(path, index=False),
        {"reading": {"dates": "mdy"}},
    ),
    "parquet of text": ("panel.parquet", lambda path: PANEL.to_parquet(path), {}),
    "parquet of days and numbers, in any order": ("panel.parquet", shuffled, {}),
    "a workbook of text": ("panel.xlsx", lambda path: PANEL.to_excel(path, index=False), {}),
    "a workbook of real days": ("panel.xlsx", lambda path: typed().to_excel(path, index=False), {}),
    "columns of other names, in another order": (
        "panel.txt",
        renamed,
        {"columns": NAMES},
    ),
    "two files in two forms": ("part-*", in_parts, {}),
    "spaces around names": ("panel.csv", spaced, {"reading": {"trim": True}}),
}


def read(path: Path, **changes: object) -> tuple[Parameters, Observed]:
    values = stated(**{"data": str(path), "draws": 999} | changes)
    parameters = Parameters.from_values(values, source="run.yaml")
    return parameters, observe(parameters)


def effects_of(parameters: Parameters, observed: Observed) -> pd.DataFrame:
    answer = effects.QUESTION.answer(parameters, evaluate(parameters, observed))
    assert isinstance(answer, tuple)
    return next(finding.cells for finding in answer if finding.name == "effects")


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> pd.DataFrame:
    path = tmp_path_factory.mktemp("expected") / "panel.csv"
    PANEL.to_csv(path, index=False, encoding="utf-8")
    return effects_of(*read(path))


def test_the_arrays_are_those_another_library_pivots():
    """pandas pivots the file that the project keeps; nothing here is read from what it wrote."""
    _, observed = read(root() / STATED["data"])
    for name in ("administration_hours", "administration_hours_other_spo"):
        wide = FRAME.pivot(index="region", columns="month", values=name).astype(float)
        assert list(wide.index) == list(observed.panel.units)
        assert list(wide.columns) == list(observed.months)
        pd.testing.assert_frame_equal(
            pd.DataFrame(observed.outcomes[name], wide.index, wide.columns), wide
        )


@pytest.mark.parametrize("form", FORMS)
def test_the_effects_are_the_same(form: str, tmp_path: Path, expected: pd.DataFrame):
    """If it fails, what a role did depends on which system the file came from."""
    name, write, changes = FORMS[form]
    write(tmp_path / name)
    found = effects_of(*read(tmp_path / name, **changes))
    pd.testing.assert_frame_equal(found, expected, check_exact=True)
