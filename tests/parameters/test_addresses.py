"""Addresses on object storage in parameters: kept as they are, and none that holds a key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from workbench.errors import ParameterError
from workbench.parameters import AnalysisParameters
from workbench.parameters.root import resolve, root
from workbench.parameters.stated.history import Event, ListOrFile
from workbench.publishing.manifest import without_folders
from workbench.storage import ObjectPath

sys.path.insert(0, str(Path(__file__).parents[1]))
from object_store import bucket, object_store  # noqa: F401  they are fixtures

VALUES = {"analysis": "toy", "title": "Toy", "data": "s3://campaigns/a/b.parquet"}


class Others(AnalysisParameters):
    others: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    events: Annotated[tuple[Event, ...], ListOrFile] = ()


def made(**values: object) -> Others:
    return Others.from_values({**VALUES, **values}, source="a.yaml")


def test_an_address_stays_as_it_is_and_a_path_starts_at_the_root():
    assert made().data_path == ObjectPath("campaigns", "a/b.parquet")
    assert str(made().data_path) == VALUES["data"]
    assert resolve("data/a.csv") == root() / "data/a.csv"
    assert resolve("/data/a.csv") == Path("/data/a.csv")


def test_every_address_that_is_wrong_is_told_of_at_once_and_no_key_is_repeated():
    others = {"x": ("s3://A_B/c", "s3://campaigns/fine.csv"), "y": ("s3://me:hunter2@b/c",)}
    with pytest.raises(ParameterError) as caught:
        made(data="s3://campaigns/a.csv?X-Amz-Signature=hunter2", others=others)
    said = str(caught.value)
    assert said.startswith("a.yaml: 3 problems.")
    for name in ("'data'", "'others.x.0'", "'others.y.0'"):
        assert name in said
    assert "hunter2" not in said


def test_nothing_published_names_a_bucket():
    told = {"data": "s3://campaigns/a/b.parquet", "others": ["s3://campaigns/a/*.csv"]}
    assert without_folders(told) == {"data": "b.parquet", "others": ["*.csv"]}


def test_a_list_may_stand_in_a_file_there(bucket):  # noqa: F811
    address = bucket.put("a/events.yaml", "events:\n  - {date: 2024-01-02, event: Something}\n")
    assert [one.event for one in made(events=address).events] == ["Something"]
    bucket.put("a/events.yaml", b"\xff\xfe")
    with pytest.raises(ParameterError, match=r"events\.yaml: is not UTF-8 text"):
        made(events=address)
    bucket.remove("a/events.yaml")
    with pytest.raises(ParameterError, match="there is no such object"):
        made(events=address)
