"""Whether the workbench's numbers do what they say: coverage, false alarms and verdicts.

Run all of it with ``python -m benchmarks.validity``; docs/validity.md holds what it printed.
"""
