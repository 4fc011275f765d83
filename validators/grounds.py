"""What the causes in a text rest on: the words that the unit supplied, compared by pairs of characters.

Language is free, so no cause has to be repeated word for word. What counts is what is left of it without names,
numbers, words of the field (执行, 支付, 滞后) and words without content (部分, 导致): if nothing is left, it only
points at what the ledger itself says; if pairs of characters are left, some must stand in what the unit wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from validators.lexicon import Lexicon
from validators.names import pairs

# Words that are no ground of their own: of the field, of degree, of time, and those that tie a sentence together.
_EMPTY = re.compile(
    "|".join(
        sorted(
            (
                "预算 执行率 同期 执行 支出 支付 拨付 付款 资金 经费 金额 项目 指标值 指标 目标值 目标 任务 工作 进度 进展 滞后 偏慢 缓慢 较慢 "
                "偏低 较低 不高 偏高 较高 较大 较多 较少 较长 较短 偏大 偏小 不足 不够 未能 没有 尚未 未 完成 达到 实现 形成 超额 超过 超出 "
                "低于 高于 调整 调增 调减 追加 核减 核增 压减 追减 收回 增加 减少 增长 下降 提高 降低 上升 回落 净增 净减 增减 相抵 扣分 失分 得分 "
                "分值 计分 自评 评分 标准 偏差 差距 影响 导致 造成 使得 使 致使 因素 原因 主要 主要是 直接 根本 客观 主观 一是 二是 三是 部分 个别 "
                "有关 相关 整体 总体 各项 全部 单位 部门 年度 全年 年初 年中 年末 年底 年内 当年 本年 上年 去年 今年 下年 时间 时点 情况 问题 方面 "
                "以及 及时 按时 按期 如期 相应 进行 开展 实施 安排 使用 管理 编制 结余 结转 剩余 尚需 需要 须待 有待 等 未达 不到 "
                "上述 这些 这一 其中 其他 其余 同时 共同 因此 所以 从而 均 都 也 又 而 并 且 还 已 仍 即 较 更 很 只 仅 就 才 "
                "不均衡 均衡 拖累 拉低 拉动 带动 带来 所致 明显 大幅 有所 略有 一定 比较 相对 属 系 是 为 有 无 在 由 对 将 被 把 与 和 及 或 的 了 着 "
                "了 中 后 前 内 上 下 年 月 日 我 本 该 其 此 两 三 多 少 大 小 高 低 慢 快 不 可 能 会 应 要 从 至 到 以 于 之 所 项 个"
            ).split(),
            key=len,
            reverse=True,
        )
    )
)
_NUMBER = re.compile(
    r"[-−]?[0-9０-９][0-9０-９.．,，]*\s*(?:万元|亿元|千元|元|个百分点|[%％‰]|人次|[人户件个场次分项座处期所])?"
)
_WORDS = re.compile("[\u4e00-\u9fff]+")
_QUARTER, _HALF = 4, 2


@dataclass(frozen=True)
class Ground:
    """What stands behind a stated cause: pairs of content, and how many of them the unit's words hold."""

    content: frozenset[str]
    shared: frozenset[str]

    @property
    def rests(self) -> bool:
        """A quarter of the content stands in the unit's words, as true causes in other words do; one pair says nothing."""
        return len(self.content) < 2 or _QUARTER * len(self.shared) >= len(self.content)

    @property
    def is_invented(self) -> bool:
        """Nothing of a cause that says something stands in the unit's words."""
        return len(self.content) >= _QUARTER and not self.shared


class Grounds:
    """The supplied words of a ledger as pairs of characters. Built once per ledger."""

    def __init__(self, lexicon: Lexicon):
        ledger = lexicon.ledger
        self._lexicon = lexicon
        self._by_subject = {
            subject.id: (pairs(subject.cause), pairs(f"{subject.cause}。{subject.measure}。{subject.reason}"))
            for subject in ledger.subjects.values()
            if subject.cause or subject.measure or subject.reason
        }
        prose = [quote.text for quote in ledger.quotes if not quote.name]
        prose += [subject.reason for subject in ledger.subjects.values()]
        self._all = frozenset[str]().union(*(pairs(text) for text in prose))
        own = {text for item in ledger.subjects.values() for text in (item.cause, item.measure, item.reason)}
        self._others = frozenset[str]().union(*(pairs(text) for text in prose if text not in own))

    def content(self, words: str) -> frozenset[str]:
        """The pairs of characters that are left of a text without names and words without content."""
        for hit in reversed(self._lexicon.hits(words)):
            if hit.name:
                words = words[: hit.start] + "｜" + words[hit.end :]
        left = _WORDS.findall(_EMPTY.sub("｜", _NUMBER.sub("｜", words)))
        return frozenset[str]().union(*(pairs(run) for run in left))

    def of(self, cause: str) -> Ground:
        """What a stated cause rests on in all that the unit supplied."""
        content = self.content(cause)
        return Ground(content, content & self._all)

    def owner(self, ground: Ground, subjects: frozenset[str]) -> str:
        """The other subject whose supplied cause this is: it holds most of it, and little else does."""
        held = [
            (len(ground.content & cause), subject)
            for subject, (cause, _) in self._by_subject.items()
            if subject not in subjects
        ]
        most, owner = max(held, default=(0, ""))
        nearest = max(
            (len(ground.content & self._by_subject[key][1]) for key in subjects & set(self._by_subject)),
            default=0,
        )
        elsewhere = len(ground.content & self._others)
        says = most >= 2 and _HALF * most >= len(ground.content)
        return owner if says and _HALF * elsewhere <= most and _QUARTER * nearest <= most else ""


@lru_cache(maxsize=8)
def grounds_of(lexicon: Lexicon) -> Grounds:
    """The grounds of a ledger, made once for its lexicon."""
    return Grounds(lexicon)
