"""`ziping verify`: what the gate says of reports that anybody wrote."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.cli.new_file import refuse_existing, write_new
from assistant.cli.telling import describe, say, tell_unused
from assistant.domain.printable import printable
from assistant.domain.waiver import Waiver
from assistant.errors import InputError
from assistant.workflow.annotation import annotated_report, report_suffix
from assistant.workflow.bindings import binding_json, reasons
from assistant.workflow.opening import Case, open_case
from assistant.workflow.record import make_record
from assistant.workflow.verification import Examined, text_of, verify

_COPY, _RECORD = "批注副本", "校验记录"


@dataclass(frozen=True, kw_only=True)
class VerifyOrder:
    """What a person asks of `ziping verify`.

    `explain`: say of each number what it was held against; `record`, `annotated`: new files to write.
    """

    submission: Path
    format: str
    explain: bool
    waivers: Path | None
    record: Path | None
    annotated: Path | None


def verify_reports(paths: Sequence[Path], order: VerifyOrder) -> int:
    """Print the diagnostics of each report; 1 where one of them is an error that nobody waived."""
    if order.annotated is not None:
        _free_copy(order.annotated, paths)
    if order.record is not None:
        _free_record(order.record, paths)
    case = open_case(order.submission, order.waivers)
    used: set[Waiver] = set()
    code = 0
    for path in paths:
        examined = verify(case, path)
        used |= examined.used
        code = max(code, int(examined.refused))
        _show(path, examined, order)
        if order.annotated is not None:
            _annotate(path, order.annotated, examined)
        if order.record is not None:
            _write_record(order.record, case, path, examined)
    tell_unused(waiver for waiver in case.waivers if waiver not in used)
    return code


def text(paths: Sequence[Path]) -> int:
    """Print the text of a report, to which the offsets of diagnostics refer, and nothing else."""
    if len(paths) > 1:
        raise InputError("--text 一次只输出一份报告的文字，请分别运行")
    sys.stdout.write(text_of(paths[0]))
    return 0


def _show(path: Path, examined: Examined, order: VerifyOrder) -> None:
    show = _print_json if order.format == "json" else _print_text
    show(path, examined, order.explain)
    for notice in examined.reading.document.notices:
        print(f"注意 {path}：{notice}", file=sys.stderr)


def _print_json(path: Path, examined: Examined, explain: bool) -> None:
    reading, places = examined.reading, examined.places
    row: dict[str, object] = {"file": str(path), "mentions": len(reading.bindings)}
    row["diagnostics"] = [item.as_json() | {"place": places.of(item.start)} for item in examined.diagnostics]
    if reading.document.word.comments:
        row["comments"] = [asdict(comment) for comment in reading.document.word.comments]
    if explain:
        row["bindings"] = [binding_json(binding) for binding in reading.bindings]
    print(json.dumps(row, ensure_ascii=False))


def _print_text(path: Path, examined: Examined, explain: bool) -> None:
    reading, found, places = examined.reading, examined.diagnostics, examined.places
    for item in found:
        print(describe(reading.text, places, item, path.name))
    if explain:
        print(f"{path}：逐个数字说明")
        for start, reason in reasons(reading):
            print(f"{path.name}:{places.of(start)} {reason}")
    for comment in reading.document.word.comments:
        author = f"（{comment.author}）" if comment.author else ""
        print(f"{path.name}:{comment.place}{author} 不作为报告正文校验：{printable(comment.text)}")
    bound = sum(binding.verdict.value == "true" for binding in reading.bindings)
    waived = sum(item.waived is not None for item in found)
    ending = f"，其中{waived}项已豁免" if waived else ""
    print(f"{path}：数字表述{len(reading.bindings)}处，其中{bound}处与台账相符；诊断{len(found)}项{ending}。")


def _free_copy(target: Path, paths: Sequence[Path]) -> None:
    """Refuse a copy, before any work, that could not be written in the end."""
    if len(paths) > 1:
        raise InputError("--annotate 一次只批注一份报告，请分别校验")
    wanted = report_suffix(paths[0])
    if target.suffix.lower() != wanted:
        raise InputError(f"批注副本 {target} 的扩展名应为 {wanted}")
    refuse_existing(target, _COPY)


def _annotate(path: Path, target: Path, examined: Examined) -> None:
    """Write the copy with comments; never over an existing file."""
    copy = annotated_report(path, examined)
    write_new(target, copy.data, _COPY)
    rest = f"，另有{copy.left}项较轻或靠后的诊断没有写入" if copy.left else ""
    say(f"已写入批注副本 {target}（批注{copy.comments}条{rest}）")


def _free_record(target: Path, paths: Sequence[Path]) -> None:
    """Refuse a record, before any work, that could not be written in the end."""
    if len(paths) > 1:
        raise InputError("--write-record 一次只记录一份报告，请分别校验")
    refuse_existing(target, _RECORD)


def _write_record(target: Path, case: Case, path: Path, examined: Examined) -> None:
    write_new(target, make_record(case, examined, {path.name: path.read_bytes()}), _RECORD)
    say(f"已写入校验记录 {target}")
