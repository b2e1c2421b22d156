"""People who objected in writing are in no count, whatever form their file and the list have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from campaign import FILE, GOOD, HEADER, Case, check_refused, parameters, write
from forms import DATED, FRAME, LONG, STATUS, TEMPLATE, rows_a_stage, statuses, text_of

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, count_campaign
from workbench.records import TakenOut

LISTED = "objections.csv"
OBJECTED = ("1003", "1004", "1100", "1299")
PEOPLE = ("2", "66", "199")
ONE = HEADER + GOOD + "105,Men,Pass,Fail\n"
WHERE = "Check 'exclusions'; it starts at the project's root."
MISSING = (
    "no column is called 'application_id' in the first line, which must name the columns. Write it "
    "there, or say which it is: exclusions: {data: .., column: ..}."
)
NOTHING = (
    "'application_id': nothing in the exclusions list objections.csv stands here. See that its "
    "column 'application_id' holds the same kind of identifier. If truly no one on it applied "
    "here, say so: exclusions: {data: .., may_match_nobody: true}."
)
ALIKE = (
    "of the exclusions list objections.csv would match only but for capitals, spaces, marks "
    "between or leading zeros. Write them as they stand here; an entry that is of someone else, "
    "take out."
)
BLANK = "Fill it in, or take the row out."
QUOTED = (
    "1 row with a quotation mark that is not closed, or stands within a field, the first at line "
    "2. Close it, or write it twice inside a field in quotes, and export again."
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch):
    """Let paths in parameters start in the test's own folder."""
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path))


def counted(folder: Path, frame: pd.DataFrame, **changes: object) -> CampaignCounts:
    (folder / FILE).write_text(text_of(frame), encoding="utf-8")
    return count_campaign(parameters(folder / FILE, **(TEMPLATE | changes)))


def check_as_if_deleted(folder: Path, frame: pd.DataFrame, who: pd.Series, **changes: object):
    """Check that a list gives what the file gives from which `who` was deleted by hand."""
    deleted = counted(folder, frame[~who], **changes)
    found = counted(folder, frame, exclusions=LISTED, **changes)
    pd.testing.assert_frame_equal(found.stages, deleted.stages)
    for name in ("rows_read", "rows_used", "further_applications", "how"):
        assert getattr(found, name) == getattr(deleted, name)
    return found.taken_out


def wide() -> pd.DataFrame:
    return FRAME


FORMS: dict[str, tuple[Callable[[], pd.DataFrame], dict[str, object]]] = {
    "a column a stage": (wide, {}),
    "dated": (wide, DATED),
    "final statuses": (statuses, STATUS),
    "a row a stage": (rows_a_stage, LONG),
}


@pytest.mark.parametrize("form", FORMS)
def test_counts_are_those_of_a_file_without_them(form: str, tmp_path: Path):
    make, changes = FORMS[form]
    frame = make()
    (tmp_path / LISTED).write_text("application_id\n" + "\n".join(OBJECTED) + "\n")
    who = frame["application_id"].isin(OBJECTED)
    taken = check_as_if_deleted(tmp_path, frame, who, **changes)
    assert taken == TakenOut(int(who.sum()), applications=4, unmatched=0)


@pytest.mark.parametrize("form", FORMS)
def test_every_application_of_a_person_is_taken_out(form: str, tmp_path: Path):
    make, changes = FORMS[form]
    frame = make()
    (tmp_path / LISTED).write_text("person\n" + "\n".join((*PEOPLE, "9999")) + "\n")
    who = frame["person"].isin(PEOPLE)
    taken = check_as_if_deleted(tmp_path, frame, who, person="person", **changes)
    assert taken == TakenOut(int(who.sum()), frame[who]["application_id"].nunique(), unmatched=1)
    assert taken.applications > len(PEOPLE), "a person with two applications is among them"


def test_only_applications_of_this_campaign_are_told_of(tmp_path: Path):
    frame = FRAME.assign(campaign=["old", "new"] * 150)
    (tmp_path / LISTED).write_text("application_id\n" + "\n".join(OBJECTED) + "\n")
    who = frame["application_id"].isin(OBJECTED)
    taken = check_as_if_deleted(tmp_path, frame, who, campaign="new")
    assert taken == TakenOut(4, int((who & (frame["campaign"] == "new")).sum()), unmatched=0)


def csv(entries: list[str]) -> bytes:
    return ("application_id\n" + "\n".join(entries) + "\n").encode()


def workbook(folder: Path, entries: list[object]) -> None:
    made = openpyxl.Workbook()
    for entry in ("application_id", *entries):
        made.active.append([entry])
    made.save(folder / "objections.xlsx")


LISTS: dict[str, Callable[[Path], object]] = {
    "spaces around": lambda at: (at / LISTED).write_bytes(csv([" 1003", "1004\u00a0", "\t1100 "])),
    "entries twice": lambda at: (at / LISTED).write_bytes(csv(["1003", "1004", "1100", "1003 "])),
    "Windows": lambda at: (at / LISTED).write_bytes(
        csv(["1003", "1004", "1100"]).replace(b"\n", b"\r\n")
    ),
    "UTF-16": lambda at: (at / LISTED).write_bytes(
        csv(["1003", "1004", "1100"]).decode().encode("utf-16")
    ),
    "with reasons": lambda at: (at / LISTED).write_text(
        'why;application_id\n"a; b";1003\n;1004\nletter;1100\n'
    ),
    "a workbook of numbers": lambda at: workbook(at, [1003, 1004.0, 1100, None]),
    "parquet of numbers": lambda at: pd.DataFrame(
        {"application_id": [1003, 1004, 1100]}
    ).to_parquet(at / "objections.parquet"),
    "a name with a star": lambda at: (at / "a*.csv").write_bytes(csv(["1003", "1004", "1100"])),
}


@pytest.mark.parametrize("form", LISTS)
def test_a_list_may_have_any_form(form: str, tmp_path: Path):
    LISTS[form](tmp_path)
    (listed,) = (path.name for path in tmp_path.iterdir())
    assert counted(tmp_path, FRAME, exclusions=listed).taken_out == TakenOut(3, 3, 0)


@pytest.mark.parametrize("listed", ["application_id\n", "application_id"])
def test_an_empty_list_takes_nobody_out(listed: str, tmp_path: Path):
    (tmp_path / LISTED).write_text(listed)
    found = counted(tmp_path, FRAME, exclusions=LISTED)
    assert found.taken_out == TakenOut(0, 0, 0)
    assert found.rows_used == len(FRAME)


def test_what_is_wrong_with_their_rows_is_not_looked_at(tmp_path: Path):
    """A label of someone who objected is not to be shown, and not to be mended."""
    who = FRAME["application_id"].isin(OBJECTED)
    strange = FRAME.assign(sex=FRAME["sex"].mask(who, "Something of their own"))
    (tmp_path / LISTED).write_bytes(csv(list(OBJECTED)))
    check_as_if_deleted(tmp_path, strange, who)


def refused(
    listed: str | bytes | None,
    *says: str,
    mend: object = None,
    called: str = LISTED,
    **more: object,
) -> Case:
    """Return a case of a bad list; `mend` is another list, or changes to the parameters."""
    files = {FILE: ONE} | ({} if listed is None else {LISTED: listed})
    mended = partial(write, {FILE: ONE, LISTED: mend}) if isinstance(mend, str) else mend
    changes = {"exclusions": {"data": LISTED, **more}}
    return Case(files, says, changes, mend=mended, data=FILE, called=called)


CASES = {
    "no such list": refused(None, f"there is no such file. {WHERE}"),
    "a list without a byte": refused("", "is empty. Check the export."),
    "a blank first line": refused(
        "\n\n", "the first line is blank. It must name the columns: take out what is above them."
    ),
    "no header": refused("105\n104\n", MISSING, mend="application_id\n105\n"),
    "another column": refused(
        "Ref,Name\n105,Jane Doe\n", MISSING, mend={"exclusions": {"data": LISTED, "column": "Ref"}}
    ),
    "a column in other capitals": refused("Application_ID\n105\n", MISSING),
    "the column twice": refused(
        "application_id,application_id\n105,105\n",
        "column 'application_id' stands twice in the header. Keep one.",
    ),
    "a blank entry": refused(
        "application_id,why\n105,x\n,letter\n  ,letter\n",
        f"'application_id' is blank in 2 rows. {BLANK}",
        mend="application_id,why\n105,x\n",
    ),
    "a blank line": refused(
        "application_id\n105\n\n", f"'application_id' is blank in 1 row. {BLANK}"
    ),
    "a row with more fields": refused(
        "application_id\n105,Jane Doe\n",
        "1 row with too many fields, the first at line 2. Put fields that hold the delimiter in "
        "quotes, and export again.",
    ),
    "half a quote": refused('application_id\n"105\n', QUOTED),
    "a quote and a blank": refused(
        'application_id,x\n"10"5,x\n,x\n', QUOTED, f"'application_id' is blank in 1 row. {BLANK}"
    ),
    "NUL bytes": refused(
        b"application_id\n10\x005\n",
        "holds NUL bytes, the first in line 2: it is damaged, or not text. Export it again as "
        "UTF-8.",
    ),
    "a list that matches nobody": refused(
        "application_id\nA-1\nA-2\n",
        NOTHING,
        called=FILE,
        mend={"exclusions": {"data": LISTED, "may_match_nobody": True}},
    ),
    "leading zeros": refused(
        "application_id\n0105\n102\n", f"'application_id': 1 entry {ALIKE}", called=FILE
    ),
    "marks between": refused(
        "application_id\n1-05\n10 4\n103.0\n",
        f"'application_id': 3 entries {ALIKE}",
        called=FILE,
        mend="application_id\n105\n",
    ),
    "a mark that cannot be seen": refused(
        "application_id\n105\u200b\n", f"'application_id': 1 entry {ALIKE}", called=FILE
    ),
    "alike, though nobody was expected": refused(
        "application_id\n000105\n",
        f"'application_id': 1 entry {ALIKE}",
        called=FILE,
        may_match_nobody=True,
    ),
    "everyone": refused(
        "application_id\n" + "".join(line.split(",")[0] + "\n" for line in ONE.split()[1:]),
        "every row is of someone on the exclusions list. See that it is the right list.",
        called=FILE,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


def test_capitals_are_told(tmp_path: Path):
    """Two systems may write one identifier in two ways; nobody is left in for that."""
    rows = ONE.replace("105,", "PQ-105a,")
    files = {FILE: rows, LISTED: "application_id\npq105A\n"}
    says = f"'application_id': 1 entry {ALIKE}"
    check_refused(tmp_path, Case(files, says, {"exclusions": LISTED}, data=FILE, called=FILE))


def test_a_list_that_is_a_folder_is_refused(tmp_path: Path):
    (tmp_path / LISTED).mkdir()
    says = f"there is no such file. {WHERE}"
    case = Case(ONE, says, {"exclusions": LISTED}, data=FILE, called=LISTED)
    check_refused(tmp_path, case)
