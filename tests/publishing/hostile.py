"""The committed notebook's release with a payload wherever a user's text can stand in it."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import payloads

from workbench.disclosure import MIME_TYPE, Release

ROOT = Path(__file__).parents[2]
KEPT = {"", "Not declared", "Not recorded", "Declared", "Everyone"}
"""Groups that the workbench names itself."""
WHERE_LABELS_STAND = {"characteristic": "group", "panels": "group", "campaigns": "stratum"}


def notebook() -> dict[str, Any]:
    """Return the committed notebook, its sources whole."""
    read = json.loads((ROOT / "notebooks/recruitment_funnel.ipynb").read_text(encoding="utf-8"))
    for cell in read["cells"]:
        cell["source"] = "".join(cell["source"])
    return read


def committed() -> Release:
    """Return the committed release as it is."""
    return Release.from_json(_content())


def _content() -> dict[str, Any]:
    outputs = [out for cell in notebook()["cells"] for out in cell.get("outputs", ())]
    held = next(out["data"][MIME_TYPE] for out in outputs if MIME_TYPE in out["data"])
    return held if isinstance(held, dict) else json.loads("".join(held))


def release() -> Release:
    """Return the committed release, every label, title and sentence a payload."""
    content = _content()
    labels = _labels(content)
    for finding in content["findings"]:
        for cell in finding["cells"]:
            for place in ("group", "comparator", "stratum"):
                cell[place] = _renamed(cell[place], labels)
    given = cycle(payloads.SHOWN)
    for finding in content["findings"]:
        _, colon, after = finding["title"].partition(": ")
        finding["title"] = f"{next(given)}{colon}{after}"
    _fill(content["context"], given)
    return Release.from_json(content)


def _labels(content: dict[str, Any]) -> dict[str, str]:
    """Return a payload for each label that came from a user or a data file."""
    found: dict[str, None] = {}
    for finding in content["findings"]:
        place = WHERE_LABELS_STAND.get(finding["section"])
        for cell in finding["cells"]:
            own = [cell[place]] if place else []
            inner = [cell["stratum"].partition(": ")[2]]
            found |= dict.fromkeys(label for label in (*own, *inner) if label not in KEPT)
    return dict(zip(found, cycle(payloads.SHOWN), strict=False))


def _renamed(text: str, labels: dict[str, str]) -> str:
    if text in labels:
        return labels[text]
    for joint in (" × ", ": ", " beside "):
        if joint in text:
            return joint.join(labels.get(part, part) for part in text.split(joint))
    return text


def _fill(context: dict[str, Any], given: Any) -> None:
    for name in ("stages", "titles", "questions", "notes"):
        context[name] = {key: next(given) for key in context[name]}
    for name in ("actions", "insight", "events"):
        for item in context[name]:
            kept = ("finding", "due", "date", "campaign")
            item |= {key: next(given) for key in item if key not in kept}
    everything = list(payloads.SHOWN)
    context["not_covered"] = {"What did people say?": next(given)}
    for name in ("explanations", "not_collected", "not_looked_at", "read_as"):
        context[name] = everything
    context |= {name: next(given) for name in ("citation", "people", "completed")}
    context["title"] = payloads.SHOWN[0]
    context |= {"population": " ".join(everything), "data_source": "personal"}
