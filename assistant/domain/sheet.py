"""What a form is made of: sheets and the fields on them, and how headings are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

FieldKind = Literal["text", "number", "value", "lines", "switch", "date"]


@dataclass(frozen=True)
class Field:
    """One thing to fill in: its path in the submission (or in a row of a table), its heading, and what to write.

    `value` is a number that may carry a unit (指标值, 实际完成值); `lines` holds one item a line. `unit` is what a number of
    the field is in, where that is always the same; it may be written behind the number. `open`: other words than the
    `choices` may be written, too.
    """

    path: tuple[str, ...]
    heading: str
    synonyms: tuple[str, ...] = ()
    kind: FieldKind = "text"
    note: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    width: int = 14
    required: bool = False
    open: bool = False
    unit: str = ""

    def written(self, shown: str) -> str:
        """The submission's word for what the form shows (部门整体支出 → department)."""
        return next((word for word, label in self.choices if shown == label), shown)

    def shown(self, word: str) -> str:
        """What the form shows for the submission's word."""
        return next((label for own, label in self.choices if word == own), word)


@dataclass(frozen=True)
class Sheet:
    """A sheet of the form. `fields`: heading | content | note; `grid`: parts by stages; `table`: one row a thing."""

    name: str
    shape: Literal["fields", "grid", "table"]
    fields: tuple[Field, ...]
    path: tuple[str, ...] = ()
    hint: str = ""
    example: tuple[str, ...] = ()


def heading_key(text: str) -> str:
    """A heading as it is compared: without spaces, units in brackets, numbers in front and marks of duty."""
    bare = re.sub(r"[\s*＊:：]", "", text)
    bare = re.sub(r"[（(](?:万元|元|千元|亿元|A|B|C|B/A|％|%|分|必填|选填)[）)]", "", bare)
    return re.sub(r"^(?:其中[:：]?|\d+[.、])", "", bare)
