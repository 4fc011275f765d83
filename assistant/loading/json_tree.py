"""JSON into a tree of text scalars with line numbers; numbers stay as written, duplicate keys are refused."""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

from assistant.domain.source import Source
from assistant.errors import Fault, SubmissionError
from assistant.loading.tree import MAX_DEPTH, Node, refuse

_SPACE = re.compile(r"[ \t\r\n]*")
_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null", re.ASCII)


class _JsonReader:
    def __init__(self, text: str, file: str):
        self.text, self.file = text, file
        self.faults: list[Fault] = []
        self._starts = [0] + [found.end() for found in re.finditer("\n", text)]

    def line(self, position: int) -> int:
        return bisect_right(self._starts, position)

    def fail(self, position: int, message: str) -> SubmissionError:
        return refuse(self.file, self.line(position), f"JSON 写法有误：{message}")

    def skip(self, position: int) -> int:
        found = _SPACE.match(self.text, position)
        return found.end() if found else position

    def at(self, position: int) -> str:
        return self.text[position : position + 1]

    def string(self, position: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.text, position + 1, True)
        except JSONDecodeError as error:
            raise self.fail(error.pos, "引号内的文字没有结束或含有控制字符") from None
        return str(text), int(end)

    def value(self, position: int, depth: int) -> tuple[Node, int]:
        if depth > MAX_DEPTH:
            raise self.fail(position, "嵌套过深")
        source = Source(self.file, self.line(position))
        mark = self.at(position)
        if mark == '"':
            text, end = self.string(position)
            return Node(text, source), end
        if mark == "{":
            return self.mapping(position, source, depth)
        if mark == "[":
            return self.sequence(position, source, depth)
        found = _LITERAL.match(self.text, position)
        if not found:
            raise self.fail(position, f"此处应是一个值，却是“{mark or '文件结尾'}”")
        literal = found.group()
        return Node(None if literal == "null" else literal, source), found.end()

    def sequence(self, position: int, source: Source, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        position = self.skip(position + 1)
        while self.at(position) != "]":
            if items:
                position = self.skip(self.expect(position, ","))
            item, position = self.value(position, depth + 1)
            items.append(item)
            position = self.skip(position)
        return Node(items, source), position + 1

    def mapping(self, position: int, source: Source, depth: int) -> tuple[Node, int]:
        items: dict[str, Node] = {}
        position = self.skip(position + 1)
        while self.at(position) != "}":
            if items:
                position = self.skip(self.expect(position, ","))
            if self.at(position) != '"':
                raise self.fail(position, "键应写在双引号里")
            key_line = self.line(position)
            key, position = self.string(position)
            position = self.skip(self.expect(self.skip(position), ":"))
            if key in items:
                first = items[key].source.line
                place = str(Source(self.file, key_line))
                self.faults.append(Fault(place, f"键“{key}”重复，前一处在第{first}行", "请只留一处"))
            items[key], position = self.value(position, depth + 1)
            position = self.skip(position)
        return Node(items, source), position + 1

    def expect(self, position: int, mark: str) -> int:
        if self.at(position) != mark:
            raise self.fail(position, f"此处应是“{mark}”")
        return position + 1


def read_json(text: str, file: str) -> Node:
    """The tree of one JSON value; raises SubmissionError with the line of each fault."""
    reader = _JsonReader(text, file)
    tree, end = reader.value(reader.skip(0), 0)
    if reader.skip(end) != len(text):
        raise reader.fail(end, "值之后还有多余的内容")
    if reader.faults:
        raise SubmissionError(reader.faults)
    return tree
