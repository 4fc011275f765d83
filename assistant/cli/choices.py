"""Values and options that several verbs share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.domain.document import SectionName


class Format(StrEnum):
    text = "text"
    json = "json"


SubmissionFile = Annotated[
    Path, typer.Argument(metavar="填报数据", help="填报数据文件（.xlsx、.yaml 或 .json）")
]
OutputFormat = Annotated[
    Format, typer.Option("--format", metavar="text|json", help="输出格式：text 供人看，json 供程序读")
]
SectionArgument = Annotated[
    SectionName, typer.Argument(metavar="章节", help="章节：problems、measures 或 suggestions")
]
ReportFolder = Annotated[Path, typer.Argument(metavar="文件夹", help="ziping draft 的输出文件夹")]
HistoryUrl = Annotated[
    str,
    typer.Option(
        "--history", metavar="地址", help="历史存在 PostgreSQL 中的地址；不写就用文件夹里的 history.sqlite"
    ),
]
Submission = Annotated[
    Path | None,
    typer.Option("--submission", metavar="填报数据", help="改用这份填报数据；不写就用起草时的数据"),
]
EndpointName = Annotated[
    str, typer.Option("--endpoint", metavar="名称", help="用 ziping.toml 里 endpoints 下这个名称的模型端点")
]
TemplateFile = Annotated[
    Path | None, typer.Option("--template", metavar="模板.docx", help="本单位的 .docx 模板，由 ziping template 生成后修改而成")
]  # fmt: skip
Pdf = Annotated[bool, typer.Option("--pdf", help="另用 LibreOffice 生成 report.pdf")]
