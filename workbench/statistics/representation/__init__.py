"""Shares of a whole beside a benchmark, and what a start cost."""
