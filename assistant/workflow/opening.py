"""Opening a case: one unit and year, from its file or from the history of its report, and all that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.calculator.bands import check_bands
from assistant.calculator.compute import compute
from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.layout import USUAL, Layout
from assistant.domain.ledger import Ledger
from assistant.domain.own_text import OwnText
from assistant.domain.printable import escaped
from assistant.domain.records import Record, digest, last_submission
from assistant.domain.severity import Severity
from assistant.domain.standard import Standard
from assistant.domain.waiver import Waiver
from assistant.errors import HistoryError, ZipingError
from assistant.findings.registry import find
from assistant.history.folder import Folder
from assistant.history.history import Inputs
from assistant.loading.archive import read_bytes
from assistant.loading.file import read_file
from assistant.loading.kept import (
    facts_json,
    kept_standard,
    kept_submission,
    kept_waivers,
    standard_json,
    waivers_json,
)
from assistant.loading.standards import is_standard, load_standard, standard_ids
from assistant.loading.submission import load_submission
from assistant.loading.waivers import load_waivers
from assistant.workflow.own_text import own_text
from validators.lexicon import Lexicon

Say = Callable[[str], None]


@dataclass(frozen=True)
class Supplied:
    """The submission as a file: where it stands and what it holds."""

    path: str
    suffix: str
    data: bytes


@dataclass(frozen=True)
class Case:
    """One unit and year: what it supplied, everything that follows from it, what somebody waived, how its report is
    laid out, and whether somebody wants it drafted although its facts have errors."""

    submission: Submission
    ledger: Ledger
    waivers: tuple[Waiver, ...] = ()
    supplied: Supplied = Supplied("", ".json", b"")
    layout: Layout = USUAL
    despite_errors: bool = False

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error: what is inconsistent or impossible in the facts."""
        return tuple(item for item in self.ledger.findings if item.severity is Severity.ERROR)

    @property
    def standing_errors(self) -> tuple[Finding, ...]:
        """The errors that its report stands on, because somebody decided so."""
        return self.errors if self.despite_errors else ()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the ledger, made once."""
        return Lexicon(self.ledger)

    @cached_property
    def own_text(self) -> OwnText:
        """What this program itself prints of the case, by which it knows its own sentences again."""
        return own_text(self.submission, self.ledger)


class ErrorsInFacts(ZipingError):
    """A report was to be made of facts with errors, and nobody decided to go on despite them."""

    exit_code = 1

    def __init__(self, errors: Sequence[Finding]):
        told = "\n".join(item.chinese for item in errors)
        super().__init__(
            f"{told}\n填报数据有{len(errors)}项错误，没有继续，也没有写任何文件。请改正后再来；"
            "确要带着这些错误起草，请用 ziping draft 加 --despite-errors（校验记录和审核页会写明）"
        )


def refuse_errors(case: Case) -> Case:
    """This case, if its facts may become a report; raises ErrorsInFacts."""
    if case.errors and not case.despite_errors:
        raise ErrorsInFacts(case.errors)
    return case


def open_case(path: Path, waivers: Path | None = None) -> Case:
    """Load a submission and what somebody waived, compute its figures, find what is noteworthy."""
    waived = load_waivers(waivers) if waivers else ()
    submission = load_submission(path)
    supplied = Supplied(str(path.absolute()), path.suffix.lower(), read_bytes(path, path.as_posix()))
    return case_of(submission, load_standard(submission.standard, path.parent), supplied, waived)


def standards() -> dict[str, Standard]:
    """The standards that come with this program, by their ids."""
    return {name: load_standard(name) for name in standard_ids()}


def open_standard(path: Path) -> Standard | None:
    """The standard in a file; None where the file is none. Raises StandardError for one that no case could use."""
    if not is_standard(path):
        return None
    standard = load_standard(path.name, path.parent)
    check_bands(standard)
    return standard


def case_of(
    submission: Submission,
    standard: Standard,
    supplied: Supplied,
    waivers: tuple[Waiver, ...] = (),
    layout: Layout = USUAL,
) -> Case:
    """Compute the figures of a submission and find what is noteworthy."""
    ledger = compute(submission, standard)
    return Case(submission, replace(ledger, findings=find(submission, ledger)), waivers, supplied, layout)


def reopen(folder: Folder, say: Say, submission: Path | None = None) -> Case:
    """The case a report was drafted from, as the history kept it; `submission` takes a new file instead.

    Says so where the file has changed or is gone. Raises HistoryError where nothing was supplied yet, ErrorsInFacts
    where the new file has errors and the report was not drafted despite such.
    """
    records = folder.history.sound()
    record = last_submission(records)
    if record is None:
        raise HistoryError(f"{folder.path} 的历史里还没有填报数据，请先 ziping draft")
    case = kept_case(record, folder.history.inputs([record]))
    if submission is not None:
        return refuse_errors(
            replace(
                open_case(submission),
                waivers=case.waivers,
                layout=case.layout,
                despite_errors=case.despite_errors,
            )
        )
    try:
        changed = "有改动" if read_file(Path(case.supplied.path)) != case.supplied.data else ""
    except (OSError, ValueError):
        changed = "已读不到"
    if changed:
        say(
            f"注意：填报数据 {escaped(case.supplied.path)} 在起草后{changed}，仍按起草时的数据进行；要用新数据请加 --submission"
        )
    return case


def kept_case(record: Record, inputs: Mapping[str, bytes]) -> Case:
    """The case of what a record says was supplied; raises HistoryError where some of it is gone or changed."""
    data = record.data
    blobs: dict[str, bytes] = {}
    for name in ("submission", "standard", "waivers", *(["template"] if "template" in data else [])):
        kept = inputs.get(str(data.get(name)))
        if kept is None or digest(kept) != data.get(name):
            raise HistoryError("历史中的填报数据缺失或被改动过，请用 ziping history 文件夹 --check 核对")
        blobs[name] = kept
    suffix, file, path = (str(data.get(name, "")) for name in ("suffix", "file", "path"))
    case = case_of(
        kept_submission(blobs["submission"], suffix, file),
        kept_standard(blobs["standard"]),
        Supplied(path, suffix, blobs["submission"]),
        kept_waivers(blobs["waivers"]),
        Layout(blobs.get("template", b""), data.get("contents") == "yes"),
    )
    return replace(case, despite_errors=data.get("despite_errors") == "yes")


def inputs_of(case: Case) -> Inputs:
    """What the history keeps of a case, so that it can be opened again without the file."""
    try:
        running = version("ziping")
    except PackageNotFoundError:
        running = "unknown"
    return Inputs(
        path=case.supplied.path,
        file=case.submission.file,
        suffix=case.supplied.suffix,
        submission=case.supplied.data,
        standard=standard_json(case.ledger.standard),
        waivers=waivers_json(case.waivers),
        standard_id=case.ledger.standard.id,
        facts_hash=sha256(facts_json(case.submission)).hexdigest(),
        version=running,
        template=case.layout.template,
        contents=case.layout.contents,
        despite_errors=bool(case.standing_errors),
    )
