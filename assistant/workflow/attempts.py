"""Attempts at a section: what is asked, who answers, what the gate says of it, and what the history keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.domain.document import SectionName
from assistant.domain.draft import Answer, Attempt, Message, Reply, Section, Writer
from assistant.domain.records import Record, locked
from assistant.drafting.offline import write_offline
from assistant.drafting.prompts import Prompt, load_prompt, prompt_ids, section_messages
from assistant.drafting.reply import END_MARK
from assistant.drafting.revision import revision_messages
from assistant.drafting.tokens import estimate_tokens
from assistant.drafting.writer import Ask as Ask
from assistant.drafting.writer import judge, write_section
from assistant.errors import HistoryError, InputError
from assistant.history.folder import Folder
from assistant.workflow.opening import Case, inputs_of
from assistant.workflow.verification import gate_of

Tell = Callable[[Attempt], None]


def notes_for(case: Case, section: SectionName) -> tuple[str, ...]:
    """What the unit says of itself for a section."""
    return tuple(getattr(case.submission.notes, section.value))


def messages_for(case: Case, section: SectionName) -> tuple[Message, ...]:
    """The exact messages a model gets for a section."""
    return section_messages(section, case.ledger, notes_for(case, section))


def revise_messages(case: Case, attempt: Attempt) -> tuple[Message, ...]:
    """The messages that follow a refused attempt, the last of them with its faults marked in place."""
    return revision_messages(attempt, case.ledger)


def tokens_of(messages: tuple[Message, ...]) -> int:
    """About how many tokens a prompt has, counted by characters and rather too high."""
    return estimate_tokens(messages)


def prompts() -> list[Prompt]:
    """Every prompt file."""
    return [load_prompt(prompt_id) for prompt_id in prompt_ids()]


def judged(case: Case, answer: Answer, kept: str | None = None) -> Attempt:
    """An answer, held to the gate of a case; `kept` is the draft that was once taken of it."""
    return judge(answer, case.ledger, gate_of(case), kept=kept)


def judge_reply(
    case: Case, section: SectionName, text: str, number: int = 1, messages: tuple[Message, ...] | None = None
) -> Attempt:
    """What the gate says of a reply that came by other ways than an endpoint."""
    asked = messages_for(case, section) if messages is None else messages
    return judged(case, Answer(section, number, Writer.FILE, asked, Reply(text)))


def draft_offline(case: Case, section: SectionName) -> Attempt:
    """A section by the offline writer, held to the same gate."""
    text = write_offline(section, case.ledger, notes_for(case, section))
    reply = Reply(f"{text}\n{END_MARK}", model="offline")
    return judged(case, Answer(section, 1, Writer.OFFLINE, (), reply))


def keeper(case: Case, folder: Folder, tell: Tell, note: str = "") -> Callable[[Attempt], Attempt]:
    """What records an attempt, tells it, and gives it back with its number in the history."""
    inputs = inputs_of(case)
    folder.history.supply(inputs)

    def keep(attempt: Attempt) -> Attempt:
        try:
            kept = replace(attempt, number=folder.history.keep(attempt, inputs, note))
        except HistoryError as error:
            if attempt.writer is not Writer.MODEL:
                raise
            place = folder.set_down(attempt.section.value, attempt.reply.text)
            raise HistoryError(f"{error}。模型的回复没有丢，存在 {place}，可用 --reply 交回") from None
        tell(kept)
        return kept

    return keep


def write_kept(
    case: Case,
    section: SectionName,
    ask: Ask,
    messages: tuple[Message, ...],
    keep: Callable[[Attempt], Attempt],
) -> Section:
    """A section by the model; its attempts with their numbers in the history."""
    kept: list[Attempt] = []
    write_section(
        section, messages, case.ledger, ask, gate_of(case), lambda attempt: kept.append(keep(attempt))
    )
    return Section(section, tuple(kept))


def refuse_locked(folder: Folder, sections: Iterable[SectionName]) -> None:
    """Raise InputError where one of the sections is locked, naming who locked it."""
    records = folder.history.records()
    for section in sections:
        holder = locked(records, section.value)
        if holder:
            raise InputError(
                f"“{section.chinese}”已由{holder}锁定；先 ziping unlock {folder.path} {section.value}"
            )


def kept_attempt(case: Case, record: Record) -> Attempt:
    """An attempt of the history, filled and judged again over the facts of this case."""
    pairs = record.part("messages", list)
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise HistoryError(f"历史第{record.position}条的提示词读不出来")
    messages = tuple(Message(str(role), str(content)) for role, content in pairs)
    reply = Reply(
        text=record.part("reply", str),
        finish_reason=record.part("finish_reason", str),
        model=record.model,
        prompt_tokens=record.prompt_tokens,
        reply_tokens=record.reply_tokens,
        endpoint=record.endpoint,
    )
    try:
        name, writer = SectionName(record.section), Writer(record.writer)
    except ValueError:
        raise HistoryError(f"历史第{record.position}条的章节或写作方式不认识") from None
    draft = record.part("draft", str)
    return judged(case, Answer(name, record.number, writer, messages, reply), kept=draft)
