"""Asking a model: every call kept in the output folder, and what a draft would take before any call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.domain.call import Call
from assistant.domain.document import SectionName
from assistant.domain.draft import Message, Reply
from assistant.domain.endpoint import Endpoint
from assistant.drafting.estimate import Estimate, estimate, token_counter
from assistant.drafting.structured import with_instruction
from assistant.history.calls import CallLog
from assistant.workflow.attempts import Ask, messages_for
from assistant.workflow.opening import Case, Say


def connect(
    endpoint: Endpoint,
    folder: Path | None,
    count: Callable[[Call], None],
    notice: Say,
    written: Say = lambda _piece: None,
) -> Ask:
    """What asks the model of an endpoint. Every call goes into `folder`/calls.jsonl, where there is one, and to `count`.

    `notice` gets a line for the user, `written` the text of a reply as it comes. Raises SettingsError.
    """
    from assistant.drafting.model import Model

    log = CallLog(folder) if folder else None

    def keep(call: Call) -> None:
        if log:
            log.keep(call)
        count(call)

    model = Model(endpoint, notice=notice, keep=keep, written=written)

    def ask(messages: tuple[Message, ...]) -> Reply:
        return replace(model.ask(messages), endpoint=endpoint.name or endpoint.place)

    return ask


@dataclass(frozen=True)
class Expected:
    """What a draft would take: the tokens of each section's prompt and how they were counted, and the whole."""

    sections: tuple[tuple[SectionName, int], ...]
    how: str
    whole: Estimate


def expect(case: Case, names: Iterable[SectionName], endpoint: Endpoint, token_data: str) -> Expected:
    """What drafting these sections would take; nothing is called. `token_data`: where tiktoken keeps its data."""
    count, how = token_counter(token_data)
    named = [(name, with_instruction(messages_for(case, name), endpoint.structured)) for name in names]
    sizes = tuple((name, sum(count(item.content) for item in prompt)) for name, prompt in named)
    return Expected(sizes, how, estimate(endpoint, [prompt for _, prompt in named], count))
