"""Revision: what the model is told of a refused draft, and what of its revision is taken.

Only sentences at fault may change. Putting the old sentence back is the simpler honest way of the two that there are: a
refusal would cost another call for a sentence that had passed, and what is put back is the model's own text word
for word. Nothing is hidden: the raw reply stays in the attempt, and the merged text passes the whole gate.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import count

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.draft import Attempt, Message
from assistant.domain.ledger import Ledger
from assistant.drafting.prompts import render
from assistant.drafting.reply import END_MARK
from assistant.drafting.slots import places_in_draft

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]+|[^。！？\n]+\Z")
_NUMBER = re.compile(r"\A\s*\d+[.．、]\s*")
_HEAD = re.compile(r"^[ \t]*\d{1,2}[.．、](?!\d)", re.MULTILINE)
_ALIKE = 0.5
_CUT_OFF = "STR003"


def revision_messages(attempt: Attempt, ledger: Ledger) -> tuple[Message, ...]:
    """The messages that follow a refused reply: the reply, then its draft with each fault marked in place."""
    placed = 0
    marks: list[tuple[str, Diagnostic]] = []
    for item in attempt.faults_and_warnings:
        placed += _is_placed(item, attempt)
        marks.append((f"错{placed}" if _is_placed(item, attempt) else "全节", item))
    revise = render(
        "revise",
        attempt=attempt.number,
        marked=_marked(attempt, ledger, [(mark, item) for mark, item in marks if mark != "全节"]).split("\n"),
        faults=[
            {
                "mark": mark,
                "code": item.code,
                "message": item.message if item.text in item.message else f"“{item.text}”{item.message}",
                "advice": item.advice,
            }
            for mark, item in marks
        ],
        end_mark=END_MARK,
    )
    return (*attempt.messages, Message("assistant", attempt.reply.text), Message("user", revise))


def _is_placed(item: Diagnostic, attempt: Attempt) -> bool:
    """Whether a diagnostic stands at words of the draft; others speak of the whole section."""
    return bool(item.text) and bool(attempt.draft)


def _marked(attempt: Attempt, ledger: Ledger, faults: list[tuple[str, Diagnostic]]) -> str:
    """The draft with 【错n】 behind each fault."""
    text = attempt.draft
    places = [(places_in_draft(text, ledger, item.start, item.end)[1], mark) for mark, item in faults]
    for place, mark in sorted(places, key=lambda pair: pair[0], reverse=True):
        text = f"{text[:place]}【{mark}】{text[place:]}"
    return text


def keep_faultless(previous: Attempt, revised: str, ledger: Ledger) -> str:
    """A revised draft in which the sentences of the previous one that had no fault stand as they were.

    A sentence that only got another number at its head counts as unchanged; paragraphs are numbered through. A draft that was cut off or empty had no
    sentence to keep.
    """
    if not previous.draft or any(item.code == _CUT_OFF for item in previous.diagnostics):
        return revised
    old, faulty = _sentences(previous, ledger)
    new = [found.group() for found in _SENTENCE.finditer(revised + "\n")]
    matcher = SequenceMatcher(
        None, [_bare(text) for text in old], [_bare(text) for text in new], autojunk=False
    )
    kept: list[str] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            kept += new[start:end]
        else:
            kept += _merged(old[first:last], faulty[first:last], new[start:end])
    return _counted("".join(kept).rstrip("\n"))


def _merged(old: list[str], faulty: list[bool], new: list[str]) -> list[str]:
    """One stretch that was changed: new sentences, with every faultless old one in place of what resembles it.

    Faultless sentences that the revision left out stand before or behind it, as they stood to the first fault.
    """
    faultless = {number for number, fault in enumerate(faulty) if not fault}
    left = set(faultless)
    merged: list[str] = []
    for text in new:
        likeness, origin = max(
            ((_likeness(item, text), -number) for number, item in enumerate(old)), default=(0, 0)
        )
        if likeness < _ALIKE or -origin not in faultless:
            merged.append(text)
        elif -origin in left:  # a second version of a sentence that stands already is left out
            left.remove(-origin)
            merged.append(old[-origin].rstrip("\n") + ("\n" if text.endswith("\n") else ""))
    first = faulty.index(True) if True in faulty else len(old)
    before = [old[number] for number in sorted(left) if number < first]
    return [*before, *merged, *(old[number] for number in sorted(left) if number > first)]


def _counted(text: str) -> str:
    """The paragraphs numbered through, where they are numbered: put back, a sentence brings its former number."""
    number = count(1)
    return _HEAD.sub(lambda _: f"{next(number)}.", text)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _bare(one), _bare(other), autojunk=False).ratio()


def _bare(text: str) -> str:
    return _NUMBER.sub("", text).strip()


def _sentences(attempt: Attempt, ledger: Ledger) -> tuple[list[str], list[bool]]:
    """The sentences of a draft, and which of them hold a fault."""
    found = list(_SENTENCE.finditer(attempt.draft + "\n"))
    places = [
        places_in_draft(attempt.draft, ledger, item.start, item.end)
        for item in attempt.faults_and_warnings
        if item.text
    ]
    faulty = [any(start < item.end() and end > item.start() for start, end in places) for item in found]
    return [item.group() for item in found], faulty
