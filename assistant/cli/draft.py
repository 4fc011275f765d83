"""`ziping draft`: sections and report, by a model, from reply files or by the offline writer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assistant.cli.model_run import dry_run, model_run
from assistant.cli.outcome import tell_refused, tell_written
from assistant.cli.output_folder import folder_at
from assistant.cli.prompt import print_messages, read_reply
from assistant.cli.telling import say, tell, tell_unused
from assistant.domain.document import SectionName
from assistant.domain.draft import Section, Writer
from assistant.errors import InputError
from assistant.workflow import drafting
from assistant.workflow.attempts import Tell, revise_messages
from assistant.workflow.drafting import Means
from assistant.workflow.folder import Folder, has_history
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
    despite_errors: bool
    anew: bool


def draft(order: DraftOrder) -> int:
    """Draft, validate, write; 1 where a section stays refused, or the facts have errors."""
    layout = layout_of(order.template, order.contents)
    case = drafting.open_draft(order.submission, order.waivers, layout, order.despite_errors)
    _tell_errors(case)
    means = Means(
        replies=_replies(order.replies), offline_on_refusal=order.fall_back, anew=order.anew, pdf=order.pdf
    )
    if order.dry:
        return dry_run(case, _missing(case, order, means), order.endpoint)
    folder = folder_at(order.out, order.history, create=True)
    run = None if order.offline else model_run(order.out, order.endpoint)
    telling = run.telling(tell) if run else tell
    means = replace(means, ask=run.ask if run else None)
    try:
        if order.sections:
            return _sections(case, folder, [SectionName(name) for name in order.sections], means, telling)
        result = drafting.draft(case, folder, means, telling, say)
        tell_unused(result.unused)
        return _finish(case, result, folder, means)
    finally:
        if run:
            run.close()


def _missing(case: Case, order: DraftOrder, means: Means) -> list[SectionName]:
    """The sections that this draft would have written."""
    wanted = [SectionName(name) for name in order.sections] or list(SectionName)
    if has_history(order.out):
        missing = drafting.to_be_written(case, folder_at(order.out, order.history), means)
        return [name for name in wanted if name in missing]
    return [name for name in wanted if name not in means.replies]


def _replies(written: list[str]) -> dict[SectionName, str]:
    found: dict[SectionName, str] = {}
    for item in written:
        name, equals, file = item.partition("=")
        if not equals or name not in list(SectionName):
            raise InputError(f"--reply 应写成 章节=文件，章节为 {'、'.join(SectionName)}，不是“{item}”")
        found[SectionName(name)] = read_reply(Path(file))
    return found


def _sections(case: Case, folder: Folder, names: list[SectionName], means: Means, tell: Tell) -> int:
    code = 0
    for name in names:
        section = drafting.draft_section(case, name, folder, means, tell, say)
        if section.accepted:
            print(f"## {name.chinese}\n\n{section.last.text}\n")
        else:
            code = 1
            _print_revision(case, section, means)
    return code


def _print_revision(case: Case, section: Section, means: Means) -> None:
    """What a refused reply from a file is answered with, to be given to whoever wrote it."""
    if section.name in means.replies:
        print(f"“{section.name.chinese}”的回复未通过校验，把下面的内容发给模型修改：\n")
        print_messages(revise_messages(case, section.last)[-1:])


def _tell_errors(case: Case) -> None:
    """The errors of the facts that a report is drafted despite."""
    for item in case.standing_errors:
        say(item.chinese)
    if case.standing_errors:
        say(
            f"填报数据有{len(case.standing_errors)}项错误，按 --despite-errors 继续；校验记录和审核页会写明。"
        )


def _finish(case: Case, result: Drafted, folder: Folder, means: Means) -> int:
    for name in result.refused:
        _print_revision(case, result.sections[name], means)
    if result.refused:
        asked = any(result.sections[name].last.writer is Writer.MODEL for name in result.refused)
        advice = "可加 --on-refusal offline 改用离线写作器。" if asked and not result.decided else ""
        titles = "、".join(f"“{name.chinese}”" for name in result.refused)
        say(f"{titles}未通过校验，没有生成报告；各稿和诊断见 ziping history {folder.path}。{advice}")
        return 1
    if not result.files:
        tell_refused(result)
        say("全文校验未通过，没有生成报告；请按上面的诊断修改，指明填报数据某一行的，改那一行。")
        return 1
    return tell_written(result)
