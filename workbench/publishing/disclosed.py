"""A release as disclosure writes it, put in the flat form that publishing reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any


def flat(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a release's own JSON with its records, headline and verdict counts worked out.

    Parameters
    ----------
    content : mapping
        What `workbench.disclosure.Release.to_json` gives; one that is flat already is returned
        as it is.

    Returns
    -------
    dict
        `schema`, `policy`, `marking`, `title`, `analysis`, `data_source`, `citation`,
        `data_date`, `headline`, `verdicts` and `findings`, each with its `records`.
    """
    if "context" not in content:
        return dict(content)
    # Imported late: a skipped run has no use for them.
    from workbench.disclosure import Release
    from workbench.presentation.sentence import headline

    released = Release.from_json({name: content[name] for name in content if name != "schema"})
    context = content["context"]
    verdicts = Counter(record["verdict"] for record in released.records() if record["verdict"])
    return {
        **{name: content[name] for name in ("schema", "policy", "marking")},
        **{name: context.get(name) for name in ("title", "analysis", "data_source")},
        **{name: context.get(name) for name in ("citation", "data_date")},
        "headline": headline(released),
        "verdicts": dict(verdicts),
        "findings": [
            {"name": one.name, "section": one.section, "records": list(one.records())}
            for one in released.findings
        ],
    }
