"""The server's own words, out of errors of any shape."""

from __future__ import annotations

import json

import pytest
import yaml

from assistant.drafting.server_words import words_of, words_of_bytes
from tests.support.places import ROOT

CASES = yaml.safe_load((ROOT / "tests" / "drafting" / "server_word_cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("body", "words"), [(case["body"], case["words"]) for case in CASES])
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
