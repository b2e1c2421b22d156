"""Leaving: rates, survival, hazards, and what goes with them."""
