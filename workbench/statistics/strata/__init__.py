"""Comparisons pooled over strata, and what the mix of strata contributes to a gap."""
