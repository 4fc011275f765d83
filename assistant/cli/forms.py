"""`ziping init`, `convert`, `schema`, `template`: the forms that an office fills in or lays its report out with."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.cli.new_file import write_new
from assistant.domain.form import KINDS
from assistant.errors import InputError, reason
from assistant.workflow import conversion

SCHEMA = "submission.schema.json"


def init(folder: Path, format: str, kind: str) -> int:
    """Write the blank submission; never over an existing file. Without a kind, somebody at a terminal is asked."""
    target = folder / ("submission.xlsx" if format == "xlsx" else "submission.yaml")
    if target.exists() or target.is_symlink():
        raise InputError(f"{target} 已存在，没有改动；请换一个文件夹")
    kind = kind or _asked_kind()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"不能写入 {folder}（{reason(error)}）") from None
    if format == "xlsx":
        write_new(target, conversion.blank_workbook(kind))
    else:
        text = conversion.blank_yaml(kind)
        write_new(target, f"# yaml-language-server: $schema={SCHEMA}\n{text}".encode())
        if not (folder / SCHEMA).exists():
            write_new(folder / SCHEMA, conversion.schema().encode())
    print(f"已生成 {target}。请按说明填写，然后运行：ziping check {target}")
    return 0


def _asked_kind() -> str:
    """部门整体支出 or 项目支出, as somebody says at the terminal; 部门整体支出 where nobody can be asked."""
    kinds = dict(enumerate(KINDS, 1))
    while sys.stdin is not None and sys.stdin.isatty():
        listed = "，".join(f"{number} {label}" for number, (_, label) in kinds.items())
        print(f"填哪一种自评？{listed}（直接回车为1）：", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        answer = line.strip() or "1"
        for number, (kind, label) in kinds.items():
            if answer in (str(number), kind, label):
                return kind
    return KINDS[0][0]


def convert(source: Path, target: Path, answers: dict[str, str]) -> int:
    """Turn a submission, our workbook or an official form into a workbook or YAML; 2 where something is unclear."""
    submission = conversion.facts_in(source, answers)
    write_new(target, conversion.written_as(target.suffix, submission))
    print(f"已写入 {target}：{submission.unit.name}，{submission.year}年，{len(submission.rows)}个指标。")
    for place, message in submission.notices:
        print(f"  提示  {place}：{message}")
    for place, question in submission.questions:
        print(f"  要问  {place}：{question}")
    return 0


def schema() -> int:
    """Print the JSON Schema of a submission."""
    print(conversion.schema(), end="")
    return 0


def template(path: Path) -> int:
    """Write the template that this program uses, for an office to change."""
    from assistant.workflow.publication import own_template

    if path.suffix.lower() != ".docx":
        raise InputError(f"模板文件名应以 .docx 结尾，不是“{path.name}”")
    write_new(path, own_template(), "模板")
    print(
        f"已生成 {path}。可在 Word 或 WPS 里修改样式、页面和页眉页脚（不要删除或改名样式），起草时加 --template {path}"
    )
    return 0
