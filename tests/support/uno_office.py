"""A running LibreOffice for scripts of the system's Python, which has LibreOffice's `uno`."""

from __future__ import annotations

import time
from typing import Any

import uno  # type: ignore[import-not-found]  # it also makes com.sun.star importable


def connect(pipe: str) -> Any:
    """The component context of the office that listens at a pipe, waited for while it starts."""
    from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")
