"""The hidden bookmark around a printed number in a .docx: which ledger entry it prints, and in which characters.

A bookmark is the one carrier that LibreOffice keeps exactly and that survives .doc; a content control loses its tag
there. Word hides names that begin with an underscore and allows 40 characters. The name alone is enough to bind again:

    _zp0012_K3TQ7M2A_9F2LXC_P0R4S7VN
        │    │        │      └ the entry of the next number, so that one whose bookmark was typed over is still known
        │    │        └ the printed text
        │    └ the ledger entry
        └ the place among all numbers of the document, from 1
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

_ENTRY, _TEXT = 8, 6  # characters of 5 bits
_NAME = re.compile(r"_zp(\d{4,7})_([A-Z2-7]{8})_([A-Z2-7]{6})_([A-Z2-7]{8}|END)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Bookmark:
    """What the name of a hidden bookmark says; `entry`, `printed` and `following` are keys, not the texts."""

    number: int
    entry: str
    printed: str
    following: str

    def prints(self, text: str) -> bool:
        """Whether `text` is what was printed."""
        return self.printed == _key(text, _TEXT)


def entry_key(entry_id: str) -> str:
    """The key of a ledger entry in a bookmark's name: 40 bits of its SHA-256."""
    return _key(entry_id, _ENTRY)


def bookmark_names(printed: Sequence[tuple[str, str]]) -> list[str]:
    """The names for all numbers of a document, in order, from (entry id, printed text)."""
    keys = [entry_key(entry_id) for entry_id, _ in printed]
    return [
        f"_zp{number:04}_{keys[number - 1]}_{_key(text, _TEXT)}_{keys[number] if number < len(keys) else 'END'}"
        for number, (_, text) in enumerate(printed, 1)
    ]


def read_bookmark(name: str) -> Bookmark | None:
    """What a bookmark's name says; None where it is not one of ours."""
    found = _NAME.match(name)
    return Bookmark(int(found[1]), found[2].upper(), found[3].upper(), found[4].upper()) if found else None


def entries_by_key(entry_ids: Iterable[str]) -> dict[str, str]:
    """Entry ids by their keys. Two ids of one key are both left out: nothing is bound by guessing."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for entry_id in entry_ids:
        key = entry_key(entry_id)
        if found.setdefault(key, entry_id) != entry_id:
            twice.add(key)
    return {key: entry_id for key, entry_id in found.items() if key not in twice}


def _key(text: str, size: int) -> str:
    return base64.b32encode(sha256(text.encode()).digest()).decode()[:size]
