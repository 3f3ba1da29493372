"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True)  # the same examples every time: a red build means a change
if os.environ.get("CI"):
    settings.load_profile("ci")
