"""`ziping export` and `ziping replay`: a whole history as one file, and the report made again from it."""

from __future__ import annotations

from pathlib import Path

from assistant.cli.new_file import write_new
from assistant.cli.outcome import tell_outcome
from assistant.cli.output_folder import folder_at
from assistant.cli.telling import say
from assistant.errors import InputError
from assistant.workflow import replay as replaying


def export(path: Path, file: Path, url: str) -> int:
    """Write the whole history into a new file."""
    write_new(file, replaying.exported(folder_at(path, url)), "导出文件")
    print(file)
    return 0


def replay(file: Path, out: Path) -> int:
    """Make the report again from an export; 1 where it is refused or differs from what was recorded."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"读不到文件 {file}（{error.strerror}）") from None
    result = replaying.replay(data, out)
    for name in result.other_prompts:
        say(f"“{name.chinese}”的提示词与当时不同（当时的 ziping {result.version}）；用的是当时的回复。")
    code = tell_outcome(result.drafted)
    if code == 0 and result.differing:
        say(f"与当时的文件不同：{'、'.join(result.differing)}（当时的 ziping {result.version}）")
        return 1
    if code == 0:
        say("与当时的文件逐字节相同。")
    return code
