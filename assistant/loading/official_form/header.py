"""What stands around the tables of a published form: title, names, year, date, unit of money; and what has to be asked.

Nothing is guessed: what the form does not say is taken from the answers, and what neither says is a fault that names
the option to give.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from assistant.domain.fields import is_absent
from assistant.domain.form import MONEY
from assistant.domain.official_form import ANSWERS, LABEL_NAMES, LABELS, official_key
from assistant.domain.source import Source
from assistant.loading.cells import SheetCell
from assistant.loading.official_form.docx_tables import TEXT
from assistant.loading.official_form.layout import FormTable, Place, beside, headings
from assistant.loading.reader import Reader, put
from assistant.loading.standards import standard_ids
from assistant.loading.tree import Node
from assistant.loading.workbook import Grid

_UNITS = "|".join(sorted(dict(MONEY), key=len, reverse=True))
_BRACKETS = re.compile(rf"[（(](?:单位[:：])?({_UNITS})[）)]")
_UNIT = re.compile(rf"单位[:：]({_UNITS})(?![\u4e00-\u9fff])")
_TITLE = re.compile(r"自评表|自评报告|绩效自评|评价表|[（(]?20\d\d年度?[）)]?\Z")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年度|[（(](20\d\d)年?[）)]|(?<!\d)(20\d\d)年(?!\d)")
_DAY = re.compile(r"(20\d\d)(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?")
_INLINE = re.compile(
    rf"(?<![\u4e00-\u9fff])({'|'.join(sorted(LABELS, key=len, reverse=True))})(?:[（(][^（）()]*[）)])?[:：]\s*([^\s:：]+)"
)


class Header:
    """What the form says of itself, each with its place; several different values are kept and asked about."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, ...], list[Node]] = {}
        self.titles: list[SheetCell] = []

    def add(self, path: tuple[str, ...], text: str, source: Source) -> None:
        """Keep a value, once."""
        text, known = _plain(path, text), self.found.setdefault(path, [])
        if text and not is_absent(text) and all(node.value != text for node in known):
            known.append(Node(text, source))

    def first(self, *path: str) -> Node | None:
        return next(iter(self.found.get(path, [])), None)


def read_header(money: FormTable, indicators: FormTable, reader: Reader) -> Header:
    """Everything outside the two tables, in the whole of the file."""
    header = Header()
    for grid in reader.book.sheets:
        for row in range(1, grid.rows + 1):
            inside = (grid is money.grid and money.row <= row) or (
                grid is indicators.grid and indicators.row <= row
            )
            for anchor, cell in headings(grid, row):
                if anchor[0] != row:
                    continue
                _inline(cell, header, dates_only=inside)
                if not inside or official_key(cell.text) in ("填报日期", "填表日期", "填报时间", "自评日期"):
                    _label(grid, anchor, cell, header)
            if not inside or (grid is money.grid and row == money.row):
                _money(grid, row, header)
    if ("budget", "unit") not in header.found:  # 万元 in the block title beside the amounts
        for row in range(money.row, money.row + 2):
            _money(money.grid, row, header)
    return header


def _label(grid: Grid, place: Place, cell: SheetCell, header: Header) -> None:
    path = LABELS.get(official_key(cell.text)) if grid.name != TEXT and len(cell.text) < 20 else None
    if path is not None:
        found = beside(grid, place, LABELS.__contains__)
        if found is not None and found.text not in dict(MONEY):
            header.add(
                path,
                _day(found.text) or found.text if path == ("prepared_on",) else _line(found.text),
                found.source,
            )
    elif (
        _TITLE.search(cell.text)
        and not (left := grid.text(place[0], place[1] - 1))
        and place[1] <= 2
        and not left
    ):
        header.titles.append(cell)
        years = _YEAR.findall(re.sub(r"\s", "", cell.text))
        best = [found[0] for found in years if found[0]] or ["".join(found) for found in years]
        for year in best:
            header.add(("year",), year, cell.source)


def _inline(cell: SheetCell, header: Header, dates_only: bool) -> None:
    """单位名称：…  填报日期：… written in one cell or line."""
    compact = re.sub(r"(?<=[\d年月])\s+(?=[\d年月日])", "", cell.text)
    for label, text in _INLINE.findall(compact):
        path = LABELS[label]
        if text in dict(MONEY) or (dates_only and path != ("prepared_on",)):
            continue
        if path == ("prepared_on",):
            text = _day(text) or text
        header.add(path, text, cell.source)


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text).strip()


def _day(text: str) -> str:
    found = _DAY.fullmatch(re.sub(r"\s", "", text))
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _money(grid: Grid, row: int, header: Header) -> None:
    for _, cell in headings(grid, row):
        text = re.sub(r"\s", "", cell.text)
        for unit in (*_BRACKETS.findall(text), *_UNIT.findall(text)):
            header.add(("budget", "unit"), unit, cell.source)


def settle(header: Header, answers: Mapping[str, str], root: Node, reader: Reader) -> None:
    """Lay what the form and the answers say into the tree; ask for what neither says."""
    for key in answers.keys() - ANSWERS.keys():
        known = "、".join(ANSWERS.values())
        reader.fault(Source(reader.book.file), f"不认识的选项“{key}”", f"可用的有：{known}")
    if _kind(header, root, reader) == "project":
        for name in ("name", "authority", "implementer"):
            one = _one(("project", name), header, reader)
            if one is not None:
                put(root, ("project", name), one)
    _unit(header, answers, root, reader)
    standards = "、".join(standard_ids())
    for path, key, name, example in (
        (("year",), "year", "自评年度", "如 --year 2024"),
        (("prepared_on",), "prepared_on", "填报日期", "如 --prepared-on 2025-03-20"),
        (("standard",), "standard", "评分标准", f"如 --standard mof-2020；可用的有：{standards}"),
        (("budget", "unit"), "money", "金额单位", "如 --money 万元"),
    ):
        _asked(path, key, name, example, header, answers, root, reader)
    found = header.first("budget", "unit")
    unit = answers.get("money") or str(found.value if found else "")
    if unit and unit not in dict(MONEY):
        reader.fault(Source(ANSWERS["money"]), f"金额单位“{unit}”不可用", "只能填 元、千元、万元、亿元")
    reader.money = unit if unit in dict(MONEY) else reader.money


def _one(path: tuple[str, ...], header: Header, reader: Reader) -> Node | None:
    found = header.found.get(path, [])
    if len(found) > 1:
        shown = "、".join(f"“{node.value}”（{node.source.sheet}!{node.source.cell}）" for node in found)
        reader.fault(found[1].source, f"“{LABEL_NAMES[path]}”有几种写法：{shown}", "请改成一致")
    return found[0] if found else None


def _kind(header: Header, root: Node, reader: Reader) -> str:
    text = "".join(cell.text for cell in header.titles)
    whole = re.search(r"整体", text) is not None
    project = header.first("project", "name") is not None
    if (whole and project) or not (whole or project or "项目" in text):
        message = (
            "标题是整体支出，表里又有项目名称" if whole else "看不出是项目支出自评表还是部门整体支出自评表"
        )
        remedy = "请在标题里写明“项目支出绩效自评表”或“部门整体支出绩效自评表”，项目支出要有“项目名称”"
        reader.fault(header.titles[0].source if header.titles else Source(reader.book.file), message, remedy)
    elif not whole and not project:
        reader.fault(header.titles[0].source, "没有找到“项目名称”", "请在表里填项目名称")
    source = header.titles[0].source if header.titles else Source(reader.book.file)
    kind = "department" if whole else "project"
    put(root, ("kind",), Node(kind, source))
    return kind


def _unit(header: Header, answers: Mapping[str, str], root: Node, reader: Reader) -> None:
    name: Node | None
    if answers.get("unit"):
        name = Node(answers["unit"], Source(ANSWERS["unit"]))
    else:
        name = _one(("unit", "name"), header, reader)
        if name is None and (name := header.first("project", "implementer")) is not None:
            reader.notice(name.source, f"表里没有单位名称，用了实施单位“{name.value}”")
    if name is not None:
        put(root, ("unit", "name"), name)
        return
    reader.fault(Source(reader.book.file), "表里没有单位名称，不知道是哪个单位", "请用 --unit 给出全称")


def _asked(
    path: tuple[str, ...],
    key: str,
    name: str,
    example: str,
    header: Header,
    answers: Mapping[str, str],
    root: Node,
    reader: Reader,
) -> None:
    answer, found = answers.get(key, "").strip(), header.found.get(path, [])
    shown = "、".join(f"{node.value}（{node.source.sheet}!{node.source.cell}）" for node in found)
    if answer:
        put(root, path, Node(answer, Source(ANSWERS[key])))
        if len(found) == 1 and _plain(path, str(found[0].value)) != answer:
            reader.fault(
                found[0].source,
                f"表上的{name}是“{found[0].value}”，{ANSWERS[key]} 给的是“{answer}”",
                "请改成一致",
            )
    elif not found:
        reader.fault(Source(reader.book.file), f"表里没有{name}", f"请用 {ANSWERS[key]} 给出，{example}")
    elif len(found) > 1:
        reader.fault(
            found[0].source,
            f"{name}不止一个：{shown}，不知道用哪一个",
            f"请用 {ANSWERS[key]} 给出，{example}",
        )
    else:
        text = _plain(path, str(found[0].value))
        put(root, path, Node(text, found[0].source))
        if path == ("prepared_on",) and not _day(text):
            reader.fault(found[0].source, f"填报日期“{text}”看不出是哪一天", f"请改正，{example}")


def _plain(path: tuple[str, ...], text: str) -> str:
    return re.sub(r"\s|年度?\Z", "", text) if path == ("year",) else text
