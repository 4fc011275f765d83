"""Limits from which the standard asks for an explanation, in per cent. They are read from it, not computed."""

from __future__ import annotations

from assistant.domain.glossary import Declaration
from assistant.domain.role import Role
from assistant.domain.unit import PERCENT

# By the entry of the standard that sets the limit.
LIMITS = {
    "execution.explain_below": ("limit.execution", "评分标准规定的执行率说明界限"),
    "execution.project_explain_below": ("limit.project.execution", "评分标准规定的项目执行率说明界限"),
    "overcompletion.explain_from": ("limit.overcompletion", "评分标准规定的超额完成说明界限"),
    "adjustment.explain_above": ("limit.adjustment", "评分标准规定的预算调整说明界限"),
}
FULL = "limit.full"

TERMS = (
    Declaration(id=FULL, label="足额（100%）", role=Role.LIMIT, subject="limit", unit=PERCENT),
    *(
        Declaration(id=entry_id, label=label, role=Role.LIMIT, subject="limit", unit=PERCENT)
        for entry_id, label in LIMITS.values()
    ),
)
