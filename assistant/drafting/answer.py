"""A server's answer of status 200 as chunks of one shape, whatever the form it came in.

Events or one object, whichever was asked for; content as text or as a list of parts; tool arguments; any spelling
of the finish reason; an error where a reply should be. What is no reply is raised as CallFailed with the server's
words. The bytes are read no further than a reply of so many tokens can take.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from assistant.domain.call import CallOutcome
from assistant.drafting.event_stream import Event, begins_events, events
from assistant.drafting.failures import CallFailed, outcome_of
from assistant.drafting.finish_reasons import BROKEN, FILTERED, finish_reason
from assistant.drafting.server_words import says_error, status_in, words_of, words_of_bytes

CHARACTERS_A_TOKEN = 8  # more than any prose has on average: beyond it a server does not keep to the limit
_FEWEST = 4_000  # characters that are always read, whatever the limit
_OBJECT = 64, 262_144  # bytes of an answer in one object: a token, and whatever stands around the text
_STREAM = 1_000, 8_000_000  # bytes of an answer in events, of which each names the model anew
_FIRST = 256  # bytes by which the form of an answer is known
_SILENT = re.compile(r"ping|heart_?beat|keep_?-?alive", re.I)

_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Chunk:
    """Some more of a reply; the tokens of prompt and reply where the server counts them."""

    text: str = ""
    finish_reason: str = ""
    model: str = ""
    usage: tuple[int, int] | None = None


def chunks(pieces: Iterable[bytes], limit: int) -> Iterator[Chunk]:
    """The answer to a request for at most `limit` tokens; raises CallFailed."""
    left = max(limit * CHARACTERS_A_TOKEN, _FEWEST)
    came = False
    for value in _values(pieces, limit):
        chunk = _chunk(value, came)
        if len(chunk.text) > left:
            yield Chunk(chunk.text[:left], model=chunk.model)
            raise _overlong()
        left -= len(chunk.text)
        came = came or bool(chunk.text)
        yield chunk


def _values(pieces: Iterable[bytes], limit: int) -> Iterator[dict[str, Any]]:
    """The objects of an answer."""
    head, rest = _head(_bounded(pieces, limit, _STREAM))
    whole = chain([head], rest)
    begun = head.decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    if begun[:1] in ("{", "["):
        body = b"".join(_bounded(whole, limit, _OBJECT))
        yield from _objects(body.decode("utf-8-sig", "replace"))
    elif not begun or begins_events(begun.splitlines()[0]):
        for event in events(whole):
            if event.data.strip(" []").upper() == "DONE":
                return
            yield from _of_event(event)
    else:
        raise CallFailed(CallOutcome.FOREIGN, None, words_of_bytes(b"".join(_bounded(whole, limit, _OBJECT))))


def _head(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, as far as the end of the first line that is not blank, and what follows."""
    head = b""
    for piece in pieces:
        head += piece
        begun = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if begun[:1] in (b"{", b"[") or b"\n" in begun or b"\r" in begun or len(begun) > _FIRST:
            break
    return head, pieces


def _bounded(pieces: Iterable[bytes], limit: int, most: tuple[int, int]) -> Iterator[bytes]:
    left = most[0] * limit + most[1]
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise _overlong()
        yield piece


def _overlong() -> CallFailed:
    return CallFailed(CallOutcome.OVERLONG, None, "")


def _of_event(event: Event) -> Iterator[dict[str, Any]]:
    """The objects of an event; nothing where it is none of the reply, as what only keeps the connection open."""
    name, data = event.name.lower(), event.data.strip()
    if "error" in name:
        raise _failed(_parsed(data))
    if _SILENT.search(name) or _SILENT.fullmatch(data):
        return
    if data[:1] in ("{", "["):
        yield from (
            item for item in _objects(data) if "choices" in item or "usage" in item or says_error(item)
        )
    elif name in ("", "message", "data"):
        raise _failed(data)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The objects that stand one after the other in a text; raises CallFailed where one is torn."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            raise CallFailed(CallOutcome.BROKEN, None, words_of(text) if text[:1] != "{" else "") from None
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, dict):
                raise _failed(value)
            yield item


def _failed(body: object) -> CallFailed:
    """An error that came in place of a reply; one that does not say what it is may pass."""
    words, status = words_of(body), status_in(body)
    return CallFailed(outcome_of(status, words) or CallOutcome.BROKEN, status, words)


def _chunk(value: dict[str, Any], came: bool) -> Chunk:
    """One object; a whole message after its pieces would be the text again."""
    choices = value.get("choices")
    if value.get("error") or (not choices and says_error(value)):
        raise _failed(value)
    if not isinstance(choices, list | None) or not ("choices" in value or "usage" in value):
        raise CallFailed(CallOutcome.FOREIGN, None, words_of(value))
    choice: dict[str, Any] = choices[0] if choices and isinstance(choices[0], dict) else {}
    delta, message = choice.get("delta"), choice.get("message")
    said = delta if isinstance(delta, dict) else message if isinstance(message, dict) and not came else {}
    text = _text(said.get("content")) + _arguments(said) or _text(choice.get("text"))
    reason = finish_reason(choice.get("finish_reason"))
    if reason == BROKEN:
        raise CallFailed(CallOutcome.BROKEN, None, str(choice["finish_reason"]))
    if said.get("refusal") and not text and not came:
        reason = FILTERED
    model = value.get("model")
    return Chunk(text, reason, model if isinstance(model, str) else "", _usage(value, choice))


def _text(content: object) -> str:
    """The text of a content: a text, or parts of which each has its text; reasoning is none."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(_text(part) for part in content)
    if isinstance(content, dict) and not re.search("think|reason", str(content.get("type", ""))):
        return _text(content.get("text", content.get("value", content.get("content"))))
    return ""


def _arguments(said: dict[str, Any]) -> str:
    """The arguments of the tools that are called, as text, as which every reply is taken."""
    calls = said.get("tool_calls")
    functions = (
        [call.get("function") for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []
    )
    given = [
        item.get("arguments") for item in (*functions, said.get("function_call")) if isinstance(item, dict)
    ]
    return "".join(
        item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in given if item
    )


def _usage(value: dict[str, Any], choice: dict[str, Any]) -> tuple[int, int] | None:
    usage = value.get("usage") or choice.get("usage")
    if not isinstance(usage, dict):
        return None
    counts = [
        next((usage[name] for name in names if isinstance(usage.get(name), int)), 0)
        for names in (("prompt_tokens", "input_tokens"), ("completion_tokens", "output_tokens"))
    ]
    return max(counts[0], 0), max(counts[1], 0)
