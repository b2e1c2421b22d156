"""A parameter file as plain values: papermill's own reading, made stricter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from workbench.errors import ParameterError

MAXIMUM_BYTES = 200_000
PLAIN_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
MENDS = {
    "mapping values are not allowed": (
        "a text with a colon and a space in it must stand in quotes; and each name needs a line of "
        "its own, in the column of its neighbours."
    ),
    "'\\t'": "begins with a tab. Use spaces.",
    "cannot start any token": "a text that begins with this mark must stand in quotes.",
    "constructor for the tag": "'<<' and the like are not allowed. Write the values out.",
    "another document": "holds a second document after '---'. Keep one.",
}
"""By a part of what the parser says."""
OTHERWISE = (
    "cannot be read as YAML. See that every quotation mark and bracket is closed, and that names "
    "stand in the column of their neighbours."
)


def load(path: Path) -> dict[str, Any]:
    """Read a parameter file as papermill would, and refuse what reads other than it looks.

    Parameters
    ----------
    path : Path
        A UTF-8 YAML file holding one mapping.

    Returns
    -------
    dict
        Plain values; dates stay text.

    Raises
    ------
    ParameterError
        If the file is missing, too large, not UTF-8 or not one mapping, or has a doubled key, an
        anchor, an alias or a tag.
    """
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise ParameterError(
                f"{path.name}: larger than {MAXIMUM_BYTES:,} bytes. Is it a parameter file?"
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ParameterError(
            f"{path.name}: cannot be read ({error.strerror}). Check the name."
        ) from error
    except UnicodeDecodeError as error:
        raise ParameterError(f"{path.name}: is not UTF-8 text. Save it as UTF-8.") from error
    return parse(text, source=path.name)


def parse(text: str, *, source: str) -> dict[str, Any]:
    """Read the text of a parameter file; see `load`."""
    try:
        values = yaml.load(text, Loader=StrictLoader)  # noqa: S506 a SafeLoader underneath
    except yaml.YAMLError as error:
        raise ParameterError(f"{source}: {_where(error)}") from error
    except RecursionError as error:
        raise ParameterError(f"{source}: nested too deeply. Is it a parameter file?") from error
    if not isinstance(values, dict):
        raise ParameterError(f"{source}: must hold 'name: value' lines, one for each parameter.")
    return values


def _where(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.reader.ReaderError):
        return f"holds a character that cannot be seen (U+{error.character:04X}). Take it out."
    mark = getattr(error, "problem_mark", None)
    place = f"line {mark.line + 1}: " if mark else ""
    problem = str(getattr(error, "problem", ""))
    if isinstance(error, Refused):
        return f"{place}{problem}."
    told = next((mend for part, mend in MENDS.items() if part in problem), OTHERWISE)
    return f"{place}{told}"


class Refused(yaml.MarkedYAMLError):
    """Good YAML that reads other than it looks, in our own words."""


class StrictLoader(yaml.SafeLoader):
    """Plain values only; dates stay text, as papermill reads them."""

    # Papermill's own loader does the same; importing it would take every command seconds.
    yaml_implicit_resolvers: ClassVar = {
        first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse anchors and tags."""
        event = self.peek_event()
        if getattr(event, "anchor", None):
            raise Refused(
                problem="anchors (&) and aliases (*) are not allowed; write the value out",
                problem_mark=event.start_mark,
            )
        if getattr(event, "tag", None):
            raise Refused(
                problem=f"the tag {event.tag!r} is not allowed; write a plain value",
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """Refuse a name that stands twice."""
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise Refused(
                    problem="a name must be text; if it is meant as a name, put it in quotes",
                    problem_mark=key_node.start_mark,
                )
            if key in seen:
                raise Refused(
                    problem=f"the name {key!r} stands twice; keep one",
                    problem_mark=key_node.start_mark,
                )
            seen.add(key)
        return super().construct_mapping(node, deep)

    def construct_yaml_int(self, node: Any) -> int:
        """Refuse numbers that stand for another than they show: 010 would be 8, and 1:30 90."""
        if not PLAIN_INTEGER.fullmatch(node.value):
            raise Refused(
                problem=f"YAML takes {node.value} for another number than it shows; put it in "
                "quotes if it is text, or write the number plainly",
                problem_mark=node.start_mark,
            )
        return super().construct_yaml_int(node)


StrictLoader.add_constructor("tag:yaml.org,2002:int", StrictLoader.construct_yaml_int)
