"""Numbers that no ledger entry is, and that the ledger or the sentence bears out all the same.

Counts of what a sentence says of projects and indicators, limits of the writer's own (均在80%以上), samples, the
floors of grades.
"""

from __future__ import annotations

import operator
import re
from dataclasses import replace
from itertools import takewhile

from assistant.domain.document import Block
from assistant.domain.mention import Mention
from validators.context import Context
from validators.counts import may_count
from validators.groups import KIND_OF
from validators.lexicon import Lexicon
from validators.reading import Binding
from validators.scan import Scan

_NOUN_OF = re.compile(
    "(?P<which>[^，。；：、（0-9均都]{0,12}?)(?P<noun>项目|指标)(?!资金|支出|值|完成|执行|[上下]限|要求|任务)"
)
_STRICTLY_REST = re.compile("(?:其余|其他|其它)的?\\Z")
_CARRIED_KINDS = {"projects": "project", "indicators": "indicator"}
_OF_PROJECTS = re.compile("项目|执行|支付|支出")
_OF_INDICATORS = re.compile("指标|完成率|达标|满分|扣分|失分")
_LIST_FOLLOWS = re.compile("[，：:]|(?:分别|即|为|是)")
_SAMPLED = frozenset({"份", "人", "户", "名", "家", "人次"})
_ONE = re.compile("(?<![十百])一[个项](?!是|为)")
_ALL_ARE = re.compile("(?:均|都|全部)(?:在|高于|超过|达到|不低于|大于|(?P<under>低于|不足|小于))[约]?\\Z")
_OF_CLASS = re.compile("(?:及?以[上下])?的(?:绩效)?(?:项目|指标(?!值))")
_GRADED = re.compile(
    '(?:（含）|\\(含\\)|及)?以?上?(?:的|者)?(?:等级|评价结果|结果)?(?:为|是|评为|属于|即为)[“"]?'
)


class BorneOut:
    """What one text bears out."""

    def __init__(self, seen: Scan, lexicon: Lexicon):
        self.seen, self.lexicon = seen, lexicon

    def listed(self, context: Context, mention: Mention, block: Block) -> set[int]:
        """How many things the text lists beside a count in words: before it, after it, in the sentence before."""
        end = self.seen.sentence_end(mention.end, block.end)
        coming = context.things(self.seen.hits_in(mention.end, end))
        lists = (context.things(context.listed), coming, context.things(context.listed_before))
        sizes = {len(set(things)) for things in lists} | {context.numbers_in_sentence}
        for things in lists:
            kinds = [topic.partition(".")[0] for topics in set(things) for topic in topics]
            sizes |= {kinds.count("indicator"), kinds.count("project")}
        return sizes

    def of_a_kind(self, context: Context, mention: Mention, block: Block) -> tuple[str, int] | None:
        """The kind and the size of what a count names at once: 三个重点项目, 数量指标五项, 其余四个项目.

        None where its words name no such group, or one that the ledger does not know.
        """
        noun = _NOUN_OF.match(self.seen.text, mention.end, block.end)
        opening, start, counts = self._clause_of_count(mention, block)
        before = self.seen.text[start : mention.start]
        kind = KIND_OF[noun["noun"]] if noun else self._kind(context, before, self.seen.text[opening:start])
        if not kind:
            return None
        rest = None
        if _STRICTLY_REST.search(before):
            rest = self._rest(context, kind, before, self.seen.text[opening:start], counts)
        if rest is not None:
            return kind, rest
        if noun is not None and noun["which"]:
            members = self.lexicon.groups.counted(kind, self.seen.text[start : noun.end()], "")
        else:
            members = self.lexicon.groups.under(kind, before)
        return (kind, len(members)) if members else None

    def counted(self, context: Context, found: Binding) -> Binding:
        """A count that no entry is: of the projects or indicators that the sentence says something of."""
        mention, block = found.mention, found.block
        opening, start, counts = self._clause_of_count(mention, block)
        scope, before = self.seen.text[start : self._scope_end(mention, block)], self.seen.text[opening:start]
        kind = self._kind(context, scope, before)
        members = self.lexicon.groups.counted(kind, scope, before) if kind else None
        words = self.seen.text[start : mention.start]
        rest = self._rest(context, kind, words, before, counts) if kind else None
        sizes = [] if members is None else [len(members)]
        sizes += [] if rest is None else [rest]
        if not sizes and _LIST_FOLLOWS.match(self.seen.text, mention.end):
            coming = self.seen.hits_in(mention.end, self.seen.sentence_end(mention.end, block.end))
            listed = {topics for topics in context.things(coming)}
            sizes = [len(listed)] if len(listed) > 1 else []
        return replace(found, sizes=tuple(sizes), enumeration=mention.number in sizes and not mention.approx)

    def _clause_of_count(self, mention: Mention, block: Block) -> tuple[int, int, list[Mention]]:
        """Where the sentence of a count begins, where its clause does, and the counts of the sentence before it."""
        opening = max(block.start, self.seen.sentence_start(mention.start))
        counts = [item for item in self.seen.mentions_in(opening, mention.start) if may_count(item)]
        ends = [item.end for item in counts]
        return opening, max([opening, self.seen.clause_start(mention.start), *ends]), counts

    def _rest(
        self, context: Context, kind: str, words: str, before: str, counts: list[Mention]
    ) -> int | None:
        """How many are left where 其余 stands before a count: all but those counted or named in the sentence.

        `words` stand between the clause's start and the count, `before` in the sentence before the clause.
        """
        numbers = [int(item.number) for item in counts if item.number is not None]
        things = {topic for topics in context.things(context.listed) for topic in topics}
        named = sum(topic.startswith(f"{kind}.") for topic in things)
        return self.lexicon.groups.rest(kind, words, before, numbers, named)

    def _kind(self, context: Context, scope: str, before: str) -> str:
        """Whether projects or indicators are counted, as the clause says, or what stands before it."""
        for words in (scope, before):
            project, indicator = bool(_OF_PROJECTS.search(words)), bool(_OF_INDICATORS.search(words))
            if project is not indicator:
                return "project" if project else "indicator"
        for naming in reversed(context.namings):
            kinds = {_CARRIED_KINDS.get(topic) or topic.partition(".")[0] for topic in naming.topics}
            kinds &= {*_CARRIED_KINDS.values()}
            if len(kinds) == 1:
                return kinds.pop()
        return ""

    def _scope_end(self, mention: Mention, block: Block) -> int:
        """The end of the clause of a count, or the next count in it."""
        end = self.seen.next_break(mention.end, block.end)
        one = _ONE.search(self.seen.text, mention.end, end)  # 两项指标一项完成
        end = one.start() if one else end
        following = (item.start for item in self.seen.mentions_in(mention.end, end) if may_count(item))
        return next(following, end)

    def is_true_limit(self, found: Binding, read: list[Binding]) -> bool:
        """Whether a rate is a limit of the writer's own that the sentence itself bears out.

        四项的完成率分别为…，均在80%以上: all numbers before it are; 完成率为100%的指标有三项: some indicators are.
        """
        mention = found.mention
        said = _ALL_ARE.search(self.seen.text, max(found.block.start, mention.start - 8), mention.start)
        if said is not None:
            start = self.seen.sentence_start(mention.start)
            here = takewhile(lambda item: item.mention.start >= start, reversed(read))
            before = [
                item.mention.number for item in here if item.mention.unit == mention.unit and item.entries
            ]
            holds = operator.lt if said["under"] or mention.approx == "以下" else operator.ge
            limit = mention.number
            return len(before) > 1 and all(
                number is not None and limit is not None and holds(number, limit) for number in before
            )
        if not _OF_CLASS.match(self.seen.text, mention.end):
            return False
        scope = self.seen.text[self.seen.clause_start(mention.start) : mention.end + 2]
        kind = "indicator" if "完成率" in scope else "project" if "执行率" in scope else ""
        members = self.lexicon.groups.counted(kind, scope, "") if kind else None
        return bool(members)

    def is_supplied(self, context: Context, mention: Mention) -> bool:
        """Whether a number is one that the unit or the standard gives beside the ledger: a sample, a grade's floor."""
        return self._is_sample(context, mention) or self._is_of_grade(mention)

    def _is_sample(self, context: Context, mention: Mention) -> bool:
        """Whether a number is how many were asked, for an indicator named in the sentence (收回有效问卷466份)."""
        samples = self.lexicon.groups.samples
        if mention.unit not in _SAMPLED or not samples:
            return False
        named = [naming for naming in context.namings if naming.sentence == context.sentence]
        topics = {topic for naming in named for topic in naming.topics}
        return any(samples[topic] == mention.number for topic in topics & samples.keys())

    def _is_of_grade(self, mention: Mention) -> bool:
        """Whether a number is where the standard says that a grade begins: 90分及以上为优."""
        if mention.unit != "分":
            return False
        said = _GRADED.match(self.seen.text, mention.end)
        return said is not None and any(
            grade.lowest == mention.number and self.seen.text.startswith(grade.name, said.end())
            for grade in self.lexicon.ledger.standard.grades
        )
