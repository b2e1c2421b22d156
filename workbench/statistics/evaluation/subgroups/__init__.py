"""Whether groups gained differently: differences of effects, as one family."""
