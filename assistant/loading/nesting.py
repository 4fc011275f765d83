"""Rows of the 指标 sheet: a target out of its three cells, and rows under rows by 层级."""

from __future__ import annotations

from assistant.loading.reader import Reader
from assistant.loading.tree import Node
from assistant.loading.written import target_text


def join_target(item: Node, reader: Reader) -> None:
    """指标性质、指标值、度量单位 as one: ≥5%; 定性 with its text."""
    assert isinstance(item.value, dict)  # noqa: S101
    target = item.value.pop("target", None)
    if target is None or not isinstance(target.value, dict) or "value" not in target.value:
        return
    parts = {key: str(node.value or "") for key, node in target.value.items()}
    source = target.value["value"].source
    try:
        text = target_text(parts.get("operator", ""), parts["value"], parts.get("unit", ""))
    except ValueError as fault:
        reader.fault(source, str(fault), "请只留一处")
        text = parts["value"]
    item.value["target"] = Node(text, source)


def leaves(items: list[Node]) -> list[Node]:
    """The rows that have none under them and are in use."""
    found: list[Node] = []
    for item in items:
        assert isinstance(item.value, dict)  # noqa: S101
        rows, applies = item.value.get("rows"), item.value.get("applicable")
        if rows is not None and isinstance(rows.value, list):
            found += leaves(rows.value)
        elif applies is None or applies.value != "false":
            found.append(item)
    return found


class Nesting:
    """Puts each row under the last one a level higher."""

    def __init__(self, items: list[Node], reader: Reader) -> None:
        self.open: list[list[Node]] = [items]
        self.reader = reader

    def add(self, item: Node) -> None:
        """Lay the row into its place by its 层级; without one it is of the first."""
        depth = self._depth(item)
        if depth > 1:
            parent = self.open[depth - 2][-1]
            assert isinstance(parent.value, dict)  # noqa: S101
            rows = parent.value.setdefault("rows", Node([], item.source))
            assert isinstance(rows.value, list)  # noqa: S101
            self.open[depth - 1 :] = [rows.value]
        else:
            del self.open[1:]
        self.open[depth - 1].append(item)

    def _depth(self, item: Node) -> int:
        assert isinstance(item.value, dict)  # noqa: S101
        node = item.value.pop("depth", None)
        if node is None:
            return 1
        text = str(node.value)
        if text in ("1", "2", "3", "4", "5") and int(text) <= len(self.open) + 1:
            depth = int(text)
            if depth == 1 or self.open[depth - 2]:
                return depth
        why = "上面没有可以归入的上级指标" if text in ("2", "3", "4", "5") else "不是层级"
        self.reader.fault(node.source, f"层级“{text}”不可用：{why}", "层级填 1、2、3，逐级增加")
        return 1
