"""A row “合计” among the projects: no project. It is left out, told, and kept to be compared with the sum of the rows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from assistant.domain.facts import PrintedTotal
from assistant.domain.number import NumberFault, compact, parse_number
from assistant.domain.source import Source
from assistant.loading.tree import Node

TOTALS = frozenset({"合计", "总计", "共计", "总合计", "项目合计", "小计"})


def is_total(text: str) -> bool:
    """Whether a name is that of a row of totals."""
    return compact(text).rstrip("：:") in TOTALS


def leave_out_totals(tree: Node, notice: Callable[[Source, str], None]) -> tuple[PrintedTotal, ...]:
    """Take the rows of totals out of the projects of a tree; each with the projects that it is the total of."""
    projects = tree.value.get("projects") if isinstance(tree.value, dict) else None
    if projects is None or not isinstance(projects.value, list):
        return ()
    kept: list[Node] = []
    found: list[PrintedTotal] = []
    begins = 0  # the first project since the last 小计
    for row in projects.value:
        name = row.value.get("name") if isinstance(row.value, dict) else None
        if name is None or not isinstance(name.value, str) or not is_total(name.value):
            kept.append(row)
            continue
        notice(name.source, f"“{name.value}”是合计行，不是项目，没有读作项目，只用来核对")
        part = compact(name.value).startswith("小计")
        found += _amounts(row, range(begins if part else 0, len(kept)))
        begins = len(kept) if part else begins
    projects.value[:] = kept
    if not kept and isinstance(tree.value, dict):
        del tree.value["projects"]
    return tuple(found)


def _amounts(row: Node, of: range) -> list[PrintedTotal]:
    found = []
    for key in ("budget", "executed"):
        node = row.value.get(key) if isinstance(row.value, dict) else None
        value = _number(node.value) if node is not None and isinstance(node.value, str) else None
        if node is not None and value is not None:
            found.append(PrintedTotal(key, value, tuple(of), node.source))
    return found


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except NumberFault:
        return None
