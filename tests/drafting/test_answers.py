"""What servers answer, byte by byte: event streams, finish reasons, contents, errors in place of a reply, bounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.domain.call import Outcome
from assistant.domain.draft import Reply
from assistant.domain.key_shapes import BLOT, looks_like_key, without_keys
from assistant.drafting.answer import CHARACTERS_A_TOKEN, Chunk, chunks
from assistant.drafting.event_stream import events
from assistant.drafting.failures import CallFailed
from assistant.drafting.finish_reasons import finish_reason
from assistant.drafting.reply import CleanReply, clean
from assistant.drafting.server_words import status_in, words_of, words_of_bytes
from tests.support.endpoint import completion, pieces

WHOLE = Reply("", "stop")


def piece(text: object = "", **choice: Any) -> str:
    delta = {"index": 0, "delta": {"content": text}, **choice}
    return f"data: {json.dumps({'model': 'm', 'choices': [delta]}, ensure_ascii=False)}\n\n"


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
        "retry: 5000\n\n", "data:\n\n", "data: \n\n", "event: ping\n\n", "event: ping\ndata: {}\n\n", "id: 7\n\n", ": still here\n\n",
        'event: ping\ndata: {"type": "ping"}\n\n', "event: heartbeat\ndata: 12:00\n\n", 'data: {"type":"ping"}\n\n', "\n\n\n",
        "event: info\ndata: queued at place 3\n\n", "data: ping\n\n", "data: keep-alive\n\n", "\ufeff", "nonsense: 1\n\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_records_without_a_piece_of_the_reply_say_nothing(silent: str, end: str) -> None:
    between = silent.lstrip("\ufeff")
    begun = "" if silent.startswith("nonsense") else silent  # what a stream begins with tells that it is one
    body = (
        begun
        + piece("甲")
        + between
        + piece("乙")
        + between
        + piece(finish_reason="stop")
        + "data: [DONE]\n\n"
    )
    assert read(body.replace("\n", end)) == ("甲乙", "stop")


@pytest.mark.parametrize(
    "body",
    [
        piece("甲乙").replace("data: ", "data:") + piece(finish_reason="stop") + "data: [DONE]",
        piece("甲").rstrip("\n") + "\n" + piece("乙") + piece(finish_reason="stop").rstrip("\n"),
        piece("甲").replace(", ", ",\ndata: ") + piece("乙", finish_reason="stop"),
        piece("甲乙").replace("data: ", "event: completion.chunk\nid: 1\ndata: ") + piece(None, finish_reason="stop"),
        piece("甲乙").removeprefix("data: ").replace("\n\n", "\n") + piece(finish_reason="stop").removeprefix("data: "),
        ": PROCESSING\n\n" + piece("甲乙").removeprefix("data: ") + piece(finish_reason="stop"),
        piece([{"type": "text", "text": "甲"}, {"type": "text", "text": "乙"}]) + piece([], finish_reason="stop"),
        piece([{"type": "thinking", "thinking": "想"}, "甲"]) + piece({"type": "text", "text": {"value": "乙"}}, finish_reason="stop"),
        json.dumps({"choices": [{"delta": None, "message": {"content": "甲乙"}, "finish_reason": "stop"}]}),
        "\n \n\n" + json.dumps(completion("甲乙"), indent=2, ensure_ascii=False),
        "\ufeff" + json.dumps({"choices": [{"text": "甲乙", "finish_reason": "stop"}]}),
        json.dumps([completion("甲乙")]),
        piece("甲乙") + f"data: {json.dumps(completion('甲乙'))}\n\n",
    ],
)  # fmt: skip
def test_a_reply_is_read_in_whatever_form_it_comes(body: str) -> None:
    assert read(body) == ("甲乙", "stop")


@given(some.lists(some.sampled_from(["甲", "a", "\\n", "data:", "：", "{"]), max_size=9), some.data())
def test_events_do_not_depend_on_where_the_bytes_are_cut(texts: list[str], data: Any) -> None:
    sent = (
        ("".join(piece(text) for text in texts))
        .replace("\n", data.draw(some.sampled_from(["\n", "\r\n", "\r"])))
        .encode()
    )

    def cut() -> Iterator[bytes]:
        place = 0
        while place < len(sent):
            size = data.draw(some.integers(1, 40))
            yield sent[place : place + size]
            place += size

    assert [json.loads(event.data)["choices"][0]["delta"]["content"] for event in events(cut())] == texts


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *[(text, "stop") for text in ("stop", "STOP", "Stop", " stop ", "end_turn", "EndTurn", "endTurn", "eos", "EOS_TOKEN", "eos_token", "COMPLETE", "stop_sequence", "FinishReason.STOP", "FINISH_REASON_STOP", "tool_calls", "TOOL_USE", "end_of_text", "endoftext", "finished", "normal", "hit_eos")],
        *[(text, "length") for text in ("length", "LENGTH", "max_tokens", "MAX_TOKENS", "maxTokens", "MaxTokens", "max_new_tokens", "max_output_tokens", "maxOutputTokens", "model_length", "token_limit_reached", "FinishReason.MAX_TOKENS", "model_context_window_exceeded", "length_capped", "incomplete", "max_completion_tokens", "MAX_LENGTH")],
        *[(text, "content_filter") for text in ("content_filter", "CONTENT_FILTER", "contentFiltered", "SAFETY", "sensitive", "RECITATION", "PROHIBITED_CONTENT", "guardrail_intervened", "refusal")],
        *[(text, "error") for text in ("error", "ERROR", "insufficient_system_resource", "network_error", "abort", "MALFORMED_FUNCTION_CALL", "cancelled", "upstream_timeout")],
        *[(text, "") for text in (None, "", "null", "NULL", "none", "unknown", "FINISH_REASON_UNSPECIFIED", "unfinished", "in_progress", 0, ["stop"], "😀")],
    ],
)  # fmt: skip
def test_a_finish_reason_in_any_spelling(said: object, meant: str) -> None:
    assert finish_reason(said) == meant


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"message": "no", "code": "busy"}}, "no（busy）"), ({"error": "plain"}, "plain"), ({"detail": "why"}, "why"),
        ({"detail": [{"loc": ["body", "max_tokens"], "msg": "too big", "type": "value_error"}, {"loc": ["body"], "msg": "b"}]},
         "body.max_tokens：too big（value_error）；body：b"),
        ({"code": 40003, "msg": "参数错误", "data": None}, "参数错误（40003）"), ({"errors": [{"message": "a"}, "b"]}, "a；b"),
        ({"error": {"message": '{"error":{"message":"inner","code":"x"}}'}}, "inner（x）"), ({"error": True, "message": "m"}, "m"),
        ({"error": {"message": "", "type": "server_error"}}, "server_error"), ({"error": {"metadata": {"raw": "r"}}}, '{"metadata": {"raw": "r"}}'),
        ({"object": "error", "message": "m", "code": 400}, "m"), ({"detail": {"error": "deep"}}, "deep"), (None, ""), ("", ""), ([], ""),
        ("<html><head><title>502 Bad Gateway</title><style>b{}</style></head><body><h1>502</h1><script>x()</script>", "502 Bad Gateway 502"),
        ("  upstream \n connect   error ", "upstream connect error"), ("{torn", "{torn"), ("[ERROR] busy", "[ERROR] busy"), ("<", "<"),
    ],
)  # fmt: skip
def test_the_server_s_words_out_of_an_error_of_any_shape(body: object, words: str) -> None:
    assert words_of(body) == words
    sent = body if isinstance(body, str) else json.dumps(body)
    assert words_of_bytes(sent.encode()) == (words if body is not None else "null")


def test_words_in_gbk_nested_without_end_and_of_any_type() -> None:
    assert words_of_bytes("余额不足".encode("gb18030")) == "余额不足"
    assert words_of_bytes(b'{"error":' * 50_000) and words_of_bytes(b"\xff\xfe\x00")
    deep: object = "x"
    for _ in range(50):
        deep = {"error": deep}
    assert isinstance(words_of(deep), str)


@given(
    some.recursive(
        some.none() | some.booleans() | some.integers() | some.text(),
        lambda inner: (
            some.lists(inner)
            | some.dictionaries(
                some.sampled_from(
                    ["error", "message", "detail", "code", "loc", "msg", "choices", "delta", "content", "x"]
                ),
                inner,
            )
        ),
    )
)
def test_no_answer_of_any_shape_is_an_exception_of_ours(body: Any) -> None:
    words_of(body)
    status_in(body)
    for sent in (json.dumps(body), f"data: {json.dumps(body)}\n\n"):
        try:
            read(sent)
        except CallFailed as failure:
            assert failure.outcome in Outcome


@pytest.mark.parametrize(
    ("body", "outcome", "words"),
    [
        ('{"error": {"message": "上游繁忙", "code": "busy"}}', Outcome.BROKEN, "上游繁忙（busy）"),
        ('{"error": {"message": "expired", "code": 401}}', Outcome.KEY, "expired"),
        ('{"error": {"message": "slow down", "code": "429"}}', Outcome.BUSY, "slow down"),
        ('{"code": 1, "msg": "用户余额不足"}', Outcome.UNPAID, "用户余额不足（1）"),
        ('{"detail": "Not authenticated: invalid api key"}', Outcome.KEY, "invalid api key"),
        ('{"base_resp": {"status_code": 1}}', Outcome.FOREIGN, "base_resp"),
        ('{"choices": [{"message": {"content": "甲', Outcome.BROKEN, ""),
        ("<html><title>Log in</title>", Outcome.FOREIGN, "Log in"),
        ("no healthy upstream", Outcome.FOREIGN, "no healthy upstream"),
        (piece("甲") + 'data: {"error": {"message": "gone"}}\n\n', Outcome.BROKEN, "gone"),
        (piece("甲") + 'event: error\ndata: {"code": "Throttling", "message": "rate limited"}\n\n', Outcome.BUSY, "rate limited"),
        (piece("甲") + "event: error\ndata: upstream died\n\n", Outcome.BROKEN, "upstream died"),
        (piece("甲") + '{"detail": "worker lost"}\n', Outcome.BROKEN, "worker lost"),
        (piece("甲") + "data: [ERROR] out of memory\n\n", Outcome.BROKEN, "[ERROR] out of memory"),
        (piece("甲") + "data: model crashed\n\n", Outcome.BROKEN, "model crashed"),
        (piece("甲") + 'data: {"choi\n\n' + piece("丙"), Outcome.BROKEN, ""),
        (piece("甲") + piece(finish_reason="network_error"), Outcome.BROKEN, "network_error"),
    ],
)  # fmt: skip
def test_an_error_in_place_of_a_reply_keeps_its_words(body: str, outcome: Outcome, words: str) -> None:
    failure = failing(body)
    assert failure.outcome is outcome and words in failure.detail and bool(words) == bool(failure.detail)


def test_usage_wherever_and_however_it_stands() -> None:
    for usage, found in (
        ({"prompt_tokens": 7, "completion_tokens": 5}, (7, 5)),
        ({"input_tokens": 7, "output_tokens": None}, (7, 0)),
    ):
        for body in (piece("甲", usage=usage), piece("甲") + f"data: {json.dumps({'usage': usage})}\n\n",
                     piece("甲") + f"data: {json.dumps({'choices': None, 'usage': usage})}\n\n"):  # fmt: skip
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
    assert caught.value.outcome is Outcome.OVERLONG
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
        assert caught.value.outcome is Outcome.OVERLONG and sent < most
    assert failing(json.dumps(completion("好" * 90_000)), 10).outcome is Outcome.OVERLONG


def test_a_reply_of_just_its_limit_is_whole() -> None:
    text = "好" * 1000 * CHARACTERS_A_TOKEN
    for body in (pieces(text), json.dumps(completion(text)).encode()):
        assert read(body, 1000) == (text, "stop")


@pytest.mark.parametrize(
    "reply",
    [
        "先想。\n</think>\n1.好。\n<<END>>", "</think>1.好。\n<<END>>", "<think>甲</think>\n<think>乙</think>1.好。\n<<END>>",
        "<think>甲<think>乙</think>丙</think>1.好。\n<<END>>", "<Thinking>甲</THINKING >1.好。\n<<END>>", "◁think▷甲◁/think▷1.好。\n<<END>>",
        "[THINK]甲[/THINK]1.好。\n<<END>>", "<reasoning>甲</reasoning>\n1.好。\n<<END>>", "<think></think>1.好。\n<<END>>",
        "<|channel|>analysis<|message|>甲<|end|><|start|>assistant<|channel|>final<|message|>1.好。\n<<END>><|return|>",
        "1.好。\n<<END>><|im_end|>", "1.好。\n<<END>>\n<|im_end|>\n", "1.好。<|im_end|>\n<<END>>", "1.好。\n<<END>></s></s>", "1.好。\n<<END>><|eot_id|>",
        "1.好。\n<<END>><｜end▁of▁sentence｜>", "1.好。\n<<END>><end_of_turn>", "1.好。\n<<END>>[EOS]", "<s>1.好。\n<<END>>", "1.好。\n<<END>><|END_OF_TURN_TOKEN|>",
        "<|im_start|>assistant\n1.好。\n<<END>><|im_end|>", "<|start_header_id|>assistant<|end_header_id|>\n\n1.好。\n<<END>>",
        "1.好。\n<<END>><|im_end|>\n<|im_start|>user\n再写一节", "```\n1.好。\n```\n<<END>>", "```text\n1.好。\n<<END>>\n```<|endoftext|>",
    ],
)  # fmt: skip
def test_reasoning_and_marks_of_the_turn_are_no_text(reply: str) -> None:
    assert clean(Reply(reply)) == CleanReply("1.好。", True)


@pytest.mark.parametrize(
    ("reply", "draft"),
    [("<think>甲\n1.好。\n<<END>>", ""), ("1.好。\n<think>再想\n<<END>>", "1.好。"), ("1.好。<|im_end|>\n再写。\n<<END>>", "1.好。"),
     ("1.好。\n<|im_end|>", "1.好。"), ("1.好。\n<<END>>\n又及。", "1.好。\n<<END>>\n又及。")],
)  # fmt: skip
def test_what_is_not_whole_stays_not_whole(reply: str, draft: str) -> None:
    assert clean(Reply(reply)) == CleanReply(draft, False)


@pytest.mark.parametrize("key", ["sk-1234567890abcdef", "sk_live_abcdef123456", "0123456789abcdef0123456789abcdef.AbCdEfGh12345678",
                                 "3f0b1c2d-1111-2222-3333-444455556666", "AIzaSyA1234567890abcdefghijklmnop", "eyJhbGciOiJIUzI1NiJ9.e30.abc",
                                 "Bearer sk-abcdef123456", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"])  # fmt: skip
def test_what_looks_like_a_key(key: str) -> None:
    assert looks_like_key(key)


@pytest.mark.parametrize("model", ["Qwen/Qwen3-235B-A22B-Instruct-2507-FP8", "gpt-5-mini", "ep-20260101123456-abcde", "deepseek-chat", "glm-4.6",
                                   "claude-sonnet-4-5-20260929", "ft:gpt-4o-mini-2024-07-18:office::AbC123De", "hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M", "/models/qwen3"])  # fmt: skip
def test_no_model_s_name_looks_like_a_key(model: str) -> None:
    assert not looks_like_key(model)


def test_a_key_that_is_not_ours_is_blotted_out_of_words_too() -> None:
    assert (
        without_keys("Incorrect API key provided: sk-ab***yz. See")
        == f"Incorrect API key provided: {BLOT} See"
    )
    assert without_keys("task-force risk-management ask-me") == "task-force risk-management ask-me"
