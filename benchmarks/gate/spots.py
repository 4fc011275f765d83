"""A printed number of a clean text, and the text with something else in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.document import Mark
from assistant.domain.figure import Entry
from benchmarks.gate.texts import Clean

Planted = tuple[str, int, int, str]  # the text, the place of the error, and for slots the entry it prints


@dataclass(frozen=True)
class PlantingPlace:
    """A printed number of a clean text."""

    clean: Clean
    mark: Mark
    entry: Entry

    @property
    def text(self) -> str:
        return self.clean.text[self.mark.start : self.mark.end]

    def put(self, text: str, entry_id: str = "") -> Planted:
        whole = self.clean.text
        return (
            whole[: self.mark.start] + text + whole[self.mark.end :],
            self.mark.start,
            self.mark.start + len(text),
            entry_id,
        )

    def replace(self, start: int, end: int, words: str) -> Planted:
        """Other words at a place of the text, outside the number."""
        whole = self.clean.text
        return whole[:start] + words + whole[end:], start, start + len(words), ""


def spots(clean: Clean) -> list[PlantingPlace]:
    """The printed numbers of a text (not dates, grades and names)."""
    found = []
    for mark in clean.marks:
        entry = clean.case.ledger[mark.entry_id]
        if entry.quantity is not None and re.search(r"\d", clean.text[mark.start : mark.end]):
            found.append(PlantingPlace(clean, mark, entry))
    return found
