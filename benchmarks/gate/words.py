"""Planted errors in words, without a wrong digit: superlatives, all and none, degrees, grades, years compared,
listed points miscounted, and findings left out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import cn2an

from assistant.domain.document import SectionName
from assistant.domain.ledger import Ledger, Subject
from assistant.domain.report import runs_text
from assistant.domain.role import Role
from assistant.drafting.offline import write_offline
from assistant.drafting.slots import fill
from assistant.workflow.attempts import notes_for
from assistant.workflow.opening import Case
from benchmarks.gate.texts import Clean

_OPPOSITE = {"最高": "最低", "最低": "最高", "最大": "最小", "最小": "最大", "最多": "最少", "最少": "最多"}


def superlative(clean: Clean, rng: random.Random) -> Iterator[str]:
    """最高 for 最低, where a number stands behind it."""
    for found in re.finditer("(?<!其)最[高低大小多少](?=[^。；]{0,30}[0-9])", clean.text):
        if re.search("之一|其次|除|最[高低][^。]{0,12}最[高低]", clean.text):
            return
        yield clean.text[: found.start()] + _OPPOSITE[found.group()] + clean.text[found.end() :]


def all_or_none(clean: Clean, rng: random.Random) -> Iterator[str]:
    """A sentence that says of all what is not so of one."""
    ledger = clean.case.ledger
    unmet = ledger.get("indicator.unmet.count")
    if unmet and unmet.quantity and unmet.quantity.exact > 0:
        yield clean.text + rng.choice(
            ("各项绩效指标均达到指标值。", "全部绩效指标均已完成年度目标。", "各指标均已完成指标值。")
        )
    rates = [
        entry
        for entry in ledger.entries.values()
        if entry.role is Role.EXECUTION_RATE and entry.subject.startswith("project.")
    ]
    if any(entry.quantity and entry.quantity.shown < 90 for entry in rates):
        yield clean.text + rng.choice(
            ("各项目预算执行率均超过90%。", "所有项目执行率均达到90%。", "各项目执行率均不低于90%。")
        )
    line = ledger.get("budget.project.execution.rate")
    if line and line.quantity and line.quantity.shown < 90 and not re.search("项目", clean.text[-60:]):
        yield clean.text + rng.choice(
            ("资金使用规范，不存在资金闲置。", "没有资金沉淀。", "资金全部使用完毕。")
        )


def degree(clean: Clean, rng: random.Random) -> Iterator[str]:
    """大幅 before a small change."""
    for mark in clean.marks:
        entry = clean.case.ledger[mark.entry_id]
        small = (
            entry.role in (Role.ADJUSTMENT_RATE, Role.YEAR_ON_YEAR)
            and entry.unit == "%"
            and entry.quantity is not None
        )
        before = clean.text[max(0, mark.start - 4) : mark.start]
        found = re.search("(调减|调增|增长|下降|减少|增加)$", before)
        if small and found and entry.quantity and abs(entry.quantity.shown) < 10:
            at = mark.start - len(found.group())
            if "略" not in clean.text[max(0, at - 3) : at]:
                yield clean.text[:at] + rng.choice(("大幅", "明显", "显著")) + clean.text[at:]


def grade(clean: Clean, rng: random.Random) -> Iterator[str]:
    """Another grade."""
    for mark in clean.marks:
        if clean.case.ledger[mark.entry_id].role is Role.GRADE:
            other = rng.choice([word for word in "优良中差" if word != clean.text[mark.start : mark.end]])
            yield clean.text[: mark.start] + other + clean.text[mark.end :]


def years(clean: Clean, rng: random.Random) -> Iterator[str]:
    """A gap to the target told as a change since last year."""
    for mark in clean.marks:
        if clean.case.ledger[mark.entry_id].role is Role.GAP:
            found = re.search(
                "(高于|低于|超出|比|较)(?:年度)?(?:指标值|目标值|目标)(高|低|多|少)?$",
                clean.text[: mark.start],
            )
            if found:
                yield (
                    clean.text[: found.start()]
                    + rng.choice(("同比提高", "比上年增加", "较上年下降"))
                    + clean.text[mark.start :]
                )


_COUNT = re.compile("以下(两|二|三|四)个?(?:方面)?(?:的)?问题")


def listed(clean: Clean, rng: random.Random) -> Iterator[str]:
    """以下三个问题 before two."""
    found = _COUNT.search(clean.text)
    if found:
        other = rng.choice([word for word in "两三四五" if word != found.group(1)])
        yield clean.text[: found.start(1)] + other + clean.text[found.end(1) :]


_OF_THINGS = re.compile(
    "(?<![0-9一二三四五六七八九十百第之])([两二三四五六七八九十]|十[一二三四五六七八九]|[0-9]{1,2})(?=[个项](?:[^，。；、：]{0,6}(?:项目|指标)(?!资金)|(?:均|都)?(?:未?达到|未?完成|没完成|被扣)))"
    "|(?<=项目|指标)[有共计为]{0,2}([两二三四五六七八九十]|[0-9]{1,2})(?=[个项][，。；：])"
)


def miscounted(clean: Clean, rng: random.Random) -> Iterator[str]:
    """A count of projects or indicators, or of some of them, one off."""
    for found in _OF_THINGS.finditer(clean.text):
        group = 1 if found.group(1) else 2
        written = found.group(group)
        value = int(cn2an.cn2an(written.replace("两", "二"), "smart")) + rng.choice((1, -1))
        if value < 2:
            continue
        word = (
            str(value)
            if written.isdigit()
            else cn2an.an2cn(str(value), "low").removeprefix("一" if value < 20 else "—")
        )
        word = "两" if word == "二" else word
        yield clean.text[: found.start(group)] + word + clean.text[found.end(group) :]


# Causes that no unit of the benchmark gave. Written before the rule on causes was measured on them.
_INVENTED = (
    "新冠疫情反复",
    "连续强降雨引发山洪",
    "账户因法律诉讼被冻结",
    "核心技术人员离职",
    "原材料价格大幅上涨",
    "业务系统遭受网络攻击",
    "征地拆迁补偿纠纷",
    "供应商破产倒闭",
    "领导班子换届交接",
    "附近居民阻挠施工",
    "上级审计要求暂停付款",
    "汇率大幅波动",
    "主管部门机构改革职能划转",
    "发票开具错误被退回",
    "承包单位拖欠农民工工资",
    "国库支付系统升级停机",
    "设计图纸多次变更",
    "专家评审意见分歧较大",
    "经办人员长期病假",
    "政策文件出台较晚",
)
_CAUSE = re.compile(
    "(?:原因(?:是|为|在于)|由于|因为|(?<![原成])因(?=[^此而素]))([^，。；：]{4,40})|受([^，。；]{4,30}?)(?:等因素)?影响"
)


def _causes(clean: Clean) -> Iterator[tuple[int, int]]:
    for found in _CAUSE.finditer(clean.text):
        yield found.span(1 if found.group(1) else 2)


def invented(clean: Clean, rng: random.Random) -> Iterator[str]:
    """A cause that the unit never gave."""
    for start, end in _causes(clean):
        yield clean.text[:start] + rng.choice(_INVENTED) + clean.text[end:]


def exchanged(clean: Clean, rng: random.Random) -> Iterator[str]:
    """The cause of another project or indicator, where one with a cause of its own is named in the sentence."""
    subjects = clean.case.ledger.subjects
    for start, end in _causes(clean):
        sentence = re.split("[。\n]", clean.text[:start])[-1]
        named = [item for item in subjects.values() if any(name in sentence for name in item.names)]
        concrete = [item for item in named if item.id.startswith(("project.", "indicator."))]
        others = [
            re.split("[，。；]", item.cause)[0]
            for item in subjects.values()
            if item.cause and item not in named and not _alike(item.name, concrete)
        ]
        if len(concrete) == 1 and concrete[0].cause and others:
            yield clean.text[:start] + rng.choice(others) + clean.text[end:]


def _alike(name: str, subjects: list[Subject]) -> bool:
    """Whether a subject has three characters in a row with another: 教师培训项目 and 教师培训人次 share their causes."""
    runs = {name[index : index + 3] for index in range(len(name) - 2)}
    return any(run in item.name or run in item.cause for item in subjects for run in runs)


WORDS = {
    "superlative": superlative,
    "all and none": all_or_none,
    "degree word": degree,
    "grade word": grade,
    "year on year": years,
    "listed points": listed,
    "miscounted": miscounted,
    "invented cause": invented,
    "another's cause": exchanged,
}


def omissions(case: Case) -> Iterator[tuple[SectionName, str, str]]:
    """A problem, or a measure, left out of the unit's section: (section, whole text, text without it)."""
    for section in (SectionName.PROBLEMS, SectionName.MEASURES):
        whole = _section(section, case.ledger, notes_for(case, section))
        lines = whole.split("\n")
        for number, line in enumerate(lines):
            sentences = [piece for piece in re.split("(?<=。)", line) if piece]
            for place, sentence in enumerate(sentences):
                about = re.search(r"\d[\d.]*(?:万元|元|%|分)|针对", sentence)
                if about and len(sentences) > 1:
                    rest = "".join(sentences[:place] + sentences[place + 1 :])
                    yield section, whole, "\n".join([*lines[:number], rest, *lines[number + 1 :]])


def _section(section: SectionName, ledger: Ledger, notes: tuple[str, ...]) -> str:
    return runs_text(fill(write_offline(section, ledger, notes), ledger))
