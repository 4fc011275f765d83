"""The JSON Schema of a submission as it is written in YAML or JSON, for editors that complete and check."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from assistant.domain.facts import Submission
from assistant.domain.form import PARTS, SHEETS, STAGES

_SCALAR = {"type": ["string", "number"]}
_SHORT = ("Basic", "BudgetStage", "Claim")  # what may be written as one number
_WHOLE: dict[str, dict[str, Any]] = {
    "Target": {
        "type": ["string", "number"],
        "description": "指标值：≥5%、=10人、≤3081.24万元；定性：……；9月底前",
    }
}


def submission_schema() -> dict[str, Any]:
    """The schema: every key with its Chinese heading, no key that is not known."""
    schema = Submission.model_json_schema(schema_generator=_Written)
    for name, definition in schema["$defs"].items():
        definition.pop("description", None)  # docstrings are for developers
        _describe(definition)
        if name in _SHORT:
            schema["$defs"][name] = {"anyOf": [_SCALAR, definition]}
        if name in _WHOLE:
            schema["$defs"][name] = _WHOLE[name]
    schema.pop("description", None)
    _describe(schema)
    schema["title"] = "绩效自评填报数据"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema


def _describe(definition: dict[str, Any]) -> None:
    definition.pop("title", None)
    for key, own in definition.get("properties", {}).items():
        own.pop("title", None)
        heading = _HEADINGS.get(key)
        if heading:
            own["description"] = heading


class _Written(GenerateJsonSchema):
    """Numbers may be written as numbers or as text; a year, a date and a switch are scalars too."""

    def decimal_schema(self, schema: Any) -> dict[str, Any]:
        return dict(_SCALAR)

    def int_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": ["integer", "string"]}

    def bool_schema(self, schema: Any) -> dict[str, Any]:
        return {
            "type": ["boolean", "string"],
            "enum": [True, False, "是", "否", "true", "false", "yes", "no"],
        }

    def date_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^20\d\d-\d\d-\d\d$"}

    def str_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": ["string", "number", "null"]}

    def literal_schema(self, schema: Any) -> dict[str, Any]:
        expected = list(schema["expected"])
        return {"enum": [1, "1"]} if expected == ["1"] else {"enum": expected}


def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in SHEETS:
        for own in sheet.fields:
            found.setdefault(own.path[-1], f"{own.heading}。{own.note}" if own.note else own.heading)
    for own in (*STAGES, *PARTS):
        found.setdefault(own.path[-1], own.heading)
    return found | {
        "format": "格式版本，填 1",
        "kind": "department 部门整体支出，project 项目支出",
        "unit": "单位",
        "facts": "报告要提到的工作量",
        "budget": "预算",
        "projects": "项目",
        "indicators": "绩效指标",
        "basics": "基础数据（共性指标用）",
        "previous": "上年数",
        "claimed": "自评表上已印出的结果，只用来核对",
        "notes": "单位自己的说法",
        "profile": "单位基本情况",
        "target": "指标值，如 ≥5%",
        "score": "自评得分（只在不按标准得分时填）",
        "rows": "下级指标",
        "name": "名称",
        "value": "数值",
        "total": "合计",
        "project": "项目支出；项目支出自评时为项目名称、主管部门、实施单位",
        "problems": "存在的问题",
        "measures": "改进措施",
        "suggestions": "建议",
        "basic": "基本支出：一个数，或 personnel 和 public",
    }


_HEADINGS = _headings()
