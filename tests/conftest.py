"""What every test shares: properties are tried on the same examples each time.

`HYPOTHESIS_PROFILE=explore` tries others, to look for what is not yet known.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
