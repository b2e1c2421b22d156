"""Labels that nobody named, identifiers, counts, and groups that cannot be compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from campaign import FILE, GOOD, GROUP, HEADER, OUTCOME, REPEATED, Case, check_refused

ALL = HEADER + GOOD
COUNTS = {"identifier": None, "count": "people"}
COUNTED = "sex,sift,offer,people\nMen,Pass,Pass,7\nWomen,Pass,Pass,6\n"
NOT_A_COUNT = "Write figures alone, 12 at most; 0 is allowed."
NO_ONE = (
    "'sex': no one is in any of its groups. Take sex out of 'characteristics', or check the export."
)
FEW = (
    "'sex': fewer than 5 people are in the comparator group 'Men'. Choose another 'comparator', or "
    "check the labels."
)
TAKEN_OFF = "Spaces can be taken off: reading: {trim: true}."
TRIM = "Spaces around fields can be taken off: reading: {trim: true}."
LEAVE_OUT = "Correct 'campaign', or leave it out to count every row."
CAMPAIGNS = ALL.replace("sex", "campaign,sex").replace(",Men", ",2022,Men").replace(",W", ",2022,W")
PEOPLE = "".join(f"{number},Women,Pass,Pass\n" for number in range(9))


def label(text: str, shown: str) -> Case:
    """Return a case of one row more, with a label of its own."""
    recode = {"characteristics": {"sex": {"recode": {"Men": [text]}}}}
    content = f'{ALL}5,"{text.replace(chr(34), chr(34) * 2)}",Fail,\n'
    trim = f" {TAKEN_OFF}" if "but for spaces)" in shown else ""
    says = f"'sex': 1 unknown label in 1 row: {shown}.{trim} {GROUP}"
    return Case(content, says, mend={"reading": {"trim": True}} if trim else recode)


CASES = {
    "a misspelt label": label("Woman", "'Woman' (nearest: 'Women')"),
    "a space before": label(" Men", "' Men' ('Men' but for spaces)"),
    "a space that does not break": label("Men\u00a0", r"'Men\xa0' ('Men' but for spaces)"),
    "capitals": label("MEN", "'MEN' ('Men' but for capitals)"),
    "Cyrillic letters": label(
        "\u041c\u0435n", r"'\u041c\u0435n' ('Men' but for letters that look alike)"
    ),
    "letters of full width": label(
        "\uff2den", r"'\uff2den' ('Men' but for letters that look alike)"
    ),
    "a space without width": label(
        "Me\u200bn", r"'Me\u200bn' ('Men' but for characters that cannot be seen)"
    ),
    "a mark that turns the direction": label(
        "\u202eMen", r"'\u202eMen' ('Men' but for characters that cannot be seen)"
    ),
    "a control character": label(
        "Me\x1bn", r"'Me\x1bn' ('Men' but for characters that cannot be seen)"
    ),
    "a script": label("<script>alert(1)</script>", "'<script>alert(1)</script>'"),
    "a formula": label('=HYPERLINK("x")', "'=HYPERLINK(\"x\")'"),
    "quotation marks": label('"Men"', "'\"Men\"' (nearest: 'Men')"),
    "a label without an end": label("Men and " * 20, repr(("Men and " * 20)[:60])),
    "what stands for nothing": label("NULL", "'NULL'"),
    "another spelling of not said": label(
        "prefer not to say", "'prefer not to say' ('Prefer not to say' but for capitals)"
    ),
    "a record in a label": Case(
        ALL + '5,"Men,Pass,Fail\n6,Men,Fail,\n7,Men",Pass,Fail\n',
        "'sex': 1 unknown label in 1 row: a text with line breaks (not shown; look for a quotation "
        f"mark too many). {GROUP}",
    ),
    "names of people": Case(
        HEADER + "".join(f"{n},Jane Doe {n},Pass,Fail\n" for n in range(9)),
        "'sex': 9 unknown labels in 9 rows, not shown: they may tell who people are. Is it the "
        f"right column? {GROUP}",
    ),
    "more labels than are shown": Case(
        ALL + "".join(f"{n},Label {n % 7},Fail,\n" for n in range(300, 321)),
        "'sex': 7 unknown labels in 21 rows: 'Label 0', 'Label 1', 'Label 2', 'Label 3', 'Label 4' "
        f"and 2 more. {GROUP}",
    ),
    "an unknown outcome": Case(
        ALL + "5,Men,Passed,\n",
        f"'sift': 1 unknown label in 1 row: 'Passed' (nearest: 'Pass'). {OUTCOME}",
        mend={"outcomes": {"passed": ["Pass", "Passed"], "failed": ["Fail"]}},
    ),
    "a space for a blank": Case(
        ALL + "5,Men,Fail, \n", f"'offer': 1 unknown label in 1 row: ' '. {OUTCOME}"
    ),
    "an identifier twice": Case(ALL + "1,Men,Fail,\n", f"'application_id': 1 row {REPEATED}"),
    "people who apply again": Case(
        "application_id,ref,sex,sift,offer\n"
        + "".join(f"{n // 2},{n},{'Men' if n < 6 else 'Women'},Pass,Pass\n" for n in range(12)),
        f"'application_id': 6 rows {REPEATED}",
        mend={"identifier": "ref", "person": "application_id"},
    ),
    "an identifier that is blank": Case(
        ALL + ",Men,Fail,\n  ,Men,Fail,\n", "'application_id' is blank in 2 rows. Fill it in."
    ),
    "an identifier with a space": Case(
        ALL + "1 ,Men,Fail,\n",
        "'application_id' has spaces before or after it in 1 row, so that one could count as two. "
        f"{TRIM}",
    ),
    "a campaign with a space": Case(
        CAMPAIGNS.replace("2022", "Spring 22")
        + "90,Spring 22 ,Men,Fail,\n91,spring 22,Men,Fail,\n",
        "'campaign': 2 rows of a campaign that differs from 'Spring 22' only in spaces or "
        f"capitals, and would be set aside. Write it alike. {TRIM}",
        {"campaign": "Spring 22"},
    ),
    "a detail after the broad group": label(
        "People - Women", "'People - Women' (nearest: 'Women')"
    ),
    "a later stage without the earlier": Case(
        ALL + "5,Men,Fail,Pass\n6,Men,,Pass\n",
        "'offer' has an outcome in 2 rows where an earlier stage was not passed. Correct the rows, "
        "or the order of 'stages'.",
    ),
    "stages out of order": Case(
        ALL,
        "'sift' has an outcome in 7 rows where an earlier stage was not passed. Correct the rows, "
        "or the order of 'stages'.",
        {"stages": {"offer": {}, "sift": {}}},
        mend={"stages": {"sift": {}, "offer": {}}},
    ),
    "counts that are none": Case(
        COUNTED
        + 'Men,Pass,Pass,1.5\nMen,Fail,,-2\nMen,Fail,,many\nMen,Fail,,"1,200"\nMen,Fail,,\n',
        f"'people' is not a whole number of people in 5 rows. {NOT_A_COUNT}",
        COUNTS,
    ),
    "a count beyond belief": Case(
        COUNTED + "Men,Pass,Pass,9999999999999\n",
        f"'people' is not a whole number of people in 1 row. {NOT_A_COUNT}",
        COUNTS,
    ),
    "counts of nobody": Case(COUNTED.replace(",7", ",0").replace(",6", ",0"), NO_ONE, COUNTS),
    "every group missing": Case(HEADER + PEOPLE.replace("Women", ""), NO_ONE),
    "everyone prefers not to say": Case(
        HEADER + PEOPLE.replace("Women", "Prefer not to say"), NO_ONE
    ),
    "a single group": Case(
        HEADER + PEOPLE.replace("Women", "Men"),
        "'sex': everyone who declared is in the group 'Men', so there is no one to compare. Take "
        "sex out of 'characteristics'.",
    ),
    "no comparators": Case(HEADER + PEOPLE, FEW),
    "too few comparators": Case(
        HEADER + PEOPLE + "10,Men,Pass,Pass\n",
        FEW,
        mend={"characteristics": {"sex": {"comparator": "Women"}}},
    ),
    "no rows for the campaign": Case(
        CAMPAIGNS,
        "no rows for the campaign '2023'. 'campaign' has '2022' (nearest: '2023'). " + LEAVE_OUT,
        {"campaign": "2023"},
        mend={"campaign": "2022"},
    ),
    "a campaign column of identifiers": Case(
        ALL,
        "no rows for the campaign '2023'. 'application_id' has 8 different labels. " + LEAVE_OUT,
        {"campaign": "2023", "identifier": None, "columns": {"campaign": "application_id"}},
    ),
    "a name that would act": Case(
        ALL.replace("sex", '"<b>\u202esex</b>\x1b"') + "5,X,Fail,\n",
        rf"'<b>\u202esex</b>\x1b': 1 unknown label in 1 row: 'X'. {GROUP}",
        {"columns": {"sex": "<b>\u202esex</b>\x1b"}},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


@pytest.mark.parametrize(
    ("file", "called"),
    [
        ("<script>alert('x').csv", "<script>alert('x').csv"),
        ("=cmd|' x'!A1.csv", "=cmd|' x'!A1.csv"),
        ('"quoted".csv', '"quoted".csv'),
        ("a\u202evsc.csv", r"'a\u202evsc.csv'"),
        ("a\n\x1bb.csv", r"'a\n\x1bb.csv'"),
    ],
)
def test_a_file_is_named_so_that_its_name_cannot_act(file: str, called: str, tmp_path: Path):
    check_refused(
        tmp_path,
        Case(HEADER, "no rows under the header. Check the export.", file=file, called=called),
    )


def test_all_problems_come_in_one_message(tmp_path: Path):
    rows = "1,Mne,Pass,Pass\n1,Men,Fail,Pass\n2,Women,Psas,\n3,Men\n,Men,Pass,\n"
    problems = (
        "1 row with too few fields, the first at line 13. The file may be cut off there, or a "
        "field may hold a line break: put it in quotes, and export again.",
        f"'sift': 1 unknown label in 1 row: 'Psas' (nearest: 'Pass'). {OUTCOME}",
        f"'sex': 1 unknown label in 1 row: 'Mne' (nearest: 'Men'). {GROUP}",
        "'application_id' is blank in 1 row. Fill it in.",
        f"'application_id': 3 rows {REPEATED}",
    )
    check_refused(tmp_path, Case(ALL + rows, problems, file=FILE))
