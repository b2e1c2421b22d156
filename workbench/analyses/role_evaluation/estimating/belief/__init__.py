"""Whether to believe an effect: trends before, each region left out, placebos, other methods."""
