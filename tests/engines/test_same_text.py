"""Text means the same to both engines, and so does what is no text in a parquet file."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from workbench.parameters import Reading
from workbench.records.checking.measures import NOTHING, SPACED, UNSEEN
from workbench.records.coding import WHOLE, _people, _score
from workbench.records.dates import as_day
from workbench.records.exclusions import _bare
from workbench.records.opening import open_files
from workbench.records.panel.coding import as_number
from workbench.records.staff.coding import _service

STRANGE = (
    *(
        "",
        " ",
        "7",
        " 7",
        "7 ",
        "7\n",
        "\n7",
        "7\r",
        "\u00a07",
        "\u20037",
        "\x0b",
        "\x0b7",
        "\x1c7",
    ),
    *("7.0", "7.5", ".5", "5.", "+7", "-7", "1e3", "1E+03", "1e400", "-1e400", "0x1A", "7d", "7f"),
    *("7L", "1_000", "1,000", "NaN", "nan", "Infinity", "inf", "null", "true", "９", "٣", "²"),
    *("999999999999", "9999999999999", "0.1", "61.333333333333336", "1234567.5", "007"),
    *("2024-04-03", "2024-04-03\n", "2024-4-3", "2023-02-29", "2024-04-03T09:30:00Z", "20240403"),
    *("2024-04-03 09:30 PM BST", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01"),
    *("03/04/2024", "31/02/2024", "3 April 2024", "3 APR 2024", "3 avril 2024", "45385", "45385.5"),
    *(
        "Straße",
        "ＭＥＮ",
        "Me\u200bn",
        "\ufeffMen",
        "\u202eMen",
        "Me\x1bn",
        "\U0001f600",
    ),
    *("A-001", "a001", "00A1.0", "A 0012", "\ue000", "\u0378"),
)


@pytest.mark.parametrize("order", ["ymd", "dmy", "mdy", "excel"])
def test_strange_text_is_read_alike(order: str, both, tmp_path: Path):
    """Else one engine would count, or refuse, what the other does not."""
    assert len(set(STRANGE)) == len(STRANGE), "or their order would not be the same"
    pq.write_table(pa.table({"text": pa.array(STRANGE)}), tmp_path / "a.parquet")

    def read() -> list[dict]:
        with open_files(tmp_path / "a.parquet", ("text",), Reading()) as files:
            rows = files.text(("text",))
            text = rows["text"]
            day = as_day(text, order)
            found = rows.select(
                text=text,
                day=day.year() * 10_000 + day.month() * 100 + day.day(),
                people=_people(text),
                mark=_score(text),
                number=as_number(text).nullif(float("nan")),
                is_none=as_number(text).isnan().fill_null(False),
                service=_service(text),
                bare=_bare(text),
                lower=text.lower(),
                nothing=text.re_search(NOTHING),
                spaced=text.re_search(SPACED),
                unseen=text.re_search(UNSEEN),
                whole=text.re_search(WHOLE),
            ).order_by("text")
            return found.to_pyarrow().to_pylist()

    different = [
        (one["text"], name, value, other[name])
        for one, other in zip(*both(read), strict=True)
        for name, value in one.items()
        if value != other[name]
    ]
    assert not different, "\n".join(map(repr, different))


def test_what_is_no_text_becomes_the_same_text(both, tmp_path: Path):
    """Doubles, moments and decimals go by the local engine: Spark would write them otherwise."""
    table = pa.table(
        {
            "whole": pa.array([7, -1, None], pa.int32()),
            "small": pa.array([7, 255, None], pa.uint8()),
            "truth": pa.array([True, False, None]),
            "day": pa.array([date(2024, 4, 3), date(1, 1, 1), None]),
            "label": pa.array(["Men", "Women", None]).dictionary_encode(),
            "large": pa.array(["a", "", None], pa.large_string()),
            "double": pa.array([1e20, 0.1, None]),
            "float": pa.array([1e20, 0.1, None], pa.float32()),
            "moment": pa.array([datetime(2024, 4, 3, 9, 30), datetime(1999, 1, 1), None]),
            "exact": pa.array([Decimal("1.50"), Decimal("-0.01"), None]),
            "bytes": pa.array([b"Men", b"", None]),
            "nothing": pa.nulls(3),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    for name in table.column_names:

        def read(name: str = name) -> list[str]:
            with open_files(tmp_path / "a.parquet", (name,), Reading()) as files:
                return sorted(files.text((name,)).to_pyarrow()[name].to_pylist())

        local, other = both(read)
        assert local == other, name
