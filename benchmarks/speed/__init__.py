"""How long the whole scan takes, beside its peers in the same run, and where the time goes."""
