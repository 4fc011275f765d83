"""Every id of the ledger, once: its Chinese label and the role it plays.

`{n}` stands for the number of a project, indicator or fact; `{name}` for its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.role import Role


@dataclass(frozen=True, slots=True)
class Term:
    """Label template, role, and the subject that entries with this id are about."""

    label: str
    role: Role
    subject: str


def _stage(stage: str, title: str, role: Role) -> dict[str, Term]:
    head = f"budget.{stage}"
    return {
        f"{head}.basic": Term(f"基本支出{title}", role, "basic"),
        f"{head}.basic.personnel": Term(f"人员经费{title}", role, "personnel"),
        f"{head}.basic.public": Term(f"公用经费{title}", role, "public"),
        f"{head}.basic.total": Term(f"基本支出{title}", role, "basic"),
        f"{head}.project": Term(f"项目支出{title}", role, "project"),
        f"{head}.fiscal": Term(f"财政拨款{title}", role, "fiscal"),
        f"{head}.carryover": Term(f"上年结转资金{title}", role, "carryover"),
        f"{head}.other": Term(f"其他资金{title}", role, "other"),
        f"{head}.total": Term(title, role, "unit"),
    }


_PARTS = (("basic", "基本支出", "basic"), ("project", "项目支出", "project"), ("total", "", "unit"))
_STAGES = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "全年执行数"))
_COMMON = {
    "staff": ("编制数 quota", "在职人员数 actual", "在职人员控制率 control.rate"),
    "three_public": ("上年三公经费 last_year", "三公经费预算数 budget", "三公经费支出数 actual",
                     "三公经费变动数 change.amount", "三公经费变动率 change.rate", "三公经费控制率 control.rate"),
    "carryover": ("年初结转结余 opening", "年末结转结余 closing", "结转结余率 rate", "结转结余变动率 change.rate"),
    "public": ("公用经费控制率 control.rate",),
    "budget": ("预算完成率 done.rate",),
    "procurement": ("政府采购预算数 planned", "政府采购实际金额 actual", "政府采购预算执行率 rate"),
    "payment": ("既定支付进度 planned", "实际支付进度 actual", "支付进度率 rate"),
    "assets": ("在用固定资产 in_use", "固定资产总额 total", "固定资产利用率 use.rate"),
    "tasks": ("计划工作数 planned", "完成工作数 done", "及时完成工作数 in_time", "达标工作数 qualified",
              "实际完成率 done.rate", "完成及时率 in_time.rate", "质量达标率 qualified.rate"),
    "key_projects": ("重点项目支出 amount", "重点支出安排率 share"),
}  # fmt: skip


def _common() -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for block, lines in _COMMON.items():
        for line in lines:
            label, key = line.split()
            role = Role.COMMON if key.endswith(("rate", "share")) else Role.BASE
            role = Role.YEAR_ON_YEAR if key.startswith("change.") else role
            terms[f"common.{block}.{key}"] = Term(label, role, f"common.{block}.{key}")
    return terms


GLOSSARY: dict[str, Term] = {
    **_stage("initial", "年初预算数", Role.INITIAL),
    **_stage("adjusted", "全年预算数", Role.ADJUSTED),
    **_stage("executed", "全年执行数", Role.EXECUTED),
    "budget.unexecuted.basic": Term("基本支出未执行数", Role.UNEXECUTED, "basic"),
    "budget.unexecuted.project": Term("项目支出未执行数", Role.UNEXECUTED, "project"),
    "budget.unexecuted.total": Term("未执行数", Role.UNEXECUTED, "unit"),
    "budget.adjustment.amount": Term("预算调整数（净额）", Role.ADJUSTMENT, "unit"),
    "budget.adjustment.rate": Term("预算调整率（净额）", Role.ADJUSTMENT_RATE, "unit"),
    "budget.adjustment.basic.amount": Term("基本支出预算调整数", Role.ADJUSTMENT, "basic"),
    "budget.adjustment.basic.rate": Term("基本支出预算调整率", Role.ADJUSTMENT_RATE, "basic"),
    "budget.adjustment.project.amount": Term("项目支出预算调整数", Role.ADJUSTMENT, "project"),
    "budget.adjustment.project.rate": Term("项目支出预算调整率", Role.ADJUSTMENT_RATE, "project"),
    **{
        f"budget.adjustment.{key}.{kind}": Term(f"{name}{label}", role, key)
        for key, name in (("fiscal", "财政拨款"), ("carryover", "上年结转资金"), ("other", "其他资金"))
        for kind, label, role in (
            ("amount", "预算调整数", Role.ADJUSTMENT),
            ("rate", "预算调整率", Role.ADJUSTMENT_RATE),
        )
    },
    "budget.adjustment.gross.amount": Term(
        "预算调整总额（各部分调整绝对值之和）", Role.GROSS_ADJUSTMENT, "unit"
    ),
    "budget.adjustment.gross.rate": Term("预算调整总额比率", Role.GROSS_ADJUSTMENT_RATE, "unit"),
    "budget.execution.rate": Term("预算执行率", Role.EXECUTION_RATE, "unit"),
    "budget.execution.initial_rate": Term("按年初预算计算的执行率", Role.INITIAL_EXECUTION_RATE, "unit"),
    "budget.execution.gap": Term("预算执行率与100%的差距", Role.EXECUTION_GAP, "unit"),
    "budget.execution.points": Term("预算执行率分值", Role.POINTS, "execution"),
    "budget.execution.score": Term("预算执行率得分", Role.SCORE, "execution"),
    "budget.execution.lost": Term("预算执行率扣分", Role.LOST, "execution"),
    "budget.basic.execution.rate": Term("基本支出预算执行率", Role.EXECUTION_RATE, "basic"),
    "budget.project.execution.rate": Term("项目支出预算执行率", Role.EXECUTION_RATE, "project"),
    "budget.project.execution.gap": Term("项目支出预算执行率与100%的差距", Role.EXECUTION_GAP, "project"),
    "budget.executed.basic.share": Term("基本支出占全年执行数的比重", Role.SHARE, "basic"),
    "budget.executed.project.share": Term("项目支出占全年执行数的比重", Role.SHARE, "project"),
    "budget.adjusted.basic.share": Term("基本支出占全年预算数的比重", Role.SHARE, "basic"),
    "budget.adjusted.project.share": Term("项目支出占全年预算数的比重", Role.SHARE, "project"),
    **_common(),
    **{
        f"previous.{stage}.{part}": Term(f"上年{name}{title}", Role.PREVIOUS, subject)
        for stage, title in _STAGES
        for part, name, subject in _PARTS
    },
    "previous.execution.rate": Term("上年预算执行率", Role.PREVIOUS_RATE, "unit"),
    "previous.carryover.closing": Term("上年末结转结余", Role.PREVIOUS, "common.carryover.closing"),
    **{
        f"yoy.{stage}.{part}.{kind}": Term(f"{name}{title}比上年{what}", Role.YEAR_ON_YEAR, subject)
        for stage, title in _STAGES
        for part, name, subject in _PARTS
        for kind, what in (("amount", "增减数"), ("rate", "增减率"))
    },
    "yoy.execution.rate": Term("预算执行率比上年增减", Role.YEAR_ON_YEAR, "unit"),
    "project.count": Term("项目数", Role.COUNT, "projects"),
    "project.budget.total": Term("各项目预算数合计", Role.ADJUSTED, "projects"),
    "project.executed.total": Term("各项目执行数合计", Role.EXECUTED, "projects"),
    "project.highest.name": Term("执行率最高的项目", Role.NAME, "projects"),
    "project.highest.execution.rate": Term("最高的项目执行率", Role.EXECUTION_RATE, "projects"),
    "project.lowest.name": Term("执行率最低的项目", Role.NAME, "projects"),
    "project.lowest.execution.rate": Term("最低的项目执行率", Role.EXECUTION_RATE, "projects"),
    "project.{n}.budget": Term("{name}预算数", Role.ADJUSTED, "project.{n}"),
    "project.{n}.executed": Term("{name}执行数", Role.EXECUTED, "project.{n}"),
    "project.{n}.unexecuted": Term("{name}未执行数", Role.UNEXECUTED, "project.{n}"),
    "project.{n}.execution.rate": Term("{name}预算执行率", Role.EXECUTION_RATE, "project.{n}"),
    "indicator.count": Term("绩效指标数", Role.COUNT, "indicators"),
    "indicator.met.count": Term("完成指标值的绩效指标数", Role.COUNT, "indicators"),
    "indicator.unmet.count": Term("未完成指标值的绩效指标数", Role.COUNT, "indicators"),
    "indicator.{n}.target": Term("{name}指标值", Role.TARGET, "indicator.{n}"),
    "indicator.{n}.midyear": Term("{name}年中监控值", Role.MIDYEAR, "indicator.{n}"),
    "indicator.{n}.actual": Term("{name}实际完成值", Role.ACTUAL, "indicator.{n}"),
    "indicator.{n}.points": Term("{name}分值", Role.POINTS, "indicator.{n}"),
    "indicator.{n}.completion.rate": Term("{name}完成率", Role.COMPLETION, "indicator.{n}"),
    "indicator.{n}.gap": Term("{name}与指标值的差距", Role.GAP, "indicator.{n}"),
    "indicator.{n}.overcompletion": Term("{name}超额完成幅度", Role.OVERCOMPLETION, "indicator.{n}"),
    "indicator.{n}.rule_score": Term("{name}按标准计算的得分", Role.RULE_SCORE, "indicator.{n}"),
    "indicator.{n}.score": Term("{name}自评得分", Role.SCORE, "indicator.{n}"),
    "indicator.{n}.lost": Term("{name}扣分", Role.LOST, "indicator.{n}"),
    "indicators.points": Term("绩效指标分值合计", Role.POINTS, "indicators"),
    "indicators.score": Term("绩效指标得分合计", Role.SCORE, "indicators"),
    "total.points": Term("分值合计", Role.POINTS, "total"),
    "total.score": Term("自评总分", Role.SCORE, "total"),
    "total.rule_score": Term("按标准计算的总分", Role.RULE_SCORE, "total"),
    "total.score.before": Term("折算前的自评总分", Role.SCORE, "total.before"),
    "total.rule_score.before": Term("折算前按标准计算的总分", Role.RULE_SCORE, "total.before"),
    "total.lost": Term("扣分合计", Role.LOST, "total"),
    "total.grade": Term("评价等级", Role.GRADE, "total"),
    "limit.execution": Term("评分标准规定的执行率说明界限", Role.LIMIT, "limit"),
    "limit.project.execution": Term("评分标准规定的项目执行率说明界限", Role.LIMIT, "limit"),
    "limit.overcompletion": Term("评分标准规定的超额完成说明界限", Role.LIMIT, "limit"),
    "limit.full": Term("足额（100%）", Role.LIMIT, "limit"),
    "limit.adjustment": Term("评分标准规定的预算调整说明界限", Role.LIMIT, "limit"),
    "band.{n}.score": Term("{name}按档得分", Role.BAND_SCORE, "band.{n}"),
    "band.total": Term("共性指标按档得分合计", Role.BAND_SCORE, "bands"),
    "fact.{n}": Term("{name}", Role.FACT, "fact.{n}"),
}

_NUMBERED = re.compile(r"\.\d+(?=\.|$)")


def pattern_of(entry_id: str) -> str:
    """The glossary key of an id: project.2.budget → project.{n}.budget."""
    return _NUMBERED.sub(".{n}", entry_id, count=1)


def term(entry_id: str, name: str = "") -> Term:
    """The glossary's term for an id, with `{n}` and `{name}` filled in; KeyError where there is none."""
    found = GLOSSARY[pattern_of(entry_id)]
    number = _NUMBERED.search(entry_id)
    subject = found.subject.replace("{n}", number.group()[1:]) if number else found.subject
    return Term(found.label.replace("{name}", name), found.role, subject)
