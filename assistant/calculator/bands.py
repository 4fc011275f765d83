"""Band scoring of common indicators, as the standard has it."""

from __future__ import annotations

from assistant.calculator.book import Book
from assistant.calculator.figures import GLOSSARY
from assistant.calculator.figures.bands import BY_STEPS, PER_POINT
from assistant.domain.standard import Standard
from assistant.errors import StandardError


def check_bands(standard: Standard) -> None:
    """Raises StandardError where a band is of a figure that nothing declares, with file and line."""
    faults = [
        f"{rule.at('figure')} bands.第{number}项.figure：没有测算值“{rule.figure}”（全部编号见 ziping compute）"
        for number, rule in enumerate(standard.bands, 1)
        if not GLOSSARY.declares(rule.figure)
    ]
    if faults:
        raise StandardError(f"评分标准“{standard.id}”有误：\n" + "\n".join(faults))


def write_bands(book: Book, standard: Standard) -> None:
    """The score of every figure for which the standard has bands."""
    for number, rule in enumerate(standard.bands, 1):
        entry = book.entries.get(rule.figure)
        if entry is not None and entry.quantity is not None:
            by = BY_STEPS if rule.steps else PER_POINT
            book.compute(f"band.{number}.score", entry.id, by=by, name=entry.label, rule=rule)
    scores = book.present(*(f"band.{number}.score" for number in range(1, len(standard.bands) + 1)))
    book.compute("band.total", *scores)
