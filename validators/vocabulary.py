"""Words of the field: which say what role a number plays, which compare, move, sum up or point back."""

from __future__ import annotations

from enum import StrEnum

from assistant.domain.role import Role


class Effect(StrEnum):
    """What a word does to the numbers after it, beside saying a role."""

    NONE = ""
    LAST = "last"  # 上年
    THIS = "this"  # 本年
    VERSUS = "versus"  # 较上年: last year's number, or the change since
    MOVE = "move"  # 增加: the change itself
    LEVEL = "level"  # 增加到: the level reached
    COMPARE = "compare"  # 低于: a target, a limit, another's number
    WHOLE = "whole"  # 合计: a sum, of whole things
    EACH = "each"  # 分别为
    PARTS = "parts"  # 其中
    AMONG = "among"  # 26项中有24项
    FORMER = "former"  # 前者
    LATTER = "latter"  # 后者
    SAME_YEAR = "same year"  # 当年
    POINTS_BACK = "points back"  # 该指标
    OTHERS = "others"  # 其余
    NETTED = "netted"  # 增减相抵后，: the whole, in the next clause too
    YEAR_END = "year end"  # 年末: no more of the midyear


SHARE_ROLES = (
    Role.SHARE,
    Role.EXECUTION_RATE,
    Role.INITIAL_EXECUTION_RATE,
    Role.GROSS_ADJUSTMENT_RATE,
    Role.ADJUSTMENT_RATE,
    Role.COMMON,
    Role.COMPLETION,
)
_COMPARED = (Role.GAP, Role.EXECUTION_GAP, Role.TARGET, Role.LIMIT, Role.OVERCOMPLETION)
_REACHES = (Role.GAP, Role.EXECUTION_GAP, Role.TARGET, Role.OVERCOMPLETION)  # states the number itself
_MOVED = (Role.CHANGE, Role.ADJUSTMENT, Role.ADJUSTMENT_RATE, Role.GAP, Role.EXECUTION_GAP)
_REACHED = (
    Role.ADJUSTED,
    Role.EXECUTED,
    Role.ACTUAL,
    Role.EXECUTION_RATE,
    Role.BASE,
    Role.COMMON,
    Role.SCORE,
    Role.FACT,
)

ROLE_WORDS: dict[str, tuple[Role, ...]] = {
    word: roles
    for words, roles in (
        (
            "各自调整数 各自调整额 各自调整 支出性质 支出结构 支出方向 支出内容 支出水平 支出规模 支出需求 支出责任",
            (),
        ),
        ("较年初的 比年初的 较年初预算的 较年初预算数的 较年初数的", (Role.INITIAL,)),
        ("应支付 应支出 应拨付 应完成", (Role.TARGET,)),
        ("调减后 调增后 追加后 压减后", (Role.ADJUSTED,)),
        (
            "年初预算数 年初预算 年初批复预算数 年初批复预算 年初部门预算 年初安排 年初批复 年初核定 年初下达 年初数 年初 期初",
            (Role.INITIAL,),
        ),
        (
            "全年预算数 全年预算总额 全年预算金额 全年预算 全年调整预算 调整后全年预算数 调整后全年预算 调整后预算数 调整后预算 调整后 调整预算数",
            (Role.ADJUSTED,),
        ),
        (
            "预算金额 预算总额 预算总金额 预算总量 预算数 预算安排 预算资金 预算合计 预算 批复 下达 安排 资金到位 到位 项目预算 资金总量 部门预算 项目总金额 总金额",
            (Role.ADJUSTED, Role.INITIAL),
        ),
        (
            "全年执行数 执行数 执行金额 执行合计 全年执行 预算完成数 完成数 形成支出 实际执行 已执行 执行 实支 支出金额 支出数 已支出 支付 已支付 实际支付 拨付 已拨付 使用 实际使用 列支 兑付 投入 花费 决算数 实际采购 采购金额",
            (Role.EXECUTED,),
        ),
        ("全年总支出 总支出 支出总额", (Role.EXECUTED,)),
        ("全年实际支出 实际支出 全年支出 支出", (Role.EXECUTED, Role.ACTUAL)),
        (
            "余下 余下的 未执行数 未执行金额 未支出金额 未使用金额 未支付金额 未执行额 未执行预算 未执行资金 未使用资金 未支出资金 未支付资金 结余资金 剩余资金 未执行 尚未执行 未支出 未支付 未拨付 未使用 未形成支出 未形成实际支出 没有在年度内支出 未能在年度内支付 未能在年度内支出 没有支出 未能支出 未能支付 没有执行 没有支付 剩余 结余 节余 尚余 沉淀 闲置 未用完 没用完 未花完 没花完 未使用完 未执行完 未支付完",
            (Role.UNEXECUTED,),
        ),
        (
            "部门整体预算执行率 单位整体预算执行率 整体预算执行率 全年预算执行率 预算执行率 总体执行率 项目执行率 项目预算执行率 执行率 执行进度 预算完成率 支出进度 支付率 支出率",
            (Role.EXECUTION_RATE,),
        ),
        (
            "按年初预算计算的执行率 按年初预算计算的预算执行率 年初预算执行率 按年初预算口径 年初预算口径 按年初口径 按年初预算计算 按年初预算测算 以年初预算为口径 以年初预算为基数",
            (Role.INITIAL_EXECUTION_RATE,),
        ),
        (
            "追加预算 调减预算 调增预算 压减预算 核减预算 预算调整数 调整数 调增数 调减数 调增额 调减额 净调整额 调整净额 净额 净调减 净调增 净增加 净减少 净增 净减 调增 调减 追加 追减 核增 核减 较年初预算数 比年初预算数 较年初预算 比年初预算 较年初 比年初 较年初数 收回",
            (Role.ADJUSTMENT, Role.ADJUSTMENT_RATE),
        ),
        (
            "预算调整总额 调整总额 调整绝对值之和 绝对值之和 绝对值合并 绝对值合计 绝对值",
            (Role.GROSS_ADJUSTMENT, Role.GROSS_ADJUSTMENT_RATE),
        ),
        (
            "预算调整率 调整率 调整幅度 调增幅度 调减幅度 净调整率",
            (Role.ADJUSTMENT_RATE, Role.GROSS_ADJUSTMENT_RATE),
        ),
        ("预算调整总额比率 总额比率 调整总额占", (Role.GROSS_ADJUSTMENT_RATE,)),
        (
            "按全年预算计算 按全年预算数计算 按全年预算口径 按调整后预算计算 按全年预算测算",
            (Role.EXECUTION_RATE,),
        ),
        ("缺口 短缺", (Role.GAP, Role.UNEXECUTED)),
        ("占比 比重 所占比例 比例", (Role.SHARE, Role.COMMON)),
        (
            "预期指标值 年度指标值 指标值 目标值 年度指标 年初目标值 年初目标 预期目标 年度目标 目标 计划数 计划 计划工作 计划工作数 任务数 控制线 控制上限 控制目标 上限 下限 要求",
            (Role.TARGET,),
        ),
        (
            "年中完成 上半年完成 上半年 监控 年中监控实际完成值 年中监控值 年中监控 监控值 年中 中期",
            (Role.MIDYEAR,),
        ),
        ("实际完成", (Role.ACTUAL, Role.BASE, Role.FACT, Role.EXECUTED)),
        (
            "实际完成值 实际值 完成值 本次评价 实际为 实际达到 实际达 实现 实际 累计完成 共完成",
            (Role.ACTUAL, Role.BASE, Role.FACT),
        ),
        ("指标完成率 实际完成率 目标完成率 完成率 完成比例", (Role.COMPLETION, Role.COMMON)),
        ("金额", (Role.ADJUSTED, Role.EXECUTED, Role.INITIAL)),
        ("总分", (Role.SCORE, Role.POINTS)),
        ("总分值 权重分值 分值合计 分值 权重 满分", (Role.POINTS,)),
        ("总得分 自评得分 实际得分 综合得分 自评综合得分 得分合计 自评总分", (Role.SCORE,)),
        ("得分", (Role.SCORE, Role.RULE_SCORE)),
        (
            "按标准计算的得分 按评分标准计算的得分 按评分标准计算 按评分标准测算 按评分标准 按标准计算 按标准测算 按标准得 按标准 应得分 应得 标准得分",
            (Role.RULE_SCORE,),
        ),
        ("扣分合计 扣减 扣除 扣去 扣分 失分 丢分 被扣", (Role.LOST,)),
        ("超额完成幅度 超额幅度 超额完成 超额", (Role.OVERCOMPLETION, Role.GAP)),
        ("说明界限 界限", (Role.LIMIT,)),
        ("控制率", (Role.COMMON,)),
    )
    for word in words.split()
}

# Words with a number right behind them (得9.07分, 扣8分, 完成21件).
DIRECT_WORDS: dict[str, tuple[Role, ...]] = {
    **dict.fromkeys(("得", "获"), (Role.SCORE, Role.RULE_SCORE)),
    **dict.fromkeys(("自评", "自评得"), (Role.SCORE,)),
    **dict.fromkeys(("扣", "失", "丢"), (Role.LOST,)),
    **dict.fromkeys(("完成", "达成", "办理", "共"), (Role.ACTUAL, Role.FACT, Role.BASE)),
    "占": SHARE_ROLES,
    **dict.fromkeys(("用", "仅用", "发放"), (Role.EXECUTED,)),
    **dict.fromkeys(("缺", "欠", "节约", "节省"), (Role.GAP, Role.UNEXECUTED)),
    "余": (Role.UNEXECUTED,),
    **dict.fromkeys(("另有", "还有", "尚有", "仍有"), (Role.UNEXECUTED, Role.GAP, Role.FACT)),
}

MARKED_WORDS: dict[str, tuple[Effect, tuple[Role, ...]]] = {
    word: (mark, roles)
    for words, mark, roles in (
        ("上年度 上年末 上年底 上年 去年 上一年度 上一年 往年", Effect.LAST, ()),
        ("本年度 本年末 本年 今年", Effect.THIS, ()),
        (
            "同比 比上年度 较上年度 与上年度相比 比上年 较上年 与上年相比 比去年 较去年 环比",
            Effect.VERSUS,
            (),
        ),
        (
            "增支 减支 少支出 多支出 少执行 多执行 增加 增长 提高 上升 上涨 提升 减少 下降 降低 下滑 压减 缩减 压缩 回落 扩大 增幅 降幅 减幅 增速 变动率 变动 增减",
            Effect.MOVE,
            _MOVED,
        ),
        (
            "增加到 增加至 增长到 增长至 提高到 提高至 提升到 提升至 上升到 上升至 减少到 减少至 下降到 下降至 降低到 降低至 压减到 压减至 回落到 回落至 缩减到 缩减至 "
            "压缩到 压缩至 扩大到 扩大至 缩小到 缩小至 下调到 下调至 上调到 上调至 回升到 回升至 "
            "后为 后达 "
            "增至 减至 降至 升至 降为 升为 增为 减为 降到 升到 增到 减到 调整为 调整到 调整至 调减到 调减至 调增到 调增至 追加到 追加至 变为",
            Effect.LEVEL,
            _REACHED,
        ),
        (
            "低于 高于 高出 超过 超出 不足 未达到 未达 没有达到 少于 多于 大于 小于 优于 好于 突破 接近 逼近 距离 高过 较指标值 比指标值 较目标值 比目标值 不到 不低于 不高于 不超过 未超过 未突破 少完成 多完成 足额",
            Effect.COMPARE,
            _COMPARED,
        ),
        ("控制在 达到 达 已达 高达 达成", Effect.COMPARE, _REACHES),
        ("突破 比评分标准规定的 评分标准规定的 标准规定的", Effect.COMPARE, _COMPARED),
        ("相差 差距 还差 尚差", Effect.COMPARE, (*_COMPARED, Role.LOST, Role.UNEXECUTED)),
        ("全年累计 全年共 年末 年底 到年末 至年末 截至年末 到年底 至年底 截至年底", Effect.YEAR_END, ()),
        ("当年 同年 该年", Effect.SAME_YEAR, ()),
        ("共同构成 最终 合计 共计 相加 总计 总共 汇总 全部 整体 总体 总额 累计", Effect.WHOLE, ()),
        ("增减相抵后 增减相抵 相抵后 相抵", Effect.NETTED, ()),
        ("分别为 分别是 分别达到 分别达 分别 各自 依次为 依次", Effect.EACH, ()),
        ("分别得", Effect.EACH, (Role.SCORE, Role.RULE_SCORE)),
        ("分别扣", Effect.EACH, (Role.LOST,)),
        ("分别完成", Effect.EACH, (Role.ACTUAL, Role.FACT)),
        ("其中", Effect.PARTS, ()),
        ("中有", Effect.AMONG, ()),
        ("前者", Effect.FORMER, ()),
        ("后者", Effect.LATTER, ()),
        ("其余 其他 其它 另外", Effect.OTHERS, ()),
    )
    for word in words.split()
}

# 该指标 and 该项目 take up the indicator or project named last in the paragraph.
ANAPHORA: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("该指标", "本指标", "此指标", "该项指标", "这一指标", "上述指标"), ("indicator.",)),
    **dict.fromkeys(("该项目", "此项目", "这一项目"), ("project.",)),
    **dict.fromkeys(("该项", "此项"), ("indicator.", "project.")),
    "其": ("indicator.", "project.", "project", "basic", "fact.", "common.", "personnel", "public"),
}

# Verbs of one character that move or compare when a number stands right behind them.
DIRECT_MARKS: dict[str, tuple[Effect, tuple[Role, ...]]] = {
    **dict.fromkeys(("增", "减", "升", "降"), (Effect.MOVE, _MOVED)),
    **dict.fromkeys(
        ("多", "少", "高", "低", "差", "超", "比", "较", "与", "距", "离", "多出", "少出"),
        (Effect.COMPARE, (*_COMPARED, Role.UNEXECUTED, Role.LOST)),
    ),
}

# 占全年预算的 83.33%: a share or a rate over what is named.
SHARE_OPENS = ("占", "相当于")
SHARE_OF = rf"(?:{'|'.join(SHARE_OPENS)})[^，。；、：0-9０-９]{{0,14}}?(?:的比重为|的比例为|比重为|比例为|的|约|近)(?=[约近]?\s*[0-9０-９])"

# What a number of a named subject means where no role word stands by it: the earlier set, the likelier.
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
            Role.EXECUTED,
        }
    ),
    frozenset({Role.COMPLETION, Role.SCORE, Role.POINTS, Role.ADJUSTED}),
)

UP = tuple(
    "多出 多 高 超 增加 增长 提高 上升 提升 额外 超额 超支 调增 净调增 追加 核增 高于 超过 超出 高出 上涨 扩大 净增加 净增 增幅 增速 增 升".split()
)
DOWN = tuple(
    "低 减少 下降 降低 压减 节约 调减 净调减 追减 核减 低于 未达到 未达 不足 下滑 缩减 回落 差距 相差 差 少 净减少 净减 降幅 减 降 收回".split()
)
# Verbs that say a change over time or against a plan; a level (an amount, a rate) cannot follow them.
CHANGE_VERBS = tuple(
    "增加 增长 提高 上升 提升 减少 下降 降低 压减 下滑 调增 调减 追加 追减 核增 核减 上涨 缩减 回落".split()
)
