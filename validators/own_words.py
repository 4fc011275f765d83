"""The words that this program printed itself: their numbers are those of their slots, and no rule accuses them.

Code wrote the sentence and the ledger gave its names and numbers, so a rule that accuses it has only misread a name.
What the unit itself wrote (causes, measures, notes) is quoted there word for word and is judged as ever; the remedy is
then not in the report but in the submission, and the diagnostic names the place there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Block
from assistant.domain.mention import Mention
from assistant.domain.severity import Severity
from validators.lexicon import Lexicon
from validators.reading import Binding, Reading


def bind_printed(block: Block, mentions: list[Mention], lexicon: Lexicon) -> list[Binding] | None:
    """The numbers of a block that this program printed: each is the entry of its mark, or stands in supplied words."""
    if block.printed is None:
        return None
    found: list[Binding] = []
    starts = [mark.start for mark in block.printed]
    for mention in mentions:
        place = bisect_left(starts, mention.end) - 1
        mark = block.printed[place] if place >= 0 and mention.start < block.printed[place].end else None
        own = (mark.entry_id,) if mark else ()
        topics = frozenset(lexicon.kept[key].facet.topic for key in own)
        found.append(
            Binding(
                mention,
                block,
                subjects=topics,
                entries=own,
                named=True,
                spoken=bool(own),
                quoted=not own,
                mark=mark,
            )
        )
    return found


def of_the_writer(reading: Reading, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics that a writer can answer for; those about supplied words name where they were supplied."""
    printed = [block for block in reading.document.blocks if block.printed is not None]
    starts = [block.start for block in printed]
    for diagnostic in found:
        place = bisect_right(starts, diagnostic.start) - 1
        inside = place >= 0 and diagnostic.start < diagnostic.end <= printed[place].end
        of_words = bool(
            diagnostic.text
        )  # what a whole section lacks or says too much of is no matter of its words
        if not inside or not of_words or diagnostic.severity is Severity.INFO:
            yield diagnostic
            continue
        yield from _supplied(reading, printed[place], diagnostic)


def _supplied(reading: Reading, block: Block, diagnostic: Diagnostic) -> Iterator[Diagnostic]:
    """The diagnostic with the place of the supplied prose that it speaks of; nothing where it speaks of none.

    A target or an actual value in words (2023年底前建成) is printed by a slot: no prose.
    """
    if any(mark.start <= diagnostic.start < mark.end for mark in block.printed or ()):
        return
    quotes = reading.lexicon.quotes
    for start, end, quote in quotes.prose_in(reading.text, block.start, block.end):
        if start < diagnostic.end and diagnostic.start < end:
            advice = f"这是单位填报的原文（{quote.source}“{_short(quote.text)}”），请在填报数据中核对修改"
            yield replace(diagnostic, advice=advice)
            return


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
