"""Runs on the workers of a Dask scheduler, which share the project and the reports folder."""
