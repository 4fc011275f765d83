"""What servers answer, byte by byte: event streams, contents, errors in place of a reply, bounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.domain.call import CallOutcome
from assistant.drafting.answer import CHARACTERS_A_TOKEN, Chunk, chunks
from assistant.drafting.event_stream import events
from assistant.drafting.failures import CallFailed
from assistant.drafting.server_words import status_in, words_of
from tests.support.endpoint import completion, pieces


def piece(text: object = "", **choice: Any) -> str:
    delta = {"index": 0, "delta": {"content": text}, **choice}
    return f"data: {json.dumps({'model': 'm', 'choices': [delta]}, ensure_ascii=False)}\n\n"


STOP = piece(finish_reason="stop")


def read(body: str | bytes, limit: int = 4000) -> tuple[str, str]:
    """Text and finish reason of an answer that comes three bytes at a time."""
    sent = body.encode() if isinstance(body, str) else body
    found = list(chunks((sent[start : start + 3] for start in range(0, len(sent), 3)), limit))
    return "".join(chunk.text for chunk in found), "".join(chunk.finish_reason for chunk in found)


def failing(body: str | bytes, limit: int = 4000) -> CallFailed:
    with pytest.raises(CallFailed) as caught:
        read(body, limit)
    return caught.value


@pytest.mark.parametrize(
    "silent",
    [
        "retry: 5000\n\n",
        "data:\n\n",
        "data: \n\n",
        "event: ping\n\n",
        "event: ping\ndata: {}\n\n",
        "id: 7\n\n",
        ": still here\n\n",
        'event: ping\ndata: {"type": "ping"}\n\n',
        "event: heartbeat\ndata: 12:00\n\n",
        'data: {"type":"ping"}\n\n',
        "\n\n\n",
        "event: info\ndata: queued at place 3\n\n",
        "data: ping\n\n",
        "data: keep-alive\n\n",
        "\ufeff",
        "nonsense: 1\n\n",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_records_without_a_piece_of_the_reply_say_nothing(silent: str, end: str) -> None:
    between = silent.lstrip("\ufeff")
    begun = "" if silent.startswith("nonsense") else silent  # what a stream begins with tells that it is one
    body = "".join((begun, piece("甲"), between, piece("乙"), between, STOP, "data: [DONE]\n\n"))
    assert read(body.replace("\n", end)) == ("甲乙", "stop")


@pytest.mark.parametrize(
    "body",
    [
        piece("甲乙").replace("data: ", "data:") + STOP + "data: [DONE]",
        piece("甲").rstrip("\n") + "\n" + piece("乙") + STOP.rstrip("\n"),
        piece("甲").replace(", ", ",\ndata: ") + piece("乙", finish_reason="stop"),
        piece("甲乙").replace("data: ", "event: completion.chunk\nid: 1\ndata: ")
        + piece(None, finish_reason="stop"),
        piece("甲乙").removeprefix("data: ").replace("\n\n", "\n") + STOP.removeprefix("data: "),
        ": PROCESSING\n\n" + piece("甲乙").removeprefix("data: ") + STOP,
        piece([{"type": "text", "text": "甲"}, {"type": "text", "text": "乙"}])
        + piece([], finish_reason="stop"),
        piece([{"type": "thinking", "thinking": "想"}, "甲"])
        + piece({"type": "text", "text": {"value": "乙"}}, finish_reason="stop"),
        json.dumps({"choices": [{"delta": None, "message": {"content": "甲乙"}, "finish_reason": "stop"}]}),
        "\n \n\n" + json.dumps(completion("甲乙"), indent=2, ensure_ascii=False),
        "\ufeff" + json.dumps({"choices": [{"text": "甲乙", "finish_reason": "stop"}]}),
        json.dumps([completion("甲乙")]),
        piece("甲乙") + f"data: {json.dumps(completion('甲乙'))}\n\n",
    ],
)
def test_a_reply_is_read_in_whatever_form_it_comes(body: str) -> None:
    assert read(body) == ("甲乙", "stop")


@given(some.lists(some.sampled_from(["甲", "a", "\\n", "data:", "：", "{"]), max_size=9), some.data())
def test_events_do_not_depend_on_where_the_bytes_are_cut(texts: list[str], data: Any) -> None:
    end = data.draw(some.sampled_from(["\n", "\r\n", "\r"]))
    sent = "".join(piece(text) for text in texts).replace("\n", end).encode()

    def cut() -> Iterator[bytes]:
        place = 0
        while place < len(sent):
            size = data.draw(some.integers(1, 40))
            yield sent[place : place + size]
            place += size

    assert [json.loads(event.data)["choices"][0]["delta"]["content"] for event in events(cut())] == texts


NAMES = some.sampled_from("error message detail code loc msg choices delta content x".split())
SIMPLE = some.none() | some.booleans() | some.integers() | some.text()


@given(some.recursive(SIMPLE, lambda inner: some.lists(inner) | some.dictionaries(NAMES, inner)))
def test_no_answer_of_any_shape_is_an_exception_of_ours(body: Any) -> None:
    words_of(body)
    status_in(body)
    for sent in (json.dumps(body), f"data: {json.dumps(body)}\n\n"):
        try:
            read(sent)
        except CallFailed as failure:
            assert failure.outcome in CallOutcome


THROTTLED = '{"code": "Throttling", "message": "rate limited"}'


@pytest.mark.parametrize(
    ("body", "outcome", "words"),
    [
        ('{"error": {"message": "上游繁忙", "code": "busy"}}', CallOutcome.BROKEN, "上游繁忙（busy）"),
        ('{"error": {"message": "expired", "code": 401}}', CallOutcome.KEY, "expired"),
        ('{"error": {"message": "slow down", "code": "429"}}', CallOutcome.BUSY, "slow down"),
        ('{"code": 1, "msg": "用户余额不足"}', CallOutcome.UNPAID, "用户余额不足（1）"),
        ('{"detail": "Not authenticated: invalid api key"}', CallOutcome.KEY, "invalid api key"),
        ('{"base_resp": {"status_code": 1}}', CallOutcome.FOREIGN, "base_resp"),
        ('{"choices": [{"message": {"content": "甲', CallOutcome.BROKEN, ""),
        ("<html><title>Log in</title>", CallOutcome.FOREIGN, "Log in"),
        ("no healthy upstream", CallOutcome.FOREIGN, "no healthy upstream"),
        (piece("甲") + 'data: {"error": {"message": "gone"}}\n\n', CallOutcome.BROKEN, "gone"),
        (piece("甲") + f"event: error\ndata: {THROTTLED}\n\n", CallOutcome.BUSY, "rate limited"),
        (piece("甲") + "event: error\ndata: upstream died\n\n", CallOutcome.BROKEN, "upstream died"),
        (piece("甲") + '{"detail": "worker lost"}\n', CallOutcome.BROKEN, "worker lost"),
        (piece("甲") + "data: [ERROR] out of memory\n\n", CallOutcome.BROKEN, "[ERROR] out of memory"),
        (piece("甲") + "data: model crashed\n\n", CallOutcome.BROKEN, "model crashed"),
        (piece("甲") + 'data: {"choi\n\n' + piece("丙"), CallOutcome.BROKEN, ""),
        (piece("甲") + piece(finish_reason="network_error"), CallOutcome.BROKEN, "network_error"),
    ],
)
def test_an_error_in_place_of_a_reply_keeps_its_words(body: str, outcome: CallOutcome, words: str) -> None:
    failure = failing(body)
    assert failure.outcome is outcome and words in failure.detail and bool(words) == bool(failure.detail)


def test_usage_wherever_and_however_it_stands() -> None:
    for usage, found in (
        ({"prompt_tokens": 7, "completion_tokens": 5}, (7, 5)),
        ({"input_tokens": 7, "output_tokens": None}, (7, 0)),
    ):
        for body in (
            piece("甲", usage=usage),
            piece("甲") + f"data: {json.dumps({'usage': usage})}\n\n",
            piece("甲") + f"data: {json.dumps({'choices': None, 'usage': usage})}\n\n",
        ):
            assert [chunk.usage for chunk in chunks([body.encode()], 100) if chunk.usage] == [found]
    assert list(chunks([piece("甲", usage="many").encode()], 100)) == [Chunk("甲", model="m")]


def test_a_refusal_is_no_empty_reply() -> None:
    assert read(json.dumps(completion(None, message={"refusal": "我不能"}))) == ("", "content_filter")


def test_a_reply_beyond_its_limit_is_cut_off_while_it_comes() -> None:
    sent = 0

    def endless(step: bytes) -> Iterator[bytes]:
        nonlocal sent
        while True:
            sent += len(step)
            yield step

    found: list[Chunk] = []
    with pytest.raises(CallFailed) as caught:
        for chunk in chunks(endless(piece("好" * 100).encode()), 1000):
            found.append(chunk)
    assert caught.value.outcome is CallOutcome.OVERLONG
    assert len("".join(chunk.text for chunk in found)) == 1000 * CHARACTERS_A_TOKEN and sent < 100_000
    for begun, most in (
        (b'{"choices": [{"message": {"content": "', 400_000),
        (b": wait\n\n", 12_000_000),
        (b" " * 9, 12_000_000),
        (b"x" * 9, 400_000),
    ):
        sent = 0
        with pytest.raises(CallFailed) as caught:
            list(chunks(endless(begun.ljust(10_000, begun[-1:] if begun[:1] in b"x " else b"a")), 1000))
        assert caught.value.outcome is CallOutcome.OVERLONG and sent < most
    assert failing(json.dumps(completion("好" * 90_000)), 10).outcome is CallOutcome.OVERLONG


def test_a_reply_of_just_its_limit_is_whole() -> None:
    text = "好" * 1000 * CHARACTERS_A_TOKEN
    for body in (pieces(text), json.dumps(completion(text)).encode()):
        assert read(body, 1000) == (text, "stop")
