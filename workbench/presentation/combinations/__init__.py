"""Do characteristics combine: what is read off released estimates, in words and tables."""
