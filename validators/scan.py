"""One look over a text: its numbers, phrases, breaks and quotes, each found by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from assistant.domain.mention import Mention
from validators.lexicon import Hit, Lexicon
from validators.mentions import extract
from validators.quotes import Spans
from validators.shortened import with_short_names
from validators.units import with_declared_units

# A comma inside a number (12,345) and the point of a decimal are no breaks: they stand inside a mention.
_BREAK = re.compile(r"[。！？!?，；;：:、（）()]|,(?![0-9０-９])")
_SENTENCE_LENGTH = 300  # nobody lists further
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_SENTENCE_END = "。；;！？!?\n"
_CLAUSE_END = _SENTENCE_END + "，,：:、（）()"


@dataclass(frozen=True)
class Scan:
    """What stands where in a text; every list is in the order of the text."""

    text: str
    mentions: list[Mention]
    hits: list[Hit]
    breaks: list[int]
    quotes: Spans
    mention_starts: list[int]
    hit_starts: list[int]
    quote_starts: list[int]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        return self.mentions[bisect_left(self.mention_starts, start) : bisect_left(self.mention_starts, end)]

    def hits_in(self, start: int, end: int) -> list[Hit]:
        return self.hits[bisect_left(self.hit_starts, start) : bisect_left(self.hit_starts, end)]

    def breaks_in(self, start: int, end: int) -> list[int]:
        return self.breaks[bisect_left(self.breaks, start) : bisect_left(self.breaks, end)]

    def sentence_end(self, start: int, end: int) -> int:
        """The end of the sentence, or of a part of it that a 分号 ends."""
        return self._next(start, min(end, start + _SENTENCE_LENGTH), _SENTENCE_END)

    def clause_end(self, start: int, end: int) -> int:
        """The next punctuation mark or number."""
        place = bisect_left(self.mention_starts, start)
        stop = self.mention_starts[place] if place < len(self.mention_starts) else end
        return self._next(start, min(end, stop), _CLAUSE_END)

    def clause_start(self, position: int) -> int:
        """The place behind the last punctuation mark before a position."""
        place = bisect_left(self.breaks, position) - 1
        return self.breaks[place] + 1 if place >= 0 else 0

    def sentence_start(self, position: int) -> int:
        """The place behind the last full stop or 分号 before a position."""
        place = bisect_left(self.breaks, position) - 1
        furthest = max(0, position - _SENTENCE_LENGTH)
        while place >= 0 and self.breaks[place] >= furthest:
            if self.text[self.breaks[place]] in _SENTENCE_END:
                return self.breaks[place] + 1
            place -= 1
        return furthest

    def next_break(self, start: int, end: int) -> int:
        """The next punctuation mark, whatever numbers stand before it."""
        return self._next(start, min(end, start + _SENTENCE_LENGTH), _CLAUSE_END)

    def _next(self, start: int, end: int, marks: str) -> int:
        place = bisect_left(self.breaks, start)
        while place < len(self.breaks) and self.breaks[place] < end:
            if self.text[self.breaks[place]] in marks:
                return self.breaks[place]
            place += 1
        return end

    def is_quoted(self, mention: Mention) -> bool:
        """Whether a number stands inside supplied words that the text repeats."""
        place = bisect_right(self.quote_starts, mention.start)
        return any(mention.end <= end for _, end in self.quotes[max(0, place - 4) : place])


def scan(text: str, lexicon: Lexicon) -> Scan:
    """Look over a text once. Full-width digits are read as half-width ones; places stay the same."""
    written, text = text, text.translate(_HALF_WIDTH)
    mentions = [
        mention for mention in with_declared_units(text, extract(text), lexicon.units) if mention.checkable
    ]
    if written != text:
        mentions = [replace(mention, text=written[mention.start : mention.end]) for mention in mentions]
    hits = lexicon.hits(text)
    hits = _outside(with_short_names(text, hits, lexicon), lexicon.quotes.prose_spans(text))
    quotes = lexicon.quotes.spans(text)
    return Scan(
        text=text,
        mentions=mentions,
        hits=hits,
        breaks=[match.start() for match in _BREAK.finditer(text)],
        quotes=quotes,
        mention_starts=[mention.start for mention in mentions],
        hit_starts=[hit.start for hit in hits],
        quote_starts=[start for start, _ in quotes],
    )


def _outside(hits: list[Hit], spans: Spans) -> list[Hit]:
    """The hits that stand in no span; both are in order."""
    kept: list[Hit] = []
    reach, index = 0, 0
    for hit in hits:
        while index < len(spans) and spans[index][0] <= hit.start:
            reach = max(reach, spans[index][1])
            index += 1
        if hit.end > reach:
            kept.append(hit)
    return kept
