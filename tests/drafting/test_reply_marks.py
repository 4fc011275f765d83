"""A reply's text without the model's reasoning and the marks of its turn."""

from __future__ import annotations

import pytest
import yaml

from assistant.domain.draft import Reply
from assistant.drafting.reply import CleanReply, clean
from tests.support.places import ROOT

CASES = yaml.safe_load((ROOT / "tests" / "drafting" / "reply_mark_cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("reply", CASES["whole"])
def test_reasoning_and_marks_of_the_turn_are_no_text(reply: str) -> None:
    assert clean(Reply(reply)) == CleanReply("1.好。", True)


@pytest.mark.parametrize(("reply", "draft"), [(case["reply"], case["draft"]) for case in CASES["not_whole"]])
def test_what_is_not_whole_stays_not_whole(reply: str, draft: str) -> None:
    assert clean(Reply(reply)) == CleanReply(draft, False)
