"""A submission as YAML that reads back the same: decimals as they were supplied, text quoted where it has to be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from assistant.domain.facts import Submission
from assistant.domain.quantity import plain
from assistant.domain.target import Target


class _Dumper(yaml.SafeDumper):
    """Writes decimals as plain scalars, and text of several lines on one quoted line."""


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    text = plain(value)
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if "\n" in value else None)


_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(str, _text)


def submission_yaml(submission: Submission, schema: str = "") -> str:
    """The YAML; `schema` is a place of the JSON Schema for editors."""
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    data = _written(submission)
    data["format"] = 1
    return head + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)


def _written(value: Any) -> Any:
    """What a person would write for a value; absent and empty parts are left out."""
    if isinstance(value, Target):
        return f"定性：{value.text}" if value.kind == "quality" and value.text != "定性" else value.text
    if hasattr(type(value), "model_fields"):
        found = {}
        for name, info in type(value).model_fields.items():
            item = getattr(value, name)
            if item is None or item == () or item == "" or (item == info.default and name != "kind"):
                continue
            written = _written(item)
            if written != {} or hasattr(info.annotation, "__name__") is False:
                found[name] = written
        return found
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
