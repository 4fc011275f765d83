"""Projects: each one's amounts and execution rate, sums, the highest and the lowest rate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.calculator.figures.arithmetic import REMAINDER, WHOLE
from assistant.calculator.figures.execution import EXECUTION_RATE
from assistant.domain.formula import ARITHMETIC, Formula
from assistant.domain.glossary import MONEY, TEXT, Declaration
from assistant.domain.quantity import Quantity
from assistant.domain.role import Role
from assistant.domain.unit import PERCENT


def count_of(*items: Quantity) -> Quantity:
    """How many, in 个."""
    return Quantity(Decimal(len(items)), "个", 0)


def highest(*rates: Quantity) -> Quantity:
    """The highest rate; of equal ones the first."""
    return max(rates, key=lambda rate: rate.exact)


def lowest(*rates: Quantity) -> Quantity:
    """The lowest rate; of equal ones the first."""
    return min(rates, key=lambda rate: rate.exact)


def _named(rates: Sequence[Quantity], best: Quantity, names: Sequence[str]) -> str:
    return "、".join(name for rate, name in zip(rates, names, strict=True) if rate.exact == best.exact)


def highest_names(*rates: Quantity, names: Sequence[str]) -> str:
    """The names of all that have the highest rate."""
    return _named(rates, highest(*rates), names)


def lowest_names(*rates: Quantity, names: Sequence[str]) -> str:
    """The names of all that have the lowest rate."""
    return _named(rates, lowest(*rates), names)


COUNT = Formula("填报的项目个数", ARITHMETIC, count_of)
HIGHEST = Formula("各项目预算执行率中最高的一个", ARITHMETIC, highest)
LOWEST = Formula("各项目预算执行率中最低的一个", ARITHMETIC, lowest)
HIGHEST_NAMES = Formula("预算执行率最高的项目", ARITHMETIC, highest_names)
LOWEST_NAMES = Formula("预算执行率最低的项目", ARITHMETIC, lowest_names)

_HEAD = "project.{n}"
EACH = (
    Declaration(id=f"{_HEAD}.budget", label="{name}预算数", role=Role.ADJUSTED, subject=_HEAD, unit=MONEY),
    Declaration(id=f"{_HEAD}.executed", label="{name}执行数", role=Role.EXECUTED, subject=_HEAD, unit=MONEY),
    Declaration(
        id=f"{_HEAD}.unexecuted",
        label="{name}未执行数",
        role=Role.UNEXECUTED,
        subject=_HEAD,
        unit=MONEY,
        formulas=(REMAINDER,),
        inputs=(f"{_HEAD}.budget", f"{_HEAD}.executed"),
    ),
    Declaration(
        id=f"{_HEAD}.execution.rate",
        label="{name}预算执行率",
        role=Role.EXECUTION_RATE,
        subject=_HEAD,
        unit=PERCENT,
        formulas=(EXECUTION_RATE,),
        inputs=(f"{_HEAD}.executed", f"{_HEAD}.budget"),
    ),
)


def _of_all(entry_id: str, label: str, role: Role, unit: str, formula: Formula) -> Declaration:
    return Declaration(
        id=entry_id, label=label, role=role, subject="projects", unit=unit, formulas=(formula,)
    )


TERMS = (
    *EACH,
    _of_all("project.count", "项目数", Role.COUNT, "个", COUNT),
    _of_all("project.budget.total", "各项目预算数合计", Role.ADJUSTED, MONEY, WHOLE),
    _of_all("project.executed.total", "各项目执行数合计", Role.EXECUTED, MONEY, WHOLE),
    _of_all("project.highest.execution.rate", "最高的项目执行率", Role.EXECUTION_RATE, PERCENT, HIGHEST),
    _of_all("project.highest.name", "执行率最高的项目", Role.NAME, TEXT, HIGHEST_NAMES),
    _of_all("project.lowest.execution.rate", "最低的项目执行率", Role.EXECUTION_RATE, PERCENT, LOWEST),
    _of_all("project.lowest.name", "执行率最低的项目", Role.NAME, TEXT, LOWEST_NAMES),
)
