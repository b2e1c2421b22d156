"""One package an analysis; each answers one question and is found by its name."""
