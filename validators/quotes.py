"""The unit's own words in a text: quoted word for word, they and the numbers in them are as supplied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.domain.ledger import Ledger, Quote
from assistant.domain.mention import Mention, MentionKind
from validators.mentions import extract
from validators.phrases import Phrases

_MARKUP = re.compile(r"[<>{}*_`#\[\]%％]|^[->]")
_FEWEST = 4  # characters; shorter ones (1期, 培训) say nothing by being the same
_STOPS = "。；;，,、"  # a text that is quoted inside a sentence ends as that does
_BESIDE = 2  # characters beside its numbers

Spans = list[tuple[int, int]]


class Quotes:
    """Where a text repeats supplied words, and which counts and dates those words hold. Built once per ledger."""

    def __init__(self, ledger: Ledger):
        quotes = [replace(quote, text=quote.text.rstrip(_STOPS)) for quote in ledger.quotes]
        quotes = [quote for quote in quotes if len(quote.text) >= _FEWEST]
        self._numbers = sorted({quote.text for quote in quotes if _says_more(quote.text)})
        self._with_numbers = Phrases((text, None) for text in self._numbers)
        self._prose = Phrases((quote.text, quote) for quote in quotes if not quote.name)
        marked = (quote.text for quote in ledger.quotes if _MARKUP.search(quote.text))
        self._with_markup = Phrases((text, None) for text in marked)
        self.counts = self._counts()
        self.dates = self._dates()
        words = [entry.words for entry in ledger.entries.values() if entry.words]
        # Dates and months that targets and actual values state: 9月前, 7月.
        self.moments = {
            str(mention.value)
            for text in words
            for mention in extract(text)
            if mention.kind is MentionKind.DATE
        }

    def spans(self, text: str) -> Spans:
        """Where the text repeats, word for word, a supplied text that holds numbers."""
        return [(start, end) for start, end, _ in self._with_numbers.within(text)]

    def prose_in(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Quote]]:
        """Where a part of the text repeats supplied prose, and which."""
        return self._prose.within(text, start, end)

    def prose_spans(self, text: str) -> Spans:
        """Where the text repeats supplied prose: what it names there is no subject of the numbers after it."""
        return [(start, end) for start, end, _ in self._prose.within(text)]

    def markup_spans(self, text: str) -> Spans:
        """Where the text repeats supplied words that hold markup, names among them."""
        return [(start, end) for start, end, _ in self._with_markup.within(text)]

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
                if mention.kind is MentionKind.DATE:
                    found[quote[mention.end : mention.end + 4]].add(str(mention.value))
        return found


def _says_more(text: str) -> bool:
    """Whether a text holds a number and is more than that number: a fact named 2023年度 vouches for no 2023年度."""
    mentions = extract(text)
    return bool(mentions) and len(text) - sum(item.end - item.start for item in mentions) >= _BESIDE


def following(text: str, mention: Mention) -> str:
    """The two characters after a mention, spaces aside: the noun that a count counts."""
    return text[mention.end : mention.end + 6].strip()[:2]
