"""What looks like a key, and what only looks a little like one."""

from __future__ import annotations

import pytest

from assistant.domain.key_shapes import BLOT, looks_like_key, without_keys

KEYS = (
    "sk-1234567890abcdef",
    "sk_live_abcdef123456",
    "0123456789abcdef0123456789abcdef.AbCdEfGh12345678",
    "3f0b1c2d-1111-2222-3333-444455556666",
    "AIzaSyA1234567890abcdefghijklmnop",
    "eyJhbGciOiJIUzI1NiJ9.e30.abc",
    "Bearer sk-abcdef123456",
    "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
)
MODELS = (
    "Qwen/Qwen3-235B-A22B-Instruct-2507-FP8",
    "gpt-5-mini",
    "ep-20260101123456-abcde",
    "deepseek-chat",
    "glm-4.6",
    "claude-sonnet-4-5-20260929",
    "ft:gpt-4o-mini-2024-07-18:office::AbC123De",
    "hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M",
    "/models/qwen3",
)


@pytest.mark.parametrize("key", KEYS)
def test_what_looks_like_a_key(key: str) -> None:
    assert looks_like_key(key)


@pytest.mark.parametrize("model", MODELS)
def test_no_model_s_name_looks_like_a_key(model: str) -> None:
    assert not looks_like_key(model)


def test_a_key_that_is_not_ours_is_blotted_out_of_words_too() -> None:
    said = "Incorrect API key provided: sk-ab***yz. See"
    assert without_keys(said) == f"Incorrect API key provided: {BLOT} See"
    assert without_keys("task-force risk-management ask-me") == "task-force risk-management ask-me"
