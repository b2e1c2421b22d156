"""The campaign that every contender scans: nine characteristics, six stages, any size."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.speed.columns import CHARACTERISTICS, STAGES
from workbench.analyses.recruitment_funnel import Parameters, synthesise
from workbench.parameters.root import INSTALLED
from workbench.synthetic.files import write_parquet


def parameters(data: Path) -> Parameters:
    """Return the synthetic run's parameters for another file and nine characteristics."""
    known = Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")
    chosen = {name: known.characteristics[name] for name in CHARACTERISTICS}
    return known.model_copy(update={"data": str(data), "characteristics": chosen})


def make(folder: Path, size: int, seed: int = 20230331) -> Path:
    """Write the applications as parquet, once; return the file."""
    path = folder / f"applications-{size}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_parquet(synthesise(size=size, seed=seed).tables["applications"], path)
    return path


def as_text(path: Path) -> Path:
    """Write the columns that are scanned as csv, once, for peers that read no parquet."""
    import pyarrow.csv as pc

    text = path.with_suffix(".csv")
    if not text.exists():
        table = pq.read_table(path, columns=["application_id", *CHARACTERISTICS, *STAGES])
        for place, field in enumerate(table.schema):
            table = table.set_column(place, field.name, table.column(place).cast("string"))
        pc.write_csv(table, text)
    return text
