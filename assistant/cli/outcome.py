"""What commands say of a report that was written, or was not."""

from __future__ import annotations

from assistant.cli.telling import say, tell
from assistant.workflow.folder import Folder
from assistant.workflow.publication import PDF, Drafted, write_pdf

_AROUND = 14  # characters shown before the words of a gap


def tell_refused(result: Drafted) -> None:
    """The diagnostics of a whole report that was not written, waived ones aside."""
    for item in result.diagnostics:
        if item.waived is None:
            say(f"{item.severity.chinese} {item.code} {item.message}；{item.advice}")


def tell_written(result: Drafted) -> int:
    """Print the files of a written report, and the places that the office still has to fill in; 0."""
    for file in result.files:
        print(file)
    if result.gaps:
        say(f"报告中有{len(result.gaps)}段待单位补充（{result.files[0].name} 的行号）：")
    for gap in result.gaps:
        say(f"  第{gap.line}行 …{gap.text[-len(gap.words) - _AROUND :]}")
    return 0


def tell_outcome(result: Drafted) -> int:
    """Print what came of making a report again; 1 where a section or the whole is refused."""
    for name in result.refused:
        tell(result.sections[name].last)
    if not result.files:
        tell_refused(result)
        say("未通过校验，没有生成报告。")
        return 1
    return tell_written(result)


def tell_pdf(folder: Folder) -> None:
    """Print the report as PDF; where that is not possible, say so: the other files are whole without it."""
    printed = write_pdf(folder)
    if printed.data:
        print(folder.path / PDF)
    else:
        say(f"没有生成 PDF：{printed.failure}。其他文件已生成。")
    if printed.missing:
        faces = "、".join(printed.missing)
        say(f"注意：这台机器没有公文字体 {faces}，PDF 用相近的字体代替；.docx 里仍是公文字体。")
