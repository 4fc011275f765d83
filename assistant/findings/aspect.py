"""What a finding rule is about. Findings are told in this order within a severity, and by code within an aspect."""

from __future__ import annotations

from enum import IntEnum, auto


class Aspect(IntEnum):
    """From the whole to its parts, from money to results, from results to their reasons and evidence."""

    TOTALS = auto()  # 合计
    NAMES = auto()  # 名称
    LINKS = auto()  # 上下级、各类、两年之间的衔接
    CLAIMS = auto()  # 单位自己印出的结果
    EXECUTION = auto()  # 预算执行
    RESULTS = auto()  # 指标完成与得分
    CAUSES = auto()  # 原因与时间
    EVIDENCE = auto()  # 样本与佐证
    FORM = auto()  # 填报方式
