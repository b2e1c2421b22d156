"""How long one waits before anything is worked out."""
