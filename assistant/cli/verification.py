"""Verbs of the gate: verify, explain."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli import annotation
from assistant.cli.new_file import write_new
from assistant.domain.diagnostic import Diagnostic
from assistant.domain.place import Places
from assistant.domain.printable import printable
from assistant.domain.rule import Documentation, Rule, by_code
from assistant.domain.waiver import Waiver, waive
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.workflow.opening import Case
    from validators.reading import Reading


def verify(
    paths: list[Path],
    submission: Path,
    format: str,
    reasons: bool = False,
    waivers_file: Path | None = None,
    written: Path | None = None,
    annotated: Path | None = None,
) -> int:
    """Print the diagnostics of each report; 1 where one of them is an error that nobody waived."""
    from assistant.loading.waivers import load_waivers
    from assistant.workflow.opening import open_case
    from assistant.workflow.opening import verify as verify_file
    from validators.gate import refuses

    annotation.free(annotated, paths)
    if written is not None:
        _free(written, paths)
    waivers = load_waivers(waivers_file) if waivers_file else ()
    case = replace(open_case(submission), waivers=waivers)
    used: set[Waiver] = set()
    code = 0
    for path in paths:
        reading, found = verify_file(case, path)
        found, had = waive(reading.text, found, waivers)
        used |= had
        code = max(code, int(refuses([item for item in found if item.waived is None])))
        _show(path, reading, found, format, reasons)
        annotation.annotate(path, annotated, reading, found)
        if written is not None:
            _write_record(written, case, path, reading, found)
    tell_unused(waivers, used)
    return code


def _show(path: Path, reading: Reading, found: Sequence[Diagnostic], format: str, reasons: bool) -> None:
    show = _print_json if format == "json" else _print_text
    show(path, reading, found, reasons)
    for notice in reading.document.notices:
        print(f"注意 {path}：{notice}", file=sys.stderr)


def text(paths: Sequence[Path]) -> int:
    """Print the text of a report, to which the offsets of diagnostics refer, and nothing else."""
    from assistant.loading.documents.reader import load_document

    if len(paths) > 1:
        raise InputError("--text 一次只输出一份报告的文字，请分别运行")
    sys.stdout.write(load_document(paths[0]).text)
    return 0


def _print_json(path: Path, reading: Reading, found: Sequence[Diagnostic], reasons: bool) -> None:
    from assistant.cli.bindings import binding_json

    row: dict[str, object] = {"file": str(path), "mentions": len(reading.bindings)}
    places = Places(reading.text, reading.document.blocks)
    row["diagnostics"] = [item.as_json() | {"place": places.of(item.start)} for item in found]
    if reading.document.word.comments:
        row["comments"] = [asdict(comment) for comment in reading.document.word.comments]
    if reasons:
        row["bindings"] = [binding_json(binding) for binding in reading.bindings]
    print(json.dumps(row, ensure_ascii=False))


def _print_text(path: Path, reading: Reading, found: Sequence[Diagnostic], reasons: bool) -> None:
    from assistant.cli.bindings import binding_lines

    places = Places(reading.text, reading.document.blocks)
    for item in found:
        print(describe(reading.text, places, item, path.name))
    if reasons:
        print(f"{path}：逐个数字说明")
        for line in binding_lines(reading, places, path.name):
            print(line)
    for comment in reading.document.word.comments:
        author = f"（{comment.author}）" if comment.author else ""
        print(f"{path.name}:{comment.place}{author} 不作为报告正文校验：{printable(comment.text)}")
    bound = sum(binding.verdict.value == "true" for binding in reading.bindings)
    waived = sum(item.waived is not None for item in found)
    ending = f"，其中{waived}项已豁免" if waived else ""
    print(f"{path}：数字表述{len(reading.bindings)}处，其中{bound}处与台账相符；诊断{len(found)}项{ending}。")


def tell_unused(waivers: Iterable[Waiver], used: set[Waiver]) -> None:
    """Warn of waivers that fit no diagnostic."""
    for waiver in waivers:
        if waiver not in used:
            print(f"警告 {waiver.place}：豁免没有对应的诊断：{waiver}", file=sys.stderr)


def _free(written: Path, paths: Sequence[Path]) -> None:
    """Refuse a record, before any work, that could not be written in the end."""
    if len(paths) > 1:
        raise InputError("--write-record 一次只记录一份报告，请分别校验")
    if written.exists() or written.is_symlink():
        raise InputError(f"校验记录 {written} 已存在，没有改动；请换一个文件名")


def _write_record(
    target: Path, case: Case, path: Path, reading: Reading, found: Iterable[Diagnostic]
) -> None:
    from assistant.workflow.record import make_record

    data = make_record(case, reading, found, {path.name: path.read_bytes()})
    write_new(target, data, "校验记录")
    print(f"已写入校验记录 {target}", file=sys.stderr)


def describe(text: str, places: Places, item: Diagnostic, name: str) -> str:
    """A diagnostic for people: place, rule, the words around it, the remedy; and whether it is waived."""
    around = ""
    if item.text:
        before = text[max(0, item.start - 20) : item.start].rpartition("\n")[2]
        after = text[item.end : item.end + 10].partition("\n")[0]
        around = f"\n    …{before}【{item.text}】{after}…"
    waived = f"{item.waived.chinese} " if item.waived else ""
    return f"{name}:{places.of(item.start)} {waived}{item.severity.chinese} {item.code} {item.message}{around}\n    {item.advice}"


def rules() -> dict[str, Rule]:
    """Every rule of both families by its code."""
    from assistant.findings.registry import RULES as FINDING_RULES
    from validators.gate import RULES as GATE_RULES

    return by_code((*FINDING_RULES, *GATE_RULES))


def why(code: str) -> str:
    """Why a rule matters, as its documentation says."""
    return Documentation.of(rules()[code]).why


def explain(code: str) -> int:
    """Print the documentation of a rule."""
    known = rules()
    rule = known.get(code.upper())
    if rule is None:
        raise InputError(f"没有规则“{code}”，可用的有：{'、'.join(sorted(known))}")
    print(f"{rule.CODE}（{rule.SEVERITY.chinese}）\n{Documentation.of(rule).text}")
    return 0
