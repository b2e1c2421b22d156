"""Posts, vacancies and starters as a small file tells them, by region and by quarter."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.posts import FLOWS, STOCKS, read_posts
from workbench.analyses.attrition.questions.changing.quarters import WORLD
from workbench.analyses.attrition.rows import keyed
from workbench.analyses.attrition.stated.period import month_end
from workbench.findings import Finding
from workbench.parameters.root import resolve

NAME = "vacancies"


def findings(parameters: Parameters) -> Iterator[Finding]:
    """Yield posts of all regions by quarter, and of each region at the end of the period."""
    if parameters.vacancies is None:
        return
    table = read_posts(parameters)
    yield Finding(NAME, NAME, "Posts, vacancies and starters", _quarters(table))
    last = table[table["month"] == parameters.last_month - 2]
    if len(last) and parameters.region:
        own = table[table["month"].between(parameters.first_month, parameters.last_month)]
        title = "Posts, vacancies and starters by region"
        yield Finding(f"{NAME}:regions", NAME, title, _regions(parameters, last, own))


def source(parameters: Parameters) -> str:
    """Say where the figures of posts are from."""
    if parameters.vacancies is None:
        return ""
    return f"Posts, vacancies and starters are as {resolve(parameters.vacancies).name} tells them."


def _quarters(table: pd.DataFrame) -> pd.DataFrame:
    named = [name for name in (*STOCKS, *FLOWS) if name in table]
    sums = table.groupby("month")[named].sum()
    return keyed(
        [
            {"group": name, "basis": f"{WORLD}{month_end(month + 2).isoformat()}", "number": many}
            for month, row in sums.iterrows()
            for name, many in row.astype(int).items()
        ]
    )


def _regions(parameters: Parameters, last: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Return posts and vacancies at the end of the period, and starters in it."""
    stocks = last.set_index("region")
    flows = own.groupby("region")[[name for name in FLOWS if name in own]].sum()
    rows = []
    for region in stocks.index:
        named = {name: stocks.loc[region, name] for name in STOCKS if name in stocks}
        named |= flows.loc[region].to_dict()
        for name, many in named.items():
            rows.append(
                {"group": name, "stratum": f"{parameters.region}: {region}", "number": int(many)}
            )
    return keyed(rows)
