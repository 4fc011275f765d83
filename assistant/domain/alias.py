"""Aliases (别称) that a standard gives to its terms: roles, budget lines, indicators and projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from assistant.domain.fields import Name, Written
from assistant.domain.role import Role

# The budget lines by their standard names, and their subjects in the ledger.
LINES = {
    "基本支出": "basic",
    "人员经费": "personnel",
    "公用经费": "public",
    "项目支出": "project",
    "财政拨款": "fiscal",
    "上年结转资金": "carryover",
    "其他资金": "other",
}
_ROLES = tuple(role.value for role in Role)


def _alias(value: object) -> object:
    if isinstance(value, str) and len(value.strip()) < 2:
        raise ValueError(f"别称“{value}”太短，至少两个字")
    return value


def _role(value: object) -> object:
    if value not in _ROLES:
        raise ValueError(f"没有角色“{value}”，可用的有：{'、'.join(_ROLES)}")
    return value


def _line(value: object) -> object:
    if value not in LINES:
        raise ValueError(f"没有预算科目“{value}”，可用的有：{'、'.join(LINES)}")
    return value


Alias = Annotated[Name, BeforeValidator(_alias)]


class Aliases(Written):
    """What reports call a standard term: `roles` 全年预算数, `lines` 基本支出, `names` of indicators and projects.

    An alias stands for one term; one that would stand for two is an error.
    """

    roles: dict[Annotated[str, BeforeValidator(_role)], tuple[Alias, ...]] = Field(default_factory=dict)
    lines: dict[Annotated[str, BeforeValidator(_line)], tuple[Alias, ...]] = Field(default_factory=dict)
    names: dict[Name, tuple[Alias, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _each_means_one(self) -> Aliases:
        terms = {*_ROLES, *LINES, *self.names}
        meant: dict[str, str] = {}
        for term, alias in self._pairs():
            if alias in terms:
                raise ValueError(f"“{term}”的别称“{alias}”本身就是一个标准名称")
            if alias in meant:
                raise ValueError(f"别称“{alias}”写了两次：“{meant[alias]}”和“{term}”，一个别称只能指一个名称")
            meant[alias] = term
        return self

    def _pairs(self) -> Iterator[tuple[str, str]]:
        tables: tuple[Mapping[str, tuple[str, ...]], ...] = (self.roles, self.lines, self.names)
        for table in tables:
            for term, aliases in table.items():
                yield from ((term, alias) for alias in aliases)

    def of_subject(self, subject: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """The aliases of a subject of the ledger: of its line, or of any of its names."""
        line = [alias for name, key in LINES.items() if key == subject for alias in self.lines.get(name, ())]
        return (*line, *(alias for name in names for alias in self.names.get(name, ())))
