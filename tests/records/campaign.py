"""A small campaign, the ways its file can be bad, and what is said of each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.contract import contract_of
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, count_campaign
from workbench.errors import DataError
from workbench.records import check, read

HEADER = "application_id,sex,sift,offer\n"
GOOD = "1,Men,Pass,Pass\n2,Women,Pass,Fail\n3,Women,Fail,\n4,Men,Fail,\n"
GOOD += "".join(f"{number},Men,Pass,Fail\n" for number in range(101, 105))
"""Eight applications, in lines 2 to 9 of a file."""
FILE = "applications.csv"
WITHHELD = "The data file was refused. Whoever ran it was told why."

GROUP = (
    "Correct the file, or say which group they belong to: characteristics: {sex: {recode: {Men: "
    "[..]}}}; what stands for no answer goes under 'undeclared' there."
)
OUTCOME = (
    "Correct the file (a stage that was not reached is blank), or say what they mean under "
    "'outcomes'."
)
MAP = "Map it under 'columns' in the parameters, or add it to the file."
NOWHERE = "Check 'data'; it starts at the project's root."
NO_HEADER = (
    "none of the columns that are wanted stands in the first line ('application_id', 'sift', "
    "'offer', 'sex'). See that it names the columns, take out what is above them, and map them "
    "under 'columns'; 'workbench profile FILE' makes a beginning."
)
REPEATED = (
    "with the identifier of an earlier row. Keep one row for each application. If people may apply "
    "more than once, or to two regions, name a column that tells applications apart, and this one "
    "as 'person'."
)

Content = str | bytes | Mapping[str, str | bytes] | Callable[[Path], object] | None


@dataclass(frozen=True)
class Case:
    """A bad file: what is in it, all that is said of it, and what mends it.

    `content` is text, bytes, files by name, or what makes the file at a path. `says` is the message
    without the name of the file, or its problems one by one. `mend` is another content, or changes
    to the parameters, with which the file is taken.
    """

    content: Content
    says: str | tuple[str, ...]
    changes: Mapping[str, object] = field(default_factory=dict)
    mend: Content = None
    file: str = FILE
    data: str = ""
    called: str = ""


def parameters(path: Path, **changes: object) -> Parameters:
    """Return the parameters of the campaign, changed."""
    values = {
        "analysis": "recruitment_funnel",
        "title": "A test",
        "data": str(path),
        "data_source": "synthetic",
        "policy": "analyst",
        "outcomes": {"passed": ["Pass"], "failed": ["Fail"]},
        "stages": {"sift": {}, "offer": {}},
        "characteristics": {"sex": {}},
    }
    return Parameters.from_values(values | changes, source="test")


def write(content: Content, path: Path) -> None:
    """Put a file, or several beside each other, where a case wants them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if callable(content):
        content(path)
    elif isinstance(content, Mapping):
        for name, part in content.items():
            write(part, path.parent / name)
    elif content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def counted(folder: Path, case: Case, **changes: object) -> CampaignCounts:
    """Write and count the file of a case."""
    write(case.content, folder / case.file)
    return count_campaign(parameters(folder / (case.data or case.file), **case.changes, **changes))


def check_refused(folder: Path, case: Case) -> None:
    """Check all that is said of a case, in private and in public, and that the mend mends it."""
    with pytest.raises(DataError) as caught:
        counted(folder, case)
    problems = (case.says,) if isinstance(case.says, str) else case.says
    named = case.called or case.data or case.file
    message = str(caught.value).replace(str(folder), "FOLDER")
    assert message == str(DataError.gather(named, problems))
    assert caught.value.public == WITHHELD
    assert message.isprintable()
    _check_mended(folder, case)


def _check_mended(folder: Path, case: Case) -> None:
    if case.mend is None:
        return
    shutil.rmtree(folder)
    folder.mkdir()
    by_parameters = isinstance(case.mend, Mapping)
    write(case.content if by_parameters else case.mend, folder / case.file)
    changes = {**case.changes, **(case.mend if by_parameters else {})}
    assert rows_taken(parameters(folder / (case.data or case.file), **changes))


def rows_taken(mended: Parameters) -> int:
    """Return how many rows are taken, which costs half of counting them."""
    contract = contract_of(mended)
    with read(mended.data_path, contract, mended.reading) as records:
        return check(records, contract).rows_used
