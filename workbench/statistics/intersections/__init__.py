"""Characteristics crossed: rates of small cells that borrow strength."""
