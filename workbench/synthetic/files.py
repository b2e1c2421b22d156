"""Synthetic data on disk, one chunk at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from workbench.synthetic.data import SyntheticData

FileFormat = Literal["csv", "parquet", "export"]


def write(
    data: SyntheticData, folder: Path, *, file_format: FileFormat = "csv"
) -> tuple[Path, ...]:
    """Write the tables, `codebook.csv` and `truth.json`, holding one chunk in memory at a time.

    Parameters
    ----------
    data : SyntheticData
        What a generator made.
    folder : Path
        Where to write; made if it is not there. Files of the same name are replaced.
    file_format : {"csv", "parquet", "export"}
        Of the tables. In a csv file a blank is an empty field, in a parquet file a null. An export
        is the first table alone, as another system would write it.

    Returns
    -------
    tuple of Path
        The files written: the tables, the codebook, the truth.

    Raises
    ------
    ValueError
        If the format is none of these, or the data has no export.

    Examples
    --------
    >>> import tempfile
    >>> chunk = pd.DataFrame({"sex": ["Men", None]})
    >>> data = SyntheticData({"people": [chunk]}, pd.DataFrame({"column": ["sex"]}), lambda: {})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write(data, Path(folder))]
    ['people.csv', 'codebook.csv', 'truth.json']
    """
    if file_format not in get_args(FileFormat):
        raise ValueError(f"The format must be csv, parquet or export, not {file_format!r}.")
    folder.mkdir(parents=True, exist_ok=True)
    if file_format == "export":
        return (_write_export(data, folder),)
    write_table = {"csv": _write_csv, "parquet": write_parquet}[file_format]
    written = []
    for name, chunks in data.tables.items():
        written.append(folder / f"{name}.{file_format}")
        write_table(chunks, written[-1])
    codebook, truth = folder / "codebook.csv", folder / "truth.json"
    _write_csv([data.codebook], codebook)
    text = json.dumps(data.truth(), indent=2, ensure_ascii=False)
    truth.write_text(text + "\n", encoding="utf-8", newline="\n")
    return (*written, codebook, truth)


def _write_export(data: SyntheticData, folder: Path) -> Path:
    if data.export is None:
        raise ValueError("This synthetic data cannot be written as an export.")
    path = folder / f"{next(iter(data.tables))}.csv"
    data.export(path)
    return path


def _write_csv(chunks: Iterable[pd.DataFrame], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for number, chunk in enumerate(chunks):
            # The line ending is stated so that every operating system writes the same bytes.
            chunk.to_csv(file, index=False, header=number == 0, lineterminator="\n")


def write_parquet(chunks: Iterable[pd.DataFrame], path: Path) -> None:
    """Write one table to a parquet file, a chunk at a time."""
    writer: pq.ParquetWriter | None = None
    try:
        for chunk in chunks:
            table = pa.Table.from_pandas(chunk, preserve_index=False)
            writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()
