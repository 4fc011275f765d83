"""Clean texts of the gate's benchmark: sentences with slots, printed in the ways that offices print numbers.

`tuned/` was looked at while the gate was mended, `scored/` was not: it was written by other hands, from other
units, and only counted. A slot is ⟦id⟧ or ⟦id|form⟧; forms: 元 万元 亿元 (another unit of money), 1 and 0
(that many decimals), zh (a count in Chinese numerals), bare (without the unit).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import cn2an

from assistant.domain.document import Mark
from assistant.domain.figure import Entry
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import half_up, plain
from assistant.domain.unit import MONEY_UNITS, convert
from assistant.drafting.slots import print_entry
from assistant.workflow.opening import Case, open_case
from tests.support.places import REAL_UNITS
from validators.lexicon import Lexicon

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
UNITS = {
    "changchun-2023": ROOT / "examples" / "changchun-2023.yaml",
    "bureau": REAL_UNITS / "bureau.yaml",
    "09": REAL_UNITS / "09.yaml",
} | {path.stem: path for path in (HERE / "units").glob("*.yaml")}
_LEXICONS: dict[int, Lexicon] = {}
SLOT = re.compile(r"⟦\s*([a-z0-9_.]+)\s*(?:\|\s*([^⟧]+?)\s*)?⟧")


@dataclass(frozen=True)
class Clean:
    """A true text of a unit, with the place and entry of every number that came from a slot."""

    unit: str
    line: int
    text: str
    marks: tuple[Mark, ...]
    case: Case


def printed(entry: Entry, form: str = "") -> str:
    """What a slot prints."""
    quantity = entry.quantity
    text = print_entry(entry) or entry.words
    if not form or quantity is None:
        return text
    if form == "change":
        return print_entry(entry, "change") or text
    value = abs(quantity.exact) if text[:1] not in "-−" else quantity.exact
    if form in MONEY_UNITS:
        converted = convert(value, quantity.unit, form)
        assert converted is not None, (entry.id, form)
        return f"{quantity.bound}{plain(converted)}{form}"
    if form in ("0", "1"):
        return f"{quantity.bound}{half_up(value, int(form))}{quantity.unit}"
    if form == "zh":
        word = "两" if value == 2 else cn2an.an2cn(str(int(value)), "low")
        return f"{word.removeprefix('一') if 10 <= value < 20 else word}{quantity.approx}{quantity.unit}"
    assert form == "bare", form
    return quantity.number_text.lstrip("-")


def fill(line: str, case: Case) -> tuple[str, tuple[Mark, ...]]:
    """The printed text of a line, and where it prints which entry."""
    text, marks, position = "", [], 0
    for found in SLOT.finditer(line):
        text += line[position : found.start()]
        shown = printed(case.ledger[found.group(1)], found.group(2) or "")
        marks.append(Mark(len(text), len(text) + len(shown), found.group(1)))
        text += shown
        position = found.end()
    return text + line[position:], tuple(marks)


def lexicon_of(ledger: Ledger) -> Lexicon:
    """The lexicon of a ledger, made once."""
    if id(ledger) not in _LEXICONS:
        _LEXICONS[id(ledger)] = Lexicon(ledger)  # keeps the ledger, so that its id stays its own
    return _LEXICONS[id(ledger)]


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "—"


def read(folder: str) -> list[Clean]:
    """All texts of `tuned` or `scored`."""
    found: list[Clean] = []
    for path in sorted((HERE / folder).glob("*.txt")):
        case = open_case(UNITS[path.stem])
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                found.append(Clean(path.stem, number, *fill(line.strip(), case), case))
    return found
