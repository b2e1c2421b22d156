"""What each column of the synthetic staff means."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.pay_progression.generator import plan
from workbench.vocabulary.characteristics import CODE_LISTS, NOT_DECLARED_LABELS

VERSION, SOURCE = "2026", "Made up for this workbench"
MEANT = {
    "person_id": ("Identifier of a synthetic person; belongs to no real one", ()),
    "year": ("Round of pay progression; a person has a row for each", plan.YEARS),
    "region": ("Probation region of the post", tuple(plan.REGION)),
    "band": ("Pay band on the day of the round", tuple(plan.BANDS)),
    "working_pattern": ("Working pattern on that day", tuple(plan.ASSESSED)),
}
BANDS_OF_AGE = tuple(plan.AGE)


def codebook() -> pd.DataFrame:
    """Return one row for each column of the table, in its order.

    Examples
    --------
    >>> codebook()["column"].tolist()[:3]
    ['person_id', 'year', 'region']
    """
    lists = {one.name: one for one in CODE_LISTS}
    rows = [
        (name, words, "; ".join(told), VERSION, SOURCE) for name, (words, told) in MEANT.items()
    ]
    for name in plan.DECLARED:
        one = lists[name]
        groups, question = (
            (BANDS_OF_AGE, "Age on that day") if name == "age" else (one.groups, one.question)
        )
        labels = "; ".join((*groups, NOT_DECLARED_LABELS[0]))
        rows.append((name, question, labels, one.version, one.source))
    rows.append(("outcome", "What became of the person", "; ".join(plan.OUTCOMES), VERSION, SOURCE))
    columns = ["column", "meaning", "labels", "version", "source"]
    told = pd.DataFrame(rows, columns=columns).assign(synthetic="Yes")
    told.insert(0, "table", "staff")
    return told
