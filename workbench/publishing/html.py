"""The executed notebook as one self-contained, accessible HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.publishing.outline import outline
from workbench.publishing.quality.assurance import Assurance

if TYPE_CHECKING:
    from jinja2 import Environment

    from workbench.disclosure import Release
    from workbench.publishing.plan import Run

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
NOTEBOOK_ONLY = "notebook-only"
DRAFT = Assurance()


def render(
    notebook: Mapping[str, Any], release: Release, run: Run, assurance: Assurance = DRAFT
) -> str:
    """Return the report of an executed notebook.

    Markdown cells and the HTML of outputs, in order; no code and no messages, and no cell
    tagged ``notebook-only``. Then its quality assurance, where there is a log.

    Raises
    ------
    RunError
        If the notebook holds a first-level heading or HTML that acts or loads anything.
    """
    pieces, context = [*_pieces(notebook), *_quality(assurance)], release.context
    found = outline("\n".join(pieces))
    return fill(
        "report.html.j2",
        title=context.title,
        banner=banner(
            release.marking, context.data_source, context.citation, quality=assurance.mark
        ),
        body=found.body,
        headings=found.headings,
        run=run,
    )


INVENTED = "SYNTHETIC DATA: invented people"


def banner(
    marking: str, data_source: str, citation: str | None, *, quality: str = DRAFT.mark
) -> list[str]:
    """Return what must be read before anything else on a page.

    Examples
    --------
    >>> banner("OFFICIAL", "synthetic", None)
    ['OFFICIAL', 'SYNTHETIC DATA: invented people', 'DRAFT: quality assurance not signed']
    """
    source = {
        "synthetic": [INVENTED],
        "published": [f"PUBLISHED DATA: {citation}" if citation else "PUBLISHED DATA"],
    }
    return [marking, *source.get(data_source, []), quality]


def fill(name: str, **values: Any) -> str:
    """Fill a template; every value is escaped unless the template says it is HTML."""
    text = (
        _environment()
        .get_template(name)
        .render(csp=POLICY, style=(TEMPLATES / "style.css").read_text(encoding="utf-8"), **values)
    )
    return text if text.endswith("\n") else f"{text}\n"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _pieces(notebook: Mapping[str, Any]) -> Iterator[str]:
    from mistune import create_markdown

    to_html = create_markdown(escape=True, plugins=["table", "strikethrough"])
    cells = notebook["cells"]
    for cell, following in zip(cells, [*cells[1:], {}], strict=True):
        if NOTEBOOK_ONLY in cell.get("metadata", {}).get("tags", ()):
            continue
        if cell["cell_type"] == "markdown" and not _has_nothing(following):
            yield str(to_html(cell["source"]))
        for output in cell.get("outputs", ()):
            yield from _shown(output)


def _quality(assurance: Assurance) -> Iterator[str]:
    if assurance.log:
        yield fill("quality.html.j2", log=assurance.log, mark=assurance.mark)


def _has_nothing(cell: Mapping[str, Any]) -> bool:
    """Tell whether a cell's view is empty: a question without an answer takes its heading along."""
    shown = [output.get("data", {}).get("text/html") for output in cell.get("outputs", ())]
    return shown == [""]


def _shown(output: Mapping[str, Any]) -> Iterator[str]:
    """Yield the HTML of an output, or its text where it has none and is meant to be seen."""
    # Imported late: a list of reports alone has no use for it.
    from workbench.disclosure import MIME_TYPE

    data = output.get("data", {})
    if MIME_TYPE in data:
        return
    if "text/html" in data:
        yield data["text/html"]
    elif "workbench" in output.get("metadata", {}) and "text/plain" in data:
        yield f"<pre>{escape(data['text/plain'])}</pre>"
