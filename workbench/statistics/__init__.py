"""Statistics of the workbench: pure functions that take arrays and return frozen records.

In every result NaN stands for a number that is not defined, and an infinite limit for a side
on which the data set no bound. Each module is imported by its own name.
"""
