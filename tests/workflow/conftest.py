"""A report verified on the command line."""

from __future__ import annotations

import pytest

from tests.support.command_line import Run
from tests.support.places import EXAMPLE


@pytest.fixture
def verified(ziping: Run) -> Run:
    """`ziping verify`, against the submission of the real unit."""
    return lambda *arguments: ziping("verify", *arguments, "--submission", EXAMPLE)
