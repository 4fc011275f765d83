"""What the fixture `ziping` is: a command line that was run gives exit code, stdout, stderr."""

from __future__ import annotations

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]
