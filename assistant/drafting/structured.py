"""Replies asked for as JSON or as a tool's argument, for servers that write better so; taken as text all the same.

The text is the one value of an object with the one key `text`. It is read strictly: what is no such object
stays as it came and counts as incomplete, so that the gate refuses it. Nothing is repaired.
"""

from __future__ import annotations

import json
from typing import Any

from assistant.domain.draft import Message
from assistant.domain.endpoint import Structured
from assistant.drafting.prompts import render

KEY = "text"
_SCHEMA = {
    "type": "object",
    "properties": {KEY: {"type": "string"}},
    "required": [KEY],
    "additionalProperties": False,
}
_TOOL = "write_section"


def request_fields(structured: Structured) -> dict[str, Any]:
    """What goes into the body of a request for this form."""
    if structured is Structured.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    if structured is Structured.JSON_SCHEMA:
        schema = {"name": _TOOL, "strict": True, "schema": _SCHEMA}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    if structured is Structured.TOOLS:
        function = {"name": _TOOL, "description": "交出本节的正文", "parameters": _SCHEMA}
        chosen = {"type": "function", "function": {"name": _TOOL}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
    return {}


def with_instruction(messages: tuple[Message, ...], structured: Structured) -> tuple[Message, ...]:
    """The prompt, its first message followed by what the form asks."""
    if structured is Structured.NONE:
        return messages
    first = messages[0]
    return (Message(first.role, f"{first.content}\n\n{render('structured', key=KEY)}"), *messages[1:])


def text_of(reply: str, structured: Structured) -> str | None:
    """The text in a reply of this form; None where it does not have the form."""
    if structured is Structured.NONE:
        return reply
    try:
        found = json.loads(reply, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict) and set(found) == {KEY} and isinstance(found[KEY], str):
        return str(found[KEY])
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)
