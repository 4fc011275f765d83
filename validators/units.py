"""Units that a ledger declares and no list of measure words holds: 3个工作日, 50万页, 20元/人."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.ledger import Ledger
from assistant.domain.mention import Mention, MentionKind
from assistant.domain.unit import dimension
from validators.forms import NUMBER
from validators.numerals import arabic

_DIGITS = re.compile(rf"[-−－+]?({NUMBER})\s*([余多]?)\s*")
_HEDGED = re.compile("\\A([万亿])[余多]")


def declared_units(ledger: Ledger) -> re.Pattern[str] | None:
    """A pattern of the ledger's units, longest first; None where there are none."""
    units = {
        entry.unit
        for entry in ledger.entries.values()
        if len(entry.unit) > 1 and dimension(entry.unit) != "money"
    }
    if not units:
        return None
    return re.compile("|".join(_pattern(unit) for unit in sorted(units, key=len, reverse=True)))


def _pattern(unit: str) -> str:
    """A unit as it is written: a hedge stands behind its 万 (8.6万余人)."""
    if unit[0] in "万亿":
        return f"{unit[0]}[余多]?{re.escape(unit[1:])}"
    return re.escape(unit)


def with_declared_units(text: str, mentions: list[Mention], units: re.Pattern[str] | None) -> list[Mention]:
    """The mentions, each read with a declared unit where a longer one than its own stands behind its digits."""
    if units is None:
        return mentions
    return [_reread(text, mention, units) for mention in mentions]


def _reread(text: str, mention: Mention, units: re.Pattern[str]) -> Mention:
    if mention.kind not in (MentionKind.COUNT, MentionKind.NUMBER, MentionKind.CURRENCY):
        return mention
    digits = _DIGITS.match(text, mention.start)
    found = units.match(text, digits.end()) if digits else None
    if digits is None or found is None or found.end() < mention.end:
        return mention
    unit = _HEDGED.sub(r"\1", found.group())
    if unit == mention.unit:
        return mention
    value = arabic(digits.group(1))
    negative = text[mention.start] in "-−－"
    return replace(
        mention,
        end=found.end(),
        text=text[mention.start : found.end()],
        kind=MentionKind.COUNT,
        value=-value if negative else value,
        unit=unit,
    )
