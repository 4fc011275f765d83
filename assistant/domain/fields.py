"""Field types shared by what people write in files: text, numbers, switches. Strict; messages in Chinese."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr

from assistant.domain.number import NumberFault, parse_number
from assistant.domain.source import NOWHERE, Path, Source, Sources, Standing
from assistant.errors import Undeclared

MAX_TEXT = 20_000

# Control characters cannot be stored in .docx; bidirectional controls make text read otherwise than it is.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_ABSENT = frozenset({"—", "——", "-", "--", "－", "/", "／", "无", "不适用", "…"})
_NO_REASON = re.compile(r"(?:暂无|没有|无(?:偏差|原因)?|不涉及|不存在偏差|未偏离)[。.]?\Z")
_TRUE = {"true", "yes", "是"}
_FALSE = {"false", "no", "否"}


class Written(BaseModel):
    """Base of everything read from a file: unknown keys are errors and nothing changes afterwards.

    A record that was read knows the line or cell of each of its values.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    _standing: Standing = PrivateAttr(default_factory=lambda: NOWHERE)

    @property
    def place(self) -> Source:
        """Where the record itself stands."""
        return self._standing.sources.of(self._standing.path)

    def at(self, field: str, item: int | None = None) -> Source:
        """The place of a field, or of one item of a list; of the record where the field was not written.

        Raises Undeclared for a field that the record does not have.
        """
        known = type(self).model_fields.get(field)
        if known is None:
            raise Undeclared(f"{type(self).__name__} has no field {field!r}")
        inside = () if item is None else (item,)
        return self._standing.sources.of((*self._standing.path, known.alias or field, *inside))

    def located(self, sources: Sources, path: Path = ()) -> Self:
        """This record, it and all records in it knowing their places. What was not written has none."""
        self._standing = Standing(sources, path)
        for name, field in type(self).model_fields.items():
            if name in self.model_fields_set:  # a default is one record for all
                _locate(getattr(self, name), sources, (*path, field.alias or name))
        return self


def _locate(value: object, sources: Sources, path: Path) -> None:
    if isinstance(value, Written):
        value.located(sources, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _locate(item, sources, (*path, number))


class FieldFault(ValueError):
    """A fault of a whole record that shows at one of its fields."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("应填文字")
    hidden = _HIDDEN.search(value)
    if hidden:
        raise ValueError(f"含有不可见的控制字符 U+{ord(hidden.group()):04X}，请删去")
    if len(value) > MAX_TEXT:
        raise ValueError(f"文字过长（{len(value)}字，最多{MAX_TEXT}字）")
    return value.strip()


def is_absent(text: str) -> bool:
    """Whether a text says that there is nothing: —, /, 无, 不适用."""
    return text.strip() in _ABSENT


def _reason(value: object) -> str:
    text = _text(value)
    return "" if is_absent(text) or _NO_REASON.match(text) else text


def _name(value: object) -> str:
    text = _text(value)
    if not text:
        raise ValueError("不能为空")
    if "\n" in text:
        raise ValueError("不能换行")
    return text


def _number(value: object) -> Decimal:
    if not isinstance(value, str):
        raise ValueError("应填一个数字")
    try:
        return parse_number(value)
    except NumberFault as fault:
        raise ValueError(str(fault)) from None


def _amount(value: object) -> Decimal:
    number = _number(value)
    if number < 0:
        raise ValueError(f"“{value}”是负数，金额和分值不能为负")
    return number


def _switch(value: object) -> bool:
    text = str(value).strip().lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError(f"“{value}”应填 true 或 false")


Text = Annotated[str, BeforeValidator(_text)]
Reason = Annotated[str, BeforeValidator(_reason)]  # 原因, 措施: “无” is none
Name = Annotated[str, BeforeValidator(_name)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Switch = Annotated[bool, BeforeValidator(_switch)]
