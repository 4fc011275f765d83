"""The unit's own words in a text: quoted word for word, they and the numbers in them are as supplied."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from assistant.domain.ledger import Ledger
from assistant.domain.mention import Kind, Mention
from validators.mentions import extract

_ESCAPE = re.compile(r"([\\`*_<>\[\]])")
_MARKUP = re.compile(r"[<>{}*_`#\[\]%％]|^[->]")

Spans = list[tuple[int, int]]


class Quotes:
    """Where a text repeats supplied words, and which counts and dates those words hold. Built once per ledger."""

    def __init__(self, ledger: Ledger):
        self._all = [quote.text for quote in ledger.quotes]
        with_numbers = {text for text in self._all if len(text) >= 4 and extract(text)}
        self._numbers = sorted(with_numbers, key=len, reverse=True)
        self._prose = sorted(
            {quote.text for quote in ledger.quotes if not quote.name and len(quote.text) >= 4}
        )
        self.counts = self._counts()
        self.dates = self._dates()
        words = [entry.words for entry in ledger.entries.values() if entry.words]
        # Dates and months that targets and actual values state: 9月前, 7月.
        self.moments = {
            str(mention.value) for text in words for mention in extract(text) if mention.kind is Kind.DATE
        }

    def spans(self, text: str) -> Spans:
        """Where the text repeats, word for word, a supplied text that holds numbers."""
        return _occurrences(text, self._numbers)

    def prose_spans(self, text: str) -> Spans:
        """Where the text repeats supplied prose: what it names there is no subject of the numbers after it."""
        return _occurrences(text, self._prose)

    def markup_spans(self, text: str) -> Spans:
        """Where the text repeats supplied words that hold markup, names among them."""
        return _occurrences(text, [text for text in self._all if _MARKUP.search(text)])

    def _counts(self) -> set[tuple[Decimal, str, str]]:
        """Counts that supplied texts hold, as (value, unit, the two characters after): (10, 个, 社区)."""
        found: set[tuple[Decimal, str, str]] = set()
        for quote in self._numbers:
            for mention in extract(quote):
                if mention.number is not None and mention.unit:
                    found.add((mention.number, mention.unit, following(quote, mention)))
        return found

    def _dates(self) -> dict[str, set[str]]:
        """Dates that supplied texts hold, by the four characters after them."""
        found: dict[str, set[str]] = defaultdict(set)
        for quote in self._numbers:
            for mention in extract(quote):
                if mention.kind is Kind.DATE:
                    found[quote[mention.end : mention.end + 4]].add(str(mention.value))
        return found


def _occurrences(text: str, wanted: list[str]) -> Spans:
    """Where the text holds one of the pieces, as it is or escaped in Markdown."""
    spans: Spans = []
    forms = {*wanted, *(_ESCAPE.sub(r"\\\1", piece) for piece in wanted)}
    for piece in forms:
        start = text.find(piece)
        while start >= 0:
            spans.append((start, start + len(piece)))
            start = text.find(piece, start + len(piece))
    return sorted(spans)


def following(text: str, mention: Mention) -> str:
    """The two characters after a mention, spaces aside: the noun that a count counts."""
    return text[mention.end : mention.end + 6].strip()[:2]
