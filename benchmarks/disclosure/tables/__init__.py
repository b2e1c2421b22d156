"""What suppression protects, what it hides, and what simpler rules give away."""
