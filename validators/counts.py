"""Counts of projects, indicators and listed points: 8个绩效指标, 两个项目, 以下三个问题."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.domain.mention import Mention, MentionKind

_NOUN = re.compile(r"\s*(?:绩效|评价|量化|定性|产出|效益)?(项目|指标)")
_BEFORE = re.compile(r"(项目|指标)(?:总?数|共计?|合计|有|为|达|是)*\s*\Z")
_POINTS = re.compile(
    r"\s*(?:主要|突出|明显|薄弱|重要|具体|预算|时间|民生|共性|关键|核心|量化)?(?:问题|方面|阶段|原因|环节|层面|部分|措施|建议|因素|短板|不足|特点|重点|步骤|维度|"
    r"角度|季度|合计|数据|口径|比率|偏差|情况|项目|指标|单位|数字|完成率|执行率|构成|数(?!量)|中(?=[，,]?[^，。；]{0,12}(?:最|仅|只))|数值|数据|指标值|制度|办法|文件|规定|金额|来源|渠道|主线|时点|任务|途径|环节|共同|相抵|相加|之和|合并|均|都)"
)
_OF_LISTED = ("项目", "指标", "中", "均", "都", "数值", "完成率", "执行率")  # said of what the text lists
_GROUP = re.compile("[^，。；、0-9均都]{2,8}(?:项目|指标)(?!资金|支出|值)")
_UNMET = re.compile("未(?:能)?(?:完成|达|实现)|没有(?:完成|达)|低于|不达标")
_MET = re.compile("完成|达到|达标|实现")
_MOST = Decimal(12)
_LISTED_IN = frozenset({"个", "项", "方面", "大类", "大项", "类", "点", "条", "块"})


def may_count(mention: Mention) -> bool:
    """Whether a number may be a count of projects or indicators."""
    return mention.kind is MentionKind.COUNT and mention.unit in ("个", "项")


def counted_topic(text: str, mention: Mention, clause: str, carried: bool) -> tuple[str, str] | None:
    """The topic that a count of projects or indicators is about, and the one entry it can be.

    `carried`: indicators were counted just before (8项指标中完成5项).
    """
    noun = _NOUN.match(text, mention.end) or _BEFORE.search(text, max(0, mention.start - 12), mention.start)
    word = noun.group(1) if noun else ""
    if word == "项目":
        return "projects", "project.count"
    if word != "指标" and not (carried and not word):
        return None
    if _UNMET.search(clause):
        return "indicators", "indicator.unmet.count"
    return "indicators", "indicator.met.count" if _MET.search(clause) else "indicator.count"


def may_enumerate(text: str, mention: Mention) -> bool:
    """Whether a count may count what the text itself lists: a small one in Chinese numerals."""
    return (
        mention.kind is MentionKind.COUNT
        and mention.unit in _LISTED_IN
        and not text[mention.start].isdigit()
        and mention.number is not None
        and mention.number <= _MOST
    )


def is_enumeration(text: str, mention: Mention, listed: set[int]) -> bool:
    """Whether a small count in Chinese numerals counts what the text itself lists (validators SUM rules)."""
    if not may_enumerate(text, mention) or mention.number is None:
        return False
    if text[max(0, mention.start - 1) : mention.start] in ("前", "后") and mention.number < max(listed):
        return True  # 前两个为超额
    if text[max(0, mention.start - 2) : mention.start] in ("上述", "前述", "以上"):
        return True  # 上述两项分别为
    if mention.unit in ("方面", "类", "大类", "大项"):
        return True
    found = _POINTS.match(text, mention.end)
    if found is None:
        group = _GROUP.match(text, mention.end)
        return group is not None and int(mention.number) in listed  # A、B两个上级补助项目
    return not found.group().strip().endswith(_OF_LISTED) or int(mention.number) in listed
