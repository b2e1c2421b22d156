"""Answers on a scale: shares, an index, odds, and weights for those who did not answer."""
