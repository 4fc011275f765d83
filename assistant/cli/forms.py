"""`ziping init`, `convert`, `schema`, `template`: the forms that an office fills in or lays its report out with."""

from __future__ import annotations

from pathlib import Path

from assistant.cli.new_file import write_new
from assistant.errors import InputError, reason
from assistant.workflow import conversion

SCHEMA = "submission.schema.json"


def init(folder: Path, format: str, kind: str) -> int:
    """Write the blank submission; never over an existing file."""
    target = folder / ("submission.xlsx" if format == "xlsx" else "submission.yaml")
    if target.exists() or target.is_symlink():
        raise InputError(f"{target} 已存在，没有改动；请换一个文件夹")
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
