"""Evaluation of a role that regions took up at different dates."""
