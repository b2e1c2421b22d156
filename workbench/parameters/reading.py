"""How a data file is written, where the file itself does not tell."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workbench.parameters.strict import StrictModel

FileFormat = Literal["csv", "parquet", "xlsx"]
Encoding = Literal["utf-8", "utf-16", "cp1252"]
EngineName = Literal["duckdb", "spark"]
DateOrder = Literal["ymd", "dmy", "mdy", "excel"]
DELIMITER = r'^[^"\r\n\w]$'


class Reading(StrictModel):
    """How to read the data; what is left out is found out from the file, and said.

    Attributes
    ----------
    format : {"csv", "parquet", "xlsx"}, optional
        By the ending of the file's name unless given; csv stands for any delimited text.
    delimiter : str, optional
        The one character between two fields.
    encoding : {"utf-8", "utf-16", "cp1252"}, optional
        How text is written as bytes; cp1252 is what Windows programs call ANSI.
    sheet : str, optional
        The sheet of a workbook; the first unless given.
    dates : {"ymd", "dmy", "mdy", "excel"}
        The order of day, month and year, or Excel's day numbers. It is never guessed.
    trim : bool
        Whether spaces around fields are taken off; the report then says so.
    engine : {"duckdb", "spark"}
        What reads and counts; the numbers are the same.
    """

    format: FileFormat | None = None
    delimiter: str | None = Field(default=None, pattern=DELIMITER)
    encoding: Encoding | None = None
    sheet: str | None = None
    dates: DateOrder = "ymd"
    trim: bool = False
    engine: EngineName = "duckdb"
