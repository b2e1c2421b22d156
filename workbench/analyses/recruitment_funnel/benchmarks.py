"""The populations that applicants and starters are held against, as a small file tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.benchmark_shares import shares_of
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.side_files import Line, SideTable, on
from workbench.vocabulary.terms import REGIONS

REGION = "region"
WHOLE = "England and Wales"
NEEDED = ("benchmark", "characteristic", "region", "group", "date", "source")


@dataclass(frozen=True, slots=True, eq=False)
class Benchmark:
    """The shares of a characteristic's groups in one population.

    Attributes
    ----------
    name, characteristic : str
        Of what population, and of what.
    places : tuple of str
        The campaign's regions, or England and Wales alone.
    shares : float array, shape (places, groups)
        In the order of the campaign's groups; a place's add up to about 1.
    told : str
        Where they are from, and of what day.
    """

    name: str
    characteristic: str
    places: tuple[str, ...]
    shares: NDArray[np.float64]
    told: str

    @property
    def by_region(self) -> bool:
        """Whether it tells regions apart."""
        return self.places != (WHOLE,)


@dataclass(frozen=True, slots=True, eq=False)
class Benchmarks:
    """Every benchmark of a file that this campaign can be held against, in the file's order.

    `set_aside` names the characteristics of the file that the campaign does not have.
    """

    each: tuple[Benchmark, ...]
    set_aside: tuple[str, ...]

    def of(self, characteristic: str) -> tuple[Benchmark, ...]:
        """Return the benchmarks of one characteristic."""
        return tuple(one for one in self.each if one.characteristic == characteristic)

    @property
    def characteristics(self) -> tuple[str, ...]:
        """The characteristics that a benchmark tells of."""
        return tuple(dict.fromkeys(one.characteristic for one in self.each))


NONE_TOLD = Benchmarks((), ())


def read_benchmarks(parameters: Parameters) -> Benchmarks:
    """Read the benchmarks that the parameters name; none where they name no file.

    Raises
    ------
    DataError
        Naming every problem: columns that are missing, groups and regions that the campaign does
        not know, shares that are no numbers or do not add up to 1, rows told twice or missing.
    """
    if parameters.benchmarks is None:
        return NONE_TOLD
    table = SideTable(parameters.benchmarks)
    if not table.has(*NEEDED):
        table.finish()
    here = parameters.characteristics
    told = [line for line in table.lines if line["characteristic"] in here]
    others = [name for line in table.lines if (name := line["characteristic"]) not in here]
    table.refuse_blanks(table.lines, "benchmark", "characteristic", "source")
    _refuse_days(table)
    known = _known(table, told, parameters)
    known = table.refuse_doubled(known, ["benchmark", "characteristic", "region", "group"])
    shares = shares_of(table, known)
    found = tuple(_benchmarks(table, known, shares, parameters))
    table.finish()
    return Benchmarks(found, tuple(dict.fromkeys(others)))


def _refuse_days(table: SideTable) -> None:
    wrong = [line.number for line in table.lines if not _is_day(line["date"])]
    if wrong:
        table.refuse(
            f"Column 'date', {on(wrong, small=True)}: not a day. Write the day the benchmark is "
            "of as 2021-03-21."
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _regions(parameters: Parameters) -> tuple[str, ...]:
    circumstance = parameters.strata.get(REGION)
    return circumstance.labels_of(REGION) if circumstance else ()


def _known(table: SideTable, lines: list[Line], parameters: Parameters) -> list[Line]:
    """Refuse regions and groups that nobody knows; return the other lines."""
    places = list(dict.fromkeys((*_regions(parameters), *REGIONS, WHOLE)))
    lines = table.refuse_labels(
        lines, "region", places, f"Write it as under strata.region, or {WHOLE!r} for all of them."
    )
    kept = []
    for name in dict.fromkeys(line["characteristic"] for line in lines):
        here = [line for line in lines if line["characteristic"] == name]
        mend = f"Write it as the groups of {name}, or put groups together."
        kept += table.refuse_labels(here, "group", parameters.groups(name), mend)
    return sorted(kept, key=lambda line: line.number)


def _benchmarks(
    table: SideTable,
    lines: Sequence[Line],
    shares: dict[int, float],
    parameters: Parameters,
) -> Iterator[Benchmark]:
    for name, characteristic in dict.fromkeys(
        (line["benchmark"], line["characteristic"]) for line in lines
    ):
        here = [
            line
            for line in lines
            if (line["benchmark"], line["characteristic"]) == (name, characteristic)
        ]
        groups = parameters.groups(characteristic)
        places = _places(table, here, _regions(parameters), f"{name}, {characteristic}")
        told = {(line["region"], line["group"]): shares.get(line.number, 0.0) for line in here}
        for place in dict.fromkeys(line["region"] for line in here):
            if missing := [group for group in groups if (place, group) not in told]:
                table.refuse(
                    f"{name}, {characteristic}, {place}: no row for {', '.join(missing)}. Add it; "
                    "its share may be 0."
                )
        rows = [[told.get((place, group), 0.0) for group in groups] for place in places]
        yield Benchmark(name, characteristic, places, np.array(rows, dtype=float), _source(here))


def _places(
    table: SideTable, lines: Sequence[Line], regions: tuple[str, ...], what: str
) -> tuple[str, ...]:
    """Return where a benchmark is told of: each region of the campaign, else the whole."""
    told = {line["region"] for line in lines}
    missing = [region for region in regions if region not in told]
    if regions and not missing:
        return regions
    if WHOLE not in told:
        mend = f"Add rows for {WHOLE!r}"
        if regions:
            table.refuse(f"{what}: no rows for {', '.join(missing)}. Add them. Or: {mend.lower()}.")
        else:
            table.refuse(f"{what}: by region, and 'strata' has no 'region'. {mend}, or name it.")
    return (WHOLE,)


def _source(lines: Sequence[Line]) -> str:
    told = dict.fromkeys(f"{line['source']}, {line['date']}" for line in lines)
    return "; ".join(told)
