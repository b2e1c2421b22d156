"""Every message on the page is one that the workbench gives, and every mend on it is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import entries
import pytest

from tests.analyses.attrition import refused_parameters
from tests.analyses.role_evaluation import small_rollout
from tests.records import campaign
from workbench.errors import DataError, ParameterError
from workbench.parameters.root import INSTALLED
from workbench.parameters.yaml_file import parse
from workbench.publishing import discovery

PAGE = entries.entries((INSTALLED / entries.PAGE).read_text(encoding="utf-8"))
REFUSALS = [entry for entry in PAGE if entry.messages]
ALL = campaign.HEADER + campaign.GOOD
DATED = {"stages": {"sift": {"date": "on"}, "offer": {}}, "data_date": "2024-06-30"}
RARE = {"characteristics": {"sex": {"recode": {"Men": ["M×n"]}}}}
MORE = "9,Men,Pass,Pass\n" + "".join(f"{number},Women,Pass,Fail\n" for number in range(11, 20))
TWICE = "Candidate number,Application number,sex,sift,offer\n" + "".join(
    f"{number // 2},{number},{'Men' if number < 7 else 'Women'},Pass,Pass\n" for number in range(12)
)


def with_days(day: str) -> str:
    """Return eight applications that were all sifted on one day."""
    header, *rows = ALL.splitlines()
    return "\n".join([f"{header},on", *(f"{row},{day}" for row in rows)]) + "\n"


def completed(analysis: str, excerpt: dict[str, Any]) -> dict[str, Any]:
    """Return parameters that are whole but for what an excerpt says otherwise."""
    if analysis == "attrition":
        return refused_parameters.GOOD | excerpt
    if analysis == "role_evaluation":
        return small_rollout.stated(**excerpt)
    return {
        "analysis": analysis,
        "title": "A test",
        "data": "d.csv",
        "outcomes": {"passed": ["Pass"], "failed": ["Fail"]},
        "stages": {"sift": {}, "offer": {}},
        "characteristics": {"sex": {}},
    } | excerpt


@pytest.mark.parametrize("entry", REFUSALS, ids=lambda entry: entry.heading[:60])
def test_its_messages_are_real(entry: entries.Entry):
    """If it fails, whoever searches the page for a message finds one that nothing says."""
    for message in entry.messages:
        assert entries.is_real(message, entries.known_messages()), message


@pytest.mark.parametrize(
    "message",
    [
        "the file is of the wrong colour. Paint it",
        "column '…' is missing. The nearest is '…'. Paint it",
        "… of …",
    ],
)
def test_an_invented_message_is_found_out(message: str):
    """If it fails, the test above would pass whatever stands on the page."""
    assert not entries.is_real(message, entries.known_messages())


@pytest.mark.parametrize(
    ("analysis", "excerpt"),
    [pytest.param(*one, id=one[1][:60]) for entry in PAGE for one in entry.excerpts],
)
def test_its_parameters_are_accepted(analysis: str, excerpt: str):
    """If it fails, whoever copies a mend is refused again."""
    values = completed(analysis, parse(excerpt, source="page"))
    assert discovery.load(analysis).Parameters.from_values(values, source="page")


@dataclass(frozen=True)
class Common:
    """A file that is refused as an entry says; taken with its excerpt, or else as `mended`."""

    message: str
    content: campaign.Content
    changes: dict[str, Any] = field(default_factory=dict)
    mended: campaign.Content = None
    file: str = campaign.FILE


COMMON = [
    Common("is missing. The nearest is", ALL.replace("sex,sift,offer", "Gender,sift,Offer made")),
    Common("unknown label in", ALL + "5,Female,Pass,Pass\n"),
    Common("but for spaces", ALL + "5, Men,Pass,Pass\n"),
    Common("or say what they mean under 'outcomes'", ALL + "5,Men,Met the bar,Rejected\n"),
    Common(
        "with the identifier of an earlier row",
        TWICE,
        {"identifier": "Candidate number"},
    ),
    Common("with too many fields", ALL + "5,Men,Pass,Fail,late\n", mended=ALL),
    Common("with too few fields", ALL + "5,Men\n", mended=ALL),
    Common("the day comes first", with_days("13/04/2024"), DATED),
    Common("can be 3 April or 4 March", with_days("03/04/2024"), DATED),
    Common("has years of two figures", with_days("3/4/24"), DATED, mended=with_days("2024-04-03")),
    Common("marks that are rare in cp1252", (ALL + "5,M×n,Pass,\n").encode("cp1252"), RARE),
    Common("people are in the comparator group", ALL.replace("Men", "") + MORE),
    Common("where an earlier stage was not passed", ALL + "5,Men,Fail,Pass\n", mended=ALL),
    Common("that says no format the workbench reads", ALL, file="applications"),
]


@pytest.mark.parametrize("case", COMMON, ids=lambda case: case.message)
def test_the_commonest_are_refused_so_and_mended_so(case: Common, tmp_path: Path):
    """If it fails, the page explains another message than is given, or its mend mends nothing."""
    (entry,) = [one for one in REFUSALS if any(case.message in said for said in one.messages)]
    (said,) = [one for one in entry.messages if case.message in one]
    path = tmp_path / case.file
    campaign.write(case.content, path)
    with pytest.raises(DataError) as caught:
        campaign.rows_taken(campaign.parameters(path, **case.changes))
    assert entries.stands_in(said, str(caught.value))
    mend: dict[str, Any] = {}
    if case.mended is None:
        mend = parse(entry.excerpts[0][1], source="page")
    else:
        campaign.write(case.mended, path)
    assert campaign.rows_taken(campaign.parameters(path, **case.changes | mend)) >= 8


def test_a_misspelt_parameter_is_refused_as_the_page_says(tmp_path: Path):
    (entry,) = [one for one in REFUSALS if "Did you mean" in one.heading]
    with pytest.raises(ParameterError) as caught:
        campaign.parameters(tmp_path, polcy="open")
    assert entries.stands_in(entry.messages[0], str(caught.value))


def test_each_message_stands_once():
    """If it fails, whoever finds the first of two answers does not know of the second."""
    said = [message for entry in PAGE for message in entry.messages]
    assert [message for message in said if said.count(message) > 1] == []
