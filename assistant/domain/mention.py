"""A mention (数字表述): a number as the text writes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class MentionKind(StrEnum):
    """What sort of number a mention is."""

    NUMBER = "number"
    COUNT = "count"
    PERCENT = "percent"
    CURRENCY = "currency"
    DATE = "date"
    ORDINAL = "ordinal"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` read as `value` in `unit`.

    `value` is an exact Decimal; for dates it is ISO text (2024-04-15, 2023, or --04-15 without a year).
    `approx` holds the hedge (余, 约, 近, 不足 …), `bound` one of >= <= > <, `decimals` the written digits
    after the point. Ordinals and names are not `checkable`: they claim nothing.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    value: Decimal | str | None
    unit: str | None
    decimals: int = 0
    approx: str = ""
    bound: str = ""

    @property
    def checkable(self) -> bool:
        return self.kind not in (MentionKind.ORDINAL, MentionKind.NAME)

    @property
    def number(self) -> Decimal | None:
        """The value where it is a number (not a date)."""
        return self.value if isinstance(self.value, Decimal) else None
