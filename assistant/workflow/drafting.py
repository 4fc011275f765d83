"""The order of the stages, told once: load → compute → find → write → fill → check → render.

A draft that is made again keeps what people decided on, takes again what was paid for, and has only the rest written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.domain.decisions import decision, paid_before
from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt, Section, Writer
from assistant.domain.layout import Layout
from assistant.domain.records import Record, RecordKind, attempt_of, last_attempt
from assistant.domain.waiver import unfitting
from assistant.errors import InputError
from assistant.history.folder import Folder
from assistant.workflow.attempts import (
    Ask,
    Tell,
    draft_offline,
    judge_reply,
    keeper,
    kept_attempt,
    messages_for,
    refuse_locked,
    write_kept,
)
from assistant.workflow.opening import Case, Say, inputs_of, open_case, refuse_errors
from assistant.workflow.publication import Drafted, publish


@dataclass(frozen=True, kw_only=True)
class Means:
    """How a draft comes by what is missing: a model (`ask`; without, the offline writer) and replies from files.

    `offline_on_refusal`: the offline writer takes over where a text stays refused. `anew`: nothing of the history is
    taken, not even what people decided on. `pdf`: a PDF of the report belongs to its files.
    """

    ask: Ask | None = None
    replies: Mapping[SectionName, str] = field(default_factory=dict)
    offline_on_refusal: bool = False
    anew: bool = False
    pdf: bool = False


def open_draft(path: Path, waivers: Path | None, layout: Layout, despite_errors: bool = False) -> Case:
    """The case of a report that is still to be written.

    Raises InputError for a waiver that names a line of it, ErrorsInFacts for facts with errors, unless somebody
    wants a report `despite_errors`.
    """
    case = open_case(path, waivers)
    for waiver in case.waivers:
        if waiver.line is not None:
            raise InputError(f"{waiver.place}：起草时报告还没有行号，请删去 line：{waiver}")
    return refuse_errors(replace(case, layout=layout, despite_errors=despite_errors))


def draft(case: Case, folder: Folder, means: Means, tell: Tell, say: Say) -> Drafted:
    """All sections, then the report; where a section stays refused, no report.

    What people decided on is judged first: where the gate now refuses it, nothing is asked for. Raises InputError
    where the points of the form are more than there can be.
    """
    _refuse_too_many_points(case)
    records = folder.history.sound()
    sections: dict[SectionName, Section] = {}
    if not means.anew:
        refuse_decided(folder, means.replies)
        held = {name: _as_decided(case, name, folder, records, tell, say) for name in SectionName}
        sections = {name: section for name, section in held.items() if section}
    if any(not section.accepted for section in sections.values()):
        return replace(publish(case, folder, sections), decided=True)
    for name in SectionName:
        if name not in sections:
            sections[name] = _undecided(case, name, folder, means, tell, say)
    if means.anew and all(section.accepted for section in sections.values()):
        _release(folder, sections)
    result = publish(case, folder, {name: sections[name] for name in SectionName}, means.pdf)
    return replace(result, unused=tuple(unfitting(case.waivers, result.told)))


def _release(folder: Folder, sections: Mapping[SectionName, Section]) -> None:
    """Record that what people decided on is replaced, and by which attempt."""
    records = folder.history.records()
    for name, section in sections.items():
        if decision(records, name.value):
            folder.history.decide(RecordKind.ANEW, name.value, section.last.number)


def _refuse_too_many_points(case: Case) -> None:
    """A total score over the full points would be no score, and its grade no grade: nothing to write a report of."""
    points, full = case.ledger.get("total.points"), case.ledger.standard.total.points
    if points is not None and points.quantity is not None and points.quantity.exact > full:
        fault = next(finding for finding in case.ledger.findings if "total.points" in finding.figures)
        raise InputError(f"{fault.source}：{fault.message}；没有起草。{fault.advice}")


def draft_section(
    case: Case, section: SectionName, folder: Folder, means: Means, tell: Tell, say: Say
) -> Section:
    """One section: as a person decided; else from a reply file, paid for before, from the model, or by the offline writer.

    Every attempt is kept and told. Where the gate now refuses what a person decided, it comes back refused.
    """
    records = folder.history.sound()
    if not means.anew:
        refuse_decided(folder, [section] if section in means.replies else [])
        held = _as_decided(case, section, folder, records, tell, say)
        if held is not None:
            return held
    return _undecided(case, section, folder, means, tell, say)


def _undecided(
    case: Case, section: SectionName, folder: Folder, means: Means, tell: Tell, say: Say
) -> Section:
    """A section that nobody decided on: as it was paid for before, or else written."""
    paid = None if means.anew else _paid_before(case, section, folder, means, say)
    return paid or _written(case, section, folder, means, tell, say)


def _written(case: Case, section: SectionName, folder: Folder, means: Means, tell: Tell, say: Say) -> Section:
    """A section that is not there yet, by the means that there are."""
    keep = keeper(case, folder, tell)
    if section in means.replies:
        written = Section(section, (keep(judge_reply(case, section, means.replies[section])),))
    elif means.ask is None:
        return _offline(case, section, folder, means, keep, say)
    else:
        written = write_kept(case, section, means.ask, messages_for(case, section), keep)
    if written.accepted or not means.offline_on_refusal:
        return written
    return Section(section, (*written.attempts, keep(draft_offline(case, section))))


def _offline(
    case: Case,
    section: SectionName,
    folder: Folder,
    means: Means,
    keep: Callable[[Attempt], Attempt],
    say: Say,
) -> Section:
    """A section by the offline writer; where it writes what it wrote last, that attempt stands."""
    attempt = draft_offline(case, section)
    last = last_attempt(folder.history.records(), section.value)
    same = last is not None and last.writer == Writer.OFFLINE and last.data.get("draft") == attempt.draft
    if last is None or not same or means.anew:
        return Section(section, (keep(attempt),))
    say(f"“{section.chinese}”沿用第{last.number}稿：离线写作器写出的与它相同")
    return Section(section, (kept_attempt(case, last),))


def _as_decided(
    case: Case, section: SectionName, folder: Folder, records: Sequence[Record], tell: Tell, say: Say
) -> Section | None:
    """The version that a person decided on, judged again over the facts of this case; None where nobody did."""
    held = decision(records, section.value)
    if held is None:
        return None
    attempt = kept_attempt(case, attempt_of(records, section.value, held.number))
    if attempt.accepted:
        say(f"“{section.chinese}”保留：{held.chinese}")
    else:
        tell(attempt)
        say(
            f"“{section.chinese}”{held.chinese}，但按现在的填报数据通不过校验，没有改动它，也没有生成报告。"
            f"请先 ziping edit {folder.path} {section.value} 修改；要丢开它重写，请加 --anew"
        )
    return Section(section, (attempt,))


def _paid_before(case: Case, section: SectionName, folder: Folder, means: Means, say: Say) -> Section | None:
    """A passed reply to the same prompt over the same facts, if it still passes; nothing is asked for twice."""
    if section in means.replies:
        return None
    records, asked = folder.history.records(), messages_for(case, section)
    record = paid_before(records, section.value, asked, inputs_of(case).facts_hash)
    attempt = kept_attempt(case, record) if record else None
    if record is None or attempt is None or not attempt.accepted:
        return None
    whence = f"{attempt.writer.chinese} {record.model}".strip()
    say(
        f"“{section.chinese}”沿用第{record.number}稿（{whence}，{record.at[:16].replace('T', ' ')} UTC）："
        "提示词和填报数据都没有变，没有再请模型；要重写请加 --anew"
    )
    return Section(section, (attempt,))


def refuse_decided(folder: Folder, sections: Iterable[SectionName]) -> None:
    """Raise InputError where a reply would replace what a person decided on, naming who did."""
    refuse_locked(folder, sections)
    records = folder.history.records()
    for section in sections:
        held = decision(records, section.value)
        if held:
            raise InputError(
                f"“{section.chinese}”{held.chinese}，不会被替换；要换成这份回复，请加 --anew，"
                f"或用 ziping regenerate {folder.path} {section.value} --reply 交回，再 ziping accept"
            )


def to_be_written(case: Case, folder: Folder, means: Means) -> list[SectionName]:
    """The sections for which a draft would ask the model."""
    if means.anew:
        return [name for name in SectionName if name not in means.replies]
    records, facts = folder.history.records(), inputs_of(case).facts_hash
    return [
        name
        for name in SectionName
        if name not in means.replies
        and decision(records, name.value) is None
        and paid_before(records, name.value, messages_for(case, name), facts) is None
    ]
