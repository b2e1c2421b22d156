"""What many reports cost, run one by one, side by side and on the workers of a scheduler."""
