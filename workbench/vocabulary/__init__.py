"""Words the service uses, and the fixed lists the rest of the workbench reads. No logic."""
