"""Quality assurance: who answers for a report, and for which version of it."""
