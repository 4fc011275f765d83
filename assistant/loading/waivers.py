"""Reading a list of waivers (豁免清单) from .yaml: {code, text, line (optional), reason, by (optional)}."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.waiver import Waiver
from assistant.errors import Fault, SubmissionError
from assistant.loading.schema import read_tree, validate

_FORM = "豁免清单是 .yaml 文件，每项以“- ”开头，写明 code、text、reason"


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers in a file; raises SubmissionError listing every fault with file and line."""
    items = read_tree(path, _FORM).value
    if not isinstance(items, list):
        raise SubmissionError([Fault(path.as_posix(), "应为列表，每项一个豁免", _FORM)])
    faults: list[Fault] = []
    found: dict[tuple[str, str, int | None], Waiver] = {}
    for item in items:
        try:
            waiver = validate(Waiver, item)
        except SubmissionError as error:
            faults += error.faults
            continue
        first = found.setdefault(waiver.target, waiver)
        if first is not waiver:
            faults.append(
                Fault(str(item.source), f"与第{first.place.line}行的豁免指同一处：{waiver}", "请只留一项")
            )
    if faults:
        raise SubmissionError(faults)
    return tuple(found.values())
