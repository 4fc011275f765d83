"""The messages that ask for a section again, with what the reviewer says of the last version."""

from __future__ import annotations

from assistant.domain.document import SectionName
from assistant.domain.draft import Message
from assistant.drafting.prompts import render
from assistant.drafting.reply import END_MARK


def regeneration_messages(
    messages: tuple[Message, ...], section: SectionName, draft: str, note: str
) -> tuple[Message, ...]:
    """The section's own messages, then its last draft and the note, which is quoted as data.

    Without a draft there is nothing to speak of, without a note nothing to say: the section's own messages.
    """
    if not draft or not note.strip():
        return messages
    asked = render("regenerate", section=section.chinese, note=note, end_mark=END_MARK)
    return (*messages, Message("assistant", f"{draft}\n{END_MARK}"), Message("user", asked))
