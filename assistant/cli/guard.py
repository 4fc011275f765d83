"""Around every command: the gate's own package is looked at, and every outcome becomes an exit code."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from typing import Any

from assistant.cli.chinese import usage_message
from assistant.cli.terminal import harmless_streams, own_paint
from assistant.domain.printable import escaped
from assistant.errors import ZipingError
from assistant.workflow.rule_package import foreign_rules

_INTERRUPTED = 130
_FOREIGN = (
    "这个环境里的 validators 包不是 ziping 的（{}），校验不能进行。\n"
    "另一个同名的包覆盖了它，请卸载那个包后重装 ziping，或用 uv tool install / pipx 装在独立的环境里。"
)


def run(app: Any) -> int:
    """Run the app; 0 clean, 1 found or refused, 2 bad input, 3 endpoint failed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with harmless_streams():
        return _run(app)


def _run(app: Any) -> int:
    foreign = foreign_rules()
    if foreign:
        print(_FOREIGN.format(foreign), file=sys.stderr)
        return 2
    try:
        code = app(prog_name="ziping", standalone_mode=False)
        sys.stdout.flush()
        if code == _INTERRUPTED:  # the command line library turns Ctrl-C into this code
            raise KeyboardInterrupt
        return int(code or 0)
    except ZipingError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已中断；已完成的内容保留在输出文件夹中", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 the outermost place: a bug becomes one line and a log
        if hasattr(error, "format_message"):
            if type(error).__name__ == "NoArgsIsHelpError":
                with own_paint():  # the help of a command, in colour
                    print(error.format_message())
                return 2
            print(f"{escaped(usage_message(error))}\n用 ziping --help 查看用法", file=sys.stderr)
            return 2
        return _unexpected()


def _unexpected() -> int:
    """A bug: one line and where the log is; the traceback only with --debug."""
    if "--debug" in sys.argv:
        traceback.print_exc()
        return 2
    handle, name = tempfile.mkstemp(prefix="ziping-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        traceback.print_exc(file=log)
    print(f"程序出错，详细信息在 {name}；加 --debug 可直接显示", file=sys.stderr)
    return 2
