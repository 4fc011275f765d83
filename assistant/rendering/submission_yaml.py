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
        fields = type(value).model_fields.items()
        items = {name: getattr(value, name) for name, info in fields if getattr(value, name) != info.default}
        return {name: _written(item) for name, item in items.items()}
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
