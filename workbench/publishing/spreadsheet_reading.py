"""Everything a spreadsheet holds, read as somebody would who looks for what was left in it.

It reads the file's own parts and not through the library that wrote them, so that what no
program shows on a sheet (hidden parts, texts no cell uses, files beside them) is seen as well.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from workbench.errors import RunError

PLAIN_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/workbook\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/(styles|sharedStrings|theme/theme1)\.xml"
    r"|xl/worksheets/sheet\d+\.xml|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/tables/table\d+\.xml"
)
"""The parts that sheets with marked tables need; any other holds something else."""
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell that holds something; a formula is its own text, marked."""

    sheet: str
    address: str
    value: str | int | float | bool
    formula: bool = False


@dataclass(frozen=True, slots=True)
class SpreadsheetContent:
    """All that a spreadsheet holds.

    Attributes
    ----------
    cells : tuple of SheetCell
        Every cell of every sheet, the hidden ones among them.
    sheets : mapping of str to str
        Each sheet's state: visible, hidden or veryHidden.
    hidden : tuple of str
        Rows and columns that are hidden or have no size, as ``Sheet row 3``.
    links : tuple of str
        Targets outside the file; those inside it begin with ``#``.
    names : mapping of str to str
        Defined names and what they stand for.
    properties : tuple of (str, str)
        The document's properties: their name, after the part they stand in, and their text.
    parts : tuple of str
        The names of all files inside, each as often as it is there.
    loose : tuple of str
        Other texts: shared ones that no cell uses, those that links tell besides their cell's, and
        those of parts that are not plain.
    """

    cells: tuple[SheetCell, ...]
    sheets: Mapping[str, str]
    hidden: tuple[str, ...]
    links: tuple[str, ...]
    names: Mapping[str, str]
    properties: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    loose: tuple[str, ...]

    @property
    def other_parts(self) -> tuple[str, ...]:
        """Return the files inside that sheets with marked tables do not need, or hold twice."""
        doubled = {name for name in self.parts if self.parts.count(name) > 1}
        strange = (name for name in self.parts if not PLAIN_PARTS.fullmatch(name))
        return tuple(dict.fromkeys((*strange, *sorted(doubled))))


def read_values(source: Path | bytes) -> SpreadsheetContent:
    """Read all that a spreadsheet holds.

    Parameters
    ----------
    source : Path or bytes
        The file, or its content.

    Raises
    ------
    RunError
        If it is not a spreadsheet that can be read whole.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _read(archive)
    except (BadZipFile, ET.ParseError, KeyError, ValueError, IndexError) as error:
        raise RunError("The spreadsheet cannot be read. Make the report again.") from error


def _read(archive: ZipFile) -> SpreadsheetContent:
    parts = tuple(archive.namelist())
    trees = {name: _tree(archive.read(name)) for name in parts if _is_xml(name)}
    shared = [_string(item) for item in _all(trees.get("xl/sharedStrings.xml"), "si")]
    used: set[int] = set()
    book = trees["xl/workbook.xml"]
    places = _places(trees)
    cells: list[SheetCell] = []
    hidden: list[str] = []
    for sheet in _all(book, "sheet"):
        name = sheet.attrib["name"]
        tree = trees[places[_attribute(sheet, "id")]]
        cells += _cells(name, tree, shared, used)
        hidden += _hidden(name, tree)
    unused = [shared[place] for place in set(range(len(shared))) - used]
    return SpreadsheetContent(
        tuple(cells),
        {one.attrib["name"]: one.get("state", "visible") for one in _all(book, "sheet")},
        tuple(hidden),
        tuple(_links(trees)),
        {one.get("name", ""): one.text or "" for one in _all(book, "definedName")},
        tuple(_properties(trees)),
        parts,
        (*_loose(archive, trees, unused), *_of_links(trees, cells)),
    )


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".vml"))


def _tree(content: bytes) -> ET.Element:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("a document type")
    return ET.fromstring(content)  # noqa: S314 no document type, so no entity


def _all(tree: ET.Element | None, tag: str) -> Iterator[ET.Element]:
    return iter(()) if tree is None else tree.iterfind(f".//{{*}}{tag}")


def _attribute(element: ET.Element, name: str) -> str:
    """Return an attribute whatever its namespace is."""
    return next(value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)


def _places(trees: Mapping[str, ET.Element]) -> dict[str, str]:
    """Return the part of each sheet by the name the workbook has for it."""
    found = _all(trees["xl/_rels/workbook.xml.rels"], "Relationship")
    return {
        one.attrib["Id"]: posixpath.normpath(posixpath.join("xl", one.attrib["Target"])).lstrip("/")
        for one in found
    }


def _string(item: ET.Element) -> str:
    """Return a text whole: its runs put together, marks that XML cannot hold read back."""
    text = "".join(one.text or "" for one in item.iterfind(".//{*}t"))
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _cells(sheet: str, tree: ET.Element, shared: list[str], used: set[int]) -> Iterator[SheetCell]:
    for cell in _all(tree, "c"):
        address, kind = cell.get("r", ""), cell.get("t", "n")
        formula, value = cell.find("{*}f"), cell.find("{*}v")
        if formula is not None:
            yield SheetCell(sheet, address, formula.text or "", formula=True)
        if kind == "inlineStr":
            yield SheetCell(sheet, address, _string(cell))
        elif value is not None and value.text is not None:
            if kind == "s":
                used.add(int(value.text))
            yield SheetCell(sheet, address, _value(kind, value.text, shared))


def _value(kind: str, text: str, shared: list[str]) -> str | int | float | bool:
    if kind == "s":
        return shared[int(text)]
    if kind == "b":
        return text == "1"
    if kind == "n":
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)
    return text


def _hidden(sheet: str, tree: ET.Element) -> Iterator[str]:
    for kind, size in (("row", "ht"), ("col", "width")):
        for one in _all(tree, kind):
            if one.get("hidden") in ("1", "true") or float(one.get(size, "1")) == 0:
                place = one.get("r") or f"{one.get('min')} to {one.get('max')}"
                yield f"{sheet} {kind} {place}"
    for one in _all(tree, "sheetFormatPr"):
        if one.get("zeroHeight") in ("1", "true"):
            yield f"{sheet} rows"


def _links(trees: Mapping[str, ET.Element]) -> Iterator[str]:
    for tree in trees.values():
        for one in _all(tree, "Relationship"):
            if one.get("TargetMode") == "External":
                yield one.get("Target", "")
        for one in _all(tree, "hyperlink"):
            if "location" in one.attrib:
                yield f"#{one.attrib['location']}"


def _properties(trees: Mapping[str, ET.Element]) -> Iterator[tuple[str, str]]:
    for part, tree in trees.items():
        if part.startswith("docProps/"):
            for one in tree.iter():
                if one.text and one.text.strip():
                    name = one.get("name") or one.tag.rpartition("}")[2]
                    yield f"{part}: {name}", one.text


def _loose(archive: ZipFile, trees: Mapping[str, ET.Element], unused: list[str]) -> Iterator[str]:
    """Yield texts that stand in no cell: comments, headers, shapes, and files of any kind."""
    yield from unused
    if archive.comment:
        yield archive.comment.decode(errors="replace")
    for name, tree in trees.items():
        if not PLAIN_PARTS.fullmatch(name):
            yield from (text for text in tree.itertext() if text.strip())
        elif "/worksheets/sheet" in name:
            yield from _beside_cells(tree)
    for name in archive.namelist():
        if not _is_xml(name):
            yield archive.read(name).decode("utf-8", errors="replace")


def _beside_cells(tree: ET.Element) -> Iterator[str]:
    for part in tree:
        if part.tag.rpartition("}")[2] != "sheetData":
            yield from (text for text in part.itertext() if text.strip())


def _of_links(trees: Mapping[str, ET.Element], cells: list[SheetCell]) -> Iterator[str]:
    """Yield what links tell besides the text of their cell."""
    shown = {cell.value for cell in cells}
    for tree in trees.values():
        for one in _all(tree, "hyperlink"):
            told = (one.get("display"), one.get("tooltip"))
            yield from (text for text in told if text and text not in shown)
