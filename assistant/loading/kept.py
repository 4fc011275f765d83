"""Reading again what a history kept: the submission's bytes, the standard and the waivers as JSON."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant.domain.facts import Submission
from assistant.domain.standard import Standard
from assistant.domain.waiver import Waiver
from assistant.errors import HistoryError, SubmissionError
from assistant.loading.archive import OLD_WORKBOOKS, WORKBOOKS
from assistant.loading.json_tree import read_json
from assistant.loading.schema import TREES, validate
from assistant.loading.submission import load_submission


def kept_submission(data: bytes, suffix: str, file: str) -> Submission:
    """The submission in these bytes, its places naming `file`. Raises SubmissionError or HistoryError."""
    if suffix not in (*WORKBOOKS, *OLD_WORKBOOKS, *TREES):
        raise HistoryError(f"历史中的填报数据不是认识的文件类型（{suffix[:10]!r}）")
    with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
        path = Path(folder) / f"submission{suffix}"
        path.write_bytes(data)
        return load_submission(path).renamed(file)


def standard_json(standard: Standard) -> bytes:
    """A standard whole, whatever it extends, as JSON that `kept_standard` reads."""
    return _json(standard.model_dump(mode="json", by_alias=True, exclude_none=True))


def kept_standard(data: bytes) -> Standard:
    """The standard in JSON; raises HistoryError."""
    try:
        return validate(Standard, read_json(data.decode(), "history"))
    except (SubmissionError, UnicodeDecodeError) as error:
        raise HistoryError(f"历史中的评分标准读不出来：{error}") from None


def waivers_json(waivers: Sequence[Waiver]) -> bytes:
    """Waivers as JSON that `kept_waivers` reads."""
    return _json([item.model_dump(mode="json", exclude_none=True) for item in waivers])


def kept_waivers(data: bytes) -> tuple[Waiver, ...]:
    """The waivers in JSON; raises HistoryError."""
    try:
        return tuple(Waiver.model_validate(item) for item in json.loads(data))
    except (ValueError, TypeError) as error:
        raise HistoryError(f"历史中的豁免读不出来：{error}") from None


def facts_json(submission: Submission) -> bytes:
    """What was supplied, the same bytes for the same facts whatever file they came in."""
    return _json(submission.model_dump(mode="json"))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
