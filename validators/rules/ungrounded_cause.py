"""检查什么：文中所说的原因（由于……、因……、原因是……、受……影响），是否有单位填报的原因、措施、说明作依据，且属于所说的对象。

为什么：原因只能由单位说明；编造的原因和张冠李戴的原因都没有数字，读者却会据此追责和拨款。完全没有依据的为错误，依据薄弱或像是别的对象的为警告。
反例：社区工作经费项目执行率58.16%，原因是承建单位破产倒闭。——单位填报：有部分支出年底审批流程未完成
正例：社区工作经费项目执行率58.16%，原因是年底部分支出审批流程没有走完。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Block, BlockKind
from assistant.domain.severity import Severity
from validators.grounds import Ground, grounds_of
from validators.names import pairs
from validators.reading import Reading

CODE = "GRD004"
SEVERITY = Severity.ERROR

_SAYS = re.compile(
    "(?P<said>(?:原因|缘由)(?:主要|在于|是|为|系|：|:)+(?:由于|因为|因)?|由于|(?:主要|[，。；]|^)(?:是|系)因为?|因为|主要因|"
    "(?<![原成])因(?=[^此而素为地故公工病人]))"
    "(?P<cause>[^，。；：\n]{2,60})|(?P<under>受)(?P<influence>[^，。；：\n]{2,40}?)(?:等[^，。；]{0,4})?(?:的)?(?:影响|制约|限制)"
)
_OPEN = re.compile("待(?:单位|进一步)?(?:补充|查明|核实|说明)|单位填报|单位说明")
_SENTENCE_END = re.compile("[。！？\n]")
_CONCRETE = ("project.", "indicator.")
_MOST_CAUSES = 3


def check(reading: Reading) -> Iterator[Diagnostic]:
    for block in reading.document.blocks:
        if block.kind is BlockKind.HEADING or block.printed is not None:
            continue  # what this program printed tells the supplied cause of what it names
        for found in _SAYS.finditer(reading.text, block.start, block.end):
            group = "cause" if found.group("cause") else "influence"
            if not _OPEN.search(found.group(group)):
                yield from _judge(reading, block, found.span(group))


def _judge(reading: Reading, block: Block, span: tuple[int, int]) -> Iterator[Diagnostic]:
    grounds = grounds_of(reading.lexicon)
    cause = reading.text[slice(*span)]
    ground = grounds.of(cause)
    subjects = _subjects(reading, block, span[0])
    if not ground.rests:
        severity = Severity.ERROR if ground.is_invented else Severity.WARNING
        yield _report(
            reading, span, severity, f"原因“{cause}”在单位填报的内容中没有依据；{_given(reading, subjects)}"
        )
        return
    owner = _other_owner(reading, ground, subjects) if subjects else ""
    if owner:
        other = reading.ledger.subjects[owner]
        yield _report(
            reading,
            span,
            Severity.WARNING,
            f"原因“{cause}”是单位为“{other.name}”填报的；{_given(reading, subjects)}",
        )


def _report(reading: Reading, span: tuple[int, int], severity: Severity, message: str) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        severity=severity,
        start=span[0],
        end=span[1],
        text=reading.text[slice(*span)],
        message=message,
        advice="请改用单位填报的原因；确有此原因的，先在填报数据里补填原因，否则写“原因待单位补充说明”",
    )


def _subjects(reading: Reading, block: Block, start: int) -> frozenset[str]:
    """The projects and indicators named in the sentence before a cause."""
    ends = [*_SENTENCE_END.finditer(reading.text, block.start, start)]
    sentence = ends[-1].end() if ends else block.start
    hits = reading.lexicon.hits(reading.text, sentence, start)
    named = {topic for hit in hits if hit.name for topic in hit.name.topics}
    return frozenset(topic for topic in named if topic.startswith(_CONCRETE))


def _other_owner(reading: Reading, ground: Ground, subjects: frozenset[str]) -> str:
    """The subject whose cause this is, where nothing in its names says that it is the one spoken of."""
    owner = grounds_of(reading.lexicon).owner(ground, subjects)
    if not owner:
        return ""
    names = reading.ledger.subjects
    own = frozenset[str]().union(*(pairs(name) for key in subjects for name in names[key].names))
    other = frozenset[str]().union(*(pairs(name) for name in names[owner].names))
    shared = {pair for pair in own & other if reading.lexicon.tells(owner, pair)}
    return "" if shared else owner


def _given(reading: Reading, subjects: frozenset[str]) -> str:
    """What causes the unit gave: of what is named, else of the unit."""
    ledger = reading.ledger
    named = [item for item in ledger.subjects.values() if item.id in subjects]
    listed = named or [item for item in ledger.subjects.values() if item.cause]
    causes = [f"{item.name}：{item.cause or '没有填报原因'}" for item in listed]
    if not named and ledger.adjustment_cause:
        causes.append(f"预算调整：{ledger.adjustment_cause}")
    more = "等" if len(causes) > _MOST_CAUSES else ""
    return f"单位填报的原因：{'；'.join(causes[:_MOST_CAUSES])}{more}" if causes else "单位没有填报任何原因"
