"""Verbs that draft: prompt, draft."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

from assistant.cli.verification import describe, tell_unused
from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt, Message, Writer
from assistant.domain.place import Places
from assistant.domain.severity import Severity
from assistant.domain.waiver import Waiver
from assistant.errors import InputError
from assistant.history.folder import Folder
from assistant.workflow.drafting import Ask, Tell
from assistant.workflow.opening import Case
from assistant.workflow.publication import Drafted

_GAP = re.compile("单位未填报[^，。；]*|由单位据实补充|待单位补充说明")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def read_reply(path: Path) -> str:
    """The text of a reply file; raises InputError."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"读不到回复文件 {path}（{error.strerror}）") from None
    except UnicodeDecodeError:
        raise InputError(f"回复文件 {path} 不是 UTF-8 编码") from None


def messages_text(messages: tuple[Message, ...]) -> str:
    """A prompt as it is printed, message by message."""
    titles = {"system": "系统提示", "user": "用户消息", "assistant": "模型的回复"}
    return "\n".join(f"===== {titles[item.role]} =====\n{item.content}\n" for item in messages)


def print_messages(messages: tuple[Message, ...]) -> None:
    """Print a prompt, message by message."""
    from assistant.drafting.tokens import estimate_tokens

    print(messages_text(messages))
    say(f"提示词约{estimate_tokens(messages)}个词元（按字数估算，偏高）")


def prompt(path: Path, section: str, revise: Path | None) -> int:
    """Print the exact messages of a section, or those that follow a refused reply."""
    from assistant.drafting.revision import revision_messages
    from assistant.workflow.drafting import judge_reply, messages_for
    from assistant.workflow.opening import open_case

    case, name = open_case(path), SectionName(section)
    if revise is None:
        print_messages(messages_for(case, name))
        return 0
    attempt = judge_reply(case, name, read_reply(revise))
    if attempt.accepted:
        say("这份回复已通过校验，不需要修改。")
        return 0
    print_messages(revision_messages(attempt, case.ledger))
    return 0


def draft(
    path: Path,
    out: Path,
    offline: bool,
    names: list[str],
    replies: list[str],
    fall_back: bool,
    waivers: Path | None = None,
    endpoint: str = "",
    dry: bool = False,
    history: str = "",
    template: Path | None = None,
    contents: bool = False,
    pdf: bool = False,
) -> int:
    """Draft, validate, write; 1 where a section stays refused."""
    from assistant.cli.endpoints import dry_run, model_run
    from assistant.cli.layout import asked_layout, tell_pdf
    from assistant.workflow.opening import open_case

    layout = asked_layout(template, contents)
    case = replace(open_case(path), waivers=_waivers(waivers), layout=layout)
    given = _replies(replies)
    chosen = [SectionName(name) for name in names]
    if dry:
        return dry_run(case, [name for name in chosen or SectionName if name not in given], endpoint)
    folder = open_folder(out, history)
    run = None if offline else model_run(out, endpoint)

    ask, telling = (run.ask, run.telling(tell)) if run else (None, tell)
    try:
        code = _drafted(case, folder, ask, chosen, given, fall_back, telling)
    finally:
        if run:
            run.close()
    if pdf and code == 0 and not chosen:
        tell_pdf(folder)
    return code


def _drafted(
    case: Case, folder: Folder, ask: Ask | None, chosen: list[SectionName], given: dict[SectionName, str],
    fall_back: bool, tell: Tell,
) -> int:  # fmt: skip
    from assistant.workflow import drafting

    if chosen:
        return _sections(case, folder, ask, chosen, given, tell)
    result = drafting.draft(case, folder, ask, given, fall_back, tell)
    shown = [
        *result.diagnostics,
        *(item for name in result.refused for item in result.sections[name].last.diagnostics),
    ]
    met = {(item.code, item.text.strip()) for item in shown}
    tell_unused(case.waivers, {waiver for waiver in case.waivers if (waiver.code, waiver.text) in met})
    return _finish(case, result, folder.path, given)


def _waivers(path: Path | None) -> tuple[Waiver, ...]:
    """Waivers for a report that is still to be written: it has no lines yet."""
    from assistant.loading.waivers import load_waivers

    found = load_waivers(path) if path else ()
    for waiver in found:
        if waiver.line is not None:
            raise InputError(f"{waiver.place}：起草时报告还没有行号，请删去 line：{waiver}")
    return found


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


def open_folder(path: Path, url: str, create: bool = True) -> Folder:
    """The output folder with its history, opened at once so that nothing is paid for in vain."""
    from assistant.office import load_office

    office = load_office()
    folder = Folder(path, url or office.history, office.who, create)
    folder.history.records()
    return folder


def tell(attempt: Attempt) -> None:
    """Progress: one line an attempt, and the diagnostics of a refused one."""
    verdict = "通过校验" if attempt.accepted else f"被退回，诊断{len(attempt.diagnostics)}项"
    say(f"{attempt.section.chinese}：第{attempt.number}稿（{attempt.writer.chinese}）{verdict}")
    places = Places(attempt.text)
    for item in attempt.diagnostics:
        say("  " + describe(attempt.text, places, item, attempt.section.value).replace("\n", "\n  "))


def tell_refused(result: Drafted) -> None:
    """The diagnostics of a whole report that was not written, waived ones aside."""
    for item in result.diagnostics:
        if item.waived is None:
            say(f"{item.severity.chinese} {item.code} {item.message}；{item.advice}")


def _sections(
    case: Case, folder: Folder, ask: Ask | None, names: list[SectionName], given: dict[SectionName, str], tell: Tell
) -> int:  # fmt: skip
    from assistant.workflow import drafting

    code = 0
    for name in names:
        section = drafting.draft_section(case, name, folder, ask, given.get(name), tell)
        if section.accepted:
            print(f"## {name.chinese}\n\n{section.last.text}\n")
        else:
            code = 1
    return code


def tell_written(result: Drafted) -> int:
    """Print the files of a written report, and the places that the office still has to fill in; 0."""
    for file in result.files:
        print(file)
    text = result.files[0].read_text("utf-8")
    gaps = [(number, line) for number, line in enumerate(text.split("\n"), 1) if _GAP.search(line)]
    if gaps:
        say(f"报告中有{len(gaps)}段待单位补充（{result.files[0].name} 的行号）：")
    for number, line in gaps:
        found = _GAP.search(line)
        say(f"  第{number}行 …{line[max(0, found.start() - 14) : found.end()]}" if found else "")
    return 0


def _tell_findings(case: Case) -> None:
    """What is wrong with the facts themselves, where a draft fails: it is often the cause."""
    wrong = [item for item in case.ledger.findings if item.severity is Severity.ERROR]
    if wrong:
        say(f"填报数据本身有{len(wrong)}项错误，请先改正（ziping check 可看全部发现）：")
    for item in wrong:
        say(f"  {item.source} {item.code} {item.message}；{item.advice}")


def _finish(case: Case, result: Drafted, out: Path, given: dict[SectionName, str]) -> int:
    from assistant.drafting.revision import revision_messages

    for name in result.refused:
        if name in given:
            print(f"“{name.chinese}”的回复未通过校验，把下面的内容发给模型修改：\n")
            print_messages(revision_messages(result.sections[name].last, case.ledger)[-1:])
    if result.refused:
        drafted = [result.sections[name].last.writer for name in result.refused]
        advice = "" if Writer.OFFLINE in drafted else "可加 --on-refusal offline 改用离线写作器。"
        titles = "、".join(f"“{name.chinese}”" for name in result.refused)
        say(f"{titles}未通过校验，没有生成报告；各稿和诊断见 ziping history {out}。{advice}")
        _tell_findings(case)
        return 1
    if not result.files:
        tell_refused(result)
        say("全文校验未通过，没有生成报告；请检查填报数据中的文字，或报告这个问题。")
        return 1
    return tell_written(result)
