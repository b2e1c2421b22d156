"""Probation evaluation workbench: recruitment, attrition and role evaluation."""

import os

# Matrices are small here, and notebooks run side by side: threads cost more than they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
