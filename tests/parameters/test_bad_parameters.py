"""Every bad parameter file is refused, with all that is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.errors import ParameterError

GOOD = """\
analysis: recruitment_funnel
title: A test
data: data.csv
outcomes: {passed: [Pass], failed: [Fail]}
stages: {sift: {}, offer: {title: offer of a post}}
characteristics: {sex: {}, band: {groups: ["3", "4"], comparator: "4"}}
data_date: 2023-06-30
"""
IN_QUOTES = "YAML takes a bare yes, no, on or off for true or false. Put it in quotes."
ANCHORS = "anchors (&) and aliases (*) are not allowed; write the value out."
A_NUMBER = (
    "for another number than it shows; put it in quotes if it is text, or write the number plainly."
)
UNSEEN = "holds characters that cannot be seen"
CONTROL = "holds a character that cannot be seen"
NO_YAML = (
    "cannot be read as YAML. See that every quotation mark and bracket is closed, and that names "
    "stand in the column of their neighbours."
)
COLON = (
    "a text with a colon and a space in it must stand in quotes; and each name needs a line of its "
    "own, in the column of its neighbours."
)
NAME = "must be a plain name: a small letter, then small letters, figures and _, 40 at most"
A_NAME = "a name must be text; if it is meant as a name, put it in quotes."
NAMES = "must be names with what each is, such as {sift: {}, offer: {}}"
DELIMITER = (
    "'reading.delimiter' must be one character that is no letter, figure or quotation mark; a tab "
    r'is written "\t", in double quotes'
)


def change(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


YAML = {
    "an anchor": (GOOD + "people: &a people\n", f"line 8: {ANCHORS}"),
    "laughter": ("a: &a [x, x]\nb: &b [*a, *a]\n", f"line 1: {ANCHORS}"),
    "an alias": (GOOD + "people: *a\n", f"line 8: {ANCHORS}"),
    "a tag": (
        GOOD + "people: !!python/object/apply:os.system [ls]\n",
        "line 8: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not allowed; write a "
        "plain value.",
    ),
    "a tag of its own": (
        GOOD + "people: !secret x\n",
        "line 8: the tag '!secret' is not allowed; write a plain value.",
    ),
    "a merge": (
        GOOD + "reading: {<<: {format: csv}}\n",
        "line 8: '<<' and the like are not allowed. Write the values out.",
    ),
    "an octal": (GOOD + "campaign: 0755\n", f"line 8: YAML takes 0755 {A_NUMBER}"),
    "an octal seed": (GOOD + "seed: 010\n", f"line 8: YAML takes 010 {A_NUMBER}"),
    "a hexadecimal": (GOOD + "seed: 0x1F\n", f"line 8: YAML takes 0x1F {A_NUMBER}"),
    "a time of day": (GOOD + "campaign: 12:30\n", f"line 8: YAML takes 12:30 {A_NUMBER}"),
    "1 MB of text": (
        GOOD + "# " + "x" * 1_000_000,
        "larger than 200,000 bytes. Is it a parameter file?",
    ),
    "a thousand brackets": (
        GOOD + "people: " + "[" * 3000 + "]" * 3000,
        "nested too deeply. Is it a parameter file?",
    ),
    "a doubled name": (GOOD + "title: Again\n", "line 8: the name 'title' stands twice; keep one."),
    "a doubled stage": (
        change("{sift: {},", "{sift: {}, sift: {},"),
        "line 5: the name 'sift' stands twice; keep one.",
    ),
    "a list": ("- a\n- b\n", "must hold 'name: value' lines, one for each parameter."),
    "nothing": ("# later\n", "must hold 'name: value' lines, one for each parameter."),
    "two documents": (
        GOOD + "---\n" + GOOD,
        "line 8: holds a second document after '---'. Keep one.",
    ),
    "an open bracket": ("analysis: [", f"line 1: {NO_YAML}"),
    "a colon in a title": (change("A test", "Intake 13: who got through"), f"line 2: {COLON}"),
    "a tab": (change("A test", "A test\n\tx: 1"), "line 3: begins with a tab. Use spaces."),
    "a per cent sign": (
        change("A test", "%x"),
        "line 2: a text that begins with this mark must stand in quotes.",
    ),
    "a control character": (change("A test", "A \x07"), f"{CONTROL} (U+0007). Take it out."),
    "a NUL": (change("A test", "A \0"), f"{CONTROL} (U+0000). Take it out."),
    "UTF-16": (GOOD.encode("utf-16"), "is not UTF-8 text. Save it as UTF-8."),
    "cp1252": (change("A test", "Café").encode("cp1252"), "is not UTF-8 text. Save it as UTF-8."),
    "a number for a name": (GOOD + "5: x\n", f"line 8: {A_NAME}"),
    "a bare on for a name": (GOOD + "on: x\n", f"line 8: {A_NAME}"),
    "a list for a name": (GOOD + "[a]: x\n", f"line 8: {A_NAME}"),
    "names for a name": (GOOD + "{a: b}: x\n", f"line 8: {A_NAME}"),
}
VALUES = {
    "a name that stands one lower": (
        GOOD + "engine: spark\n",
        "unknown name 'engine'. It stands under 'reading': write reading: {engine: ..}.",
    ),
    "a name one lower, near another": (
        GOOD + "sheet: First\n",
        "unknown name 'sheet'. It stands under 'reading': write reading: {sheet: ..}.",
    ),
    "a misspelt name": (GOOD + "polcy: open\n", "unknown name 'polcy'. Did you mean 'policy'?"),
    "a misspelt name within": (
        change("sex: {}", "sex: {comparater: Men}"),
        "unknown name 'comparater' under characteristics.sex. Did you mean 'comparator'?",
    ),
    "a misspelt outcome": (
        change("failed: [", "faild: ["),
        "unknown name 'faild' under outcomes. Did you mean 'failed'?",
    ),
    "a bare no": (
        change("A test", "no"),
        f"'title' must be text but reads as False: {IN_QUOTES}",
    ),
    "a bare yes in a list": (
        change("[Pass]", "[yes]"),
        f"'outcomes.passed.0' must be text but reads as True: {IN_QUOTES}",
    ),
    "a number for text": (
        GOOD + "campaign: 2023\n",
        "'campaign' must be text but reads as a number. Put it in quotes.",
    ),
    "no value": (change("A test", ""), "'title' has no value. Write one, or take the name out."),
    "a stage without a value": (
        change("sift: {}", "sift: "),
        "'stages.sift' has no value. Where nothing is to be said of it, write sift: {}.",
    ),
    "a blank title": (change("A test", "''"), "'title' must not be empty. Write at least one."),
    "no stages": (
        change("{sift: {}, offer: {title: offer of a post}}", "{}"),
        "'stages' must not be empty. Write at least one.",
    ),
    "stages in a list": (
        change("{sift: {}, offer: {title: offer of a post}}", "[sift, offer]"),
        f"'stages' {NAMES}; found ['sift', 'offer'].",
    ),
    "text for a number": (GOOD + "alpha: '0.05'\n", "'alpha' must be a number; found '0.05'."),
    "out of range": (GOOD + "alpha: 2\n", "'alpha' should be less than 0.5; found 2."),
    "a fraction of a person": (
        GOOD + "minimum_group: 2.5\n",
        "'minimum_group' must be a whole number; found 2.5.",
    ),
    "not a policy": (
        GOOD + "policy: public\n",
        "'policy' should be 'open', 'restricted' or 'analyst'; found 'public'.",
    ),
    "not a layout": (
        GOOD + "layout: tall\n",
        "'layout' should be 'wide', 'status' or 'long'; found 'tall'.",
    ),
    "a day in another order": (
        change("2023-06-30", "30/06/2023"),
        "'data_date' must be a day, such as 2023-06-30; found '30/06/2023'.",
    ),
    "a day that is none": (
        change("2023-06-30", "2023-02-29"),
        "'data_date' must be a day, such as 2023-06-30; found '2023-02-29'.",
    ),
    "a data date to come": (
        change("2023-06-30", "2923-06-30"),
        "'data_date' 2923-06-30 is yet to come. Write the day on which the data were taken.",
    ),
    "missing": (change("data: data.csv\n", ""), "'data' is missing. Add it."),
    "several files in a list": (
        change("data.csv", "[a.csv, b.csv]"),
        "'data' must be one text; found ['a.csv', 'b.csv'].",
    ),
    "a text for a list": (
        change("[Pass]", "Pass"),
        "'outcomes.passed' must be a list, such as [Leeds, Hull]; found 'Pass'.",
    ),
    "two comparators": (
        change("sex: {}", "sex: {comparator: [Men, Women]}"),
        "'characteristics.sex.comparator' must be one text; found ['Men', 'Women'].",
    ),
    "a name that is code": (
        change("sex: {}", "'__import__(1)': {}"),
        f"'characteristics.__import__(1)' {NAME}; found '__import__(1)'.",
    ),
    "a stage that is code": (
        change("sift: {}", "'sift; DROP TABLE x': {}"),
        f"'stages.sift; DROP TABLE x' {NAME}; found 'sift; DROP TABLE x'.",
    ),
    "a name that turns its direction": (
        change("sex: {}", '"s\u202eex": {}'),
        rf"'characteristics.s\u202eex' {NAME}; found 's\u202eex'.",
    ),
    "a title that turns its direction": (
        change("A test", '"A \u202etest"'),
        f"'title': {UNSEEN} (U+202E). Take them out.",
    ),
    "a control character in a group": (
        change('["3", ', r'["3\e", '),
        f"'characteristics.band.groups.0': {UNSEEN} (U+001B). Take them out.",
    ),
    "a delimiter of two": (GOOD + "reading: {delimiter: '||'}\n", f"{DELIMITER}; found '||'."),
    "a delimiter in words": (
        GOOD + "reading: {delimiter: comma}\n",
        f"{DELIMITER}; found 'comma'.",
    ),
    "a tab in single quotes": (
        GOOD + r"reading: {delimiter: '\t'}",
        rf"{DELIMITER}; found '\\t'.",
    ),
    "an order in words": (
        GOOD + "reading: {dates: DD/MM/YYYY}\n",
        "'reading.dates' should be 'ymd', 'dmy', 'mdy' or 'excel'; found 'DD/MM/YYYY'.",
    ),
    "an unknown roll-up": (
        change("sex: {}", "ethnicity: {roll_up: census_2011}"),
        "'characteristics.ethnicity.roll_up' should be 'census_2021'; found 'census_2011'.",
    ),
}
BAD = YAML | VALUES


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, *BAD[case])


def check_refused(folder: Path, text: str | bytes, says: str) -> None:
    """Check all that is said of a parameter file, and that it can be shown as it is."""
    path = folder / "run.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ParameterError) as caught:
        Parameters.from_file(path)
    assert str(caught.value) == f"run.yaml: {says}"
    assert caught.value.public == str(caught.value)
    assert str(caught.value).isprintable()


def test_five_problems_come_in_one_message(tmp_path: Path):
    text = change("A test", "no") + "polcy: open\nalpha: x\nlayout: tall\ncampaign: 2023\n"
    problems = [
        f"'title' must be text but reads as False: {IN_QUOTES}",
        "'alpha' must be a number; found 'x'.",
        "'campaign' must be text but reads as a number. Put it in quotes.",
        "'layout' should be 'wide', 'status' or 'long'; found 'tall'.",
        "unknown name 'polcy'. Did you mean 'policy'?",
    ]
    check_refused(tmp_path, text, str(ParameterError.gather("", problems)).removeprefix(": "))


def test_names_that_python_has_are_no_parameters(tmp_path: Path):
    for name in ("__class__", "model_config", '__import__("os").system("ls")'):
        path = tmp_path / "run.yaml"
        path.write_text(f"{GOOD}'{name}': x\n")
        with pytest.raises(ParameterError, match="unknown name"):
            Parameters.from_file(path)


GOOD_TOO = {
    "a mark of UTF-8": b"\xef\xbb\xbf" + GOOD.encode(),
    "a day for a campaign": GOOD + "campaign: 2023-03-01\n",
    "a script for a title": change("A test", "<script>alert(1)</script>"),
    "a formula for a group": change('["3", ', '["=1+1", '),
    "a tab for a delimiter": GOOD + 'reading: {delimiter: "\\t"}\n',
}


@pytest.mark.parametrize("case", GOOD_TOO)
def test_it_is_taken(case: str, tmp_path: Path):
    text = GOOD_TOO[case]
    path = tmp_path / "run.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert Parameters.from_file(path).title
