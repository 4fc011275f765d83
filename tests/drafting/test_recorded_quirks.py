"""Quirks of servers, each with a recording (cassettes/test_recorded_quirks/).

All authored, served over loopback: what servers do by their own issue threads. `make record` records them again.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.domain.call import Call, CallOutcome
from assistant.domain.draft import Message, Reply
from assistant.domain.endpoint import Endpoint, Structured
from assistant.drafting.model import Model
from assistant.drafting.reply import clean
from assistant.errors import ModelError
from tests.support.endpoint import Script, completion, serving
from tests.support.recording import MODE, recording

PROMPT = (Message("system", "你起草报告。"), Message("user", "请写建议一节。"))
TEXT = "1.加强绩效业务学习。\n<<END>>"
ERROR = "error"


@dataclass
class Asked:
    """A model over a recording, and what it told of itself."""

    model: Model
    calls: list[Call] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def ask(self) -> Reply:
        return self.model.ask(PROMPT)

    @property
    def outcomes(self) -> list[CallOutcome]:
        return [call.outcome for call in self.calls]


@contextmanager
def quirk(*script: str | dict[str, Any], **options: Any) -> Iterator[Asked]:
    """A model over the recording named for the test that asks."""
    name = next(frame.function for frame in inspect.stack() if frame.function.startswith("test_"))[5:]
    steps: Script = list(script)
    calls: list[Call] = []
    notices: list[str] = []
    pieces: list[str] = []
    waits: list[float] = []
    with ExitStack() as stack:
        url = "http://127.0.0.1:9/v1" if MODE == "none" else stack.enter_context(serving(steps))
        stack.enter_context(recording(f"test_recorded_quirks/{name}"))
        endpoint = Endpoint(url, "loopback", "not-a-key", **{"stream": True, **options})
        model = Model(endpoint, waits.append, notices.append, calls.append, pieces.append)
        yield Asked(model, calls, notices, pieces, waits)


def refused(code: str, message: str, status: int = 400) -> dict[str, Any]:
    return {"status": status, "body": {ERROR: {"code": code, "message": message}}}


def test_reasoning_content_is_no_part_of_the_reply() -> None:
    with quirk({"text": TEXT, "message": {"reasoning_content": "先看执行率95.06%"}}) as asked:
        assert asked.ask().text == TEXT
    assert "".join(asked.pieces) == TEXT


def test_reasoning_without_a_reply_is_asked_again() -> None:
    silent = {"text": None, "message": {"reasoning_content": "<think>{}</think>"}}
    with quirk(silent, TEXT) as asked:
        assert asked.ask().text == TEXT
    assert asked.outcomes == [CallOutcome.EMPTY, CallOutcome.REPLIED] and not asked.waits


def test_closed_think_block_is_kept_but_not_drafted() -> None:
    with quirk(f"<think>想一想</think>\n{TEXT}") as asked:
        reply = asked.ask()
    assert "想一想" in reply.text and clean(reply).draft == "1.加强绩效业务学习。"


def test_unclosed_think_block_is_no_draft() -> None:
    with quirk("<think>想了又想", "<think>还在想") as asked:
        reply = asked.ask()
    assert clean(reply).draft == "" and "两次都回复为空" in reply.given_up
    assert asked.outcomes == [CallOutcome.EMPTY] * 2


def test_code_fence_is_dropped() -> None:
    with quirk(f"```text\n{TEXT}\n```") as asked:
        assert clean(asked.ask()).draft == "1.加强绩效业务学习。"


def test_response_format_that_is_not_known_gives_way_to_text() -> None:
    no = refused("invalid_request_error", "This response_format type is unavailable now")
    with quirk(no, TEXT, structured=Structured.JSON_SCHEMA) as asked:
        assert asked.ask().text == TEXT
    assert asked.outcomes == [CallOutcome.UNSUPPORTED, CallOutcome.REPLIED] and not asked.waits
    assert len(asked.notices) == 1 and 'structured = "json_schema"' in asked.notices[0]


def test_stream_options_that_are_not_known_are_left_out() -> None:
    with quirk(refused("", "Unknown field: stream_options"), TEXT) as asked:
        assert asked.ask().text == TEXT


def test_json_object_is_read_as_text() -> None:
    with quirk('{"text": "1.加强学习。\\n<<END>>"}', structured=Structured.JSON_OBJECT) as asked:
        assert asked.ask().text == "1.加强学习。\n<<END>>"


def test_torn_json_is_not_repaired() -> None:
    with quirk('{"text": "1.加强学习。\\n<<END>>', structured=Structured.JSON_OBJECT) as asked:
        reply = asked.ask()
    assert reply.text.startswith('{"text"') and not clean(reply).complete
    assert reply.finish_reason == "malformed"


def test_tool_arguments_are_read_as_text() -> None:
    function = {"name": "write_section", "arguments": '{"text": "1.加强学习。\\n<<END>>"}'}
    call = {"index": 0, "id": "call-1", "type": "function", "function": function}
    step = {"text": None, "message": {"tool_calls": [call]}, "finish_reason": "tool_calls"}
    with quirk(step, structured=Structured.TOOLS) as asked:
        reply = asked.ask()
    assert reply.text == "1.加强学习。\n<<END>>" and reply.finish_reason == "stop"


def test_data_inspection_is_not_asked_again() -> None:
    no = refused("data_inspection_failed", "Input data may contain inappropriate content.")
    with quirk(no) as asked:
        reply = asked.ask()
    assert asked.outcomes == [CallOutcome.FILTERED] and "内容审查" in reply.given_up
    assert reply.finish_reason == "content_filter"


def test_filter_within_the_reply_is_not_asked_again() -> None:
    with quirk({"text": "1.加强", "finish_reason": "content_filter"}) as asked:
        assert "内容审查" in asked.ask().given_up


def test_empty_content_is_asked_again_once() -> None:
    with quirk("", "") as asked:
        assert "两次都回复为空" in asked.ask().given_up
    assert asked.outcomes == [CallOutcome.EMPTY] * 2


def test_length_is_asked_again_with_twice_the_limit() -> None:
    cut = {"text": "1.加强绩效业务", "finish_reason": "length"}
    with quirk(cut, cut, max_tokens=100) as asked:
        reply = asked.ask()
    assert asked.outcomes == [CallOutcome.LENGTH] * 2 and "加倍的长度上限" in reply.given_up


def test_usage_and_reason_may_be_missing() -> None:
    with quirk({"text": TEXT, "usage": False, "finish_reason": None}) as asked:
        reply = asked.ask()
    assert (reply.text, reply.finish_reason, reply.prompt_tokens) == (TEXT, "stop", 0)


def test_usage_is_kept_while_streaming() -> None:
    with quirk(
        {"text": TEXT, "usage": {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}}
    ) as asked:
        reply = asked.ask()
    assert (reply.prompt_tokens, reply.reply_tokens) == (7, 5)
    assert len(asked.pieces) > 1


def test_error_in_the_middle_of_a_stream_is_tried_again() -> None:
    torn = {"text": "1.加强绩效", "error": {"message": "internal error", "code": 500}}
    with quirk(torn, TEXT) as asked:
        assert asked.ask().text == TEXT
    assert asked.outcomes == [CallOutcome.BROKEN, CallOutcome.REPLIED]
    assert asked.calls[0].reply.text == "1.加强绩效" and len(asked.waits) == 1


def test_stream_that_stops_without_an_end_is_asked_again() -> None:
    with quirk({"text": "1.加强绩效", "finish_reason": None}, TEXT) as asked:
        assert asked.ask().text == TEXT
    assert asked.outcomes == [CallOutcome.CUT, CallOutcome.REPLIED]


def stream(*records: str) -> dict[str, Any]:
    """A step that answers with these records of an event stream, byte for byte."""
    return {
        "raw": "".join(f"{record}\n\n" for record in records).encode(),
        "content_type": "text/event-stream",
    }


def written(text: str | None, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return f"data: {json.dumps({'choices': [choice]}, ensure_ascii=False)}"


def test_records_without_data_are_no_pieces() -> None:
    records = [
        ": wait",
        "retry: 9000",
        written("1.加强绩效"),
        "data:",
        "event: ping",
        "event: ping\ndata: {}",
        written("业务学习。\n<<END>>"),
    ]
    with quirk(stream(*records, written(None, "stop"), "data: [DONE]")) as asked:
        assert asked.ask().text == TEXT
    assert asked.outcomes == [CallOutcome.REPLIED]


def test_finish_reason_in_capitals_is_a_stop() -> None:
    with quirk({"text": TEXT, "finish_reason": "STOP"}) as asked:
        reply = asked.ask()
    assert reply.finish_reason == "stop" and clean(reply).complete


def test_max_tokens_as_finish_reason_is_the_limit() -> None:
    with quirk({"text": "1.加强", "finish_reason": "MAX_TOKENS"}, TEXT, max_tokens=100) as asked:
        assert asked.ask().text == TEXT
    assert asked.outcomes == [CallOutcome.LENGTH, CallOutcome.REPLIED]


def test_reasoning_closed_and_never_opened_is_dropped() -> None:
    with quirk(f"先看数据，再写。\n</think>\n\n{TEXT}<|im_end|>") as asked:
        assert clean(asked.ask()).draft == "1.加强绩效业务学习。"


def test_content_in_parts_is_its_text(
    recwarn: pytest.WarningsRecorder, capfd: pytest.CaptureFixture[str]
) -> None:
    parts = [{"type": "text", "text": "1.加强绩效"}, {"type": "text", "text": "业务学习。\n<<END>>"}]
    with quirk({"text": None, "message": {"content": parts}}, stream=False) as asked:
        assert asked.ask().text == TEXT
    assert not recwarn.list and not "".join(capfd.readouterr())


def test_error_with_status_200_in_place_of_a_stream_keeps_its_words() -> None:
    with quirk({"body": {ERROR: {"message": "上游繁忙，请稍后再试", "code": "busy"}}}, TEXT) as asked:
        assert asked.ask().text == TEXT
    assert "上游繁忙，请稍后再试" in asked.notices[0] and asked.outcomes == [
        CallOutcome.BROKEN,
        CallOutcome.REPLIED,
    ]


def test_stream_in_place_of_a_whole_reply_is_read() -> None:
    with quirk(
        stream("retry: 1", written("1.加强绩效业务学习。\n<<END>>"), written(None, "Stop"), "data: [DONE]"),
        stream=False,
    ) as asked:
        assert asked.ask().text == TEXT


def test_whole_reply_in_place_of_a_stream_is_read() -> None:
    with quirk({"body": completion(TEXT)}) as asked:
        assert asked.ask().text == TEXT


def test_detail_of_a_refusal_is_said() -> None:
    detail = [{"loc": ["body", "temperature"], "msg": "value is not allowed", "type": "value_error"}]
    with (
        quirk({"status": 422, "body": {"detail": detail}}) as asked,
        pytest.raises(ModelError, match=r"拒绝了请求（422）：“body.temperature：value is not allowed"),
    ):
        asked.ask()


def test_quota_behind_403_is_not_the_key() -> None:
    with (
        quirk(
            {
                "status": 403,
                "body": {ERROR: {"message": "用户额度不足，剩余 0.00", "code": "insufficient_user_quota"}},
            }
        ) as asked,
        pytest.raises(ModelError, match="余额或配额不足（403）：“用户额度不足"),
    ):
        asked.ask()


def test_no_channel_is_said_at_the_end_of_the_tries() -> None:
    no = {"status": 503, "body": {ERROR: {"message": "没有可用于模型 m 的渠道", "type": "gateway_error"}}}
    with quirk(*[no] * 4) as asked, pytest.raises(ModelError, match=r"没有可用于模型 m 的渠道.*已尝试4次"):
        asked.ask()
    assert len(asked.calls) == 4


def test_prompt_and_limit_over_the_context_is_told_with_max_tokens() -> None:
    words = (
        "maximum context length is 4096 tokens, you asked for 5200 (1200 in the prompt, 4000 for the reply)"
    )
    with quirk(refused("", words)) as asked, pytest.raises(ModelError, match=r"5200.*调小 max_tokens"):
        asked.ask()
