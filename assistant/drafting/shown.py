"""The text of a reply handed on as it comes, without the key, also where that comes in pieces."""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain.endpoint import Endpoint


class Shown:
    """Hands on what is written; what may be the beginning of the key waits for what follows."""

    def __init__(self, endpoint: Endpoint, written: Callable[[str], None]):
        self._endpoint, self._written, self._held = endpoint, written, ""

    def add(self, text: str) -> None:
        """Some more of the reply."""
        held = self._endpoint.without_key(self._held + text)
        torn = self._endpoint.torn_key(held)
        self._held = held[len(held) - torn :]
        if torn < len(held):
            self._written(held[: len(held) - torn])

    def end(self) -> None:
        """The reply is whole: nothing waits any more."""
        if self._held:
            self._written(self._endpoint.redact(self._held))
            self._held = ""
