"""The names by which a text may call what the ledger speaks of, and what each names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.ledger import Ledger, Subject
from assistant.domain.role import Role
from validators.facets import facet
from validators.vocabulary import MARKED_WORDS, ROLE_WORDS

# Topics whose entries need no name of their own in a report about the unit.
FAMILY = frozenset({"unit", "execution", "total", "indicators", "projects"})
# What a sentence about the unit, or about nothing named, may speak of.
OWN = FAMILY - {"projects"}

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十百零]+[、.．]|\d+[、.．]|[(（][一二三四五六七八九十百零\d]+[)）])"
)
_TAIL = re.compile(r"(?:数量|长度|面积|时间|人数|户数|次数|场次|人次|个数|总数|件数|数|情况)$")
_VERB = re.compile(
    r"^(?:下辖|现有|共有|设立|督导|开展|举办|组织|发放|办理|解决|处理|化解|制作|张贴|播放|创建|培养|选派|完成|召开|实施|建设|新建)"
)
_BLOCKS = {
    "common.three_public": ("三公经费", "“三公”经费", "“三公经费”", "三公"),
    "common.carryover": ("结转结余", "结转和结余", "结转资金", "年末结转结余资金"),
    "common.procurement": ("政府采购",),
    "common.payment": ("既定进度", "支付进度率"),
    "common.assets": ("固定资产",),
    "common.staff": ("编制", "在职人员"),
    "common.tasks": ("计划工作", "工作任务", "履职情况", "履职"),
    "common.key_projects": ("重点项目支出", "重点支出", "重点项目", "项目总支出"),
    "common.public": ("公用经费",),
}
_LONGEST_TAIL = 24  # nobody shortens a name to more characters
# The weight of a pair that only one name has.
_WHOLE = 5040
# The weighted pairs of a name, and their sum.
Telling = tuple[tuple[tuple[str, int], ...], int]
# Pairs that tell no subject from another.
_GENERIC = frozenset(
    "项目 指标 经费 支出 预算 执行 完成 工作 开展 情况 管理 资金 数量 实施 建设 行率 成率 算执 指标值".split()
)
_OWN_WORDS = tuple(
    f"{our}{place}"
    for our in "我本"
    for place in (
        "单位",
        "部门",
        "局",
        "站",
        "院",
        "校",
        "中心",
        "委",
        "办",
        "处",
        "所",
        "街道",
        "乡",
        "镇",
        "厅",
        "队",
        "馆",
        "园",
        "区",
        "县",
        "市",
    )
)
# These name all projects only where nothing stands before them (县教育局教师培训项目预算 is of one project).
_OF_PROJECTS = ("项目执行率", "项目预算执行率", "项目预算")
AT_THE_START = (*_OF_PROJECTS, "项目资金")
_PROJECT_LINE = ("用于项目的支出", "项目的支出", "项目资金")
_FAMILY_WORDS = {
    "unit": (
        "全年总支出",
        "总支出",
        "支出总额",
        "部门整体预算执行率",
        "单位整体预算执行率",
        "整体预算执行率",
    ),
    "total": ("自评总分", "总得分", "总分", "综合得分", "评价等级", "自评等级"),
    "projects": (
        "各项目",
        "全部项目",
        "所有项目",
        "各个项目",
        "项目合计",
        "其余项目",
        "其他项目",
        "其余各项目",
        *_OF_PROJECTS,
    ),
    "indicators": (
        "绩效指标",
        "各指标",
        "各项指标",
        "各绩效指标",
        "全部指标",
        "所有指标",
        "可量化指标",
        "量化指标",
        "各量化指标",
        "定量指标",
    ),
}


@dataclass(frozen=True, slots=True)
class Name:
    """What a phrase names: topics, and the one entry where it is an entry's own label."""

    topics: frozenset[str]
    entry: str = ""


def names(ledger: Ledger) -> dict[str, Name]:
    """Every phrase that names something, with what it names."""
    found: dict[str, set[str]] = defaultdict(set)
    about = {entry.subject for entry in ledger.entries.values()}
    for subject in ledger.subjects.values():
        if subject.id.startswith("fact.") and subject.id not in about:
            continue  # 在职人数增加 is the change of 在职人数
        for word in _full(subject):
            found[word].add(_topic(subject))
    for topic, words in (
        *_BLOCKS.items(),
        *_FAMILY_WORDS.items(),
        ("unit", _OWN_WORDS),
        ("project", _PROJECT_LINE),
    ):
        if topic in (*FAMILY, "project") or any(key.startswith(topic) for key in ledger.entries):
            for word in words:
                found[word].add(topic)
    full = {
        word
        for word, topics in found.items()
        if any(topic.startswith(("fact.", "indicator.")) for topic in topics)
    }
    others = _Names(ledger)
    for subject in ledger.subjects.values():
        for word in _short(subject):
            if word in full or not others.hold(word, subject):
                found[word].add(_topic(subject))
    for topic, words in _BLOCKS.items():
        for word in found:  # 三公经费支出 may be an indicator, and is of the block all the same
            if word.startswith(words) and any(key.startswith(topic) for key in ledger.entries):
                found[word].add(topic)
    phrases = {word: Name(frozenset(topics)) for word, topics in found.items()}
    for word, entry_id, topic in _labels(ledger):
        known = phrases.get(word)
        topics = (known.topics if known else frozenset()) | {topic}
        phrases[word] = Name(topics, entry_id if known is None or known.topics == {topic} else "")
    return phrases


def _topic(subject: Subject) -> str:
    parts = subject.id.split(".")
    return ".".join(parts[:2]) if parts[0] == "common" else subject.id


def _full(subject: Subject) -> Iterator[str]:
    if subject.id == "execution":
        return  # 预算执行率 is a role word: of the unit, of a budget line or of a project
    for name in subject.names:
        yield name
        bare = _NUMBERING.sub("", name)
        if bare != name:
            yield bare


def _short(subject: Subject) -> Iterator[str]:
    """Names without what people leave off: 河道清淤(长度), (举办)教师培训班."""
    if subject.id.partition(".")[0] not in ("project", "indicator", "fact"):
        return
    for name in subject.names:
        bare = _NUMBERING.sub("", name)
        for word in (
            _TAIL.sub("", bare),
            _VERB.sub("", bare),
            _VERB.sub("", _TAIL.sub("", bare)),
            bare.removesuffix("项目"),
        ):
            if word != bare and len(word) >= 4:
                yield word
        for start in range(max(1, len(bare) - _LONGEST_TAIL), len(bare) - 2):
            tail = bare[start:]  # (带动群众)务工人次, (宜绿路段)绿化率
            if subject.id.startswith("indicator.") and tail not in ROLE_WORDS and tail not in MARKED_WORDS:
                yield tail


class _Names:
    """The names of all subjects, by their threes of characters."""

    def __init__(self, ledger: Ledger):
        self._with: dict[str, dict[str, str]] = defaultdict(dict)
        for subject in ledger.subjects.values():
            for name in subject.names:
                for three in _threes(name):
                    self._with[three][f"{subject.id} {name}"] = name

    def hold(self, word: str, own: Subject) -> bool:
        """Whether a word of three characters or more stands in the name of another subject."""
        fewest = min((self._with.get(three, {}) for three in _threes(word)), key=len)
        return any(word in name and key.partition(" ")[0] != own.id for key, name in fewest.items())


def _threes(text: str) -> frozenset[str]:
    return frozenset(text[index : index + 3] for index in range(len(text) - 2))


def _labels(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Labels of entries, which name the subject and the role at once: 社区工作经费项目执行数."""
    for entry in ledger.entries.values():
        about = facet(entry)
        if about.topic in FAMILY and not entry.id.startswith(("previous", "yoy")):
            continue
        if about.topic.startswith("fact.") and entry.role is not Role.CHANGE:
            continue
        yield entry.label, entry.id, about.topic
        if entry.id.startswith("common.tasks.") and entry.label.startswith(("完成", "及时", "达标")):
            yield entry.label.removesuffix("数"), entry.id, about.topic


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text."""
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))


def telling(ledger: Ledger) -> dict[str, list[Telling]]:
    """For every project, indicator and fact: the pairs of each of its names, weighted by how few share them."""
    concrete = [
        item
        for item in ledger.subjects.values()
        if item.id.startswith(("project.", "indicator.", "fact.", "common."))
    ]
    shared: dict[str, int] = defaultdict(int)
    for subject in concrete:
        for pair in frozenset[str]().union(*(pairs(name) for name in subject.names)):
            shared[pair] += 1
    found: dict[str, list[Telling]] = {}
    for subject in concrete:
        for name in subject.names:
            bare = _NUMBERING.sub("", name)
            weighted = tuple((pair, _WHOLE // shared[pair]) for pair in pairs(bare) if pair not in _GENERIC)
            total = sum(weight for _, weight in weighted)
            if total >= _WHOLE:
                found.setdefault(_topic(subject), []).append((weighted, total))
    return found
