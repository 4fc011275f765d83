"""YAML into a tree of text scalars. Anchors, tags and duplicate keys are refused."""

from __future__ import annotations

import yaml

from assistant.domain.source import Source
from assistant.errors import Fault, SubmissionError
from assistant.loading.tree import MAX_DEPTH, Node, refuse, unfold

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
}


def read_yaml(text: str, file: str, form: str = "可用 ziping init 生成填报模板") -> Node:
    """The tree of one YAML document; raises SubmissionError with the line of every duplicate key.

    `form`: what to write into a file that is empty.
    """
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise refuse(file, line, "不支持 YAML 锚点和别名（& 和 *）", "请直接写出内容")
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        problem = str(error.problem)[:80]
        raise refuse(file, line, f"YAML 写法有误：{problem}", "请检查缩进、冒号后的空格和引号") from None
    except yaml.YAMLError as error:
        raise refuse(file, 0, f"YAML 无法读取：{str(error)[:80]}") from None
    except RecursionError:
        raise refuse(file, 0, "YAML 嵌套过深") from None
    if root is None:
        raise refuse(file, 1, "文件是空的", form)
    faults: list[Fault] = []
    tree = _build(root, file, faults, 0)
    if faults:
        raise SubmissionError(faults)
    return tree


def _build(node: yaml.Node, file: str, faults: list[Fault], depth: int) -> Node:
    line = node.start_mark.line + 1
    if depth > MAX_DEPTH:
        raise refuse(file, line, "YAML 嵌套过深")
    if node.tag not in _PLAIN_TAGS:
        raise refuse(file, line, f"不支持 YAML 标签 {node.tag[:60]}")
    source = Source(file, line)
    if isinstance(node, yaml.ScalarNode):
        return Node(_scalar(node), source)
    if isinstance(node, yaml.SequenceNode):
        return Node([_build(item, file, faults, depth + 1) for item in node.value], source)
    mapping: dict[str, Node] = {}
    for key, value in node.value:
        place = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise refuse(file, place, "键只能是文字")
        if key.value in mapping:
            first = mapping[key.value].source.line
            faults.append(
                Fault(str(Source(file, place)), f"键“{key.value}”重复，前一处在第{first}行", "请只留一处")
            )
        mapping[key.value] = _build(value, file, faults, depth + 1)
    return Node(mapping, source)


def _scalar(node: yaml.ScalarNode) -> str | None:
    text = str(node.value)
    if node.style is None and text in ("", "~", "null"):
        return None
    folded = node.style == ">" or (node.style != "|" and node.start_mark.line != node.end_mark.line)
    return unfold(text) if folded else text
