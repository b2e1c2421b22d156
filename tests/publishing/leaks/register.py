"""Where every planted leak is entered: what plants it, the check that finds it, and its words."""

from __future__ import annotations

from collections.abc import Callable

from draft import Draft

COUNTS, NUMBERS, WORDS = "counts as shown", "numbers from shown counts", "words"
STATED, REPLAYED, MADE, FOLDER = (
    "manifest",
    "notebook replayed",
    "outputs made again",
    "files and hashes",
)
Plant = Callable[[Draft], None]
PLANTED: dict[str, tuple[Plant, str, str]] = {}


def planted(check: str, words: str) -> Callable[[Plant], Plant]:
    def add(plant: Plant) -> Plant:
        PLANTED[plant.__name__] = (plant, check, words)
        return plant

    return add
