"""Units of time, by which whole numbers become lengths that can be added to days and months."""

from __future__ import annotations

import numpy as np

DAY = np.timedelta64(1, "D")
MONTH = np.timedelta64(1, "M")
