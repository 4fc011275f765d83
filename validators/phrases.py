"""Where a text holds one of many phrases, however many there are: one look at each place of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from validators import trie

_START = 4  # characters by which the phrases that may stand at a place are found
_ESCAPE = re.compile(r"([\\`*_<>\[\]])")

Held = TypeVar("Held")


class Phrases(Generic[Held]):
    """Phrases, each with what it stands for; in a text as they are or escaped in Markdown. Built once."""

    def __init__(self, phrases: Iterable[tuple[str, Held]]):
        self._by_start: dict[str, list[tuple[str, Held]]] = defaultdict(list)
        seen: set[str] = set()
        for phrase, held in phrases:
            for form in dict.fromkeys((phrase, _ESCAPE.sub(r"\\\1", phrase))):
                if form and form not in seen:
                    seen.add(form)
                    self._by_start[form[:_START]].append((form, held))
        starts = sorted(self._by_start, key=len, reverse=True)
        self._lengths = sorted({len(start) for start in starts})
        self._somewhere = re.compile(f"(?={trie.literal(starts)})") if starts else None

    def within(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Held]]:
        """Every place where a phrase stands, in the order of the text; phrases may overlap."""
        if self._somewhere is None:
            return
        stop = len(text) if end is None else end
        for found in self._somewhere.finditer(text, start, stop):
            place = found.start()
            for length in self._lengths:
                for phrase, held in self._by_start.get(text[place : place + length], ()):
                    if place + len(phrase) <= stop and text.startswith(phrase, place):
                        yield place, place + len(phrase), held
