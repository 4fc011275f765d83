"""What runs against a server on this machine needs: a free port, and an environment that leads nowhere else."""

from __future__ import annotations

import os
import socket


def free_port() -> int:
    """A port of this machine on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def without_proxies() -> dict[str, str]:
    """The environment without proxies and without another endpoint's address, model or key."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OPENAI_", "ZIPING_")) and not name.lower().endswith("_proxy")
    }
