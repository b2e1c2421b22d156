"""Measures of counts as they are shown, made of statistics; every analysis may take them."""
