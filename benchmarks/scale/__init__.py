"""Whole reports on up to a hundred million rows: seconds, processor seconds and memory."""
