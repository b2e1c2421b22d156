"""The same applications in every form that is read give the same counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from campaign import parameters
from forms import (
    BROAD,
    DATED,
    FRAME,
    LONG,
    OUTCOMES,
    STAGES,
    STATUS,
    TEMPLATE,
    counts_of,
    days,
    rows_a_stage,
    statuses,
    text_of,
    typed,
    write_mixed,
)

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, count_campaign


def counted(path: Path, **changes: object) -> CampaignCounts:
    return count_campaign(parameters(path, **(TEMPLATE | changes)))


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> pd.DataFrame:
    path = tmp_path_factory.mktemp("expected") / "applications.csv"
    path.write_text(text_of(FRAME), encoding="utf-8")
    return counted(path).stages


def test_the_counts_are_those_of_the_applications(expected: pd.DataFrame):
    here = expected[expected["characteristic"] == "place"].set_index(["group", "stage"])
    for group, rows in FRAME.groupby("place"):
        reached, label = rows, group or "Not declared"
        for stage in STAGES:
            assert here.loc[(label, stage), "reached"] == len(reached)
            assert here.loc[(label, stage), "withdrew"] == (reached[stage] == "Withdrew").sum()
            assert here.loc[(label, stage), "pending"] == (reached[stage] == "").sum()
            reached = reached[reached[stage] == "Pass"]
            assert here.loc[(label, stage), "passed"] == len(reached)


ENDS = text_of(FRAME).splitlines()
MIXED_ENDS = "".join(
    line + end for line, end in zip(ENDS, ["\r\n", "\n", "\r"] * len(ENDS), strict=False)
)
TEXTS: dict[str, tuple[bytes, dict[str, str]]] = {
    "commas": (text_of(FRAME).encode(), {}),
    "semicolons": (text_of(FRAME, ";").encode(), {}),
    "tabs": (text_of(FRAME, "\t").encode(), {}),
    "bars": (text_of(FRAME, "|").encode(), {}),
    "a delimiter of its own": (text_of(FRAME, "^").encode(), {"delimiter": "^"}),
    "utf-8 with a mark": (text_of(FRAME).encode("utf-8-sig"), {}),
    "utf-16 with a mark": (text_of(FRAME).encode("utf-16"), {}),
    "utf-16-be with a mark": (("\ufeff" + text_of(FRAME)).encode("utf-16-be"), {}),
    "utf-16-le unmarked": (text_of(FRAME).encode("utf-16-le"), {}),
    "utf-16-be unmarked": (text_of(FRAME).encode("utf-16-be"), {}),
    "utf-16 stated": (text_of(FRAME).encode("utf-16-le"), {"encoding": "utf-16"}),
    "cp1252 detected": (text_of(FRAME).encode("cp1252"), {}),
    "cp1252 stated": (text_of(FRAME).encode("cp1252"), {"encoding": "cp1252"}),
    "CRLF": (text_of(FRAME, ",", "\r\n").encode(), {}),
    "CR": (text_of(FRAME, ",", "\r").encode(), {}),
    "mixed line ends": (MIXED_ENDS.encode(), {}),
    "mixed line ends in cp1252": (MIXED_ENDS.encode("cp1252"), {}),
}


@pytest.mark.parametrize("form", TEXTS)
def test_text(form: str, tmp_path: Path, expected: pd.DataFrame):
    content, reading = TEXTS[form]
    (tmp_path / "applications.txt").write_bytes(content)
    found = counted(tmp_path / "applications.txt", reading=reading)
    pd.testing.assert_frame_equal(found.stages, expected)


def in_two_sheets(path: Path) -> None:
    with pd.ExcelWriter(path) as writer:
        pd.DataFrame({"About": ["this file"]}).to_excel(writer, sheet_name="Cover", index=False)
        FRAME.to_excel(writer, sheet_name="Applications", index=False)


def as_excel_dates(path: Path) -> None:
    typed().to_excel(path, index=False)


FILES: dict[str, tuple[str, Callable[[Path], object], dict[str, object]]] = {
    "parquet of text": ("a.parquet", FRAME.to_parquet, {}),
    "typed parquet": ("a.parquet", lambda path: typed().to_parquet(path), DATED),
    "first sheet": ("a.xlsx", lambda path: FRAME.to_excel(path, index=False), {}),
    "named sheet": ("a.xlsx", in_two_sheets, {"reading": {"sheet": "Applications"}}),
    "real dates and numbers in a sheet": ("a.xlsx", as_excel_dates, DATED),
    "three files in three forms": (
        "part-*",
        lambda path: write_mixed(path.parent),
        DATED,
    ),
    "counts": (
        "a.csv",
        lambda path: counts_of().to_csv(path, index=False),
        {"identifier": None, "count": "people"},
    ),
    "counts in parquet": (
        "a.parquet",
        lambda path: counts_of().to_parquet(path),
        {"identifier": None, "count": "people"},
    ),
    "statuses": ("a.csv", lambda path: statuses().to_csv(path, index=False), STATUS),
    "a row a stage": ("a.csv", lambda path: rows_a_stage().to_csv(path, index=False), LONG),
    "a row a stage with days": (
        "a.csv",
        lambda path: rows_a_stage().to_csv(path, index=False),
        LONG | {"columns": {"date": "on"}, "data_date": "2024-12-31"},
    ),
    "a row a stage with people": (
        "a.xlsx",
        lambda path: rows_a_stage().to_excel(path, index=False),
        LONG | {"person": "person"},
    ),
}


@pytest.mark.parametrize("form", FILES)
def test_file(form: str, tmp_path: Path, expected: pd.DataFrame):
    name, write, changes = FILES[form]
    write(tmp_path / name)
    pd.testing.assert_frame_equal(counted(tmp_path / name, **changes).stages, expected)


DAYS = {
    "ymd": "%Y-%m-%d",
    "ymd with slashes": "%Y/%m/%d",
    "ymd with a time": "%Y-%m-%dT09:30:00Z",
    "dmy": "%d/%m/%Y",
    "dmy with dots": "%d.%m.%Y",
    "dmy with a time": "%d/%m/%Y 09:30",
    "dmy by name": "%d %B %Y",
    "dmy by short name": "%d-%b-%Y",
    "mdy": "%m/%d/%Y",
    "mdy by name": "%b %d %Y",
    "excel": "excel",
}


@pytest.mark.parametrize("form", DAYS)
def test_days(form: str, tmp_path: Path, expected: pd.DataFrame):
    path = tmp_path / "applications.csv"
    path.write_text(text_of(days(DAYS[form])), encoding="utf-8")
    reading = {"dates": form.split()[0]}
    pd.testing.assert_frame_equal(counted(path, **DATED, reading=reading).stages, expected)


def test_recoded_labels(tmp_path: Path, expected: pd.DataFrame):
    labels = {"Men": "M", "Women": "F", "Prefer not to say": "X"}
    FRAME.assign(sex=FRAME["sex"].replace(labels)).to_csv(tmp_path / "a.csv", index=False)
    sex = {"recode": {"Men": ["M"], "Women": ["F"]}, "undeclared": ["X"]}
    characteristics = {**TEMPLATE["characteristics"], "sex": sex}
    found = counted(tmp_path / "a.csv", characteristics=characteristics)
    pd.testing.assert_frame_equal(found.stages, expected)


def test_spaces_around_fields_taken_off(tmp_path: Path, expected: pd.DataFrame):
    spaced = FRAME.map(lambda text: f" {text}\u00a0 " if text else "  ")
    path = tmp_path / "applications.csv"
    path.write_text(text_of(spaced), encoding="utf-8")
    found = counted(path, reading={"trim": True})
    pd.testing.assert_frame_equal(found.stages, expected)
    assert found.how == ("text separated by commas, utf-8, spaces around fields taken off",)


def test_detailed_groups_in_broad_ones(tmp_path: Path):
    broad = FRAME.assign(ethnicity=FRAME["ethnic"].replace(BROAD))
    broad.to_csv(tmp_path / "broad.csv", index=False)
    FRAME.rename(columns={"ethnic": "ethnicity"}).to_csv(tmp_path / "narrow.csv", index=False)
    one = counted(tmp_path / "broad.csv", characteristics={"ethnicity": {}})
    rolled = {"ethnicity": {"roll_up": "census_2021"}}
    other = counted(tmp_path / "narrow.csv", characteristics=rolled)
    pd.testing.assert_frame_equal(one.stages, other.stages)


def test_names_and_labels_of_its_own(tmp_path: Path, expected: pd.DataFrame):
    names = {"application_id": "Ref no", "sex": "Gender", "sift": "Stage 1", "place": "Büro"}
    frame = FRAME.rename(columns=names).replace({"Stage 1": {"Pass": "Through", "Fail": "Out"}})
    frame.to_csv(tmp_path / "a.csv", index=False)
    own = {"column": "Stage 1", "passed": ["Through"], "failed": ["Out"], "withdrew": ["Withdrew"]}
    columns = {name: called for name, called in names.items() if name != "sift"}
    stages = TEMPLATE["stages"] | {"sift": own}
    found = counted(tmp_path / "a.csv", columns=columns, stages=stages, outcomes=OUTCOMES)
    pd.testing.assert_frame_equal(found.stages, expected)


@pytest.mark.parametrize("form", ["a row an application", "a row a stage"])
def test_further_applications_are_counted(form: str, tmp_path: Path, expected: pd.DataFrame):
    wide = form == "a row an application"
    (FRAME if wide else rows_a_stage()).to_csv(tmp_path / "a.csv", index=False)
    found = counted(tmp_path / "a.csv", **({} if wide else LONG), person="person")
    assert found.further_applications == len(FRAME) - FRAME["person"].nunique() == 100
    pd.testing.assert_frame_equal(found.stages, expected)
