"""The gate: reads a document against a ledger and lets every rule say what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Document
from assistant.domain.ledger import Ledger
from assistant.domain.rule import Rule, discover
from validators import rules
from validators.binding import read
from validators.lexicon import Lexicon
from validators.own_words import of_the_writer
from validators.reading import Reading


class GateRule(Rule, Protocol):
    """A rule about a text that was read against a ledger."""

    def check(self, reading: Reading) -> Iterator[Diagnostic]:
        """What is wrong in the text."""


RULES = cast("tuple[GateRule, ...]", discover(rules))


def examine(
    document: Document, ledger: Ledger, lexicon: Lexicon | None = None
) -> tuple[Reading, list[Diagnostic]]:
    """The reading of a document and its diagnostics, in the order of the text."""
    reading = read(document, ledger, lexicon)
    found = of_the_writer(reading, (diagnostic for rule in RULES for diagnostic in rule.check(reading)))
    return reading, sorted(found, key=lambda item: (item.start, item.end, item.code))


def check(document: Document, ledger: Ledger, lexicon: Lexicon | None = None) -> list[Diagnostic]:
    """All diagnostics of a document. A lexicon of the ledger can be passed in where many texts are checked."""
    return examine(document, ledger, lexicon)[1]
