"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

# No deadline: a busy machine is no fault. In CI the same examples every time: a red build means a change.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """A bare machine has no GNU gettext: what takes it for an oracle is skipped there, and only that."""
    try:
        return (yield)
    except FileNotFoundError as missing:
        if str(missing.filename).startswith("msg"):
            pytest.skip(f"needs {missing.filename} of GNU gettext")
        raise
