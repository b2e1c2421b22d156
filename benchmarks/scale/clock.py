"""Seconds by step, those of all processors, and the most memory by the end of each."""

from __future__ import annotations

import resource
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from time import perf_counter, process_time
from typing import Any

from benchmarks.speed.told import tell

GIB = 1024**2


class Clock:
    """Seconds, processor seconds and the peak of memory so far (GiB) by name of a step."""

    def __init__(self) -> None:
        self.steps: dict[str, list[float]] = {}

    def timed(self, name: str, call: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Call, and count its seconds towards a name."""
        start = perf_counter(), process_time()
        try:
            return call(*args, **named)
        finally:
            wall, processor, _ = self.steps.get(name, (0.0, 0.0, 0.0))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / GIB
            wall, processor = (
                wall + perf_counter() - start[0],
                processor + process_time() - start[1],
            )
            self.steps[name] = [wall, processor, peak]

    def around(self, holder: Any, function: str, of: Callable[..., str] | None = None) -> None:
        """Count every call of a function towards its name, or what `of` makes of its arguments."""
        call: Callable[..., Any] = getattr(holder, function)

        def timed(*args: Any, **named: Any) -> Any:
            return self.timed(of(*args, **named) if of else function, call, *args, **named)

        setattr(holder, function, timed)

    def entering(self, holder: Any, function: str) -> None:
        """Count the seconds until the context that a function makes is entered."""
        make: Callable[..., AbstractContextManager[Any]] = getattr(holder, function)

        @contextmanager
        def timed(*args: Any, **named: Any) -> Any:
            made = make(*args, **named)
            entered = self.timed(function, made.__enter__)
            with made_already(made, entered) as given:
                yield given

        setattr(holder, function, timed)

    def tell(self, seconds: float) -> None:
        """Print what was measured of a whole report."""
        tell({"seconds": seconds, "steps": self.steps})


@contextmanager
def made_already(made: AbstractContextManager[Any], entered: Any) -> Any:
    """Leave a context that was entered before, as `with` does."""
    try:
        yield entered
    except BaseException as error:
        if not made.__exit__(type(error), error, error.__traceback__):
            raise
    else:
        made.__exit__(None, None, None)
