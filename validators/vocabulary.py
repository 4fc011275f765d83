"""Words of the field that say which role a number plays, and words that say a direction."""

from __future__ import annotations

from assistant.domain.role import Role

# What a number right after a verb of change is, if the subject has such an entry; else it is a level.
CHANGES = (Role.CHANGE, Role.ADJUSTMENT, Role.ADJUSTMENT_RATE, Role.GAP)

# A pattern may be a regular expression; longer words win over shorter ones at the same place.
YEAR_ON_YEAR = (Role.YEAR_ON_YEAR,)
_ROLE_WORDS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("上年预算执行率 上年执行率", (Role.PREVIOUS_RATE,)),
    ("上年年初预算数 上年全年预算数 上年全年执行数 上年执行数 上年支出 上年预算 上年度 上年", (Role.PREVIOUS,)),
    ("同比 比上年 较上年 比上年度 较上年度 与上年相比", YEAR_ON_YEAR),
    ("年初预算数 年初预算 年初批复预算数 年初批复预算 年初安排 年初批复 年初数 年初", (Role.INITIAL,)),
    ("全年预算数 全年预算总额 全年预算金额 全年预算 调整后全年预算数 调整后预算数 调整后预算 调整后 调整为 调整至 调减至 调增至 调减到 调增到 压减到 压减至 追加到 追加至 增加到 增加至 减少到 减少至 增至 减至", (Role.ADJUSTED,)),
    ("预算金额 预算总额 预算总金额 预算数 预算安排 预算 项目总金额 总金额", (Role.ADJUSTED, Role.INITIAL)),
    ("全年执行数 执行数 执行金额 实际执行 已执行 执行 支出金额 已支出", (Role.EXECUTED,)),
    ("全年实际支出 实际支出 实际支付 全年支出 支出", (Role.EXECUTED, Role.ACTUAL)),
    ("未执行数 未执行 尚未执行 未支出 未支付 未使用 未形成支出 剩余", (Role.UNEXECUTED,)),
    ("全年预算执行率 预算执行率 执行率 执行进度", (Role.EXECUTION_RATE, Role.ACTUAL, Role.COMPLETION)),
    ("按年初预算计算的执行率 按年初预算计算的预算执行率 年初预算执行率", (Role.INITIAL_EXECUTION_RATE,)),
    ("预算调整数 调整数 调增数 调减数 净调减 净调增 调增 调减 追加 追减 核增 核减 压减 增减相抵 较年初预算数 比年初预算数 较年初预算 比年初预算 较年初 比年初", (Role.ADJUSTMENT, Role.ADJUSTMENT_RATE)),
    ("预算调整总额 调整总额 调整绝对值之和 绝对值之和", (Role.GROSS_ADJUSTMENT, Role.GROSS_ADJUSTMENT_RATE)),
    ("预算调整率 调整率 调整幅度", (Role.ADJUSTMENT_RATE, Role.GROSS_ADJUSTMENT_RATE)),
    ("预算调整总额比率 总额比率", (Role.GROSS_ADJUSTMENT_RATE,)),
    (r"占(?:全年)?(?:调整后)?(?:支出)?(?:年度)?预算(?:总)?(?:数)?(?:额)?(?:总数)?的(?=\s*[0-9０-９])", (Role.SHARE, Role.EXECUTION_RATE, Role.GROSS_ADJUSTMENT_RATE, Role.ADJUSTMENT_RATE)),
    ("占(?:全年|年初|总|本年)?(?:预算|执行|支出)?(?:数|总额|总数)?的?(?:比重|比例)?(?:为)? 占比 比重", (Role.SHARE, Role.GROSS_ADJUSTMENT_RATE, Role.ADJUSTMENT_RATE)),
    ("控制在 预期指标值 年度指标值 指标值 目标值 年初目标值 预期目标 年度目标 目标", (Role.TARGET,)),
    ("年中完成 上半年完成 上半年 年中监控实际完成值 年中监控值 年中监控 年中", (Role.MIDYEAR,)),
    (r"实际完成值 实际完成 实际值 完成值 本次评价 实际为 实际达到 实际达 实现 实际 完成(?=了?\s*[0-9０-９])", (Role.ACTUAL,)),
    ("指标值的(?=[0-9]) 目标值的(?=[0-9]) 目标的(?=[0-9]) 年度目标的(?=[0-9]) 指标完成率 实际完成率 目标完成率 完成率", (Role.COMPLETION,)),
    ("权重分值 分值合计 分值 权重 满分", (Role.POINTS,)),
    (r"自评得分 实际得分 综合得分 自评综合得分 得分合计 自评总分 得分 自评(?=\s*[0-9０-９]) 得(?=\s*[0-9０-９])", (Role.SCORE,)),
    ("按标准计算的得分 按评分标准计算的得分 按评分标准计算 按评分标准 按标准计算 按标准得 应得分 应得", (Role.RULE_SCORE,)),
    (r"扣分合计 扣减 扣除 扣分 扣(?=\s*[0-9０-９]) 失分 失(?=\s*[0-9０-９]) 被扣", (Role.LOST,)),
    ("较指标值 比指标值 较目标值 比目标值 的目标值 的指标值 的年度目标 与指标值的差距 (?:低于|高于|超过|超出|高出|未达到|比)(?:年度|预期|年初)?(?:指标值|目标值|目标)", (Role.GAP, Role.TARGET, Role.OVERCOMPLETION)),
    (r"低于 高于 高出 不足 未达到 未达 超过 达到 相差 差距 与(?=[0-9]+%) 距(?=[0-9]+%) 距离(?=[0-9]+%) 差(?=\s*[0-9０-９]) (?<!减)少(?=\s*[0-9０-９]) (?<!增)多(?=\s*[0-9０-９]) 多出(?=\s*[0-9０-９]) (?<!提)高(?=\s*[0-9０-９]) (?<!降)低(?=\s*[0-9０-９])",
     (Role.GAP, Role.EXECUTION_GAP, Role.TARGET, Role.OVERCOMPLETION)),
    (r"增加(?=\s*[0-9０-９]) 增长(?=\s*[0-9０-９]) 减少(?=\s*[0-9０-９]) 下降(?=\s*[0-9０-９]) 降低(?=\s*[0-9０-９]) 提高(?=\s*[0-9０-９]) 上升(?=\s*[0-9０-９])", CHANGES),
    ("超额完成幅度 超额完成 超额 超出", (Role.OVERCOMPLETION, Role.GAP)),
)  # fmt: skip

ROLE_PATTERNS: tuple[tuple[str, frozenset[Role]], ...] = tuple(
    (word, frozenset(roles)) for words, roles in _ROLE_WORDS for word in words.split()
)

# Roles that stand after their number: 232.21万元未执行.
TRAILING = frozenset({Role.UNEXECUTED})

# What a number of a named subject means where no role word stands by it: the first set that has one.
DEFAULT_ROLES: tuple[frozenset[Role], ...] = (
    frozenset(
        {
            Role.FACT,
            Role.COMMON,
            Role.BASE,
            Role.COUNT,
            Role.ACTUAL,
            Role.EXECUTION_RATE,
            Role.NAME,
            Role.GRADE,
        }
    ),
    frozenset({Role.COMPLETION, Role.GAP, Role.EXECUTION_GAP, Role.SCORE, Role.POINTS}),
    frozenset({Role.INITIAL, Role.ADJUSTED, Role.EXECUTED}),
    frozenset({Role.ADJUSTMENT_RATE, Role.SHARE, Role.OVERCOMPLETION, Role.MIDYEAR, Role.GROSS_ADJUSTMENT}),
)

UP = tuple(
    "多出 多 高 超 增加 增长 提高 上升 提升 超额 超支 调增 净调增 追加 核增 高于 超过 超出 高出 增至 上涨".split()
)
DOWN = tuple(
    "低 减少 下降 降低 压减 节约 调减 净调减 追减 核减 低于 未达到 未达 不足 下滑 缩减 差距 相差 差 少".split()
)
# Verbs that say a change over time or against a plan; a level (an amount, a rate) cannot follow them.
CHANGE_VERBS = tuple(
    "增加 增长 提高 上升 提升 减少 下降 降低 压减 下滑 调增 调减 追加 追减 核增 核减 上涨 缩减".split()
)

# 该指标 and 该项目 take up the indicator or project named last in the paragraph.
ANAPHORA = {
    "该指标": "indicator.",
    "本指标": "indicator.",
    "该项指标": "indicator.",
    "该项目": "project.",
    "本项目": "project.",
}
# 其中 opens the parts of a whole; the next sentence is about the whole again.
PARTS = "其中"
