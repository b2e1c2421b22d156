"""One campaign after another: trends, and whether one is unusual."""
