"""Drafts of narrative sections: text with slots, how it came about, and what the gate said."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.domain.diagnostic import Diagnostic
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
    """What came back: the raw text, why the model stopped, the tokens used, and the endpoint it came from."""

    text: str
    finish_reason: str = "stop"
    prompt_tokens: int = 0
    reply_tokens: int = 0
    model: str = ""
    endpoint: str = ""


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
    accepted: bool


@dataclass(frozen=True)
class Section:
    """The outcome for one section: every attempt, the last one accepted or not."""

    name: SectionName
    attempts: tuple[Attempt, ...] = field(default_factory=tuple)

    @property
    def last(self) -> Attempt:
        return self.attempts[-1]

    @property
    def accepted(self) -> bool:
        return bool(self.attempts) and self.last.accepted
