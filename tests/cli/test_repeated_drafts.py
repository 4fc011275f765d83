"""A draft that is made again: people's sections stay, what was paid for is taken again, the rest is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.domain.document import SectionName
from assistant.domain.draft import Message, Reply
from assistant.errors import InputError
from assistant.history.folder import Folder
from assistant.workflow import review
from assistant.workflow.drafting import Means, draft, draft_section, to_be_written
from assistant.workflow.opening import Case, open_case
from assistant.workflow.publication import Drafted
from tests.support.command_line import Run
from tests.support.replies import QUARTERLY, reply_of

DRAFT = ("draft", "submission.yaml", "--offline", "--out", "report")
SUGGESTIONS = SectionName.SUGGESTIONS


@dataclass
class Desk:
    """A report over and over: what the model was asked for, and what was said."""

    folder: Path
    asked: list[SectionName] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    reply: Callable[[SectionName], str] = lambda name: reply_of(name.value)

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        name = next(name for name in SectionName if f"“{name.chinese}”" in messages[1].content)
        self.asked.append(name)
        return Reply(self.reply(name), model="m")

    def draft(self, case: Case, who: str = "王某", **means: object) -> Drafted:
        self.asked.clear()
        self.said.clear()
        order = replace(Means(ask=self.ask), **means)  # type: ignore[arg-type]
        return draft(case, Folder(self.folder, who=who), order, lambda _: None, self.said.append)

    def by(self, who: str) -> Folder:
        return Folder(self.folder, who=who)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "report")


def test_a_model_is_not_asked_twice_for_the_same(case: Case, desk: Desk) -> None:
    desk.draft(case)
    assert desk.asked == list(SectionName)
    first = (desk.folder / "report.md").read_bytes()
    assert to_be_written(case, desk.by(""), Means()) == []
    assert desk.draft(case).files and desk.asked == []
    assert len(desk.said) == 3 and all("模型 m" in line and "没有再请模型" in line for line in desk.said)
    assert (desk.folder / "report.md").read_bytes() == first
    desk.draft(case, anew=True)
    assert desk.asked == list(SectionName) and desk.said == []


def test_a_changed_submission_is_asked_for_again_but_a_persons_section_stays(
    case: Case, desk: Desk, edited: Callable[..., Path]
) -> None:
    desk.draft(case)
    review.regenerate(case, desk.by("李某"), SUGGESTIONS, review.Wish(reply=QUARTERLY), None, lambda _: None)
    review.accept(case, desk.by("李某"), SUGGESTIONS, None)
    other = open_case(edited(("label: 实有人数", "label: 实际人数")))
    assert to_be_written(other, desk.by(""), Means()) == [SectionName.PROBLEMS, SectionName.MEASURES]
    assert desk.draft(other).files
    assert desk.asked == [SectionName.PROBLEMS, SectionName.MEASURES]
    (line,) = desk.said
    assert line.startswith("“建议”保留：第2稿由李某于20") and line.endswith("采用")
    assert "按季度通报" in (desk.folder / "report.md").read_text("utf-8")


def test_a_persons_section_that_no_longer_fits_stops_the_draft_before_anything_is_asked(
    case: Case, desk: Desk, edited: Callable[..., Path]
) -> None:
    desk.draft(case)
    wrong = "1.我单位预算执行率90.65%，继续加强监督。\n<<END>>"
    review.regenerate(case, desk.by("李某"), SUGGESTIONS, review.Wish(reply=wrong), None, lambda _: None)
    review.accept(case, desk.by("李某"), SUGGESTIONS, None)
    other = open_case(edited(("basic: 2244.86", "basic: 2144.86")))
    result = desk.draft(other)
    assert desk.asked == [] and not result.files and result.refused == (SUGGESTIONS,) and result.decided
    assert any("李某" in line and "通不过校验" in line and "--anew" in line for line in desk.said)
    assert desk.draft(other, who="赵某", anew=True, ask=None).files
    record = [item for item in desk.by("").history.records() if item.kind == "anew"]
    assert [(item.section, item.who) for item in record] == [("suggestions", "赵某")]
    desk.draft(other, ask=None)
    assert len(desk.said) == 3 and "李某" not in "".join(desk.said)  # what was replaced does not come back


def test_a_passed_edit_counts_though_nobody_accepted_it(case: Case, desk: Desk) -> None:
    desk.draft(case)

    def change(before: object, *, resumed: bool) -> str:
        assert not resumed
        return "1.加强绩效业务学习，按季度组织培训。"

    review.edit(case, desk.by("李某"), SUGGESTIONS, change, lambda _: None)  # type: ignore[arg-type]
    desk.draft(case)
    assert any("“建议”保留：第2稿由李某于" in line and line.endswith("修改") for line in desk.said)
    assert "按季度组织培训" in (desk.folder / "report.md").read_text("utf-8")


def test_a_lock_ends_with_its_unlocking(case: Case, desk: Desk) -> None:
    desk.draft(case)
    review.lock(desk.by("李某"), SUGGESTIONS)
    desk.draft(case)
    assert any("第1稿由李某于" in line and line.endswith("锁定") for line in desk.said)
    review.unlock(desk.by("李某"), SUGGESTIONS)
    desk.draft(case)
    assert all("沿用" in line for line in desk.said)
    review.lock(desk.by("李某"), SUGGESTIONS)
    assert desk.draft(case, anew=True).files and len(desk.asked) == 3
    assert review.lock(desk.by("王某"), SUGGESTIONS) == 2  # what was drafted anew is nobody's


def test_one_section_alone_is_kept_too(case: Case, desk: Desk) -> None:
    desk.draft(case)
    review.accept(case, desk.by("李某"), SUGGESTIONS, 1)
    desk.asked.clear()
    order = Means(ask=desk.ask)
    section = draft_section(case, SUGGESTIONS, desk.by(""), order, lambda _: None, desk.said.append)
    assert section.last.number == 1 and desk.asked == []
    order = Means(ask=desk.ask, replies={SUGGESTIONS: QUARTERLY})
    with pytest.raises(InputError, match=r"第1稿由李某于.*不会被替换"):
        draft_section(case, SUGGESTIONS, desk.by(""), order, lambda _: None, desk.said.append)


def test_a_refused_text_is_asked_for_again(case: Case, desk: Desk) -> None:
    desk.reply = lambda name: (
        "1.培训覆盖率达到97.3%。\n<<END>>" if name is SUGGESTIONS else reply_of(name.value)
    )
    assert desk.draft(case).refused == (SUGGESTIONS,)
    desk.reply = lambda name: reply_of(name.value)
    assert desk.draft(case).files and desk.asked == [SUGGESTIONS]


def test_an_answer_to_a_note_that_nobody_took_is_not_taken(case: Case, desk: Desk) -> None:
    desk.draft(case)
    wish = review.Wish("写得更具体", reply=QUARTERLY)
    review.regenerate(case, desk.by("李某"), SUGGESTIONS, wish, None, lambda _: None)
    result = desk.draft(case)
    assert result.sections[SUGGESTIONS].last.number == 1


def test_the_line_says_who_and_when_and_a_reply_does_not_replace(at: Run) -> None:
    assert at("accept", "report", "suggestions")[0] == 0
    code, _, err = at(*DRAFT)
    assert code == 0 and "“建议”保留：第1稿由李某于20" in err and err.count("沿用第1稿：离线写作器") == 2
    code, _, err = at(*DRAFT, "--reply", "suggestions=good.txt")
    assert code == 2 and "第1稿由李某于" in err and "--anew" in err
    code, _, err = at(*DRAFT, "--reply", "suggestions=good.txt", "--anew")
    assert code == 0 and "按季度通报" in Path("report/report.md").read_text("utf-8")


def test_a_reply_from_a_file_need_not_be_given_again(at: Run) -> None:
    assert at(*DRAFT, "--reply", "suggestions=good.txt")[0] == 0
    code, _, err = at(*DRAFT)
    assert code == 0 and "“建议”沿用第2稿（回复文件" in err
    assert "按季度通报" in Path("report/report.md").read_text("utf-8")


def test_a_refused_reply_for_one_section_prints_the_prompt_of_its_revision(at: Run) -> None:
    code, out, err = at(*DRAFT, "--section", "suggestions", "--reply", "suggestions=bad.txt")
    assert code == 1 and "建议 第1段 错误 NUM001" in err
    assert "“建议”的回复未通过校验" in out and "97.3%【错1】" in out and "【错1】〔NUM001〕" in out


def test_a_refused_edit_is_taken_up_again_with_what_is_wrong(
    at: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "editor.sh"
    seen = tmp_path / "seen.txt"
    script.write_text(f'#!/bin/sh\ncp "$1" {seen}\nsed -i "$CHANGE" "$1"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.setenv("CHANGE", "s/按月分析/按月分析97.3%的支出/")
    code, _, err = at("edit", "report", "measures")
    assert (
        code == 1 and "再次 ziping edit 从这一稿接着改" in err and "校验意见" not in seen.read_text("utf-8")
    )
    monkeypatch.setenv("CHANGE", "s/97.3%的支出/支出/")
    code, _, err = at("edit", "report", "measures")
    handed = seen.read_text("utf-8")
    assert "按月分析97.3%的支出" in handed and "校验意见" in handed and "改进措施 第" in handed
    assert code == 0 and "接着改第2稿" in err and "NUM002" in err
    record = Folder(Path("report")).history.records()[-1]
    assert "按月分析支出" in record.data["text"] and "校验意见" not in record.data["text"]
    monkeypatch.setenv("CHANGE", "s/没有/没有/")
    at("edit", "report", "measures")
    assert "校验意见" not in seen.read_text("utf-8")
    code, out, _ = at("history", "report", "--check")
    assert code == 0 and "完整" in out
