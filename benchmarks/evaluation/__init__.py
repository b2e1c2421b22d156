"""Roll-outs rearranged thousands of times, beside peers that are asked once for each."""
