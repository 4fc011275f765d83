"""Every exception this program raises on purpose.

Undeclared                      the program itself names what no declaration knows; never the user's fault

ZipingError                     we cannot go on
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

from dataclasses import dataclass


class Undeclared(LookupError):
    """The program names a figure, a field or a citation that nothing declares: a mistake of the program, not of the input.

    No KeyError: a lookup that answers for what is absent must not swallow it.
    """


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
