"""Verbs on versions: regenerate, history, diff, accept, lock, unlock, edit, render, export, replay."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from assistant.cli import version_lists
from assistant.cli.drafting import (
    open_folder,
    print_messages,
    read_reply,
    say,
    tell,
    tell_refused,
    tell_written,
)
from assistant.cli.endpoints import model_run
from assistant.cli.new_file import write_new
from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt
from assistant.errors import HistoryError, InputError
from assistant.history.folder import Folder
from assistant.history.records import attempt_of, broken_at, chosen, last_attempt
from assistant.workflow import review
from assistant.workflow.publication import Drafted


def regenerate(
    path: Path, section: str, note: str, endpoint: str, offline: bool, reply: Path | None,
    submission: Path | None, url: str,
) -> int:  # fmt: skip
    """Ask for one section again; 1 where it is refused."""
    if reply is not None and (offline or endpoint):
        raise InputError("--reply 不能与 --offline、--endpoint 同用")
    if offline and endpoint:
        raise InputError("--offline 不能与 --endpoint 同用")
    folder, name = open_folder(path, url, create=False), SectionName(section)
    review.unlocked(folder, name)
    case = review.reopen(folder, say, submission)
    text = read_reply(reply) if reply else None
    run = None if offline or reply else model_run(path, endpoint)
    if note and run is None and text is None:
        say("离线写作器不会按意见改写；意见已记入历史。")
    try:
        result = review.regenerate(
            case, folder, name, run.ask if run else None, text, note, run.telling(tell) if run else tell
        )
    finally:
        if run:
            run.close()
    last = result.last
    if not last.accepted:
        if text is not None:
            from assistant.drafting.revision import revision_messages

            print("回复未通过校验，把下面的内容发给模型修改：\n")
            print_messages(revision_messages(last, case.ledger)[-1:])
        return 1
    print(f"## {name.chinese}\n\n{last.text}\n")
    say(
        f"第{last.number}稿通过校验。比较：ziping diff {path} {section}；采用：ziping accept {path} {section} {last.number}"
    )
    return 0


def history(path: Path, format: str, check: bool, url: str) -> int:
    """List the versions; with `check` 1 where the chain is broken."""
    folder = open_folder(path, url, create=False)
    records = folder.history.records()
    if not check:
        if format == "json":
            print(json.dumps(version_lists.as_json(records), ensure_ascii=False, indent=1))
        else:
            version_lists.show(records)
        return 0
    fault = broken_at(records, folder.history.inputs(records))
    head = records[-1].hash if records else ""
    if format == "json":
        print(json.dumps({"records": len(records), "head": head, "fault": fault or None}, ensure_ascii=False))
    elif fault:
        print(f"校验链断了：{version_lists.one_line(fault)}")
    else:
        print(f"校验链完整：共{len(records)}条，末条摘要 {head}")
    return 1 if fault else 0


def diff(path: Path, section: str, old: int, new: int, url: str) -> int:
    """Print two versions of a section by sentence."""
    folder, name = open_folder(path, url, create=False), SectionName(section)
    records = folder.history.records()
    last = last_attempt(records, section)
    if last is None:
        raise HistoryError(f"“{name.chinese}”还没有稿")
    after = attempt_of(records, section, new) if new else last
    before = attempt_of(records, section, old or chosen(records, section) or max(1, after.number - 1))
    print(f"“{name.chinese}”第{before.number}稿 → 第{after.number}稿")
    if before.number == after.number:
        say("两稿是同一稿；可写明稿号：ziping diff DIR SECTION A B")
    texts = before.part("text", str), after.part("text", str)
    version_lists.show_difference(*texts, colour=colour_wanted())
    return 0


def colour_wanted() -> bool:
    """Whether differences are shown in colour."""
    from assistant.settings.office import wants_colour

    return sys.stdout.isatty() and wants_colour()


def accept(path: Path, section: str, number: int, submission: Path | None, url: str) -> int:
    """Take a version into the report; 1 where the gate refuses it."""
    folder, name = open_folder(path, url, create=False), SectionName(section)
    attempt = review.accept(review.reopen(folder, say, submission), folder, name, number or None)
    return tell_taken(attempt, path)


def tell_taken(attempt: Attempt, path: Path) -> int:
    """Say that a version was taken into the report, or why it was not; 0 or 1."""
    if attempt.accepted:
        say(f"“{attempt.section.chinese}”采用第{attempt.number}稿；重新生成报告：ziping render {path}")
        return 0
    tell(attempt)
    say(f"第{attempt.number}稿没有通过校验，不能采用；可用 ziping edit {path} {attempt.section.value} 修改。")
    return 1


def lock(path: Path, section: str, url: str) -> int:
    """Lock a section."""
    name = SectionName(section)
    number = review.lock(open_folder(path, url, create=False), name)
    say(f"“{name.chinese}”已锁定在第{number}稿")
    return 0


def unlock(path: Path, section: str, url: str) -> int:
    """Unlock a section, whoever locked it; who did is recorded."""
    name = SectionName(section)
    holder = review.unlock(open_folder(path, url, create=False), name)
    say(f"“{name.chinese}”已解除锁定（原由{holder}锁定）")
    return 0


def edit(path: Path, section: str, submission: Path | None, url: str) -> int:
    """A person's change in $EDITOR, then the gate; 1 where it is refused."""
    from assistant.settings.office import load_office

    editor = load_office().editor
    if not editor:
        raise InputError("没有设置编辑器；请先设置环境变量 EDITOR，如 export EDITOR=nano")
    folder, name = open_folder(path, url, create=False), SectionName(section)
    case = review.reopen(folder, say, submission)
    attempt = review.edit(case, folder, name, lambda text: _edited(editor, section, text), tell)
    if attempt is None:
        say("没有改动，没有新稿。")
        return 0
    if attempt.accepted:
        say(f"采用：ziping accept {path} {section} {attempt.number}")
        return 0
    say(f"第{attempt.number}稿未通过校验，已留作被退回的稿；可再次 ziping edit（从采用的稿开始）。")
    return 1


def _edited(editor: str, section: str, text: str) -> str:
    """The text after the editor; raises InputError where it cannot be started or ends badly."""
    with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
        file = Path(folder) / f"{section}.txt"
        file.write_text(text + "\n", "utf-8")
        try:
            code = subprocess.run([*shlex.split(editor), str(file)], check=False).returncode
            changed = file.read_text("utf-8-sig")
        except (OSError, ValueError) as error:
            raise InputError(f"编辑器“{editor}”打不开或存出的不是 UTF-8 文本（{error}）") from None
    if code:
        raise InputError(f"编辑器以 {code} 退出，没有保存改动")
    return changed


def render(
    path: Path, submission: Path | None, url: str, template: Path | None = None, contents: bool | None = None,
    pdf: bool = False,
) -> int:  # fmt: skip
    """Write the report again; 1 where a section or the whole is refused."""
    from assistant.cli.layout import asked_layout, tell_pdf

    folder = open_folder(path, url, create=False)
    case = review.reopen(folder, say, submission)
    case = replace(case, layout=asked_layout(template, contents, case.layout))
    code = _written(review.render(case, folder))
    if pdf and code == 0:
        tell_pdf(folder)
    return code


def _written(drafted: Drafted) -> int:
    for name in drafted.refused:
        tell(drafted.sections[name].last)
    if not drafted.files:
        tell_refused(drafted)
        say("未通过校验，没有生成报告。")
        return 1
    return tell_written(drafted)


def export(path: Path, file: Path, url: str) -> int:
    """Write the whole history into a new file."""
    write_new(file, review.exported(open_folder(path, url, create=False)), "导出文件")
    print(file)
    return 0


def replay(file: Path, out: Path) -> int:
    """Make the report again from an export; 1 where it is refused or differs from what was recorded."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"读不到文件 {file}（{error.strerror}）") from None
    result = review.replay(data, Folder(out))
    for name in result.other_prompts:
        say(f"“{name.chinese}”的提示词与当时不同（当时的 ziping {result.version}）；用的是当时的回复。")
    code = _written(result.drafted)
    if code == 0 and result.differing:
        say(f"与当时的文件不同：{'、'.join(result.differing)}（当时的 ziping {result.version}）")
        return 1
    if code == 0:
        say("与当时的文件逐字节相同。")
    return code
