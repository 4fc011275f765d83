"""Drafts of narrative sections: text with slots, how it came about, and what the gate said."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.domain.diagnostic import Diagnostic, refusing
from assistant.domain.document import Mark, SectionName


class Writer(StrEnum):
    """Who wrote a text."""

    MODEL = "model"
    OFFLINE = "offline"
    FILE = "file"
    EDITOR = "editor"

    @property
    def chinese(self) -> str:
        return {"model": "模型", "offline": "离线写作器", "file": "回复文件", "editor": "人工修改"}[
            self.value
        ]


@dataclass(frozen=True)
class Message:
    """One message of a prompt: role is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True)
class Reply:
    """What came back: the raw text, why the model stopped, the tokens used, and the endpoint it came from.

    `given_up` says in Chinese why asking the endpoint again is of no use (filtered, too long, empty twice).
    """

    text: str
    finish_reason: str = "stop"
    prompt_tokens: int = 0
    reply_tokens: int = 0
    model: str = ""
    given_up: str = ""
    endpoint: str = ""


@dataclass(frozen=True)
class Answer:
    """A reply to what was asked for a section, before the gate has seen it."""

    section: SectionName
    number: int
    writer: Writer
    messages: tuple[Message, ...]
    reply: Reply


@dataclass(frozen=True)
class Attempt:
    """One attempt at a section. `draft` is the cleaned text with slots, `text` what it prints."""

    section: SectionName
    number: int
    writer: Writer
    messages: tuple[Message, ...]
    reply: Reply
    draft: str
    text: str
    marks: tuple[Mark, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def accepted(self) -> bool:
        """Whether the gate lets it pass."""
        return not refusing(self.diagnostics)

    @property
    def faults_and_warnings(self) -> list[Diagnostic]:
        """What nobody waived."""
        return [item for item in self.diagnostics if item.waived is None]

    @property
    def faults(self) -> int:
        """How many diagnostics refuse this attempt."""
        return len(refusing(self.diagnostics))


@dataclass(frozen=True)
class Section:
    """The outcome for one section: every attempt in the order in which they were made."""

    name: SectionName
    attempts: tuple[Attempt, ...] = field(default_factory=tuple)

    @property
    def last(self) -> Attempt:
        """The last word: the accepted attempt, or else the one with the fewest faults, the latest of equals."""
        return min(reversed(self.attempts), key=lambda attempt: (not attempt.accepted, attempt.faults))

    @property
    def accepted(self) -> bool:
        return bool(self.attempts) and self.last.accepted
