"""What reads and counts: DuckDB on one machine, or Spark."""

from workbench.records.engines.engine import Engine, engines
from workbench.records.engines.failing import EngineError, EngineMemoryError
from workbench.records.engines.folders import HELD, PREFIX, sweep_abandoned
from workbench.records.engines.local import LocalEngine, local_engine

__all__ = [
    "HELD",
    "PREFIX",
    "Engine",
    "EngineError",
    "EngineMemoryError",
    "LocalEngine",
    "engines",
    "local_engine",
    "sweep_abandoned",
]
