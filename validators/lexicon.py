"""The ledger as words: which phrases of a text name which subjects, roles and entries."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.ledger import Ledger
from assistant.domain.mention import Kind, Mention
from assistant.domain.role import Role
from validators.mentions import extract
from validators.units import declared_units
from validators.vocabulary import ROLE_PATTERNS


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in the text: it names `subjects`, or says `roles`, or both.

    `entries` is what a number beside it may be where no other role word stands between them.
    """

    start: int
    end: int
    subjects: frozenset[str]
    roles: frozenset[Role]
    entries: frozenset[str]


_SPACE = re.compile(r"[\s\\]")
_ESCAPED = "\\`*_<>[]"
_ESCAPE = re.compile(r"([\\`*_<>\[\]])")
_MARKUP = re.compile(r"[<>{}*_`#\[\]%％]|^[->]")


@dataclass(frozen=True)
class _Phrase:
    subjects: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    entries: frozenset[str] = frozenset()


# Entries of these subjects need no name of their own in a report about the unit.
FAMILY = frozenset({"unit", "execution", "total", "indicators", "projects"})
# What a sentence about the unit, or about nothing named, may speak of.
OWN = FAMILY - {"projects"}


class Lexicon:
    """Built once per ledger; pure."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self._about: dict[str, frozenset[str]] = {}
        groups: dict[str, set[str]] = defaultdict(set)
        for entry in ledger.entries.values():
            groups[entry.subject].add(entry.id)
        self._about = {subject: frozenset(ids) for subject, ids in groups.items()}
        self._phrases = self._collect()
        patterns = [_spaced(word) for word in sorted(self._phrases, key=len, reverse=True)]
        roles = sorted(ROLE_PATTERNS, key=lambda pair: len(pair[0]), reverse=True)
        self._role_of = {f"r{number}": found for number, (_, found) in enumerate(roles)}
        role_pattern = "|".join(f"(?P<r{number}>{word})" for number, (word, _) in enumerate(roles))
        firsts = {word[0] for word in self._phrases} | {char for word, _ in roles for char in _first(word)}
        gate = "".join(re.escape(char) for char in sorted(firsts))
        self._scan = re.compile(f"(?=[{gate}])(?:(?P<phrase>{'|'.join(patterns)})|{role_pattern})")
        self._quotes = self._quoted_texts()
        self.units = declared_units(ledger)
        self._prose = sorted(
            {quote.text for quote in ledger.quotes if not quote.name and len(quote.text) >= 4}
        )

    def about(self, subjects: frozenset[str]) -> frozenset[str]:
        """Ids of all entries about any of the subjects."""
        found: frozenset[str] = frozenset()
        for subject in subjects:
            found |= self._about.get(subject, frozenset())
        return found

    def with_roles(self, ids: frozenset[str], roles: frozenset[Role]) -> frozenset[str]:
        return frozenset(key for key in ids if self.ledger[key].role in roles)

    def hits(self, text: str) -> list[Hit]:
        """All phrases in the text, longest first at each place, without overlap."""
        found: list[Hit] = []
        for match in self._scan.finditer(text):
            group = match.lastgroup or ""
            if group == "phrase":
                phrase = self._phrases[_SPACE.sub("", match.group())]
                found.append(Hit(match.start(), match.end(), phrase.subjects, phrase.roles, phrase.entries))
            else:
                roles = self._role_of[group]
                found.append(Hit(match.start(), match.end(), frozenset(), roles, frozenset()))
        return found

    def quoted_spans(self, text: str) -> list[tuple[int, int]]:
        """Where the text repeats, word for word, a supplied text that holds numbers."""
        return _occurrences(text, self._quotes)

    def prose_spans(self, text: str) -> list[tuple[int, int]]:
        """Where the text repeats supplied prose: what it names there is no subject of the numbers after it."""
        return _occurrences(text, self._prose)

    def supplied_spans(self, text: str) -> list[tuple[int, int]]:
        """Where the text repeats supplied words that hold markup, names among them."""
        return _occurrences(text, [quote.text for quote in self.ledger.quotes if _MARKUP.search(quote.text)])

    def quoted_counts(self) -> set[tuple[Decimal, str, str]]:
        """Counts that supplied texts hold, as (value, unit, the two characters after): (10, 个, 社区)."""
        found: set[tuple[Decimal, str, str]] = set()
        for quote in self._quotes:
            for mention in extract(quote):
                if mention.number is not None and mention.unit:
                    found.add((mention.number, mention.unit, following(quote, mention)))
        return found

    def supplied_moments(self) -> set[str]:
        """Dates and months that targets and actual values state: 9月前, 7月."""
        words = [entry.words for entry in self.ledger.entries.values() if entry.words]
        return {
            str(mention.value) for text in words for mention in extract(text) if mention.kind is Kind.DATE
        }

    def quoted_dates(self) -> dict[str, set[str]]:
        """Dates that supplied texts hold, by the four characters after them."""
        found: dict[str, set[str]] = defaultdict(set)
        for quote in self._quotes:
            for mention in extract(quote):
                if mention.kind is Kind.DATE:
                    found[quote[mention.end : mention.end + 4]].add(str(mention.value))
        return found

    def _quoted_texts(self) -> list[str]:
        texts = {quote.text for quote in self.ledger.quotes if len(quote.text) >= 4 and extract(quote.text)}
        return sorted(texts, key=len, reverse=True)

    def _collect(self) -> dict[str, _Phrase]:
        phrases: dict[str, _Phrase] = {}

        def add(word: str, subjects: frozenset[str], roles: frozenset[Role], entries: frozenset[str]) -> None:
            known = phrases.get(word, _Phrase())
            phrases[word] = _Phrase(known.subjects | subjects, known.roles | roles, known.entries | entries)

        for subject in self.ledger.subjects.values():
            if subject.id == "execution" or (
                subject.id.startswith("fact.") and subject.id not in self._about
            ):
                continue
            ids = frozenset({subject.id})
            entries = self.about(OWN if subject.id == "unit" else ids)
            if subject.id == "total":  # 总分 is a score, never the points that could be had
                entries = self.with_roles(entries, frozenset({Role.SCORE, Role.GRADE}))
            for name in subject.names:
                add(name, ids, frozenset(), entries)
        for entry in self.ledger.entries.values():
            is_fact = entry.subject.startswith("fact.") and entry.role is not Role.CHANGE
            if entry.subject not in FAMILY and not is_fact:
                add(entry.label, frozenset({entry.subject}), frozenset(), frozenset({entry.id}))
        return phrases


def _first(pattern: str) -> str:
    """The characters that a role pattern can begin with."""
    pattern = re.sub(r"^\(\?<!.\)", "", pattern)
    if pattern.startswith("(?:"):
        return "".join(word[0] for word in pattern[3 : pattern.index(")")].split("|"))
    return pattern[0]


def _spaced(word: str) -> str:
    """A pattern for a word that also matches with a space between digits and Chinese, or escaped in Markdown."""
    pattern = ""
    for before, char in zip(" " + word, word, strict=False):
        if before.isdigit() != char.isdigit() and before != " ":
            pattern += r"\s?"
        pattern += (r"\\?" if char in _ESCAPED else "") + re.escape(char)
    return pattern


def _occurrences(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Where the text holds one of the pieces, as it is or escaped in Markdown."""
    spans: list[tuple[int, int]] = []
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
