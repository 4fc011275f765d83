"""What a reviewer does with the versions of a report: ask again, take one, hold it, change it, publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.domain.decisions import refused_words
from assistant.domain.document import SectionName
from assistant.domain.draft import Answer, Attempt, Reply, Section, Writer
from assistant.domain.records import (
    Record,
    RecordKind,
    attempt_of,
    chosen,
    last_attempt,
    locked,
)
from assistant.drafting.regeneration import regeneration_messages
from assistant.drafting.reply import END_MARK
from assistant.errors import HistoryError
from assistant.history.folder import Folder
from assistant.workflow.attempts import (
    Ask,
    Tell,
    draft_offline,
    judge_reply,
    judged,
    keeper,
    kept_attempt,
    messages_for,
    refuse_locked,
    write_kept,
)
from assistant.workflow.opening import Case
from assistant.workflow.publication import Drafted, publish


class Change(Protocol):
    """How a person changes a text: the attempt it is in, and whether it is a refused edit taken up again; the new text."""

    def __call__(self, before: Attempt, *, resumed: bool) -> str: ...


@dataclass(frozen=True)
class Wish:
    """How a section is to be written again: a reviewer's note, or a reply that came by other ways than an endpoint.

    `base`: the draft that the note speaks of, where it is not the one that stands.
    """

    note: str = ""
    reply: str | None = None
    base: str = ""


def unlocked(folder: Folder, section: SectionName) -> list[Record]:
    """The records, if nobody holds the section locked; raises InputError naming who does."""
    refuse_locked(folder, [section])
    return folder.history.sound()


def standing(records: Sequence[Record], section: SectionName) -> Record | None:
    """The version that stands in the report, else the last that passed, else the last."""
    number = chosen(records, section.value)
    if number:
        return attempt_of(records, section.value, number)
    return last_attempt(records, section.value, passed=True) or last_attempt(records, section.value)


def regenerate(
    case: Case, folder: Folder, section: SectionName, wish: Wish, ask: Ask | None, tell: Tell
) -> Section:
    """One section again, as the reviewer wishes; the others stay as they are. Raises InputError if locked."""
    last = standing(unlocked(folder, section), section)
    draft = wish.base or (last.part("draft", str) if last else "")
    messages = regeneration_messages(messages_for(case, section), section, draft, wish.note)
    keep = keeper(case, folder, tell, wish.note)
    if wish.reply is None and ask is not None:
        return write_kept(case, section, ask, messages, keep)
    if wish.reply is None:
        return Section(section, (keep(draft_offline(case, section)),))
    return Section(section, (keep(judge_reply(case, section, wish.reply, messages=messages)),))


def accept(case: Case, folder: Folder, section: SectionName, number: int | None) -> Attempt:
    """Take a version into the report; one that the gate refuses now is given back and not taken."""
    records = unlocked(folder, section)
    if number is None:
        record = last_attempt(records, section.value, passed=True)
        if record is None:
            raise HistoryError(f"“{section.chinese}”还没有通过校验的稿")
    else:
        record = attempt_of(records, section.value, number)
    attempt = kept_attempt(case, record)
    if attempt.accepted:
        folder.history.decide(RecordKind.ACCEPT, section.value, attempt.number)
    return attempt


def lock(folder: Folder, section: SectionName) -> int:
    """Hold a section as it stands; gives the number of its version."""
    records = unlocked(folder, section)
    number = chosen(records, section.value)
    if not number:
        raise HistoryError(
            f"“{section.chinese}”还没有采用的稿，先 ziping accept {folder.path} {section.value}"
        )
    folder.history.decide(RecordKind.LOCK, section.value, number)
    return number


def unlock(folder: Folder, section: SectionName) -> str:
    """Let a section be changed again; gives who held it."""
    records = folder.history.sound()
    holder = locked(records, section.value)
    if not holder:
        raise HistoryError(f"“{section.chinese}”没有锁定")
    folder.history.decide(RecordKind.UNLOCK, section.value, chosen(records, section.value))
    return holder


def edit(case: Case, folder: Folder, section: SectionName, change: Change, tell: Tell) -> Attempt | None:
    """A person's change to the standing text, held to the gate and kept either way; None where nothing changed.

    Where the gate refused a person's last words, `change` gets those, with what is wrong with them. Lines that were
    left alone keep their slots.
    """
    records = unlocked(folder, section)
    words = refused_words(records, section.value)
    last = words or standing(records, section)
    if last is None:
        raise HistoryError(f"“{section.chinese}”还没有可改的稿，请先 ziping draft")
    before = kept_attempt(case, last)
    text = change(before, resumed=words is not None).replace("\r\n", "\n").strip()
    if text == before.text.strip():
        return None
    slots = dict(zip(before.text.split("\n"), before.draft.split("\n"), strict=True))
    lines = [slots.get(line, line) for line in text.split("\n")]
    reply = Reply("\n".join([*lines, END_MARK]))
    attempt = judged(case, Answer(section, 1, Writer.EDITOR, (), reply))
    return keeper(case, folder, tell)(attempt)


def render(case: Case, folder: Folder, pdf: bool = False) -> Drafted:
    """The report files again from the accepted sections, judged anew; no model is called."""
    records = folder.history.sound()
    sections: dict[SectionName, Section] = {}
    for name in SectionName:
        number = chosen(records, name.value)
        if not number:
            raise HistoryError(f"“{name.chinese}”还没有采用的稿，先 ziping accept {folder.path} {name.value}")
        sections[name] = Section(name, (kept_attempt(case, attempt_of(records, name.value, number)),))
    return publish(case, folder, sections, pdf)
