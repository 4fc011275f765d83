"""The command `ziping`: thin signatures. Each verb imports what it needs when it runs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import versions
from assistant.cli.chinese import ChineseCommand, ChineseGroup
from assistant.cli.choices import (
    EndpointName,
    Format,
    HistoryUrl,
    OutputFormat,
    Pdf,
    SectionArgument,
    SubmissionFile,
    TemplateFile,
)
from assistant.domain.document import SectionName

app = typer.Typer(
    name="ziping",
    cls=ChineseGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="自评：从单位填报的数据到校验过的绩效自评报告。",
)


class FileFormat(StrEnum):
    xlsx = "xlsx"
    yaml = "yaml"


class UnitKind(StrEnum):
    department = "department"
    project = "project"


class OnRefusal(StrEnum):
    stop = "stop"
    offline = "offline"


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="出现程序错误时显示详细信息")] = False,
    config: Annotated[Path | None, typer.Option("--config", metavar="文件", help="设置文件；不写就用环境变量 ZIPING_CONFIG 所指的，再不然用当前文件夹里的 ziping.toml")] = None,
) -> None:  # fmt: skip
    """自评：从单位填报的数据到校验过的绩效自评报告。"""
    if config is not None:
        from assistant.settings.environment import name_settings_file

        name_settings_file(config)


@app.command(cls=ChineseCommand)
def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="要生成填报模板的文件夹")],
    format: Annotated[FileFormat, typer.Option("--format", metavar="xlsx|yaml", help="xlsx 供 Excel、WPS 填写，yaml 供程序处理")] = FileFormat.xlsx,
    kind: Annotated[UnitKind | None, typer.Option("--kind", metavar="department|project", help="自评类别：department 部门整体支出，project 项目支出；不写就问，不能问时为 department")] = None,
) -> None:  # fmt: skip
    """生成填报模板，带说明和一个填好的示例。"""
    from assistant.cli.forms import init as run

    raise typer.Exit(run(folder, format.value, kind.value if kind else ""))


@app.command(cls=ChineseCommand)
def check(
    submission: SubmissionFile,
    format: OutputFormat = Format.text,
    annotate: Annotated[Path | None, typer.Option("--annotate", metavar="新文件.xlsx", help="另存一份工作簿：发现写成批注，测算值另列一表")] = None,
) -> None:  # fmt: skip
    """检查填报数据：勾稽、计分、偏差，逐项指出位置。"""
    from assistant.cli.check import check as run

    raise typer.Exit(run(submission, format.value, annotate))


@app.command(cls=ChineseCommand)
def convert(
    *,
    source: Annotated[Path, typer.Argument(metavar="来源文件", help="填报数据或官方自评表（.xlsx、.docx、.yaml、.json）")],
    target: Annotated[Path, typer.Argument(metavar="新文件", help="要写的新文件（.xlsx 或 .yaml）")],
    year: Annotated[str, typer.Option("--year", metavar="年份", help="官方自评表没有写明时：自评年度")] = "",
    prepared_on: Annotated[str, typer.Option("--prepared-on", metavar="日期", help="同上：填报日期，如 2025-03-20")] = "",
    standard: Annotated[str, typer.Option("--standard", metavar="编号", help="同上：评分标准")] = "",
    money: Annotated[str, typer.Option("--money", metavar="元|万元", help="同上：金额单位，元或万元")] = "",
    unit: Annotated[str, typer.Option("--unit", metavar="名称", help="同上：单位名称")] = "",
) -> None:  # fmt: skip
    """把官方自评表、填报工作簿、YAML 互相转换，不丢内容，不猜。"""
    from assistant.cli.forms import convert as run

    given = {"year": year, "prepared_on": prepared_on, "standard": standard, "money": money, "unit": unit}
    raise typer.Exit(run(source, target, {key: text for key, text in given.items() if text}))


@app.command(cls=ChineseCommand)
def template(
    file: Annotated[Path, typer.Argument(metavar="新文件.docx", help="要写的新文件")],
) -> None:
    """生成报告所用的 .docx 模板，供单位修改后用 --template 交回。"""
    from assistant.cli.forms import template as run

    raise typer.Exit(run(file))


@app.command(cls=ChineseCommand)
def schema() -> None:
    """输出填报数据的 JSON Schema，供编辑器补全和检查。"""
    from assistant.cli.forms import schema as run

    raise typer.Exit(run())


@app.command(cls=ChineseCommand)
def compute(submission: SubmissionFile, format: OutputFormat = Format.text) -> None:
    """列出全部测算值：编号、名称、数值、单位、公式。"""
    from assistant.cli.compute import compute as run

    raise typer.Exit(run(submission, format.value))


@app.command(cls=ChineseCommand)
def trace(
    submission: SubmissionFile,
    figure: Annotated[str, typer.Argument(metavar="编号", help="测算值编号，见 ziping compute")],
    format: OutputFormat = Format.text,
) -> None:
    """说明一个测算值怎样算出，直到填报数据的行。"""
    from assistant.cli.compute import trace as run

    raise typer.Exit(run(submission, figure, format.value))


@app.command(cls=ChineseCommand)
def prompt(
    submission: SubmissionFile,
    section: SectionArgument,
    revise: Annotated[Path | None, typer.Option("--revise", metavar="回复文件", help="被退回的回复文件：输出修改用的提示词")] = None,
) -> None:  # fmt: skip
    """输出发给模型的提示词原文，可粘贴到对话窗口使用。"""
    from assistant.cli.prompt import prompt as run

    raise typer.Exit(run(submission, section.value, revise))


@app.command(cls=ChineseCommand)
def draft(
    *,
    submission: SubmissionFile,
    out: Annotated[Path, typer.Option("--out", metavar="文件夹", help="输出文件夹")],
    offline: Annotated[bool, typer.Option("--offline", help="不调用模型，用离线写作器")] = False,
    section: Annotated[list[SectionName] | None, typer.Option("--section", metavar="章节", help="只起草这些章节（可重复），不生成报告")] = None,
    reply: Annotated[list[str] | None, typer.Option("--reply", metavar="章节=文件", help="该章节的回复取自文件（可重复）")] = None,
    waive: Annotated[Path | None, typer.Option("--waive", metavar="豁免清单.yaml", help="豁免清单：所列诊断不退回，并在报告末尾逐项写明")] = None,
    on_refusal: Annotated[OnRefusal, typer.Option("--on-refusal", metavar="stop|offline", help="章节被退回到底时：stop 停止，offline 改用离线写作器并注明")] = OnRefusal.stop,
    endpoint: EndpointName = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只估算调用次数、词元和费用，不调用模型，不写文件")] = False,
    history: HistoryUrl = "",
    template: TemplateFile = None,
    contents: Annotated[bool, typer.Option("--contents", help="报告的 .docx 正文前加目录")] = False,
    pdf: Pdf = False,
    anew: Annotated[bool, typer.Option("--anew", help="各节都重写，采用、修改、锁定过的也替换")] = False,
    despite_errors: Annotated[bool, typer.Option("--despite-errors", help="填报数据有错误也起草；错误写进校验记录和审核页")] = False,
) -> None:  # fmt: skip
    """起草并校验各章节，生成报告（.docx .html .md）、自评表（.xlsx）和校验记录。"""
    from assistant.cli.draft import DraftOrder
    from assistant.cli.draft import draft as run

    order = DraftOrder(
        submission=submission, out=out, offline=offline, sections=[item.value for item in section or []],
        replies=reply or [], fall_back=on_refusal is OnRefusal.offline, waivers=waive, endpoint=endpoint, dry=dry_run,
        history=history, template=template, contents=contents, pdf=pdf,
        despite_errors=despite_errors, anew=anew,
    )  # fmt: skip
    raise typer.Exit(run(order))


for _verb in versions.VERBS:
    app.command(cls=ChineseCommand)(_verb)


@app.command(cls=ChineseCommand)
def verify(
    *,
    files: Annotated[list[Path], typer.Argument(metavar="报告…", help="要校验的报告（.docx、.md、.txt、.html、.pdf）")],
    submission: Annotated[Path | None, typer.Option("--submission", metavar="填报数据", help="填报数据文件")] = None,
    format: OutputFormat = Format.text,
    reasons: Annotated[bool, typer.Option("--explain", help="逐个数字说明与什么比对、依据是什么")] = False,
    waive: Annotated[Path | None, typer.Option("--waive", metavar="豁免清单.yaml", help="豁免清单：照常显示，不计入退出码")] = None,
    annotate: Annotated[Path | None, typer.Option("--annotate", metavar="新文件.docx", help="另存一份副本，诊断写成 Word 批注，不覆盖已有文件")] = None,
    text: Annotated[bool, typer.Option("--text", help="只输出读到的文字（诊断的位置按它计）")] = False,
    record: Annotated[Path | None, typer.Option("--record", metavar="校验记录.json", help="核对文件是否就是当时校验的那一份，列出改动")] = None,
    written: Annotated[Path | None, typer.Option("--write-record", metavar="文件.json", help="把校验结果写入新文件，不覆盖已有文件")] = None,
) -> None:  # fmt: skip
    """校验任何一份报告中的数字是否与填报数据和测算值相符；或凭校验记录证明它没有改动。"""
    if text:
        from assistant.cli.verify import text as run

        raise typer.Exit(run(files))
    from assistant.cli.prove import prove
    from assistant.cli.verify import VerifyOrder, verify_reports

    code = prove(files, record, submission) if record else 0
    if submission is not None:
        order = VerifyOrder(
            submission=submission, format=format.value, explain=reasons, waivers=waive, record=written,
            annotated=annotate,
        )  # fmt: skip
        code = max(code, verify_reports(files, order))
    elif record is None:
        raise typer.BadParameter("请用 --submission 给出填报数据文件", param_hint="--submission")
    raise typer.Exit(code)


@app.command(cls=ChineseCommand)
def explain(code: Annotated[str, typer.Argument(metavar="规则编号", help="规则编号，如 NUM002")]) -> None:
    """说明一条规则：检查什么、为什么、反例、正例。"""
    from assistant.cli.explain import explain as run

    raise typer.Exit(run(code))


@app.command(cls=ChineseCommand)
def doctor(endpoint: EndpointName = "") -> None:
    """显示当前设置（不含密钥），并试着调用一次模型。"""
    from assistant.cli.doctor import doctor as run

    raise typer.Exit(run(endpoint))


@app.command(cls=ChineseCommand)
def trust(endpoint: EndpointName = "") -> None:
    """确认当前文件夹里的 ziping.toml：密钥可以发往其中的地址，以后不再问。"""
    from assistant.cli.trust import trust as run

    raise typer.Exit(run(endpoint))


def main() -> None:
    """Run the command line; every outcome ends in an exit code of the contract."""
    from assistant.cli import guard

    sys.exit(guard.run(app))
