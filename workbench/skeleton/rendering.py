"""The files of a skeleton with the names of an analysis in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from workbench.skeleton.naming import Names

FILES = Path(__file__).with_name("files")
NAME, TITLE = "example_analysis", "Example title"
SUFFIX = ".txt"
"""Of templates, so that nothing takes them for modules of this package."""
IMPORTS = re.compile(r"(?:^from workbench[\w.]* import (?:\([^)]*\)|[^\n(]*)\n)+", re.MULTILINE)
IMPORT = re.compile(r"^from (\S+) import (?:\([^)]*\)|[^\n(]*)\n", re.MULTILINE)
SINGLE = {
    "synthetic.yaml": "parameters/{name}/synthetic.yaml",
    "data_readme.md": "data/synthetic/{name}/README.md",
    "readers.yaml": "tests/readers/{name}.yaml",
}
FOLDERS = {"package": "workbench/analyses/{name}", "tests": "tests/analyses/{name}"}


def rendered(names: Names) -> dict[str, str]:
    """Return the text of each file by its path in the project; the notebook is made apart."""
    return dict(_files(names))


def template(file: str, names: Names) -> str:
    """Return one template with the names of an analysis in it."""
    text = (FILES / f"{file}{SUFFIX}").read_text(encoding="utf-8")
    return sorted_imports(text.replace(NAME, names.name).replace(TITLE, names.title))


def sorted_imports(text: str) -> str:
    r"""Return a module with its imports of the workbench in order, wherever the name puts them.

    Examples
    --------
    >>> sorted_imports("from workbench.b import c\nfrom workbench.a import d\n")
    'from workbench.a import d\nfrom workbench.b import c\n'
    """

    def in_order(block: re.Match[str]) -> str:
        found = sorted(IMPORT.finditer(block.group()), key=lambda one: one.group(1))
        return "".join(one.group() for one in found)

    return IMPORTS.sub(in_order, text)


def _files(names: Names) -> Iterator[tuple[str, str]]:
    for file, place in SINGLE.items():
        yield place.format(name=names.name), template(file, names)
    for folder, place in FOLDERS.items():
        for path in sorted((FILES / folder).rglob(f"*{SUFFIX}")):
            file = path.relative_to(FILES / folder).as_posix().removesuffix(SUFFIX)
            yield f"{place.format(name=names.name)}/{file}", template(f"{folder}/{file}", names)
