"""Every exception this program raises on purpose.

Undeclared                      the program itself names what no declaration knows; never the user's fault
Untimely                        the calculator computes a figure before an input of it is written; never the user's fault

ZipingError                     we cannot go on
├── ErrorsInFacts               exit 1: the facts have errors, and nobody decided to go on despite them
├── InputError                  exit 2: what was given cannot be used
│   ├── SubmissionError         填报数据 has faults; holds all of them, each with its place
│   ├── StandardError           a 评分标准 cannot be read or does not exist
│   ├── DocumentError           a report to verify cannot be read
│   ├── PromptError             a prompt file is faulty (undefined variable, bad front matter)
│   ├── SettingsError           ziping.toml or the environment is faulty
│   └── HistoryError            the history cannot be read or written
└── ModelError                  exit 3: the model endpoint failed
    ├── ModelRefusedKey         401 or 403: the key is missing or not accepted
    ├── ModelBusy               429 or 5xx after every retry
    └── ModelUnreachable        no connection or no answer in time
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

_REASONS = {
    errno.ENOENT: "文件不存在",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这里只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件超过系统允许的大小",
    errno.EIO: "磁盘读写错误",
    errno.EBUSY: "文件正被占用",
    errno.ETXTBSY: "文件正被占用",
    errno.ELOOP: "符号链接循环",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.ESTALE: "网络盘已断开",
}


def reason(error: OSError) -> str:
    """Why the system could not do it, in Chinese where it is known."""
    return _REASONS.get(error.errno or 0) or error.strerror or "原因不明"


class Undeclared(LookupError):
    """The program names a figure, a field or a citation that nothing declares: a mistake of the program, not of the input.

    No KeyError: a lookup that answers for what is absent must not swallow it.
    """


class Untimely(LookupError):
    """A figure was computed before an input of it was written: a mistake of the calculator, not of the user."""


class ZipingError(Exception):
    """Base of all errors that are shown to the user as one clear message."""

    exit_code = 2


class InputError(ZipingError):
    """What the user gave cannot be used."""


@dataclass(frozen=True)
class Fault:
    """One fault of the input: where it is, what is wrong, what to do."""

    place: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"（{self.remedy}）" if self.remedy else ""
        return f"{self.place}：{self.message}{remedy}"


class SubmissionError(InputError):
    """The submission has one or more faults; all of them are listed at once."""

    def __init__(self, faults: list[Fault]):
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class StandardError(InputError):
    """A standard cannot be found or read."""


class DocumentError(InputError):
    """A report cannot be read as text."""


class PromptError(InputError):
    """A prompt file is faulty."""


class SettingsError(InputError):
    """Settings are faulty."""


class HistoryError(InputError):
    """The history cannot be opened, read or written, or what was asked of it cannot be done."""


class ModelError(ZipingError):
    """The model endpoint failed; what was already paid for is kept."""

    exit_code = 3


class ModelRefusedKey(ModelError):
    """The endpoint does not accept the key."""


class ModelBusy(ModelError):
    """The endpoint stayed busy or broken through every retry."""


class ModelUnreachable(ModelError):
    """No connection, or no answer in time."""
