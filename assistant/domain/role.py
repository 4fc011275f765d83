"""What a number says of its subject (角色): its budget, its execution rate, its target, its score …"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The role of a ledger entry; the value is its Chinese name."""

    INITIAL = "年初预算数"
    ADJUSTED = "全年预算数"
    EXECUTED = "全年执行数"
    UNEXECUTED = "未执行数"
    EXECUTION_RATE = "预算执行率"
    INITIAL_EXECUTION_RATE = "按年初预算计算的执行率"
    EXECUTION_GAP = "执行率差距"
    ADJUSTMENT = "预算调整数"
    ADJUSTMENT_RATE = "预算调整率"
    GROSS_ADJUSTMENT = "预算调整总额"
    GROSS_ADJUSTMENT_RATE = "预算调整总额比率"
    SHARE = "占比"
    COUNT = "数量"
    TARGET = "指标值"
    MIDYEAR = "年中监控值"
    ACTUAL = "实际完成值"
    COMPLETION = "完成率"
    GAP = "与指标值的差距"
    OVERCOMPLETION = "超额完成幅度"
    POINTS = "分值"
    SCORE = "自评得分"
    RULE_SCORE = "按标准计算的得分"
    LOST = "扣分"
    GRADE = "评价等级"
    NAME = "名称"
    FACT = "事实"
    CHANGE = "增减数"
    PREVIOUS = "上年数"
    PREVIOUS_RATE = "上年执行率"
    YEAR_ON_YEAR = "比上年增减"
    COMMON = "共性指标值"
    BASE = "基础数据"
    BAND_SCORE = "按档得分"
    LIMIT = "评分标准规定的界限"


# Entries whose value has a sign that the prose must express by a verb (调增/调减, 高于/低于).
SIGNED = frozenset({Role.ADJUSTMENT, Role.ADJUSTMENT_RATE, Role.GAP, Role.EXECUTION_GAP, Role.YEAR_ON_YEAR})
# Roles of what lies between two numbers, not of a number that stands for itself.
DIFFERENCES = SIGNED | {Role.OVERCOMPLETION, Role.CHANGE, Role.LOST, Role.UNEXECUTED}
