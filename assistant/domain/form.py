"""The workbook form (填报工作簿): its sheets, their headings and what each heading means in a submission.

One table for the writer and the reader. Headings are those of the standard 自评表 (财预〔2020〕10号 附件1); `synonyms` are
what provincial forms call the same (全年预算数 = 调整后预算数 = 预算数(A)).
"""

from __future__ import annotations

from assistant.domain.sheet import Field, Sheet
from assistant.domain.source import Source

MONEY = (("元", "元"), ("千元", "千元"), ("万元", "万元"), ("亿元", "亿元"))
YES = (("true", "是"), ("false", "否"))
OPERATORS = tuple((sign, sign) for sign in ("≥", "≤", "=", ">", "<"))
BASES = (("budget.initial.total", "年初预算数"), ("budget.adjusted.total", "全年预算数"))
KINDS = (("department", "部门整体支出"), ("project", "项目支出"))
NOTES = (("problems", "存在的问题"), ("measures", "改进措施"), ("suggestions", "建议"))

UNIT = Sheet(
    "单位",
    "fields",
    (
        Field(("kind",), "自评类别", ("类别",), choices=KINDS, required=True, note="选一项"),
        Field(
            ("unit", "name"), "单位名称", ("部门", "部门名称", "单位"), required=True, note="全称，与公章一致"
        ),
        Field(("unit", "short_name"), "单位简称", note="标题和校验时认得的简称"),
        Field(("year",), "自评年度", ("年度",), required=True, note="四位数字，如 2024"),
        Field(("prepared_on",), "填报日期", ("日期",), kind="date", required=True, note="如 2025-03-20"),
        Field(
            ("standard",),
            "评分标准",
            required=True,
            open=True,
            note="选一项；本单位自己的标准写文件名（.yaml）",
        ),
        Field(("project", "name"), "项目名称", note="项目支出自评才填"),
        Field(("project", "authority"), "主管部门", note="项目支出自评才填"),
        Field(("project", "implementer"), "实施单位", ("项目实施单位",), note="项目支出自评才填"),
        Field(("profile", "functions"), "主要职能", ("部门主要职能",), note="照“三定”方案"),
        Field(("profile", "structure"), "机构设置", ("机构设置及人员构成",)),
        Field(("profile", "systems"), "管理制度", kind="lines", note="一行一个，格内换行用 Alt+Enter"),
        Field(("budget", "adjustment_cause"), "预算调整原因", note="年中为什么调整预算"),
        Field(
            ("claimed", "execution_rate"),
            "已填报的执行率",
            kind="number",
            unit="%",
            note="单位自评表上已印出的数，只用来核对；没有就留空",
        ),
        Field(("claimed", "execution_score"), "已填报的执行率得分", kind="number", unit="分", note="同上"),
        Field(("claimed", "total"), "已填报的总分", kind="number", unit="分", note="同上"),
        Field(("claimed", "grade"), "已填报的等级", note="同上"),
        Field(("budget", "execution_cause"), "预算执行率偏低原因", note="全年预算执行率偏低时填"),
        Field(("budget", "execution_measure"), "预算执行改进措施", note="同上"),
        Field(("budget", "project_cause"), "项目支出执行率偏低原因", note="项目支出执行率偏低时填"),
        Field(("budget", "project_measure"), "项目支出执行改进措施", note="同上"),
    ),
    hint="带＊的必须填；其余没有就留空。",
)

STAGES = (
    Field(("initial",), "年初预算数", ("年初预算",), kind="number"),
    Field(("adjusted",), "全年预算数", ("调整后预算数", "预算数", "全年预算", "调整预算数"), kind="number"),
    Field(("executed",), "全年执行数", ("执行数", "预算执行数", "实际支出"), kind="number"),
)
PARTS = (
    Field(("basic", "total"), "基本支出", ("基本支出合计",)),
    Field(("basic", "personnel"), "人员经费", ("人员支出",)),
    Field(("basic", "public"), "公用经费", ("日常公用经费", "公用支出")),
    Field(("project",), "项目支出"),
    Field(("fiscal",), "财政拨款", ("当年财政拨款", "财政资金", "本年财政拨款")),
    Field(("carryover",), "上年结转资金", ("上年结转", "结转资金")),
    Field(("other",), "其他资金", ("单位资金",)),
    Field(("total",), "总额", ("年度资金总额", "合计", "资金总额")),
)
BUDGET = Sheet(
    "预算",
    "grid",
    PARTS,
    ("budget",),
    hint="按支出性质（基本支出、项目支出）或按资金来源（财政拨款、上年结转、其他）填一种。基本支出填合计，或填人员经费和公用经费。",
)
PREVIOUS = Sheet(
    "上年", "grid", PARTS, ("previous", "budget"), hint="上年的三列数，金额单位同“预算”表；没有就留空。"
)

PROJECTS = Sheet(
    "项目",
    "table",
    (
        Field(("name",), "项目名称", ("项目",), width=34, required=True),
        Field(("aliases",), "简称", ("项目简称",), kind="lines", width=18, note="一行一个"),
        Field(("key",), "重点项目", ("是否重点",), kind="switch", choices=YES, width=9),
        Field(("funding",), "资金来源", width=13),
        Field(("budget",), "全年预算数", ("调整后预算数", "预算数"), kind="number", required=True),
        Field(("executed",), "全年执行数", ("执行数", "实际支出"), kind="number", required=True),
        Field(("benefit",), "实施效益", ("效益",), width=30),
        Field(("cause",), "未执行完原因", ("原因", "偏差原因"), width=30),
        Field(("measure",), "改进措施", ("措施",), width=30),
    ),
    ("projects",),
    "金额单位同“预算”表。执行率由程序计算，不用填。",
    (
        "社区工作经费项目",
        "社区经费",
        "是",
        "本级财力",
        "518.29",
        "301.46",
        "保障十个社区正常运转",
        "年底审批流程未完成，部分经费未支付",
        "合理安排支付审批",
    ),
)

INDICATORS = Sheet(
    "指标",
    "table",
    (
        Field(("depth",), "层级", kind="number", width=6, note="下级指标填2，再下一级填3；不分级就留空"),
        Field(("level1",), "一级指标", width=9),
        Field(("level2",), "二级指标", width=11),
        Field(("name",), "三级指标", ("指标名称", "指标"), width=26, required=True),
        Field(("aliases",), "简称", ("指标简称",), kind="lines", width=14, note="一行一个"),
        Field(("target", "operator"), "指标性质", ("性质",), choices=OPERATORS, width=9),
        Field(
            ("target", "value"),
            "指标值",
            ("年度指标值", "年初目标值", "目标值"),
            kind="value",
            width=13,
            note="也可以整个写在一格：≥5%；定性：…；9月底前",
        ),
        Field(("target", "unit"), "度量单位", ("计量单位", "单位"), width=9),
        Field(("midyear",), "年中监控值", ("年中监控实际完成值",), kind="value", width=11),
        Field(
            ("actual",),
            "实际完成值",
            ("全年实际值", "全年完成值", "完成值", "实际值"),
            kind="value",
            width=11,
        ),
        Field(
            ("completion_of",),
            "完成率口径",
            width=14,
            choices=BASES,
            open=True,
            note="一般不填；完成率不按指标值、而按预算数计算时选一项",
        ),
        Field(
            ("points",), "分值", ("权重", "参考分值", "满分", "权重分值"), kind="number", width=8, unit="分"
        ),
        Field(
            ("score", "value"),
            "自评得分",
            ("得分",),
            kind="number",
            unit="分",
            width=9,
            note="只在不按标准得分时填",
        ),
        Field(("score", "reason"), "得分理由", width=18),
        Field(("cause",), "偏差原因", ("原因", "未完成原因", "未完成原因分析", "偏差原因分析"), width=30),
        Field(("measure",), "改进措施", ("措施", "拟采取的改进措施"), width=30),
        Field(("evidence",), "佐证材料", ("佐证", "证据"), width=18),
        Field(("sample",), "样本数", kind="number", unit="份", width=8, note="满意度调查的份数"),
        Field(("applicable",), "是否适用", ("适用",), kind="switch", choices=YES, width=9),
    ),
    ("indicators",),
    "完成率、得分由程序按评分标准计算。预算执行率的分值由标准给出，不在这里填。",
    (
        "",
        "产出",
        "数量指标",
        "开展消防演练场次",
        "消防演练",
        "≥",
        "20",
        "场",
        "9",
        "22",
        "",
        "8",
        "",
        "",
        "",
        "",
        "演练记录",
        "",
        "",
    ),
)

FACTS = Sheet(
    "事实",
    "table",
    (
        Field(("group",), "类别", ("分组",), width=14),
        Field(("label",), "名称", ("内容", "事项"), width=34, required=True),
        Field(("value",), "数值", ("数量",), kind="number", required=True),
        Field(
            ("approx",), "约数", width=8, choices=(("余", "余"), ("多", "多")), note="报的是“9000余”就选“余”"
        ),
        Field(("unit",), "计量单位", ("单位", "度量单位"), width=10, required=True),
    ),
    ("facts",),
    "报告里要提到的工作量：人数、次数、场次等。报告只能引用这里和测算出来的数。",
    ("安全生产", "安全讲座", "10", "余", "场"),
)

REMARKS = Sheet(
    "说明",
    "table",
    (
        Field(("kind",), "类别", choices=NOTES, width=14, required=True),
        Field(("text",), "内容", ("说明",), width=90, required=True),
    ),
    ("notes",),
    "单位自己对问题、措施、建议的说法，一行一条，起草时作为依据。",
    ("存在的问题", "绩效指标的可衡量性还需进一步提升"),
)

BASICS = Sheet(
    "基础数据",
    "fields",
    tuple(
        Field(path, heading, kind="number", note=note)
        for path, heading, note in (
            (("basics", "staff", "quota"), "编制数", "人"),
            (("basics", "staff", "actual"), "在职人员数", "人"),
            (("basics", "three_public", "last_year"), "上年三公经费支出数", "金额单位同“预算”表，下同"),
            (("basics", "three_public", "budget"), "三公经费预算数", ""),
            (("basics", "three_public", "actual"), "三公经费支出数", ""),
            (("basics", "carryover", "opening"), "年初结转结余", ""),
            (("basics", "carryover", "closing"), "年末结转结余", ""),
            (("previous", "carryover_closing"), "上年末结转结余", ""),
            (("basics", "procurement", "planned"), "政府采购预算数", ""),
            (("basics", "procurement", "actual"), "政府采购实际金额", ""),
            (("basics", "payment", "planned"), "既定支付进度", ""),
            (("basics", "payment", "actual"), "实际支付进度", ""),
            (("basics", "assets", "in_use"), "在用固定资产", ""),
            (("basics", "assets", "total"), "固定资产总额", ""),
            (("basics", "tasks", "planned"), "计划工作数", "项，下同"),
            (("basics", "tasks", "done"), "完成工作数", ""),
            (("basics", "tasks", "in_time"), "及时完成工作数", ""),
            (("basics", "tasks", "qualified"), "达标工作数", ""),
        )
    ),
    hint="部门整体支出共性指标（财预〔2013〕53号）用的数；没有就留空。",
)

SHEETS = (UNIT, BUDGET, PROJECTS, INDICATORS, FACTS, REMARKS, BASICS, PREVIOUS)
EXAMPLE, TOTAL = "示例", "合计"


def heading_of(path: tuple[str | int, ...]) -> str:
    """The heading under which a value of a submission is filled in; nothing where there is none."""
    keys = tuple(key for key in path if isinstance(key, str))
    for sheet in SHEETS:
        for own in sheet.fields:
            if keys in (own.path, (*sheet.path, *own.path), (*sheet.path, *own.path[:1])):
                return own.heading
    stages = [stage.heading for stage in STAGES if stage.path[0] in keys]
    parts = [part.heading for part in PARTS if part.path == keys[2:]]
    return "".join(parts + stages) if stages else ""


def called(at: Source, *path: str) -> str:
    """A field as people know it, “偏差原因”; where they write YAML or JSON, with its key: “偏差原因”（cause）.

    `at` is a place in their file, `path` the way to the field from the root of a submission, without numbers.
    """
    key = ".".join(path[1:]) if path[0] in ("projects", "indicators", "facts") else ".".join(path)
    return f"“{heading_of(path)}”" + (f"（{key}）" if at.line else "")
