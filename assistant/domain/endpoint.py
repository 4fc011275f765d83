"""The model endpoint as configured; the key is held only while a run lasts and is never shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.domain.key_shapes import BLOT

SHORTEST_KEY = 8  # a shorter one is a placeholder (none, EMPTY) and may be a word of the text


class Structured(StrEnum):
    """The form in which the reply is asked for. It is taken as text whatever the form."""

    NONE = "none"
    JSON_OBJECT = "json_object"
    JSON_SCHEMA = "json_schema"
    TOOLS = "tools"


@dataclass(frozen=True)
class Price:
    """What a million tokens cost, of the prompt and of the reply."""

    prompt: Decimal
    reply: Decimal
    currency: str

    def of(self, prompt_tokens: int, reply_tokens: int) -> Decimal:
        """The cost of so many tokens, exact."""
        return (self.prompt * prompt_tokens + self.reply * reply_tokens) / 1_000_000


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint.

    `timeout` (of one silence) and `time_budget` (of one section, retries and waits included) are in seconds;
    `max_tokens_key` is the name the server expects; an empty `temperature` is not sent; `extra_body` goes into
    every request; `requests_per_minute` 0 means no limit. The settings turn `stream` on.
    """

    base_url: str
    model: str
    api_key: str = field(repr=False)
    timeout: float = 120
    temperature: str = "0.3"
    max_tokens: int = 4000
    max_tokens_key: str = "max_tokens"
    name: str = ""
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    time_budget: float = 600
    requests_per_minute: int = 0
    concurrency: int = 1
    structured: Structured = Structured.NONE
    price: Price | None = None
    ca_bundle: str = ""
    proxy: str = field(default="", repr=False)
    stream: bool = False

    @property
    def place(self) -> str:
        """The address without a user name, password or key that may stand in it."""
        return self.redact(without_credentials(self.base_url))

    def redact(self, text: str) -> str:
        """A text in which the key, should a server have echoed it, is blotted out, also where it is torn at the end."""
        text = self.without_key(text)
        torn = self.torn_key(text)
        return text[:-torn] + BLOT if torn >= SHORTEST_KEY else text

    def without_key(self, text: str) -> str:
        """A text in which the whole key is blotted out."""
        return text.replace(self.api_key, BLOT) if len(self.api_key) >= SHORTEST_KEY else text

    def torn_key(self, text: str) -> int:
        """How many characters at the end of a text are the beginning of the key."""
        if len(self.api_key) < SHORTEST_KEY:
            return 0
        sizes = range(min(len(self.api_key) - 1, len(text)), 0, -1)
        return next((size for size in sizes if text.endswith(self.api_key[:size])), 0)


def without_credentials(url: str) -> str:
    return re.sub(r"//[^/]*@", "//", url)
