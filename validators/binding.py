"""Binding: which ledger entry each number of a text speaks of.

Deterministic, one pass over each block. The words around a number make a frame (validators/surroundings.py, validators/frame.py); the
entry that fits the frame best is what the number speaks of (validators/choice.py). The number is right where
one of the best has its value; a true value of a worse fitting entry is misattributed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from operator import itemgetter

from assistant.domain.document import Block, BlockKind, Document, Mark
from assistant.domain.ledger import Ledger
from assistant.domain.mention import Mention, MentionKind
from assistant.domain.role import Role
from validators.borne_out import BorneOut
from validators.choice import LIKE, choose, held_to
from validators.context import Context
from validators.counts import counted_topic, is_enumeration, may_count, may_enumerate
from validators.facets import Period
from validators.frame import CLAUSE_END, Ahead, Neighbours
from validators.lexicon import Hit, Lexicon
from validators.names import FAMILY, OWN
from validators.own_words import bind_printed
from validators.quotes import following
from validators.reading import Binding, Reading
from validators.rebinding import rebind
from validators.said import Turn
from validators.scan import Scan, scan
from validators.surroundings import frame
from validators.vocabulary import Effect

_LINES = frozenset({"basic", "personnel", "public", "project", "common.public"})
_INDICATORS = frozenset({"indicators"})
_ASIDE = re.compile("(?:后|主要)?(?:因|由于|受)(?!灾|益|理)|由[^，。；]{2,50}(?:构成|组成)")
_MOVES_IT = re.compile("(?:追加|压减|压缩|增加|减少|控制|提高|降低|核减|调减|调增|落实)(?:部分|各类)?\\Z")
_FOREMOST = re.compile("中[^，。；]{0,6}最|之首|之最|首位|第一|前列")
_ITS_NUMBER = re.compile("的?[0-9]|的")  # 较2022年的1268.46万元
_THEY = re.compile("指标|项目|均|都|分别")
_BEHIND = frozenset({Role.ADJUSTED, Role.GAP})
_UNEXECUTED = frozenset({Role.UNEXECUTED})
_VERB_OF_NEXT = re.compile("(?:已|均|共|也)?(?:完成|达到|达标|实现)(?:了)?\\Z")
_AROUND = 24  # characters of a clause that are looked at on each side of a number
_SENTENCE_LENGTH = 80


def read(document: Document, ledger: Ledger, lexicon: Lexicon | None = None) -> Reading:
    """Read a document against a ledger."""
    lexicon = lexicon or Lexicon(ledger)
    binder = _Binder(document, ledger, lexicon)
    return Reading(document, ledger, lexicon, tuple(binder.bind()), binder.rebound)


class _Binder:
    def __init__(self, document: Document, ledger: Ledger, lexicon: Lexicon):
        self.document, self.ledger, self.lexicon = document, ledger, lexicon
        self.seen: Scan = scan(document.text, lexicon)
        self.text = self.seen.text
        self.read: list[Binding] = []  # what was bound in the block so far
        self.borne_out = BorneOut(self.seen, lexicon)
        self.rebound = rebind(document, ledger, self.seen.mentions, self.seen.is_quoted)
        self.mark_starts = [mark.start for mark in self.rebound.marks]

    def bind(self) -> list[Binding]:
        found: list[Binding] = []
        heading: frozenset[str] = frozenset()
        for block in self.document.blocks:
            hits = self.seen.hits_in(block.start, block.end)
            if block.kind is BlockKind.HEADING:
                named = [hit.name.topics for hit in hits if hit.name and not hit.name.topics <= FAMILY]
                heading = named[-1] if named else frozenset()
            mentions = self.seen.mentions_in(block.start, block.end)
            if mentions:
                known = bind_printed(block, mentions, self.lexicon)
                found += self._block(block, mentions, hits, heading) if known is None else known
        return found

    def _block(
        self, block: Block, mentions: list[Mention], hits: list[Hit], heading: frozenset[str]
    ) -> list[Binding]:
        context = Context()
        if block.kind is BlockKind.CELL:
            self._enter_cell(context, block)
        elif heading:
            context.head(heading)
        breaks = self.seen.breaks_in(block.start, block.end)
        events: list[tuple[int, int, Hit | Mention | None]] = [(position, 0, None) for position in breaks]
        events += [(hit.start, 1, hit) for hit in hits]
        events += [(mention.start, 2, mention) for mention in mentions]
        events.sort(key=itemgetter(0, 1))
        found = self.read = []
        named_to = reach = block.start
        for position, _, item in events:
            if isinstance(item, Mention):
                found.append(self._mention(context, item, block))
            elif position < reach:
                continue  # inside a name
            elif item is None:
                context.pause(self.text[position])
            else:
                reach = item.end
                self._hit(
                    context,
                    item,
                    block,
                    self.text[named_to : item.start] if item.start - named_to < 4 else "",
                )
                named_to = item.end if item.name else named_to
        return found

    def _hit(self, context: Context, hit: Hit, block: Block, between: str) -> None:
        if hit.mark is Effect.EACH:
            end = self.seen.sentence_end(hit.end, block.end)
            others = [other.start for other in self.seen.hits_in(hit.end, end) if other.mark is Effect.EACH]
            coming = self.seen.mentions_in(hit.end, min([end, *others]))
            pause = CLAUSE_END.search(self.text, hit.end, end)
            near = pause.start() if pause else end
            numbers = [mention.start for mention in coming if mention.kind is not MentionKind.DATE]
            context.hand_out(len(numbers), sum(start < near for start in numbers))
            context.say(hit)
            return
        context.take(hit, between, self.text[hit.start - 1 : hit.start], self._is_aside(hit, block))
        if hit.mark is Effect.POINTS_BACK and not any(kind in context.latest for kind in hit.back):
            words = self.text[max(block.start, hit.start - 4 * _SENTENCE_LENGTH) : hit.start]
            topic = self.lexicon.most_like(words, hit.back, LIKE)
            if topic:
                context.name(frozenset({topic}), hit.start, hit.end)

    def _is_aside(self, hit: Hit, block: Block) -> bool:
        """Whether a name is only mentioned: in a cause, in a list of parts, as what something is part of."""
        if hit.name is None:
            return False
        if self.text[hit.start - 1 : hit.start] == "在" and self.text[hit.end : hit.end + 1] == "中":
            return True
        if hit.name.topics <= _LINES and _MOVES_IT.search(self.text, max(0, hit.start - 6), hit.start):
            return True  # 年中追加人员经费、压减公用经费，调整后全年预算数为
        if hit.name.topics <= FAMILY and _FOREMOST.match(self.text, hit.end):
            return True  # 占比居各项目之首
        start = max(block.start, self.seen.clause_start(hit.start))
        return bool(_ASIDE.match(self.text, start, min(block.end, start + 60)))

    def _enter_cell(self, context: Context, block: Block) -> None:
        heads = self.lexicon.hits(block.row_head)
        for hit in heads:
            if hit.name is not None:
                context.head(hit.name.topics)
        if not any(hit.name for hit in heads):
            context.head(OWN)  # 年度资金总额, 预算执行率, 总分: the row of the whole
        for hit in self.lexicon.hits(block.column_head):
            context.take(hit, "")

    def _counted(self, context: Context, mention: Mention, block: Block) -> tuple[str, str] | None:
        """What a count of projects or indicators counts."""
        if not may_count(mention):
            return None
        last = context.namings[-1].topics if context.namings else frozenset()
        if (
            last
            and context.namings[-1].end >= mention.start - 2
            and all(topic.startswith(("fact.", "indicator.")) for topic in last)
        ):
            return None  # 新增非遗项目12项: the name of what is counted ends in 项目
        clause = self._clause(context, mention, block)
        return counted_topic(self.text, mention, clause, last == _INDICATORS)

    def _mention(self, context: Context, mention: Mention, block: Block) -> Binding:
        before = self.text[max(context.since, block.start, mention.start - 40) : mention.start]
        base = Binding(mention, block, mark=self._mark(mention), before=before[-_AROUND:])
        if mention.kind is MentionKind.DATE:
            if (base.mark and not base.mark.changed) or self.seen.is_quoted(mention):
                return replace(base, quoted=True)  # 2023年度结转设备款, 13月龄接种数: no time of the sentence
            year = str(mention.value)[:4]
            if year in (str(self.ledger.year), str(self.ledger.year - 1)):
                context.date(
                    int(year) == self.ledger.year,
                    before.endswith(("比", "较", "与")) and not _ITS_NUMBER.match(self.text, mention.end),
                )
            return base
        if self._is_quoted(context, mention):
            context.counted(mention.end)
            return replace(base, quoted=True, named=True)
        kind = self.borne_out.of_a_kind(context, mention, block) if may_count(mention) else None
        if kind is not None and (kind[1] != mention.number or mention.approx):
            context.counted(mention.end)
            whole = f"{kind[0]}.count"
            return replace(
                base, expected=(whole,), subjects=frozenset({f"{kind[0]}s"}), sizes=(kind[1],), named=True
            )
        listed = (
            self.borne_out.listed(context, mention, block) if may_enumerate(self.text, mention) else set()
        )
        if listed and is_enumeration(self.text, mention, listed):
            self._name_listed(context, mention)
            return replace(base, enumeration=True)
        return self._number(context, base, before)

    def _number(self, context: Context, base: Binding, before: str) -> Binding:
        mention, block = base.mention, base.block
        turn = context.next_turn()
        counted = self._counted(context, mention, block)
        if counted is not None:
            turn = Turn(topics=frozenset({counted[0]}))
        words = Neighbours(
            before,
            after=self.text[mention.end : min(mention.end + 12, block.end)],
            earlier=self.text[max(block.start, mention.start - _SENTENCE_LENGTH) : mention.start],
        )
        around = frame(context, turn, self._ahead(mention, block), self.lexicon, words, bool(mention.bound))
        context.counted(mention.end)
        if around.levelled or (around.compared and context.period is Period.LAST):
            context.period = None
        found = choose(base, around, self.lexicon, counted[1] if counted else "")
        if not found.entries and may_count(mention):
            found = self.borne_out.counted(context, found)
        if (
            not found.entries
            and mention.kind is MentionKind.PERCENT
            and self.borne_out.is_true_limit(found, self.read)
        ):
            found = replace(found, enumeration=True)
        if base.mark and base.mark.changed:
            found = held_to(self.ledger[base.mark.entry_id], found, self.lexicon)
        if counted is not None:
            context.name(frozenset({counted[0]}), mention.start, mention.end)
        elif found.soft:
            topic = self.lexicon.kept[found.entries[0]].facet.topic
            context.name(frozenset({topic}), mention.start, mention.end)
        return found

    def _name_listed(self, context: Context, mention: Mention) -> None:
        """两项指标 after two indicators were listed speaks of the two."""
        if self.text[max(0, mention.start - 2) : mention.start] in ("上述", "前述", "以上"):
            earlier = context.listed or context.listed_before
            earlier = [hit for hit in earlier if context.things([hit])] or [
                hit for hit in earlier if hit.name
            ]
            context.listed = earlier[-int(mention.number or 0) :]
            return
        topics = context.things(context.listed or context.listed_before)
        if len(topics) == mention.number and _THEY.match(self.text, mention.end):
            context.name(frozenset().union(*topics), mention.start, mention.end)

    def _clause(self, context: Context, mention: Mention, block: Block) -> str:
        """The words of the clause that a number stands in, between the numbers before and after it."""
        start = max(block.start, context.since, mention.start - _AROUND)
        head = CLAUSE_END.split(self.text[start : mention.start])[-1]
        tail = self.text[
            mention.end : self.seen.clause_end(mention.end, min(block.end, mention.end + _AROUND))
        ]
        following = self.seen.mentions_in(mention.end, mention.end + len(tail) + 1)
        if following and may_count(following[0]):
            tail = _VERB_OF_NEXT.sub("", tail)  # 十七个指标完成十三个
        return f"{head}|{tail.partition('中')[0]}"

    def _ahead(self, mention: Mention, block: Block) -> list[Ahead]:
        """The phrases right behind a number, before the next: 的完成率, 资金未执行, 主网格."""
        end = self.seen.clause_end(mention.end, min(block.end, mention.end + 16))
        found: list[Ahead] = []
        named_to = -1
        for hit in self.seen.hits_in(mention.end, end)[:3]:
            gap = self.text[mention.end : hit.start]
            if (
                hit.name
                or _belongs_to_number(hit, gap)
                or (hit.start == named_to and hit.mark is Effect.NONE)
            ):
                found.append(Ahead(hit, gap))  # 1658.65万元的基本支出预算
            named_to = hit.end if hit.name and not gap.strip("的 ") else -1
        return found

    def _mark(self, mention: Mention) -> Mark | None:
        place = bisect_left(self.mark_starts, mention.start + 1) - 1
        for mark in self.rebound.marks[max(place, 0) : place + 2]:
            if mark.start <= mention.start < mark.end or mention.start <= mark.start < mention.end:
                return mark
        return None

    def _is_quoted(self, context: Context, mention: Mention) -> bool:
        if self.seen.is_quoted(mention) or self.borne_out.is_supplied(context, mention):
            return True
        counts = self.lexicon.quotes.counts
        return bool(counts) and (mention.number, mention.unit, following(self.text, mention)) in counts


def _belongs_to_number(hit: Hit, gap: str) -> bool:
    """Whether a role word behind a number is said of it: 107%的完成率, 12万元未执行, 10%的说明界限."""
    if gap.startswith("的"):
        return gap.strip("的 资金总体") == "" and hit.mark in (Effect.NONE, Effect.MOVE, Effect.WHOLE)
    if not gap.strip() and hit.roles & _BEHIND and hit.mark is Effect.NONE:
        return True  # 全年5911.90万元预算中, 4.3公里缺口
    return hit.mark is Effect.NONE and hit.roles == _UNEXECUTED and gap.strip(" 资金") == ""
