"""Marks: how far apart they lie, and who would pass at another cut."""
