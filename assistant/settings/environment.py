"""The environment. No other module reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping


def environment() -> Mapping[str, str]:
    """The environment, for settings that other modules know the meaning of."""
    return os.environ
