"""The layout of the .docx, its template and its PDF, as the command line asks for them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from assistant.cli.new_file import write_new
from assistant.domain.layout import USUAL, Layout
from assistant.errors import InputError
from assistant.history.folder import Folder


def asked_layout(template: Path | None, contents: bool | None, before: Layout | None = None) -> Layout:
    """The layout asked for; what is not said stays as `before`. Raises InputError for an unusable template."""
    layout = before or USUAL
    if template is not None:
        from assistant.loading.template import load_template
        from assistant.rendering.docx.template import check_template

        data = load_template(template)
        try:
            check_template(data)
        except InputError as error:
            raise InputError(f"{template}：{error}") from None
        layout = replace(layout, template=data)
    return layout if contents is None else replace(layout, contents=contents)


def write_template(path: Path) -> int:
    """Write the template that this program uses, for an office to change."""
    from assistant.rendering.docx.default_template import default_template

    if path.suffix.lower() != ".docx":
        raise InputError(f"模板文件名应以 .docx 结尾，不是“{path.name}”")
    write_new(path, default_template(), "模板")
    print(
        f"已生成 {path}。可在 Word 或 WPS 里修改样式、页面和页眉页脚（不要删除或改名样式），起草时加 --template {path}"
    )
    return 0


def tell_pdf(folder: Folder) -> None:
    """Print the report as PDF; where that is not possible, say so: the other files are whole without it."""
    from assistant.workflow.publication import PDF, write_pdf

    printed = write_pdf(folder)
    if printed.data:
        print(folder.path / PDF)
    else:
        print(f"没有生成 PDF：{printed.failure}。其他文件已生成。", file=sys.stderr, flush=True)
    if printed.missing:
        faces = "、".join(printed.missing)
        print(
            f"注意：这台机器没有公文字体 {faces}，PDF 用相近的字体代替；.docx 里仍是公文字体。",
            file=sys.stderr,
            flush=True,
        )
