"""How many projects or indicators are what a sentence says of them: 执行率低于90%的项目有三个, 五个未达到指标值.

The sizes are counted from the ledger. What a sentence may say of a member: the class it stands under in the form,
its rate against a named limit, whether it reached its target, lost points, or was spent in full.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.domain.ledger import Ledger, Subject
from validators.numerals import arabic, chinese

KINDS = ("project", "indicator")
KIND_OF = {"项目": "project", "指标": "indicator"}
_KEYS = {
    "project": ("execution.rate", "unexecuted"),
    "indicator": ("completion.rate", "lost"),
}  # rate, what is left


@dataclass(frozen=True, slots=True)
class Member:
    """A project or an indicator: `rate` is the execution or completion rate as printed, in per cent."""

    topic: str
    classes: tuple[str, ...]
    met: bool | None
    rate: Decimal | None
    left: Decimal | None  # what was not executed, or the points lost


Holds = Callable[[Member], bool]
_RATE = re.compile(
    r"(?P<word>未达到|未达|没有?达到|低于|不足|不到|小于|不低于|不小于|高于|超过|大于|达到|达|在|(?:正好|恰好)?[为是等于]{1,2})(?:了)?"
    r"\s*(?:(?P<digits>[0-9]{1,3}(?:\.[0-9]{1,4})?)\s*[%％]|(?P<tenths>[一二三四五六七八九])成)(?P<side>\s*[（(]?含?[)）]?(?:及)?(?:以上|以下))?"
)
_WORDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    **dict.fromkeys(("未达到", "未达", "没达到", "没有达到", "低于", "不足", "不到", "小于"), operator.lt),
    **dict.fromkeys(("不低于", "不小于", "达到", "达"), operator.ge),
    **dict.fromkeys(("高于", "超过", "大于"), operator.gt),
}
_SIDES = {"以上": operator.ge, "以下": operator.lt}
_FULLY = re.compile(
    "全额(?:执行|支出|支付)|全部(?:执行|支出|支付)(?:完毕)?|执行完毕|足额(?:执行|支出)|完全执行|满额执行"
)
_LEFT = re.compile(
    "未(?:能)?(?:全额|全部|完全|足额)?(?:执行|支出|支付|使用|用)|(?:有|存在|形成)(?:资金)?(?:结余|剩余|沉淀)|没有?(?:执行|支出|用)完"
)
_UNMET = re.compile(
    "未(?:能)?(?:按期|按时|如期|全部|全面|足额)?(?:完成|达|实现)|没(?:有|能)?(?:按期|按时|如期)?(?:完成|达)|低于(?:年度|预期)?(?:指标|目标)|不达标|欠账"
)
_OVER = re.compile("超额(?!完成幅度)|超出(?:年度|预期)?(?:指标|目标)|超过(?:年度|预期)?(?:指标|目标)")
_MET = re.compile("完成|达到|达标|实现|达成")
_KEPT_ALL = re.compile(
    "(?:未|没有|没|不)(?:被)?(?:扣分|失分|丢分)|(?:得|获|拿)(?:到|了)?满分|(?<!未得)(?<!分)满分(?!的?[0-9])"
)
_NOT_LOST = re.compile("(?:未|没有|没|不)(?:被)?(?:扣|失|丢)分")
_LOST = re.compile("(?:未|没有?)(?:能)?(?:得|获|拿)(?:到|满)?(?:满分|分)|(?:被)?(?:扣|失|丢)了?分|不是满分")
_NUMERIC = re.compile("可计算|可量化|能计算")
_JOINED = re.compile("[、和与及的]\\Z")
_OTHERS = re.compile("(?:其余|其他|其它|另外|剩余|剩下)的?\\Z")


@dataclass
class Groups:
    """The projects and the indicators of a ledger. Built once per ledger."""

    ledger: Ledger
    members: dict[str, list[Member]] = field(init=False)
    classes: dict[str, set[str]] = field(init=False)
    samples: dict[str, Decimal] = field(init=False)

    def __post_init__(self) -> None:
        self.members = {
            kind: [
                _member(self.ledger, subject)
                for subject in self.ledger.subjects.values()
                if subject.id.startswith(f"{kind}.")
            ]
            for kind in KINDS
        }
        self.classes = {
            kind: {name for member in self.members[kind] for name in member.classes} for kind in KINDS
        }
        subjects = self.ledger.subjects.items()
        self.samples = {key: subject.sample for key, subject in subjects if subject.sample is not None}

    def counted(self, kind: str, scope: str, sentence: str) -> list[Member] | None:
        """The members that the words of a clause speak of, None where the clause sets no condition.

        `scope` is the clause of the count, up to the counts beside it; `sentence` what stands before the
        scope: the class named last in it still holds (质量指标四项，三项达标).
        """
        conditions = [*self.conditions(kind, scope)]
        named = [*self._classes(kind, scope)] or [*self._classes(kind, sentence)][-1:]
        if named:
            conditions.append(lambda member: named[-1] in member.classes)
        if not conditions:
            return None
        return [member for member in self.members[kind] if all(holds(member) for holds in conditions)]

    def under(self, kind: str, before: str) -> list[Member]:
        """The members of the class whose name stands right before a count: 数量指标共五项."""
        words = before.rstrip("共有计为总设置了含 ")
        names = [name for name in self.classes[kind] if words.endswith(name)]
        name = max(names, key=len, default="")
        if _JOINED.search(words.removesuffix(name)):
            return []  # 产出、效益和满意度指标共11个; 超额完成的数量指标有三个
        return [member for member in self.members[kind] if name and name in member.classes]

    def rest(self, kind: str, before: str, sentence: str, counted: list[int], named: int) -> int | None:
        """How many are left where 其余 stands before a count: all but those counted, or `named`, before it.

        All are those of the class that the sentence names, if it names one (数量指标共四个，…，其余三个).
        """
        if not _OTHERS.search(before):
            return None
        named_classes = self._classes(kind, sentence)
        whole = sum(not named_classes or named_classes[-1] in member.classes for member in self.members[kind])
        if counted[:1] == [whole]:
            counted = counted[1:]  # 六个项目中，一个…，其余五个
        return whole - (sum(counted) or named) if counted or named else None

    def conditions(self, kind: str, words: str) -> Iterator[Holds]:
        """What the words say of members, classes aside."""
        for found in _RATE.finditer(words):
            yield _at_rate(found)
        if kind == "project":
            if _LEFT.search(words):
                yield lambda member: bool(member.left)
            elif _FULLY.search(words):
                yield lambda member: member.left == 0
            return
        if _NOT_LOST.search(words):
            yield lambda member: member.left == 0
        elif _LOST.search(words):
            yield lambda member: bool(member.left)
        elif _KEPT_ALL.search(words):
            yield lambda member: member.left == 0
        words = _RATE.sub("", words)
        if _NUMERIC.search(words):
            yield lambda member: member.rate is not None
        if _UNMET.search(words):
            yield lambda member: member.met is False
        elif _OVER.search(words):
            yield lambda member: bool(member.met) and member.rate is not None and member.rate > 100
        elif _MET.search(words.replace("完成率", "").replace("完成情况", "").replace("完成值", "")):
            yield lambda member: member.met is True

    def _classes(self, kind: str, words: str) -> list[str]:
        """The classes that the words name, in order; the longest at each place."""
        places = [
            (words.rfind(name) + len(name), len(name), name) for name in self.classes[kind] if name in words
        ]
        return [name for _, _, name in sorted(places)]


def _member(ledger: Ledger, subject: Subject) -> Member:
    def shown(key: str) -> Decimal | None:
        entry = ledger.get(f"{subject.id}.{key}")
        return entry.quantity.shown if entry and entry.quantity else None

    rate, left = _KEYS[subject.id.partition(".")[0]]
    return Member(subject.id, subject.classes, subject.met, shown(rate), shown(left))


def _at_rate(found: re.Match[str]) -> Holds:
    """The condition that a rate stands to a limit as the words say."""
    limit = arabic(found["digits"]) if found["digits"] else (chinese(found["tenths"]) or Decimal(0)) * 10
    side = (found["side"] or "")[-2:]
    holds = _SIDES.get(side) or _WORDS.get(found["word"], operator.eq)
    return lambda member: member.rate is not None and holds(member.rate, limit)
