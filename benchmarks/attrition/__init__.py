"""How long it takes to read staff and fit hazards of leaving, beside the peers in the same run."""
