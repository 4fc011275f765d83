"""The model endpoint as configured; the key is held only while a run lasts and is never shown."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint. `timeout` in seconds; `max_tokens_key` is the name the server expects."""

    base_url: str
    model: str
    api_key: str = field(repr=False)
    timeout: float = 120
    temperature: str = "0.3"
    max_tokens: int = 4000
    max_tokens_key: str = "max_tokens"
