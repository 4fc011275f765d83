"""What one cell says for a field of the form: text, a number in a unit, a date, a choice. Nothing is guessed in silence."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.domain.fields import is_absent
from assistant.domain.measure import Measure
from assistant.domain.number import NumberFault
from assistant.domain.sheet import Field
from assistant.loading.cells import SheetCell
from assistant.loading.reader import Reader
from assistant.loading.schema import TREES
from assistant.loading.standards import standard_titles
from assistant.loading.tree import Node
from assistant.loading.written import amount, day_text, operator_text, value_text

_HELD = 15  # significant digits that a spreadsheet holds


def content(cell: SheetCell | None, own: Field, reader: Reader, unit: str = "") -> Node | None:
    """What a cell says for a field; None where it is blank. Faults go to the reader."""
    if cell is None or cell.kind == "blank" or not _usable(cell, own, reader):
        return None
    text = cell.text
    if own.kind == "lines":
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return Node([Node(line, cell.source) for line in lines], cell.source)
    if own.kind == "number":
        return _amount(cell, own, reader, unit)
    if own.path == ("midyear",):
        return None if is_absent(text) else _midyear(cell, own, reader, unit)
    if own.kind == "value":
        return None if is_absent(text) else Node(value_text(text), cell.source)
    if own.kind == "date":
        return Node(day_text(cell.held if cell.kind == "date" else text), cell.source)
    if own.choices and not own.open:
        return _choice(cell, own, reader)
    if own.path == ("standard",):
        return _standard(cell, reader)
    return Node(own.written(text), cell.source)


def _standard(cell: SheetCell, reader: Reader) -> Node | None:
    """The id of a standard by its title, as people choose it; an id and the name of an own file stay."""
    titles = standard_titles()
    if cell.text in titles or cell.text.lower().endswith(TREES):
        return Node(cell.text, cell.source)
    chosen = [name for name, title in titles.items() if title == cell.text]
    if chosen:
        return Node(chosen[0], cell.source)
    listed = "；".join(titles.values())
    reader.fault(
        cell.source,
        f"没有评分标准“{cell.text[:40]}”",
        f"请从下拉列表里选一项，或写本单位标准的文件名（.yaml）；可选的有：{listed}",
    )
    return None


def _midyear(cell: SheetCell, own: Field, reader: Reader, unit: str) -> Node | None:
    """A midyear value in the unit of its target; what is no such number (6月, 已启动) is told and left out."""
    try:
        written = amount(cell.text)
    except NumberFault:
        reader.notice(cell.source, f"“{own.heading}”的“{cell.text[:20]}”不是数，没有读取")
        return None
    number = written.in_unit(unit)
    if number is None:
        reader.notice(
            cell.source, f"“{own.heading}”的“{cell.text}”不能换算成{unit or '没有单位的数'}，没有读取"
        )
        return None
    return Node(written.digits if number == written.number else format(number, "f"), cell.source)


def _usable(cell: SheetCell, own: Field, reader: Reader) -> bool:
    """Whether the cell holds a value at all; says what is peculiar about how it came about."""
    if cell.kind == "error":
        reader.fault(cell.source, f"“{own.heading}”是错误值 {cell.text}", "请改正公式，或直接填写")
        return False
    if cell.kind == "uncalculated":
        reader.fault(
            cell.source,
            f"“{own.heading}”的公式 {cell.formula[:40]} 没有计算结果",
            "请用 Excel 或 WPS 打开并保存一次",
        )
        return False
    if cell.held and cell.kind == "number" and not cell.text.startswith(cell.held):
        reader.notice(cell.source, f"单元格里存的是{cell.held}，格式显示为{cell.text}，按显示的读取")
    if cell.formula:
        reader.notice(
            cell.source,
            f"“{own.heading}”由公式 {cell.formula[:40]} 得出，读取的是上次保存的值 {cell.text[:40]}",
        )
    whole = re.match(r"-?(\d*)", cell.held or cell.text)
    if cell.kind in ("number", "percent") and whole and len(whole.group(1)) > _HELD:
        reader.fault(
            cell.source,
            f"“{own.heading}”的数 {_short(cell.text)} 超过{_HELD}位，电子表格只保留前{_HELD}位，后面的已经丢失",
            "请把单元格格式改成文本后重填，或改用较大的金额单位",
        )
        return False
    return True


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"


def _choice(cell: SheetCell, own: Field, reader: Reader) -> Node | None:
    """One of a list; anything else is a fault that names the list."""
    if own.path == ("target", "operator"):
        sign = operator_text(cell.text)
        if sign or is_absent(cell.text):
            return Node(sign, cell.source) if sign else None
    word = own.written(cell.text)
    if word in dict(own.choices):
        return Node(word, cell.source)
    labels = "、".join(label for _, label in own.choices)
    if own.path == ("target", "operator"):
        labels += "、定性"
    reader.fault(cell.source, f"“{cell.text[:20]}”不是“{own.heading}”的选项", f"只能填 {labels}")
    return None


def _amount(cell: SheetCell, own: Field, reader: Reader, unit: str) -> Node | None:
    if is_absent(cell.text):
        return None
    if cell.kind in ("date", "switch"):
        kind = "日期或时间" if cell.kind == "date" else "逻辑值"
        reader.fault(
            cell.source,
            f"“{own.heading}”应是数字，这一格是{kind}“{cell.text}”",
            "请把单元格格式改成数值后重填",
        )
        return None
    try:
        written = amount(cell.text)
    except NumberFault as fault:
        reader.fault(cell.source, str(fault), _remedy(cell, str(fault)))
        return None
    if written.remark:
        reader.notice(cell.source, f"“{cell.text}”括号里的内容没有读取，按{written.text}读取")
    if not written.alone and written.unit != (unit or own.unit):
        return _in_unit(cell, written, unit or own.unit, reader)
    if cell.kind == "text" and reader.book.typed:
        reader.notice(
            cell.source, f"“{cell.text}”是以文本写的数，按{written.digits}读取；表格里的合计不会算进这一格"
        )
    return Node(written.digits, cell.source)


def _remedy(cell: SheetCell, fault: str) -> str:
    if cell.formula and re.search(r"-?\d+\.\d{11,}", fault):
        return "公式的结果带有二进制误差，请用 ROUND 取整到小数点后几位"
    return "请填一个数" if "不是数字" in fault else ""


def _in_unit(cell: SheetCell, written: Measure, unit: str, reader: Reader) -> Node | None:
    """A number with another unit behind it, converted where that is exact."""
    exact = written.in_unit(unit) if unit else None
    if exact is None:
        remedy = f"请只填数字，单位是{unit}" if unit else "请只填数字，不带单位"
        reader.fault(cell.source, f"“{cell.text}”的单位“{written.unit}”在这里不可用", remedy)
        return None
    text = format(exact.normalize() if exact else Decimal(0), "f")
    reader.notice(cell.source, f"“{cell.text}”已换算成{text}{unit}")
    return Node(text, cell.source)
