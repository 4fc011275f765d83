"""A tree into a checked record: every fault at once, each with its place, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.domain.fields import FieldFault, Written
from assistant.domain.form import heading_of
from assistant.domain.source import Path, Source, Sources
from assistant.errors import Fault, SubmissionError, reason
from assistant.loading.file import read_file
from assistant.loading.json_tree import read_json
from assistant.loading.tree import MAX_BYTES, Node, refuse
from assistant.loading.yaml_tree import read_yaml

TREES = (".yaml", ".yml", ".json")
Record = TypeVar("Record", bound=Written)


def read_tree(path: FilePath, form: str = "") -> Node:
    """The tree of a .yaml, .yml or .json file; `form`: what the file should be, where it is no submission."""
    name = path.as_posix()
    if path.suffix.lower() not in TREES:
        raise refuse(
            name,
            0,
            f"不能读取“{path.suffix}”文件",
            form or _submission(path.suffix.lower()),
        )
    try:
        text = read_file(path, MAX_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise refuse(name, 0, reason(error)) from None
    except UnicodeDecodeError:
        raise refuse(name, 0, "文件不是 UTF-8 编码", "请另存为 UTF-8") from None
    if path.suffix.lower() == ".json":
        return read_json(text, name)
    return read_yaml(text, name, form) if form else read_yaml(text, name)


def _submission(suffix: str) -> str:
    """What a file of this suffix should have been, to hold a submission."""
    if suffix in (".docx", ".docm"):
        return "官方自评表请先用 ziping convert 转成填报工作簿"
    return "填报数据应为 .xlsx、.yaml 或 .json"


def validate(model: type[Record], tree: Node, broken: frozenset[str] = frozenset()) -> Record:
    """The record of a tree, knowing its places; raises SubmissionError listing every fault with its place.

    `broken`: sheets, or rows of tables (指标!9), with faults already; what is missing in them, or does not fit together, may come of those.
    """
    sources = tree.sources()
    if not isinstance(tree.value, dict):
        raise SubmissionError([Fault(str(tree.source), "应为“键: 值”的结构")])
    try:
        return model.model_validate(tree.plain()).located(Sources(sources))
    except ValidationError as error:
        details = [detail for detail in error.errors() if not _follows(detail, sources, broken)]
        faults = [_fault(detail, sources, tree) for detail in details]
        raise SubmissionError(sorted(set(faults), key=lambda fault: _line(fault.place))) from None


def _line(place: str) -> int:
    digits = "".join(char for char in place.rpartition("第")[2] if char.isdigit())
    return int(digits or 0)


def _nearest(path: Path, sources: Mapping[Path, Source]) -> Source:
    while path and path not in sources:
        path = path[:-1]
    return sources[path]


def _follows(detail: Any, sources: Mapping[Path, Source], broken: frozenset[str]) -> bool:
    """Whether a fault is of a whole (or of what is missing in it) that has faulty parts, or was asked for of the file."""
    source = _nearest(tuple(detail["loc"]), sources)
    missing = detail["type"] == "missing"
    if not broken or not (missing or isinstance(detail["input"], dict)):
        return False
    row = source.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (
        not source.sheet
        or bool({source.sheet, f"{source.sheet}!{row}"} & broken)
        or (missing and "" in broken)
    )


def _fault(detail: Any, sources: Mapping[Path, Source], tree: Node) -> Fault:
    path: Path = tuple(
        part for part in detail["loc"] if part != "[key]"
    )  # a key at fault stands at its value
    source = _nearest(path, sources)
    message, remedy = _words(detail, path, tree)
    shown = detail.get("ctx", {}).get("error")
    if isinstance(shown, FieldFault):  # shown where that field was filled in
        own = sources.get((*path[:-1], shown.field), source)
        source = own if own.sheet else source
    if source.sheet:  # a cell says more to staff than the name of a key
        heading = heading_of(path) if detail["type"] == "missing" else ""
        return Fault(str(source), f"没有填“{heading}”" if heading else _for_cells(message), remedy)
    name = ".".join(f"第{part + 1}项" if isinstance(part, int) else part for part in path)
    return Fault(f"{source} {name}", message, remedy)


def _for_cells(message: str) -> str:
    """A message for people who fill in cells: the Chinese names, and not the keys of the YAML form."""
    message = message.replace("true 或 false", "是 或 否").replace("kind 为 project ", "自评类别是项目支出")
    message = re.sub(r"（[a-z_]+(?:、[a-z_]+)*）", "", message)
    return re.sub(r" ?\b[a-z_]+（([^（）]+)）", r"\1", message)


def _words(detail: Any, path: Path, tree: Node) -> tuple[str, str]:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "missing":
        return "缺少此项", "请补填"
    if kind == "extra_forbidden" and str(path[-1]).replace(".", "").isdigit():
        return f"不认识的键“{path[-1]}”", "花括号内的数字不要用千分位逗号，或给整个数字加引号"
    if kind == "extra_forbidden":
        return f"不认识的键“{path[-1]}”", "请检查拼写，或删去"
    if kind == "value_error":
        return str(context["error"]), ""
    if kind == "literal_error":
        expected = (
            str(context["expected"]).replace(" or ", "、").replace(", ", "、").replace("'", "").lstrip("、")
        )
        near = get_close_matches(str(detail["input"]), expected.split("、"), 1)
        return f"“{detail['input']}”不可用，只能填 {expected}", f"是否想填 {near[0]}" if near else ""
    if kind == "too_short":
        return "至少要有一项", ""
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "应为“键: 值”的结构", ""
    if kind in ("tuple_type", "list_type"):
        return "应为列表，每项一行，以“- ”开头", ""
    return f"填写有误（{kind}）", ""
