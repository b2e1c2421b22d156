"""What looks wrong and is not: it is counted, and as what it is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from campaign import GOOD, HEADER, Case, check_refused, counted, parameters

from workbench.analyses.recruitment_funnel import analyse
from workbench.records.engines import local
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED

ALL = HEADER + GOOD


def reached(stages: pd.DataFrame) -> dict[str, int]:
    """Return how many of each group applied."""
    first = stages[(stages["stage"] == "sift") & (stages["characteristic"] != "")]
    return first.set_index("group")["reached"].to_dict()


@pytest.mark.parametrize(
    ("not_asked", "expected"),
    [
        ([], {NOT_DECLARED: 2}),
        (["Form without"], {NOT_DECLARED: 2, NOT_ASKED: 1}),
        (["Form without", ""], {NOT_DECLARED: 1, NOT_ASKED: 2}),
    ],
)
def test_a_blank_is_no_answer_unless_it_means_not_asked(tmp_path: Path, not_asked, expected):
    rows = "5,Prefer not to say,Fail,\n6,,Fail,\n" + ("7,Form without,Fail,\n" if not_asked else "")
    changes = {"characteristics": {"sex": {"not_asked": not_asked}}}
    found = counted(tmp_path, Case(ALL + rows, "", changes))
    assert reached(found.stages) == {"Men": 6, "Women": 2, **expected}


def test_labels_that_read_as_missing_survive(tmp_path: Path):
    """pandas reads "None" and "NA" as missing, and such groups then vanish."""
    rows = "1,None,Pass,Pass\n2,NA,Pass,Fail\n3,null,Fail,\n4,,Fail,\n"
    rows += "".join(f"{number},None,Pass,Fail\n" for number in range(5, 9))
    groups = {"religion": {"groups": ["None", "NA", "null"], "comparator": "None"}}
    case = Case(ALL[:14] + ",religion,sift,offer\n" + rows, "", {"characteristics": groups})
    assert reached(counted(tmp_path, case).stages) == {
        "None": 5,
        "NA": 1,
        "null": 1,
        NOT_DECLARED: 1,
    }


@pytest.mark.parametrize(
    "group", ["=1+1", "<script>alert(1)</script>", 'O\'Hara; "x"', "a,b\u200f"]
)
def test_a_group_may_be_called_anything_that_can_be_seen(tmp_path: Path, group: str):
    label = group.replace("\u200f", "")
    quoted = label.replace('"', '""')
    content = ALL.replace("Women", f'"{quoted}"')
    groups = {"sex": {"groups": ["Men", label], "comparator": "Men"}}
    found = counted(tmp_path, Case(content, "", {"characteristics": groups}))
    assert reached(found.stages)[label] == 2


@pytest.mark.parametrize("label", ["", "Wait"])
def test_nobody_has_reached_the_last_stage_of_a_campaign_that_goes_on(tmp_path: Path, label: str):
    rows = "".join(f"{n},{'Men' if n < 7 else 'Women'},Pass,{label}\n" for n in range(12))
    outcomes = {"passed": ["Pass"], "failed": ["Fail"], "pending": ["Wait"]}
    found = counted(tmp_path, Case(HEADER + rows, "", {"outcomes": outcomes})).everyone
    assert found["reached"].tolist() == [12, 12]
    assert found["pending"].tolist() == [0, 12]
    assert found["entered"].tolist() == [12, 0]


def test_a_campaign_that_goes_on_has_findings(tmp_path: Path):
    (tmp_path / "a.csv").write_text(ALL.replace("Pass,Fail", "Pass,").replace("Pass,Pass", "Pass,"))
    names = [finding.name for finding in analyse(parameters(tmp_path / "a.csv")).findings]
    assert names[:4] == ["records", "declaration", "campaign", "sex"]


def test_applications_to_two_regions_are_two_of_one_person(tmp_path: Path):
    header = "person,application_id,region,sex,sift,offer\n"
    rows = [
        f"{n // 2},{n},{('Wales', 'London')[n % 2]},{'Men' if n < 6 else 'Women'},Pass,Pass\n"
        for n in range(12)
    ]
    found = counted(tmp_path, Case(header + "".join(rows), "", {"person": "person"}))
    assert found.further_applications == 6
    assert found.rows_used == 12


def test_rows_of_other_campaigns_are_not_looked_at(tmp_path: Path):
    content = ALL.replace("sex", "campaign,sex").replace(",Men", ",2023,Men")
    content = (
        content.replace(",Women", ",2023,Women") + ",2022,Wommen,Psas,\n1,2022,Men,Fail,Pass\n"
    )
    found = counted(tmp_path, Case(content, "", {"campaign": "2023"}))
    assert (found.rows_read, found.rows_used) == (10, 8)


def test_a_file_larger_than_memory_is_counted(tmp_path: Path, monkeypatch):
    monkeypatch.setenv(local.MEMORY, "100MB")
    note = "a note that nobody asks for " * 20
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write("application_id,person,sex,sift,offer,note\n")
        file.writelines(
            f"{n},{n:032d},{('Men', 'Women')[n % 2]},Pass,{('Pass', 'Fail')[n % 3 == 0]},{note}\n"
            for n in range(180_000)
        )
    assert path.stat().st_size > 100 * 2**20
    found = counted(tmp_path, Case(None, "", {"person": "person"}, file="large.csv"))
    assert found.everyone["passed"].tolist() == [180_000, 120_000]
    assert found.further_applications == 0


def test_a_file_that_no_memory_will_do_for_is_refused_in_words(tmp_path: Path, monkeypatch):
    monkeypatch.setenv(local.MEMORY, "4MB")
    told = (
        "does not fit into the memory there is. Give it more: the environment variable "
        "WORKBENCH_MEMORY, such as 4GB."
    )
    check_refused(tmp_path, Case(ALL, told))
