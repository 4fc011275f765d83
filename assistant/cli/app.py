"""The command `ziping`: thin signatures. Each verb imports what it needs when it runs."""

from __future__ import annotations

import sys

import typer

from assistant.cli import choices, versions
from assistant.cli.chinese import ChineseCommand, ChineseGroup

app = typer.Typer(
    name="ziping",
    cls=ChineseGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="自评：从单位填报的数据到校验过的绩效自评报告。",
)


@app.callback()
def _options(
    debug: choices.Debug = False,
    config: choices.SettingsFile = None,
) -> None:
    """自评：从单位填报的数据到校验过的绩效自评报告。"""
    if config is not None:
        from assistant.settings.environment import name_settings_file

        name_settings_file(config)


@app.command(cls=ChineseCommand)
def init(
    folder: choices.FormsFolder,
    format: choices.FormsFormat = choices.FileFormat.xlsx,
    kind: choices.Kind = None,
) -> None:
    """生成填报模板，带说明和一个填好的示例。"""
    from assistant.cli.forms import init as run

    raise typer.Exit(run(folder, format.value, kind.value if kind else ""))


@app.command(cls=ChineseCommand)
def check(
    submission: choices.SubmissionFile,
    format: choices.OutputFormat = choices.Format.text,
    annotate: choices.AnnotatedWorkbook = None,
) -> None:
    """检查填报数据：勾稽、计分、偏差，逐项指出位置。"""
    from assistant.cli.check import check as run

    raise typer.Exit(run(submission, format.value, annotate))


@app.command(cls=ChineseCommand)
def convert(
    *,
    source: choices.ConvertedFile,
    target: choices.ConvertedTo,
    year: choices.FormYear = "",
    prepared_on: choices.FormDate = "",
    standard: choices.FormStandard = "",
    money: choices.FormMoney = "",
    unit: choices.FormUnit = "",
) -> None:
    """把官方自评表、填报工作簿、YAML 互相转换，不丢内容，不猜。"""
    from assistant.cli.forms import convert as run

    given = {"year": year, "prepared_on": prepared_on, "standard": standard, "money": money, "unit": unit}
    raise typer.Exit(run(source, target, {key: text for key, text in given.items() if text}))


@app.command(cls=ChineseCommand)
def template(
    file: choices.NewTemplate,
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
def compute(submission: choices.SubmissionFile, format: choices.OutputFormat = choices.Format.text) -> None:
    """列出全部测算值：编号、名称、数值、单位、公式。"""
    from assistant.cli.compute import compute as run

    raise typer.Exit(run(submission, format.value))


@app.command(cls=ChineseCommand)
def trace(
    submission: choices.SubmissionFile,
    figure: choices.FigureId,
    format: choices.OutputFormat = choices.Format.text,
) -> None:
    """说明一个测算值怎样算出，直到填报数据的行。"""
    from assistant.cli.compute import trace as run

    raise typer.Exit(run(submission, figure, format.value))


@app.command(cls=ChineseCommand)
def prompt(
    submission: choices.SubmissionFile,
    section: choices.SectionArgument,
    revise: choices.RefusedReply = None,
) -> None:
    """输出发给模型的提示词原文，可粘贴到对话窗口使用。"""
    from assistant.cli.prompt import prompt as run

    raise typer.Exit(run(submission, section.value, revise))


@app.command(cls=ChineseCommand)
def draft(
    *,
    submission: choices.SubmissionFile,
    out: choices.OutFolder,
    offline: choices.Offline = False,
    section: choices.OnlySections = None,
    reply: choices.ReplyFiles = None,
    waive: choices.WaivedInDraft = None,
    on_refusal: choices.RefusalChoice = choices.OnRefusal.stop,
    endpoint: choices.EndpointName = "",
    dry_run: choices.DryRun = False,
    history: choices.HistoryUrl = "",
    template: choices.TemplateFile = None,
    contents: choices.Contents = False,
    pdf: choices.Pdf = False,
    anew: choices.Anew = False,
    despite_errors: choices.DespiteErrors = False,
) -> None:
    """起草并校验各章节，生成报告（.docx .html .md）、自评表（.xlsx）和校验记录。"""
    from assistant.cli.draft import DraftOrder
    from assistant.cli.draft import draft as run

    order = DraftOrder(
        submission=submission,
        out=out,
        offline=offline,
        sections=[item.value for item in section or []],
        replies=reply or [],
        fall_back=on_refusal is choices.OnRefusal.offline,
        waivers=waive,
        endpoint=endpoint,
        dry=dry_run,
        history=history,
        template=template,
        contents=contents,
        pdf=pdf,
        despite_errors=despite_errors,
        anew=anew,
    )
    raise typer.Exit(run(order))


for _verb in versions.VERBS:
    app.command(cls=ChineseCommand)(_verb)


@app.command(cls=ChineseCommand)
def verify(
    *,
    files: choices.VerifiedFiles,
    submission: choices.VerifiedAgainst = None,
    format: choices.OutputFormat = choices.Format.text,
    reasons: choices.Reasons = False,
    waive: choices.WaivedInVerify = None,
    annotate: choices.AnnotatedReport = None,
    text: choices.TextOnly = False,
    record: choices.EarlierRecord = None,
    written: choices.NewRecord = None,
) -> None:
    """校验任何一份报告中的数字是否与填报数据和测算值相符；或凭校验记录证明它没有改动。"""
    if text:
        from assistant.cli.verify import text as run

        raise typer.Exit(run(files))
    from assistant.cli.prove import prove
    from assistant.cli.verify import VerifyOrder, verify_reports

    code = prove(files, record, submission) if record else 0
    if submission is not None:
        order = VerifyOrder(
            submission=submission,
            format=format.value,
            explain=reasons,
            waivers=waive,
            record=written,
            annotated=annotate,
        )
        code = max(code, verify_reports(files, order))
    elif record is None:
        raise typer.BadParameter("请用 --submission 给出填报数据文件", param_hint="--submission")
    raise typer.Exit(code)


@app.command(cls=ChineseCommand)
def explain(code: choices.RuleCode) -> None:
    """说明一条规则：检查什么、为什么、反例、正例。"""
    from assistant.cli.explain import explain as run

    raise typer.Exit(run(code))


@app.command(cls=ChineseCommand)
def doctor(endpoint: choices.EndpointName = "") -> None:
    """显示当前设置（不含密钥），并试着调用一次模型。"""
    from assistant.cli.doctor import doctor as run

    raise typer.Exit(run(endpoint))


@app.command(cls=ChineseCommand)
def trust(endpoint: choices.EndpointName = "") -> None:
    """确认当前文件夹里的 ziping.toml：密钥可以发往其中的地址，以后不再问。"""
    from assistant.cli.trust import trust as run

    raise typer.Exit(run(endpoint))


def main() -> None:
    """Run the command line; every outcome ends in an exit code of the contract."""
    from assistant.cli import guard

    sys.exit(guard.run(app))
