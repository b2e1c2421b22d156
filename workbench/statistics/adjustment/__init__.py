"""Like with like: logistic models of cells, and ratios standardised by them."""
