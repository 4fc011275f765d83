"""`ziping draft`: sections and report, by a model, from reply files or by the offline writer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.cli.model_run import dry_run, model_run
from assistant.cli.outcome import tell_pdf, tell_refused, tell_written
from assistant.cli.output_folder import folder_at
from assistant.cli.prompt import print_messages, read_reply
from assistant.cli.telling import say, tell, tell_unused
from assistant.domain.document import SectionName
from assistant.domain.draft import Writer
from assistant.domain.severity import Severity
from assistant.errors import InputError
from assistant.workflow import drafting
from assistant.workflow.drafting import Ask, Tell
from assistant.workflow.folder import Folder
from assistant.workflow.opening import Case
from assistant.workflow.publication import Drafted, layout_of


@dataclass(frozen=True, kw_only=True)
class DraftOrder:
    """What a person asks of `ziping draft`.

    `sections`: only these, and no report; `replies`: SECTION=FILE; `fall_back`: the offline writer takes over where
    the model's text stays refused; `dry`: only say what it would take; `history`: the URL of a shared history.
    """

    submission: Path
    out: Path
    offline: bool
    sections: list[str]
    replies: list[str]
    fall_back: bool
    waivers: Path | None
    endpoint: str
    dry: bool
    history: str
    template: Path | None
    contents: bool
    pdf: bool


def draft(order: DraftOrder) -> int:
    """Draft, validate, write; 1 where a section stays refused."""
    layout = layout_of(order.template, order.contents)
    case = drafting.open_draft(order.submission, order.waivers, layout)
    given = _replies(order.replies)
    chosen = [SectionName(name) for name in order.sections]
    if order.dry:
        return dry_run(case, [name for name in chosen or SectionName if name not in given], order.endpoint)
    folder = folder_at(order.out, order.history, create=True)
    run = None if order.offline else model_run(order.out, order.endpoint)
    ask, telling = (run.ask, run.telling(tell)) if run else (None, tell)
    try:
        if chosen:
            return _sections(case, folder, chosen, given, ask, telling)
        result = drafting.draft(case, folder, ask, given, order.fall_back, telling)
        tell_unused(result.unused)
        code = _finish(case, result, folder, given)
    finally:
        if run:
            run.close()
    if order.pdf and code == 0:
        tell_pdf(folder)
    return code


def _replies(written: list[str]) -> dict[SectionName, str]:
    found: dict[SectionName, str] = {}
    for item in written:
        name, equals, file = item.partition("=")
        if not equals or name not in list(SectionName):
            raise InputError(
                f"--reply 应写成 SECTION=FILE，SECTION 为 {'、'.join(SectionName)}，不是“{item}”"
            )
        found[SectionName(name)] = read_reply(Path(file))
    return found


def _sections(
    case: Case, folder: Folder, names: list[SectionName], given: dict[SectionName, str], ask: Ask | None, tell: Tell
) -> int:  # fmt: skip
    code = 0
    for name in names:
        section = drafting.draft_section(case, name, folder, ask, given.get(name), tell)
        if section.accepted:
            print(f"## {name.chinese}\n\n{section.last.text}\n")
        else:
            code = 1
    return code


def _tell_findings(case: Case) -> None:
    """What is wrong with the facts themselves, where a draft fails: it is often the cause."""
    wrong = [item for item in case.ledger.findings if item.severity is Severity.ERROR]
    if wrong:
        say(f"填报数据本身有{len(wrong)}项错误，请先改正（ziping check 可看全部发现）：")
    for item in wrong:
        say(f"  {item.source} {item.code} {item.message}；{item.advice}")


def _finish(case: Case, result: Drafted, folder: Folder, given: dict[SectionName, str]) -> int:
    for name in result.refused:
        if name in given:
            print(f"“{name.chinese}”的回复未通过校验，把下面的内容发给模型修改：\n")
            print_messages(drafting.revise_messages(case, result.sections[name].last)[-1:])
    if result.refused:
        drafted = [result.sections[name].last.writer for name in result.refused]
        advice = "" if Writer.OFFLINE in drafted else "可加 --on-refusal offline 改用离线写作器。"
        titles = "、".join(f"“{name.chinese}”" for name in result.refused)
        say(f"{titles}未通过校验，没有生成报告；各稿和诊断见 ziping history {folder.path}。{advice}")
        _tell_findings(case)
        return 1
    if not result.files:
        tell_refused(result)
        say("全文校验未通过，没有生成报告；请检查填报数据中的文字，或报告这个问题。")
        return 1
    return tell_written(result)
