"""The indicators of a published form."""

from __future__ import annotations

import re

from assistant.domain.fields import is_absent
from assistant.domain.official_form import (
    CLASSES,
    GRADE_LABELS,
    INDICATOR_NAMES,
    NOTE_LABELS,
    TOTALS,
    official_key,
)
from assistant.loading.cells import SheetCell
from assistant.loading.content import content
from assistant.loading.official_form.layout import (
    FormTable,
    below,
    check_columns,
    class_of,
    headings,
    is_plain_name,
    place_of,
    repeats,
    unread_columns,
)
from assistant.loading.official_form.results import read_results, read_total
from assistant.loading.official_form.targets import TargetCells, actual_of, target_of
from assistant.loading.reader import Reader, put
from assistant.loading.tree import Node
from assistant.loading.workbook import Grid
from assistant.loading.written import read_target

_NEEDED = (("level1",), ("name",), ("target", "value"), ("actual",))
_PLAIN = (("points",), ("score", "value"), ("score", "reason"), ("cause",), ("measure",))
_REASONS = {
    "偏差原因": ("cause",),
    "改进措施": ("measure",),
    "自评说明": ("score", "reason"),
}  # as our annex words them
_REASON = re.compile(rf"(?:\A|；)({'|'.join(_REASONS)})：")


def read_indicators(table: FormTable, root: Node, reader: Reader) -> None:
    """Lay the indicators into the tree, then what stands below them."""
    faults = len(reader.faults)
    name = table.column(("name",))
    plain = name is not None and is_plain_name(name.cell)
    check_columns(table, _NEEDED[1:] if plain else _NEEDED, INDICATOR_NAMES, reader)
    if len(reader.faults) > faults:
        return
    items: list[Node] = []
    end = table.grid.rows + 1
    for row in range(table.row + 1, table.grid.rows + 1):
        if _ends(table.grid, row):
            end = row
            break
        no_indicator = repeats(table, row) or _is_execution(table, row)
        item = None if no_indicator else _row(table, row, reader)
        if item is not None:
            items.append(item)
    if not items:
        reader.fault(table.columns[0].cell.source, "表头下面没有指标", "请填绩效指标")
    put(root, ("indicators",), Node(items, table.columns[0].cell.source))
    unread_columns(table, end - 1, INDICATOR_NAMES, reader)
    for column in table.columns:
        if (
            column.own.path == ("cause",)
            and "措施" in column.cell.text
            and not any(
                _REASON.match(table.grid.text(row, column.first)) for row in range(table.row + 1, end)
            )
        ):
            reader.notice(
                column.cell.source,
                "原因和改进措施合为一栏，全部读入“偏差原因”；请把改进措施移到“改进措施”一栏",
            )
    read_total(table, end, root, reader)
    read_results(table.grid, end, root, reader)


def _is_execution(table: FormTable, row: int) -> bool:
    """Whether a row only repeats the points and score of 预算执行率: no indicator, it has no target."""
    label = next((cell for anchor, cell in headings(table.grid, row) if anchor[0] == row), None)
    target = table.column(("target", "value"))
    said = table.grid.text(row, target.first) if target else ""
    return (
        label is not None
        and official_key(label.text) in ("预算执行率", "预算执行")
        and (not said or is_absent(said))
    )


def _ends(grid: Grid, row: int) -> bool:
    """Whether a row is no longer one of indicators: the total, the grade, problems, measures, remarks."""
    first = next((cell for anchor, cell in headings(grid, row) if anchor[0] == row), None)
    return any(
        official_key(cell.text) in TOTALS for anchor, cell in headings(grid, row) if anchor[0] == row
    ) or (
        first is not None
        and (
            official_key(first.text)
            in {
                *NOTE_LABELS,
                *GRADE_LABELS,
                "其他需要说明事项",
                "其他需要说明的问题",
                "评价结论",
                "说明",
                "备注",
            }
            or re.match(r"(?:填表人|填报人|项目负责人|财务负责人|注[:：]|说明[:：]|备注[:：])", first.text)
            is not None
        )
    )


def _row(table: FormTable, row: int, reader: Reader) -> Node | None:
    cells = {column.own.path: below(table, row, column, reader) for column in table.columns}
    name = cells.get(("name",))
    filled = [cell for path, cell in cells.items() if cell and path not in (("level1",), ("level2",))]
    if not filled or (name and len(filled) == 1 and re.fullmatch(r"[….·—\-/\s]+|指标\d+[:：]?", name.text)):
        return None
    name_column = table.column(("name",))
    if name is None or name_column is None:
        place = place_of(table, row, name_column) if name_column else filled[0].source
        reader.fault(place, "“三级指标”没有填", "请补填，或清空这一行")
        return None
    item = Node({}, name.source)
    put(item, ("name",), Node(_name(name, reader), name.source))
    _classes(table, row, item, name, reader)
    _values(table, row, cells, item, reader)
    for column in table.columns:
        if column.own.path in _PLAIN:
            cell = cells[column.own.path]
            if column.own.kind == "text" and cell and is_absent(cell.text):
                continue
            if column.own.path == ("cause",) and cell and _REASON.match(cell.text):
                _reasons(cell, item)
                continue
            node = content(cell, column.own, reader, "分" if column.own.kind == "number" else "")
            if node is not None:
                put(item, column.own.path, node)
    score = item.value.get("score") if isinstance(item.value, dict) else None
    if (
        score
        and isinstance(score.value, dict)
        and "value" not in score.value
        and isinstance(item.value, dict)
    ):
        cause = item.value.pop("score").value  # a reason without a score says why points were lost
        if "cause" not in item.value and isinstance(cause, dict):
            item.value["cause"] = cause["reason"]
    return item


def _reasons(cell: SheetCell, item: Node) -> None:
    """偏差原因：…；改进措施：…；自评说明：… of one cell, each in its place."""
    pieces = _REASON.split(re.sub(r"\s*\n\s*", "", cell.text))[1:]
    for label, text in zip(pieces[::2], pieces[1::2], strict=True):
        put(item, _REASONS[label], Node(text.strip(), cell.source))


def _name(cell: SheetCell, reader: Reader) -> str:
    text = re.sub(r"\s*\n\s*", "", cell.text).strip()
    text = re.sub(r"\A指标\d+[:：]\s*", "", text)  # the template's own words
    if text[:1] in ("★", "☆"):
        reader.notice(cell.source, f"“{text[:20]}”前的“{text[0]}”是核心指标的记号，没有读入名称")
        text = re.sub(r"\A指标\d+[:：]\s*", "", text.lstrip("★☆ "))
    return text


def _classes(table: FormTable, row: int, item: Node, name: SheetCell, reader: Reader) -> None:
    for level in ("level1", "level2"):
        column = table.column((level,))
        cell = class_of(table, row, column)
        if cell is not None:
            text = re.sub(r"[（(]\s*\d+(?:\.\d+)?\s*分?\s*[）)]|\s", "", cell.text)
            put(item, (level,), Node(text, cell.source))
            if level == "level1" and not any(known in text for known in CLASSES):
                reader.fault(
                    cell.source,
                    f"不认识的一级指标“{text}”",
                    "一级指标应是产出指标、效益指标、满意度指标、成本指标等",
                )
        elif level == "level1" and column is not None:
            reader.fault(
                place_of(table, row, column),
                f"看不出“{name.text[:20]}”属于哪个一级指标",
                "请补填，或把一级指标的格合并到这一行",
            )


def _values(
    table: FormTable, row: int, cells: dict[tuple[str, ...], SheetCell | None], item: Node, reader: Reader
) -> None:
    value, actual = cells[("target", "value")], cells[("actual",)]
    written: str | None = None
    for path, cell in ((("target", "value"), value), (("actual",), actual)):
        column = table.column(path)
        if column and (cell is None or (is_absent(cell.text) and cell.kind == "text")):
            reader.fault(
                place_of(table, row, column),
                f"“{column.own.heading}”没有填",
                "请补填；不考核的指标请删去这一行",
            )
    if value is not None and not is_absent(value.text):
        divided = table.column(("target", "operator")) is not None
        parts = TargetCells(cells.get(("target", "operator")), value, cells.get(("target", "unit")), divided)
        written = target_of(parts, reader)
        if written is not None:
            put(item, ("target",), Node(written, value.source))
    midyear, column = cells.get(("midyear",)), table.column(("midyear",))
    if (
        midyear is not None
        and column is not None
        and not (midyear.kind == "text" and is_absent(midyear.text))
    ):
        target = read_target(written) if written else None
        node = content(midyear, column.own, reader, target.unit if target else "")
        if node is not None:
            put(item, ("midyear",), node)
    if actual is not None and not is_absent(actual.text):
        text = actual_of(actual, reader)
        if text is not None:
            put(item, ("actual",), Node(text, actual.source))
