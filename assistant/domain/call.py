"""One attempted call of a model: what came back, or why nothing did. Kept so that nothing paid for is lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.draft import Message, Reply


class CallOutcome(StrEnum):
    """How a call ended."""

    REPLIED = "replied"
    EMPTY = "empty"
    LENGTH = "length"
    OVERLONG = "overlong"
    CUT = "cut"
    FILTERED = "filtered"
    BUSY = "busy"
    BROKEN = "broken"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    FOREIGN = "foreign"
    UNTRUSTED = "untrusted"
    KEY = "key"
    UNPAID = "unpaid"
    MISSING = "missing"
    TOO_LONG = "too_long"
    UNSUPPORTED = "unsupported"
    REJECTED = "rejected"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Call:
    """One call. `reply` holds whatever text came, whole or not; `problem` says in Chinese what went wrong."""

    number: int
    messages: tuple[Message, ...]
    outcome: CallOutcome
    reply: Reply
    problem: str = ""
    wait: float = 0

    @property
    def paid(self) -> bool:
        """Whether the server has read the prompt and written something."""
        return bool(self.reply.text or self.reply.prompt_tokens or self.reply.reply_tokens)
