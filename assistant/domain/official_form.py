"""The published self-evaluation forms (自评表): what their headings are called, and what each means in a submission.

Layouts known: 财预〔2020〕10号 附件1 (national), Yunnan 公开14表, Hubei 20/80, Sichuan, 衔接资金, 中央转移支付. One meaning, many
headings: 全年预算数 = 调整后预算数 = 预算数(A); 实际完成值 = 全年实际值 = 完成值; 分值 = 权重 = 参考分值.
"""

from __future__ import annotations

import re

from assistant.domain.form import INDICATORS, PARTS, STAGES
from assistant.domain.sheet import Field, heading_key

ANSWERS = {
    "year": "--year",
    "prepared_on": "--prepared-on",
    "standard": "--standard",
    "money": "--money",
    "unit": "--unit",
}

LABELS = {
    "项目名称": ("project", "name"),
    "主管部门": ("project", "authority"),
    **dict.fromkeys(("实施单位", "项目实施单位", "项目单位"), ("project", "implementer")),
    **dict.fromkeys(
        (
            "单位名称",
            "部门名称",
            "部门单位名称",
            "部门",
            "填报单位",
            "预算单位",
            "预算部门",
            "单位",
            "填报部门",
            "公开部门",
        ),
        ("unit", "name"),
    ),
    **dict.fromkeys(("填报日期", "填表日期", "填报时间", "填表时间", "自评日期", "日期"), ("prepared_on",)),
    **dict.fromkeys(("年度", "自评年度", "预算年度", "评价年度"), ("year",)),
}
LABEL_NAMES = {
    ("project", "name"): "项目名称",
    ("project", "authority"): "主管部门",
    ("project", "implementer"): "实施单位",
    ("unit", "name"): "单位名称",
    ("prepared_on",): "填报日期",
    ("year",): "自评年度",
}

RATE = Field(("claimed", "execution_rate"), "执行率", ("预算执行率",), kind="number")
EXECUTION_SCORE = Field(("claimed", "execution_score"), "得分", ("自评得分",), kind="number")
EXECUTION_POINTS = Field(("points",), "分值", ("权重",), kind="number")
TOTAL_SCORE = Field(("claimed", "total"), "总分", kind="number")
_MORE = {
    ("initial",): ("年初预算金额", "年初批复预算数"),
    ("adjusted",): ("调整后预算", "全年预算金额", "调整后全年预算数"),
    ("executed",): ("全年实际执行数", "实际执行数", "全年支出数", "全年执行", "实际支出数"),
    ("total",): (
        "总计",
        "年度财政资金总额",
        "年度预算总额",
        "年度预算资金总额",
        "年度预算",
        "项目资金总额",
        "部门支出总额",
        "全年支出总额",
    ),
    ("fiscal",): (
        "中央财政资金",
        "地方资金",
        "地方财政资金",
        "中央财政补助",
        "财政拨款收入",
        "财政拨款资金",
        "一般公共预算拨款",
        "本年一般公共预算拨款",
        "本年一般公共预算",
    ),
    ("carryover",): ("上年结转结余资金", "上年结余结转", "结转结余资金"),
    ("other",): ("财政专户管理资金", "其他", "其他收入"),
    ("level1",): ("一级",),
    ("level2",): ("二级",),
    ("name",): ("三级", "绩效内容"),
    ("target", "value"): ("预期指标值", "绩效目标值", "计划指标值", "预期目标值", "年度目标值", "全年指标值"),
    ("target", "operator"): ("运算符号", "计算符号", "指标符号"),
    ("actual",): ("全年实际完成值", "年度实际完成值", "全年实际完成情况", "实际完成指标值"),
    ("score", "value"): ("实际得分",),
    ("score", "reason"): ("扣分原因", "得分原因"),
    ("cause",): (
        "偏差原因分析及改进措施",
        "偏差原因及改进措施",
        "未完成原因和改进措施",
        "未完成原因及改进措施",
        "未完成原因分析及改进措施",
        "未完成原因及拟采取的改进措施",
        "未完成原因和拟采取的改进措施",
        "原因分析及改进措施",
        "未完成原因分析与改进措施",
    ),
}
_NO_COLUMN = {("depth",), ("aliases",), ("completion_of",), ("applicable",), ("evidence",), ("sample",)}


def official_key(text: str) -> str:
    """A heading as it is compared: without anything in brackets (units, letters, points), spaces and numbering."""
    bare = re.sub(r"[\s\u3000]", "", text)
    while (shorter := re.sub(r"[（(【\[][^（）()【】\[\]]*[）)】\]]", "", bare)) != bare:
        bare = shorter
    return heading_key(bare.lstrip("-—·★*"))


def _names(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {
        official_key(name): own
        for own in fields
        for name in (*_MORE.get(own.path, ()), *own.synonyms, own.heading)
        if name != "指标"  # 指标 heads too many things in a published form
    }


STAGE_NAMES = _names(STAGES)
PART_NAMES = _names(PARTS)
MONEY_NAMES = {**STAGE_NAMES, **_names((RATE, EXECUTION_SCORE, EXECUTION_POINTS))}
INDICATOR_NAMES = _names(tuple(own for own in INDICATORS.fields if own.path not in _NO_COLUMN))
NO_MEANING = frozenset(
    {"绩效指标", "年度绩效指标", "序号", "绩效目标", "年度绩效目标", "指标", "年度绩效目标1", "项目绩效指标"}
)

# Rows that are parts of one amount and may be added: they exclude each other by their definition.
ADDED = (
    frozenset({"中央财政资金", "中央财政补助", "地方资金", "地方财政资金"}),
    frozenset({"财政专户管理资金", "单位资金", "其他资金"}),
)

CLASSES = (
    "产出",
    "效益",
    "满意度",
    "成本",
    "服务对象满意",
    "社会公众",
    "投入",
    "过程",
    "效果",
    "决策",
    "管理",
    "履职",
    "运行成本",
    "社会效应",
    "可持续",
    "预算执行",
)
TOTALS = frozenset({"总分", "合计", "总计", "总得分", "自评总分", "合计得分"})
GRADE_LABELS = frozenset({"自评等级", "评价等级", "等级", "评定等级", "自评结果等级", "自评等次"})
GRADES = ("优", "良", "中", "差", "优秀", "良好", "合格", "不合格")
NOTE_LABELS = {
    **dict.fromkeys(("存在问题", "存在的问题", "存在的主要问题", "偏差大或目标未完成原因分析"), "problems"),
    **dict.fromkeys(("改进措施", "改进措施及结果应用方案", "下一步改进措施"), "measures"),
}
