"""The gate: reads a document against a ledger and lets every rule say what it finds."""

from __future__ import annotations

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Document
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from validators.binding import read
from validators.lexicon import Lexicon
from validators.reading import Reading
from validators.rules import (
    changed_by_hand,
    date_outside_year,
    degree_word,
    derived_number,
    empty_section,
    enumeration_differs,
    finding_not_answered,
    leftovers,
    misattributed_subject,
    not_all,
    number_style,
    parts_exceed_whole,
    problem_without_measure,
    range_not_covering,
    rounded_twice,
    section_length,
    section_order,
    status_contradicts,
    subject_not_named,
    truncated_reply,
    ungrounded_cause,
    unknown_slot,
    unreadable_number,
    unsourced_number,
    value_mismatch,
    wrong_comparison,
    wrong_direction,
    wrong_grade,
    wrong_hedge,
    wrong_superlative,
    wrong_unit,
    wrong_year,
    year_on_year,
)

RULES = (
    unsourced_number,
    value_mismatch,
    wrong_unit,
    wrong_hedge,
    rounded_twice,
    range_not_covering,
    date_outside_year,
    changed_by_hand,
    misattributed_subject,
    subject_not_named,
    wrong_year,
    wrong_direction,
    wrong_comparison,
    wrong_superlative,
    not_all,
    degree_word,
    year_on_year,
    status_contradicts,
    wrong_grade,
    finding_not_answered,
    problem_without_measure,
    ungrounded_cause,
    unknown_slot,
    leftovers,
    truncated_reply,
    empty_section,
    parts_exceed_whole,
    enumeration_differs,
    derived_number,
    unreadable_number,
    number_style,
    section_order,
    section_length,
)


def examine(
    document: Document, ledger: Ledger, lexicon: Lexicon | None = None
) -> tuple[Reading, list[Diagnostic]]:
    """The reading of a document and its diagnostics, in the order of the text."""
    reading = read(document, ledger, lexicon)
    found = [diagnostic for rule in RULES for diagnostic in rule.check(reading)]
    return reading, sorted(found, key=lambda item: (item.start, item.end, item.code))


def check(document: Document, ledger: Ledger, lexicon: Lexicon | None = None) -> list[Diagnostic]:
    """All diagnostics of a document. A lexicon of the ledger can be passed in where many texts are checked."""
    return examine(document, ledger, lexicon)[1]


def refuses(diagnostics: list[Diagnostic]) -> bool:
    """Whether the gate stops this text: any diagnostic of severity error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)
