"""Reading a standard (评分标准) by its id, from those that come with the program."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from assistant.domain.standard import Standard
from assistant.errors import StandardError, SubmissionError
from assistant.loading.schema import validate
from assistant.loading.yaml_tree import read_yaml


def standard_ids() -> list[str]:
    """The ids of all standards that come with the program."""
    folder = files("assistant") / "standards"
    return sorted(Path(item.name).stem for item in folder.iterdir() if item.name.endswith(".yaml"))


def load_standard(standard_id: str) -> Standard:
    """The standard with this id; raises StandardError naming those that exist."""
    known = standard_ids()
    if standard_id not in known:
        raise StandardError(f"没有评分标准“{standard_id}”，可用的有：{'、'.join(known)}")
    name = f"{standard_id}.yaml"
    text = (files("assistant") / "standards" / name).read_text("utf-8")
    try:
        standard, _ = validate(Standard, read_yaml(text, name))
    except SubmissionError as error:
        raise StandardError(f"评分标准有误：\n{error}") from None
    return standard
