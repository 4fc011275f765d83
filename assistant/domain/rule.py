"""A rule (规则) is one file: its documentation, a code, a severity and a check. A family is a package of such files.

Being in the package is being registered: there is no list beside it to keep.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from inspect import cleandoc
from types import ModuleType
from typing import Protocol, TypeVar, cast

from assistant.domain.severity import Severity

_CODE = re.compile("[A-Z]{3}[0-9]{3}")
_LABELS = ("检查什么", "为什么", "反例", "正例")


class Rule(Protocol):
    """What every rule file holds, whatever its `check` takes."""

    __name__: str
    __doc__: str | None
    CODE: str
    SEVERITY: Severity


AnyRule = TypeVar("AnyRule", bound=Rule)


@dataclass(frozen=True)
class Documentation:
    """What a rule says of itself: what it checks, why, an example that it refuses and one that it accepts.

    A part may go on over several lines. An example ends at “——”; what follows is a remark on it.
    """

    text: str
    parts: dict[str, str]

    @classmethod
    def of(cls, rule: Rule) -> Documentation:
        """What the docstring of a rule says; a part that is missing is empty."""
        text = cleandoc(rule.__doc__ or "")
        lines: dict[str, list[str]] = {label: [] for label in _LABELS}
        at = ""
        for line in text.splitlines():
            label, colon, rest = line.partition("：")
            if colon and label in _LABELS:
                at, line = label, rest
            if at:
                lines[at].append(line)
        return cls(text, {label: cleandoc("\n".join(part)).strip() for label, part in lines.items()})

    @property
    def checks(self) -> str:
        return self.parts["检查什么"]

    @property
    def why(self) -> str:
        return self.parts["为什么"]


def discover(package: ModuleType) -> tuple[Rule, ...]:
    """Every rule file below a package, by code.

    Raises ImportError where a file is no whole rule, where two have one code, and where there is none at all: a
    gate without rules would accept every text.
    """
    found = by_code(_rule(name) for name in _modules(package))
    if not found:
        raise ImportError(f"{package.__name__} holds no rule")
    return tuple(found[code] for code in sorted(found))


def by_code(rules: Iterable[AnyRule]) -> dict[str, AnyRule]:
    """Rules by their code; raises ImportError where two have the same."""
    found: dict[str, AnyRule] = {}
    for rule in rules:
        if rule.CODE in found:
            raise ImportError(f"{rule.__name__} and {found[rule.CODE].__name__} are both rule {rule.CODE}")
        found[rule.CODE] = rule
    return found


def _modules(package: ModuleType) -> Iterator[str]:
    """The names of the modules of a package and of the packages in it, in a zip as in a folder."""
    for item in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if item.ispkg:
            yield from _modules(import_module(item.name))
        else:
            yield item.name


def _rule(name: str) -> Rule:
    """The module of this name; raises ImportError where it is no whole rule."""
    module = import_module(name)
    held = vars(module)
    rule = cast("Rule", module)
    missing = [f"“{label}：”" for label, part in Documentation.of(rule).parts.items() if not part]
    if not (isinstance(held.get("CODE"), str) and _CODE.fullmatch(rule.CODE)):
        missing.append("CODE (three letters, three digits)")
    if not isinstance(held.get("SEVERITY"), Severity):
        missing.append("SEVERITY")
    if not callable(held.get("check")):
        missing.append("check")
    if missing:
        raise ImportError(f"{name} is no rule, it lacks {', '.join(missing)}")
    return rule
