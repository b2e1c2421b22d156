"""A parameter file as plain values: papermill's own reading, made stricter."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import yaml

from workbench.errors import ParameterError

MAXIMUM_BYTES = 200_000


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
            raise ParameterError(f"{path.name}: larger than {MAXIMUM_BYTES:,} bytes.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ParameterError(f"{path.name}: cannot be read ({error.strerror}).") from error
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
        raise ParameterError(f"{source}: nested too deeply.") from error
    if not isinstance(values, dict):
        raise ParameterError(f"{source}: must hold 'name: value' lines, one for each parameter.")
    return values


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"line {mark.line + 1}: " if mark else ""
    return f"{place}{getattr(error, 'problem', None) or error}."


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
            raise yaml.MarkedYAMLError(
                problem="anchors (&) and aliases (*) are not allowed; write the value out",
                problem_mark=event.start_mark,
            )
        if getattr(event, "tag", None):
            raise yaml.MarkedYAMLError(
                problem=f"the tag {event.tag!r} is not allowed; write a plain value",
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """Refuse a name that stands twice."""
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the name {key!r} stands twice; keep one",
                    problem_mark=key_node.start_mark,
                )
            seen.add(key)
        return super().construct_mapping(node, deep)
