"""A group beside its comparator: rates, ratios, tests, what could be seen, stages taken apart."""
