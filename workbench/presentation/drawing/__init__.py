"""Marks on axes, from numbers as they are shown."""
