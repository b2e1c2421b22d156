"""Parameter files to published reports: run, check, render, put in place, list."""
