"""Reading a standard (评分标准): one that comes with the program, or an office's own file (`extends:`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.domain.printable import escaped
from assistant.domain.source import Source
from assistant.domain.standard import Standard
from assistant.errors import Fault, StandardError, SubmissionError
from assistant.loading.schema import TREES, read_tree, validate
from assistant.loading.tree import Node
from assistant.loading.yaml_tree import read_yaml

MAX_STEPS = 5


def standard_ids() -> list[str]:
    """The ids of all standards that come with the program."""
    folder = files("assistant") / "standards"
    return sorted(Path(item.name).stem for item in folder.iterdir() if item.name.endswith(".yaml"))


@cache
def standard_titles() -> dict[str, str]:
    """The title of each standard that comes with the program, by its id: what people choose from."""
    return {name: str(_value(_tree(name, Path()), "title")) for name in standard_ids()}


def _value(tree: Node, key: str) -> object:
    return tree.value[key].value if isinstance(tree.value, dict) else ""


def load_standard(name: str, folder: Path = Path()) -> Standard:
    """A standard by its id, or by the path of a .yaml file relative to `folder`.

    Raises StandardError naming those that exist, or listing every fault with its place.
    """
    try:
        return validate(Standard, _extended(_tree(name, folder), folder, 0))
    except SubmissionError as error:
        raise StandardError(f"评分标准“{escaped(name)}”有误：\n{error}") from None


def is_standard(path: Path) -> bool:
    """Whether a file holds a standard rather than a submission: it has an id or extends one."""
    if path.suffix.lower() not in TREES:
        return False
    value = read_tree(path).value
    return isinstance(value, dict) and bool({"extends", "grades"} & set(value)) and "indicators" not in value


def _tree(name: str, folder: Path) -> Node:
    if name.endswith((".yaml", ".yml", ".json")):
        return read_tree(folder / name)
    known = standard_ids()
    if name not in known:
        raise StandardError(
            f"没有评分标准“{escaped(name)}”，可用的有：{'、'.join(known)}；也可以写本单位标准文件的路径（.yaml）"
        )
    file = f"{name}.yaml"
    return read_yaml((files("assistant") / "standards" / file).read_text("utf-8"), f"standards/{file}")


def _extended(tree: Node, folder: Path, steps: int) -> Node:
    """The tree laid over the one it extends: mappings merge key by key, anything else replaces."""
    if not isinstance(tree.value, dict) or "extends" not in tree.value:
        return tree
    own = dict(tree.value)
    base = own.pop("extends")
    if steps == MAX_STEPS or not isinstance(base.value, str):
        place = Source(base.source.file, base.source.line)
        raise SubmissionError([Fault(str(place), "extends 应写一个标准的编号，且不能循环")])
    below = _extended(_tree(base.value, folder), folder, steps + 1)
    return _laid_over(below, Node(own, tree.source), ())


def _laid_over(below: Node, above: Node, path: tuple[str, ...]) -> Node:
    if not isinstance(below.value, dict) or not isinstance(above.value, dict) or path == ("classes",):
        return above
    merged = dict(below.value)
    for key, value in above.value.items():
        merged[key] = _laid_over(merged[key], value, (*path, key)) if key in merged else value
    return Node(merged, above.source)
