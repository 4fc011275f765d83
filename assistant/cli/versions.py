"""The verbs on versions, as they are typed: thin signatures. `app` registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.choices import (
    EndpointName,
    HistoryUrl,
    Offline,
    OutFolder,
    OutputFormat,
    Pdf,
    ReportFolder,
    SectionArgument,
    Submission,
    TemplateFile,
)
from assistant.cli.choices import Format as _Format


def regenerate(
    *,
    folder: ReportFolder,
    section: SectionArgument,
    note: Annotated[str, typer.Option("--note", metavar="意见", help="审核意见，作为资料交给模型")] = "",
    endpoint: EndpointName = "",
    offline: Offline = False,
    reply: Annotated[Path | None, typer.Option("--reply", metavar="文件", help="回复取自文件")] = None,
    submission: Submission = None,
    history: HistoryUrl = "",
) -> None:
    """按审核意见重写一节，其余各节不动；新稿经 accept 才采用。"""
    from assistant.cli.regenerate import RegenerateOrder
    from assistant.cli.regenerate import regenerate as run

    order = RegenerateOrder(
        folder=folder,
        section=section.value,
        note=note,
        endpoint=endpoint,
        offline=offline,
        reply=reply,
        submission=submission,
        history=history,
    )
    raise typer.Exit(run(order))


def history(
    folder: ReportFolder,
    format: OutputFormat = _Format.text,
    check: Annotated[bool, typer.Option("--check", help="核对校验链，指出第一条被改动的记录")] = False,
    history: HistoryUrl = "",
) -> None:
    """列出各节的每一稿：谁写的、是否通过、是否采用或锁定。"""
    from assistant.cli.history import history as run

    raise typer.Exit(run(folder, format.value, check, history))


def diff(
    folder: ReportFolder,
    section: SectionArgument,
    old: Annotated[int, typer.Argument(metavar="[旧稿号]", help="旧稿号；不写就是采用的稿")] = 0,
    new: Annotated[int, typer.Argument(metavar="[新稿号]", help="新稿号；不写就是最后一稿")] = 0,
    history: HistoryUrl = "",
) -> None:
    """逐句比较一节的两稿。"""
    from assistant.cli.history import diff as run

    raise typer.Exit(run(folder, section.value, old, new, history))


def accept(
    folder: ReportFolder,
    section: SectionArgument,
    number: Annotated[int, typer.Argument(metavar="[稿号]", help="稿号；不写就是最后一个通过校验的稿")] = 0,
    submission: Submission = None,
    history: HistoryUrl = "",
) -> None:
    """采用一稿；校验不通过的不能采用。"""
    from assistant.cli.accept import accept as run

    raise typer.Exit(run(folder, section.value, number, submission, history))


def lock(folder: ReportFolder, section: SectionArgument, history: HistoryUrl = "") -> None:
    """锁定一节：采用的稿不再被重写、修改或替换。"""
    from assistant.cli.accept import lock as run

    raise typer.Exit(run(folder, section.value, history))


def unlock(folder: ReportFolder, section: SectionArgument, history: HistoryUrl = "") -> None:
    """解除一节的锁定。"""
    from assistant.cli.accept import unlock as run

    raise typer.Exit(run(folder, section.value, history))


def edit(
    folder: ReportFolder,
    section: SectionArgument,
    submission: Submission = None,
    history: HistoryUrl = "",
) -> None:
    """用编辑器（EDITOR）修改一节，改后照样校验；不通过的也留作被退回的稿。"""
    from assistant.cli.edit import edit as run

    raise typer.Exit(run(folder, section.value, submission, history))


def render(
    folder: ReportFolder,
    submission: Submission = None,
    history: HistoryUrl = "",
    template: TemplateFile = None,
    contents: Annotated[
        bool | None,
        typer.Option("--contents/--no-contents", help="报告的 .docx 正文前加目录；不写则与上次相同"),
    ] = None,
    pdf: Pdf = False,
) -> None:
    """用采用的各节重新生成报告文件，不调用模型；模板和目录不写则与上次相同。"""
    from assistant.cli.render import RenderOrder
    from assistant.cli.render import render as run

    order = RenderOrder(
        folder=folder, submission=submission, history=history, template=template, contents=contents, pdf=pdf
    )
    raise typer.Exit(run(order))


def export(
    folder: ReportFolder,
    file: Annotated[Path, typer.Argument(metavar="文件.json", help="要写的新文件")],
    history: HistoryUrl = "",
) -> None:
    """把全部历史（含填报数据、提示词、回复）导出成一个文件，供存档和复核。"""
    from assistant.cli.export import export as run

    raise typer.Exit(run(folder, file, history))


def replay(
    file: Annotated[Path, typer.Argument(metavar="文件.json", help="ziping export 写出的文件")],
    out: OutFolder,
) -> None:
    """由导出的历史重新生成报告，并与当时的文件逐字节比对。"""
    from assistant.cli.export import replay as run

    raise typer.Exit(run(file, out))


def chat(
    folder: ReportFolder,
    section: SectionArgument,
    endpoint: EndpointName = "",
    history: HistoryUrl = "",
) -> None:
    """与模型就一节对话；每次改出的稿先过校验，采用由人决定。"""
    from assistant.cli.chat import chat as run

    raise typer.Exit(run(folder, section.value, endpoint, history))


VERBS = (regenerate, chat, history, diff, accept, lock, unlock, edit, render, export, replay)
