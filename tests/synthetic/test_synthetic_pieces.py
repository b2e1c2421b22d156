"""The shared draws and files do what they say, whatever the generator."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.synthetic import (
    CHUNK_SIZE,
    Chunks,
    Streams,
    SyntheticData,
    between,
    choose,
    mask,
    write,
)

UNIFORM = Streams(3, 0, 200_000).uniform("test")


def test_choose_gives_the_shares_of_each_cell() -> None:
    shares = np.array([[0.2, 0.0, 0.8], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]])
    cell = np.arange(len(UNIFORM)) % 3
    codes = choose(shares, UNIFORM, cell=cell)
    for position, expected in enumerate(shares):
        found = np.bincount(codes[cell == position], minlength=3) / (cell == position).sum()
        np.testing.assert_allclose(found, expected, atol=0.01)
        assert not found[expected == 0].any()


@pytest.mark.parametrize("uniform", [0.0, np.nextafter(1, 0)])
def test_choose_stays_within_the_groups_at_the_edges(uniform: float) -> None:
    codes = choose([[0.3, 0.7]] * 4, np.full(4, uniform), cell=np.arange(4))
    assert set(codes.tolist()) == {0 if uniform == 0 else 1}


def test_choose_never_takes_a_group_without_a_share() -> None:
    assert choose([0.0, 1.0], np.array([0.0])).tolist() == [1]


@pytest.mark.parametrize("shares", [[0.5, 0.6], [-0.1, 1.1]])
def test_choose_refuses_shares_that_are_none(shares: list[float]) -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        choose(shares, UNIFORM)


def test_choose_refuses_cells_that_nobody_is_in() -> None:
    with pytest.raises(ValueError, match="`cell` must be given"):
        choose([[1.0, 0.0], [0.5, 0.5]], UNIFORM)


def test_mask_leaves_the_declared_and_splits_the_rest() -> None:
    answers = np.ones(len(UNIFORM), dtype=np.int8)
    codes = mask(answers, UNIFORM, groups=2, declared=0.9, refused=0.7)
    shares = np.bincount(codes, minlength=4) / len(codes)
    np.testing.assert_allclose(shares, [0, 0.9, 0.07, 0.03], atol=0.003)


def test_between_reaches_both_ends_evenly() -> None:
    counts = np.bincount(between(2, 5, UNIFORM))
    assert len(counts) == 6
    assert not counts[:2].any()
    np.testing.assert_allclose(counts[2:] / len(UNIFORM), 0.25, atol=0.005)


@given(seed=st.integers(0, 2**40), chunk=st.integers(0, 200), size=st.integers(1, 50))
def test_a_shorter_stream_is_the_start_of_a_longer_one(seed: int, chunk: int, size: int) -> None:
    short, long = Streams(seed, chunk, size), Streams(seed, chunk, size + 9)
    assert (short.uniform("a") == long.uniform("a")[:size]).all()
    assert (short.normal("a") == long.normal("a")[:size]).all()


def test_streams_differ_by_seed_chunk_and_name() -> None:
    streams = [Streams(1, 0, 3), Streams(2, 0, 3), Streams(1, 1, 3)]
    drawn = [each.uniform(name)[0] for each in streams for name in ("a", "b")]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize(("size", "seed"), [(0, 1), (1, -1)])
def test_chunks_refuse_what_cannot_be_drawn(size: int, seed: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        Chunks(lambda _: pd.DataFrame(), size, seed)


def test_chunks_split_at_the_chunk_size_and_can_be_read_twice() -> None:
    table = Chunks(lambda each: pd.DataFrame({"u": each.uniform("u")}), CHUNK_SIZE + 1, 5)
    first, second = list(table), list(table)
    assert [len(chunk) for chunk in first] == [CHUNK_SIZE, 1]
    assert first[1].equals(second[1])
    assert first[1]["u"][0] != first[0]["u"][0]


def _data(chunks: object) -> SyntheticData:
    codebook = pd.DataFrame({"column": ["religion"]})
    return SyntheticData({"people": chunks}, codebook, lambda: {"synthetic": True})  # type: ignore[dict-item]


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_what_is_written_reads_back(tmp_path: Path, file_format: str) -> None:
    religion = pd.Categorical(["None", "Sikh", None], categories=["None", "Sikh"])
    frame = pd.DataFrame({"religion": religion, "score": pd.array([1, None, 3], dtype="Int16")})
    paths = write(_data([frame, frame]), tmp_path, file_format=file_format)  # type: ignore[arg-type]
    assert [path.name for path in paths] == [
        f"people.{file_format}",
        "codebook.csv",
        "truth.json",
    ]
    if file_format == "csv":
        expected = "religion,score\n" + 2 * "None,1\nSikh,\n,3\n"
        assert paths[0].read_bytes() == expected.encode()
    else:
        back = pd.read_parquet(paths[0])
        assert back["religion"].astype(object).where(back["religion"].notna(), "").tolist() == (
            2 * ["None", "Sikh", ""]
        )
    assert json.loads(paths[2].read_text()) == {"synthetic": True}


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_writing_holds_no_more_than_the_last_two_chunks(tmp_path: Path, file_format: str) -> None:
    alive: list[weakref.ref[pd.DataFrame]] = []

    def chunks() -> Iterator[pd.DataFrame]:
        for _ in range(6):
            gc.collect()
            assert sum(reference() is not None for reference in alive) <= 2
            frame = pd.DataFrame({"number": np.arange(10)})
            alive.append(weakref.ref(frame))
            yield frame

    write(_data(chunks()), tmp_path, file_format=file_format)  # type: ignore[arg-type]
    assert len(alive) == 6


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="csv, parquet or export"):
        write(_data([]), tmp_path, file_format="xlsx")  # type: ignore[arg-type]
