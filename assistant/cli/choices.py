"""What can be chosen on the command line: arguments and options as signatures name them, and their values."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.domain.document import SectionName


class Format(StrEnum):
    text = "text"
    json = "json"


class FileFormat(StrEnum):
    xlsx = "xlsx"
    yaml = "yaml"


class UnitKind(StrEnum):
    department = "department"
    project = "project"


class OnRefusal(StrEnum):
    stop = "stop"
    offline = "offline"


# Of several verbs.
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
    Path | None,
    typer.Option(
        "--template",
        metavar="模板.docx",
        help="本单位的 .docx 模板，由 ziping template 生成后修改而成",
    ),
]
Pdf = Annotated[bool, typer.Option("--pdf", help="另用 LibreOffice 生成 report.pdf")]

# Of the whole program.
Debug = Annotated[bool, typer.Option("--debug", help="出现程序错误时显示详细信息")]
_SETTINGS_FILE = "设置文件；不写就用环境变量 ZIPING_CONFIG 所指的，再不然用当前文件夹里的 ziping.toml"
SettingsFile = Annotated[Path | None, typer.Option("--config", metavar="文件", help=_SETTINGS_FILE)]

# Of init and template.
FormsFolder = Annotated[Path, typer.Argument(metavar="文件夹", help="要生成填报模板的文件夹")]
FormsFormat = Annotated[
    FileFormat,
    typer.Option("--format", metavar="xlsx|yaml", help="xlsx 供 Excel、WPS 填写，yaml 供程序处理"),
]
_KIND = "自评类别：department 部门整体支出，project 项目支出；不写就问，不能问时为 department"
Kind = Annotated[UnitKind | None, typer.Option("--kind", metavar="department|project", help=_KIND)]
NewTemplate = Annotated[Path, typer.Argument(metavar="新文件.docx", help="要写的新文件")]

# Of check.
AnnotatedWorkbook = Annotated[
    Path | None,
    typer.Option("--annotate", metavar="新文件.xlsx", help="另存一份工作簿：发现写成批注，测算值另列一表"),
]

# Of convert.
ConvertedFile = Annotated[
    Path, typer.Argument(metavar="来源文件", help="填报数据或官方自评表（.xlsx、.docx、.yaml、.json）")
]
ConvertedTo = Annotated[Path, typer.Argument(metavar="新文件", help="要写的新文件（.xlsx 或 .yaml）")]
FormYear = Annotated[str, typer.Option("--year", metavar="年份", help="官方自评表没有写明时：自评年度")]
FormDate = Annotated[str, typer.Option("--prepared-on", metavar="日期", help="同上：填报日期，如 2025-03-20")]
FormStandard = Annotated[str, typer.Option("--standard", metavar="编号", help="同上：评分标准")]
FormMoney = Annotated[str, typer.Option("--money", metavar="元|万元", help="同上：金额单位，元或万元")]
FormUnit = Annotated[str, typer.Option("--unit", metavar="名称", help="同上：单位名称")]

# Of trace, explain and prompt.
FigureId = Annotated[str, typer.Argument(metavar="编号", help="测算值编号，见 ziping compute")]
RuleCode = Annotated[str, typer.Argument(metavar="规则编号", help="规则编号，如 NUM002")]
RefusedReply = Annotated[
    Path | None,
    typer.Option("--revise", metavar="回复文件", help="被退回的回复文件：输出修改用的提示词"),
]

# Of draft.
OutFolder = Annotated[Path, typer.Option("--out", metavar="文件夹", help="输出文件夹")]
Offline = Annotated[bool, typer.Option("--offline", help="不调用模型，用离线写作器")]
OnlySections = Annotated[
    list[SectionName] | None,
    typer.Option("--section", metavar="章节", help="只起草这些章节（可重复），不生成报告"),
]
ReplyFiles = Annotated[
    list[str] | None,
    typer.Option("--reply", metavar="章节=文件", help="该章节的回复取自文件（可重复）"),
]
WaivedInDraft = Annotated[
    Path | None,
    typer.Option(
        "--waive",
        metavar="豁免清单.yaml",
        help="豁免清单：所列诊断不退回，并在报告末尾逐项写明",
    ),
]
RefusalChoice = Annotated[
    OnRefusal,
    typer.Option(
        "--on-refusal",
        metavar="stop|offline",
        help="章节被退回到底时：stop 停止，offline 改用离线写作器并注明",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只估算调用次数、词元和费用，不调用模型，不写文件")]
Contents = Annotated[bool, typer.Option("--contents", help="报告的 .docx 正文前加目录")]
Anew = Annotated[bool, typer.Option("--anew", help="各节都重写，采用、修改、锁定过的也替换")]
DespiteErrors = Annotated[
    bool,
    typer.Option("--despite-errors", help="填报数据有错误也起草；错误写进校验记录和审核页"),
]

# Of verify.
VerifiedFiles = Annotated[
    list[Path], typer.Argument(metavar="报告…", help="要校验的报告（.docx、.md、.txt、.html、.pdf）")
]
VerifiedAgainst = Annotated[
    Path | None, typer.Option("--submission", metavar="填报数据", help="填报数据文件")
]
Reasons = Annotated[bool, typer.Option("--explain", help="逐个数字说明与什么比对、依据是什么")]
WaivedInVerify = Annotated[
    Path | None,
    typer.Option("--waive", metavar="豁免清单.yaml", help="豁免清单：照常显示，不计入退出码"),
]
AnnotatedReport = Annotated[
    Path | None,
    typer.Option(
        "--annotate",
        metavar="新文件.docx",
        help="另存一份副本，诊断写成 Word 批注，不覆盖已有文件",
    ),
]
TextOnly = Annotated[bool, typer.Option("--text", help="只输出读到的文字（诊断的位置按它计）")]
EarlierRecord = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="校验记录.json",
        help="核对文件是否就是当时校验的那一份，列出改动",
    ),
]
NewRecord = Annotated[
    Path | None,
    typer.Option("--write-record", metavar="文件.json", help="把校验结果写入新文件，不覆盖已有文件"),
]
