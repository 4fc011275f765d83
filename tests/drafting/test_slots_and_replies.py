"""Slots, replies and prompts."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.draft import Reply
from assistant.domain.report import runs_text
from assistant.drafting.prompts import load_prompt, prompt_ids, render
from assistant.drafting.reply import clean
from assistant.drafting.slots import fill, marks_of, sentence
from assistant.errors import PromptError, SettingsError
from assistant.settings import load_settings
from assistant.workflow.drafting import SectionName, messages_for
from assistant.workflow.opening import Case


@pytest.mark.parametrize(
    ("draft", "printed"),
    [
        ("预算执行率⟦budget.execution.rate⟧。", "预算执行率90.65%。"),
        ("⟦ budget.execution.rate ⟧", "90.65%"),
        ("净⟦budget.adjustment.amount|change⟧", "净调减149.15万元"),
        ("调减⟦budget.adjustment.amount⟧", "调减149.15万元"),
        ("⟦budget.execution.rate|number⟧", "90.65"),
        ("⟦indicator.1.target⟧", "≥5%"),
        ("⟦fact.13⟧", "9000余份"),
        ("⟦total.grade⟧", "良"),
        ("⟦indicator.6.gap|change⟧", "高于指标值11件"),
        ("⟦no.such.id⟧", "⟦no.such.id⟧"),
        ("⟦budget.execution.rate|change⟧", "⟦budget.execution.rate|change⟧"),
    ],
)
def test_slots_print_ledger_entries(case: Case, draft: str, printed: str) -> None:
    runs = fill(draft, case.ledger)
    assert runs_text(runs) == printed
    for mark in marks_of(runs):
        assert printed[mark.start : mark.end] and mark.entry_id in case.ledger


@pytest.mark.parametrize(
    ("text", "finish", "draft", "complete"),
    [
        ("甲。\n<<END>>", "stop", "甲。", True),
        ("甲。\n\n乙。\n<<END>>\n\n", "stop", "甲。\n乙。", True),
        ("甲。<<END>>", "stop", "甲。", True),
        ("<think>想\n想</think>\n甲。\n<<END>>", "stop", "甲。", True),
        ("```text\n甲。\n<<END>>\n```", "stop", "甲。", True),
        ("甲。", "stop", "甲。", False),
        ("甲。\n<<END>>", "length", "甲。", False),
        ("<think>想", "length", "", False),
        ("", "stop", "", False),
        ("甲。\n<<END>>\n以上供参考", "stop", "甲。\n<<END>>\n以上供参考", False),
    ],
)
def test_replies_are_cleaned_in_a_fixed_order(text: str, finish: str, draft: str, complete: bool) -> None:
    cleaned = clean(Reply(text, finish))
    assert (cleaned.draft, cleaned.complete) == (draft, complete)


def test_quoted_text_ends_once() -> None:
    assert sentence("流程未完成；") == "流程未完成。"
    assert sentence("") == ""


@pytest.mark.parametrize("prompt_id", prompt_ids())
def test_prompt_declares_exactly_what_it_uses(prompt_id: str) -> None:
    prompt = load_prompt(prompt_id)
    assert prompt.id == prompt_id and prompt.title


def test_missing_input_is_an_error() -> None:
    with pytest.raises(PromptError, match="end_mark"):
        render("system")


def test_prompts_share_a_stable_beginning(case: Case) -> None:
    systems = {messages_for(case, name)[0].content for name in SectionName}
    assert len(systems) == 1


def test_settings_come_from_file_and_environment(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k-123\n", "utf-8")
    (tmp_path / "ziping.toml").write_text(
        '[endpoint]\nbase_url = "http://a/v1"\nmodel = "m"\nkey_file = "key"\n', "utf-8"
    )
    endpoint = load_settings(tmp_path, {}).endpoint
    assert endpoint is not None
    assert (endpoint.base_url, endpoint.model, endpoint.api_key) == ("http://a/v1", "m", "k-123")
    assert "k-123" not in repr(endpoint)
    other = load_settings(tmp_path, {"ZIPING_MODEL": "n"}).endpoint
    assert other is not None and other.model == "n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[endpoint]\napi_key = "x"\n', "不要把密钥写在设置文件里"),
        ('[endpoint]\nmodle = "x"\n', "不认识的键“modle”"),
        ("[endpoint\n", "无法读取"),
        ('[endpoint]\nkey_file = "none"\n', "读不到密钥文件"),
        ("[endpoint]\ntimeout = -1\n", "timeout 应为正数"),
    ],
)
def test_faulty_settings_are_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "ziping.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=says):
        load_settings(tmp_path, {})


def test_without_settings_there_is_no_endpoint(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}).missing == ("OPENAI_BASE_URL", "ZIPING_MODEL", "OPENAI_API_KEY")
