"""Where Ibis's Spark and its DuckDB differ, what the first is made to mean."""

from __future__ import annotations

from typing import Any

import sqlglot as sg
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.pyspark import PySparkCompiler

OF_JAVA = {
    r"\s": r"\t\n\f\r ",
    r"\pC": r"\p{Cc}\p{Cf}\p{Co}\p{Cs}",
}
"""Java's classes hold more: a vertical tab, and characters that nobody has assigned."""


def as_java(pattern: str) -> str:
    r"""Return a regular expression that means to Java what this one means to RE2.

    Examples
    --------
    >>> as_java(r"^[\s\pZ]+|\s$")
    '^[\\t\\n\\f\\r \\pZ]+|[\\t\\n\\f\\r ]\\z'
    >>> as_java(r"\pC")
    '[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]'
    """
    told, place, inside = "", 0, False
    while place < len(pattern):
        short = next((one for one in OF_JAVA if pattern.startswith(one, place)), "")
        one = short or pattern[place : place + 1 + (pattern[place] == "\\")]
        inside = (inside or one == "[") and one != "]"
        if short:
            told += OF_JAVA[short] if inside else f"[{OF_JAVA[short]}]"
        else:
            # Java's $ stands before a last line end as well.
            told += r"\z" if one == "$" and not inside else one
        place += len(one)
    return told


class SparkCompiler(PySparkCompiler):
    """Ibis's own, with regular expressions and infinite numbers as DuckDB has them."""

    __slots__ = ()

    def visit_RegexSearch(self, op: Any, *, arg: Any, pattern: Any) -> Any:  # noqa: N802, D102
        return super().visit_RegexSearch(op, arg=arg, pattern=_java(pattern))

    def visit_RegexExtract(self, op: Any, *, arg: Any, pattern: Any, index: Any) -> Any:  # noqa: N802, D102
        return super().visit_RegexExtract(op, arg=arg, pattern=_java(pattern), index=index)

    def visit_RegexReplace(self, op: Any, *, arg: Any, pattern: Any, replacement: Any) -> Any:  # noqa: N802, D102
        dollars = sge.Literal.string(replacement.this.replace("\\", "$"))
        return super().visit_RegexReplace(op, arg=arg, pattern=_java(pattern), replacement=dollars)

    def visit_IsInf(self, op: Any, *, arg: Any) -> Any:  # noqa: N802, D102, ARG002
        return sg.or_(arg.eq(self.POS_INF), arg.eq(self.NEG_INF))


def _java(pattern: sge.Literal) -> sge.Literal:
    return sge.Literal.string(as_java(pattern.this))
