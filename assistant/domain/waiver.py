"""A waiver (豁免): a person answers for one diagnostic, in writing. It never changes what the gate says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import BeforeValidator

from assistant.domain.diagnostic import Diagnostic, Waived
from assistant.domain.fields import Name, Text, Written
from assistant.domain.place import Places

MAX_LINE_DIGITS = 9


def _pointed_at(value: object) -> object:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ValueError("请写出诊断所指的原文；不指向原文的诊断（漏答、缺措施）不能豁免")
    return value


def _line(value: object) -> int | None:
    if value is None:
        return None
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_LINE_DIGITS and int(text)):
        raise ValueError(f"“{text[:20]}”应填行号（从1起的整数）")
    return int(text)


class Waiver(Written):
    """Waives the diagnostics of `code` whose text is `text`; only those of `line`, where it is given."""

    code: Name
    text: Annotated[Text, BeforeValidator(_pointed_at)]
    line: Annotated[int | None, BeforeValidator(_line)] = None
    reason: Name
    by: Text = ""

    @property
    def target(self) -> tuple[str, str, int | None]:
        """What it points at; two waivers of one list do not point at the same."""
        return self.code, self.text, self.line

    def __str__(self) -> str:
        return f"{self.code} “{self.text}”{f'（第{self.line}行）' if self.line else ''}"


def waive(
    text: str, diagnostics: Iterable[Diagnostic], waivers: Sequence[Waiver]
) -> tuple[list[Diagnostic], set[Waiver]]:
    """The diagnostics of a text, those marked that are waived; and the waivers that had one.

    A waiver that names the line goes before one that does not.
    """
    by_target = {waiver.target: waiver for waiver in waivers}
    places = Places(text)
    pointed = {(waiver.code, waiver.text) for waiver in waivers}
    marked: list[Diagnostic] = []
    used: set[Waiver] = set()
    for item in diagnostics:
        words = item.text.strip()
        if (item.code, words) in pointed:
            targets = ((item.code, words, places.line(item.start)), (item.code, words, None))
            matching = [by_target[target] for target in targets if target in by_target]
            used |= set(matching)
            if matching:
                item = replace(item, waived=Waived(matching[0].reason, matching[0].by))
        marked.append(item)
    return marked, used


def unfitting(waivers: Iterable[Waiver], diagnostics: Iterable[Diagnostic]) -> list[Waiver]:
    """The waivers, none of them of a line, that fit no diagnostic."""
    met = {(item.code, item.text.strip()) for item in diagnostics}
    return [waiver for waiver in waivers if (waiver.code, waiver.text) not in met]
