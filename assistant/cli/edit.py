"""`ziping edit`: a person's change to a section, in an editor."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from pathlib import Path

from assistant.cli.output_folder import folder_at
from assistant.cli.telling import say, tell
from assistant.domain.document import SectionName
from assistant.errors import InputError
from assistant.settings.office import load_office
from assistant.workflow import review
from assistant.workflow.opening import reopen


def edit(path: Path, section: str, submission: Path | None, url: str) -> int:
    """A person's change in $EDITOR, then the gate; 1 where it is refused."""
    editor = load_office().editor
    if not editor:
        raise InputError("没有设置编辑器；请先设置环境变量 EDITOR，如 export EDITOR=nano")
    folder, name = folder_at(path, url), SectionName(section)
    case = reopen(folder, say, submission)
    attempt = review.edit(case, folder, name, lambda text: _edited(editor, section, text), tell)
    if attempt is None:
        say("没有改动，没有新稿。")
        return 0
    if attempt.accepted:
        say(f"采用：ziping accept {path} {section} {attempt.number}")
        return 0
    say(f"第{attempt.number}稿未通过校验，已留作被退回的稿；可再次 ziping edit（从采用的稿开始）。")
    return 1


def _edited(editor: str, section: str, text: str) -> str:
    """The text after the editor; raises InputError where it cannot be started or ends badly."""
    with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
        file = Path(folder) / f"{section}.txt"
        file.write_text(text + "\n", "utf-8")
        try:
            code = subprocess.run([*shlex.split(editor), str(file)], check=False).returncode
            changed = file.read_text("utf-8-sig")
        except (OSError, ValueError) as error:
            raise InputError(f"编辑器“{editor}”打不开或存出的不是 UTF-8 文本（{error}）") from None
    if code:
        raise InputError(f"编辑器以 {code} 退出，没有保存改动")
    return changed
