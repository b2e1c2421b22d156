"""Keep notebooks that are for looking around out of nbval; `tests/exploring` runs them."""

collect_ignore_glob = ["*.ipynb"]
