"""Binding: which ledger entry each number of a text speaks of.

Deterministic, one pass over each paragraph. A subject named in the text holds until another is named; a
role word (预算, 执行, 完成率, 得分 …) holds for the numbers after it in its clause, and beyond it as long as
the subject has such an entry. A number must then be one of the entries spoken of; a true value of another
subject does not count.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.document import Block, BlockKind, Document, Mark
from assistant.domain.ledger import Ledger
from assistant.domain.mention import Kind, Mention
from assistant.domain.role import Role
from assistant.domain.unit import SCORE
from validators.context import Context
from validators.lexicon import FAMILY, OWN, Hit, Lexicon, following
from validators.mentions import extract
from validators.reading import Binding, Reading
from validators.truth import Agreement, agreement, in_unit_of
from validators.units import with_declared_units
from validators.vocabulary import ANAPHORA, CHANGES, DEFAULT_ROLES, PARTS, TRAILING

_BREAK = re.compile(r"[。！？\n]|[，,；;：:、（）()](?!\d)")
_COUNTED = re.compile(r"(项目|指标)(?:总?数|共计?|有|为|达)*\s*\Z")
_RESPECTIVELY = re.compile(r"分别")
_TAKE_UP = re.compile("|".join((*ANAPHORA, PARTS)))
_LIMITS = frozenset({"limit"})
_ADJUSTED = frozenset({Role.ADJUSTMENT, Role.GROSS_ADJUSTMENT})


def read(document: Document, ledger: Ledger, lexicon: Lexicon | None = None) -> Reading:
    """Read a document against a ledger."""
    lexicon = lexicon or Lexicon(ledger)
    binder = _Binder(document, ledger, lexicon)
    return Reading(document, ledger, lexicon, tuple(binder.bind()))


class _Binder:
    def __init__(self, document: Document, ledger: Ledger, lexicon: Lexicon):
        self.text, self.document, self.ledger, self.lexicon = document.text, document, ledger, lexicon
        self.quotes = lexicon.quoted_spans(self.text)
        self.counts = lexicon.quoted_counts()
        self.marks = document.marks

    def bind(self) -> list[Binding]:
        found: list[Binding] = []
        heading: frozenset[str] = frozenset()
        found_mentions = with_declared_units(self.text, extract(self.text), self.lexicon.units)
        mentions = [mention for mention in found_mentions if mention.checkable]
        hits = _outside(self.lexicon.hits(self.text), self.lexicon.prose_spans(self.text))
        next_mention = next_hit = 0
        for block in self.document.blocks:
            while next_mention < len(mentions) and mentions[next_mention].start < block.start:
                next_mention += 1
            first_mention = next_mention
            while next_mention < len(mentions) and mentions[next_mention].start < block.end:
                next_mention += 1
            while next_hit < len(hits) and hits[next_hit].start < block.start:
                next_hit += 1
            first_hit = next_hit
            while next_hit < len(hits) and hits[next_hit].start < block.end:
                next_hit += 1
            own_hits = hits[first_hit:next_hit]
            if block.kind is BlockKind.HEADING:
                named = [hit.subjects for hit in own_hits if hit.subjects - FAMILY]
                heading = named[-1] if named else frozenset()
            found += self._block(block, mentions[first_mention:next_mention], own_hits, heading)
        return found

    def _block(
        self, block: Block, mentions: list[Mention], hits: list[Hit], heading: frozenset[str]
    ) -> list[Binding]:
        state = Context()
        if block.kind is BlockKind.CELL:
            self._enter_cell(state, block)
        elif heading:
            state.subjects, state.named = heading, True
        elif block.kind is BlockKind.PARAGRAPH:
            state.named = False
        breaks = [match.start() for match in _BREAK.finditer(self.text, block.start, block.end)]
        respectively = {match.start() for match in _RESPECTIVELY.finditer(self.text, block.start, block.end)}
        events: list[tuple[int, int, object]] = [(position, 0, None) for position in breaks]
        events += [(hit.start, 1, hit) for hit in hits]
        events += [(position, 2, None) for position in respectively]
        events += [
            (match.start(), 2, match.group())
            for match in _TAKE_UP.finditer(self.text, block.start, block.end)
        ]
        events += [(mention.start, 3, mention) for mention in mentions]
        events.sort(key=lambda event: event[:2])
        found: list[Binding] = []
        for position, kind, item in events:
            if kind == 0:
                state.pause(self.text[position])
            elif isinstance(item, Hit):
                state.take(item)
            elif isinstance(item, Mention):
                found.append(self._mention(state, item, block, hits))
                state.since = item.end
            elif isinstance(item, str):
                state.take_up(item)
            else:
                wanted = self._numbers_until_stop(position, mentions)
                state.queue, state.listed = state.listed[-wanted:] if wanted else [], []
        return found

    def _numbers_until_stop(self, position: int, mentions: list[Mention]) -> int:
        """How many numbers 分别为 hands out: those up to the end of the sentence or 分号."""
        stop = re.search("[。；;！？\n]", self.text[position:])
        end = position + stop.start() if stop else len(self.text)
        return sum(position < mention.start < end for mention in mentions)

    def _enter_cell(self, state: Context, block: Block) -> None:
        for hit in self.lexicon.hits(block.row_head):
            state.take(hit)
        roles = [hit for hit in self.lexicon.hits(block.column_head) if hit.roles]
        if roles:
            state.roles, state.fresh, state.entries = roles[0].roles, True, None
        state.listed = []

    def _mention(self, state: Context, mention: Mention, block: Block, hits: list[Hit]) -> Binding:
        before = self.text[max(state.since, mention.start - 24) : mention.start]
        base = Binding(mention, block, mark=self._mark(mention), before=before)
        if self._is_quoted(mention):
            return replace(base, quoted=True, named=True)
        if mention.kind is Kind.DATE:
            return base
        if state.before is None or not (mention.approx or state.roles == frozenset(CHANGES)):
            return self._bind_number(base, state, mention, hits)
        compared = self._bind_number(base, state, replace(mention, approx=""), hits)
        if compared.entries:
            return replace(compared, mention=mention)
        roles, entries = state.before  # 不足, 超过 and the like hedge what was said before them
        return self._bind_number(base, replace(state, roles=roles, entries=entries), mention, hits)

    def _bind_number(self, base: Binding, state: Context, mention: Mention, hits: list[Hit]) -> Binding:
        base = replace(base, mention=mention)
        if state.queue:
            queued = state.queue.pop(0)
            return self._decide(base, self._narrow(queued.entries, state, mention), queued.subjects, True)
        after = self._noun_after(mention, hits)
        if after is None and mention.unit in ("个", "项") and state.subjects == {"indicators"}:
            after = self._counted("indicators", mention)
        if after is not None:
            if after.subjects <= FAMILY:
                state.subjects, state.entries = after.subjects, None
            return self._decide(base, self._narrow(after.entries, Context(), mention), after.subjects, True)
        says_role = bool(state.roles) and Role.GAP not in state.roles
        base = replace(base, spoken=says_role)
        return self._decide(base, self._scope(state, mention, hits), state.subjects, state.named)

    def _scope(self, state: Context, mention: Mention, hits: list[Hit]) -> frozenset[str]:
        """Ids of what the words before (and just after) the mention speak of."""
        subjects = state.subjects or OWN
        if state.entries is not None:
            ids = state.entries
        else:
            ids = self.lexicon.about(OWN if subjects == {"unit"} else subjects)
        trailing = [hit for hit in hits if hit.roles & TRAILING and hit.start == mention.end]
        if trailing:
            about = self.lexicon.about(state.subjects or OWN)
            return self._dimension(self.lexicon.with_roles(about, trailing[0].roles), mention)
        return self._narrow(ids, state, mention)

    def _narrow(self, ids: frozenset[str], state: Context, mention: Mention) -> frozenset[str]:
        ids = self._dimension(ids, mention) | self._limits(state, mention)
        if state.roles:
            chosen = self.lexicon.with_roles(ids, state.roles | {Role.LIMIT} if state.fresh else state.roles)
            if not chosen and state.roles & _ADJUSTED:
                chosen = self._dimension(
                    self.lexicon.with_roles(self.lexicon.about(OWN), state.roles), mention
                )
            scored = Role.EXECUTION_RATE in state.roles and mention.unit == SCORE
            if chosen or (state.fresh and not scored):
                return chosen
        for roles in DEFAULT_ROLES:
            chosen = self.lexicon.with_roles(ids, roles)
            if chosen:
                return chosen
        return ids

    def _limits(self, state: Context, mention: Mention) -> frozenset[str]:
        compares = state.fresh and Role.GAP in state.roles
        return self._dimension(self.lexicon.about(_LIMITS), mention) if compares else frozenset()

    def _dimension(self, ids: frozenset[str], mention: Mention) -> frozenset[str]:
        return frozenset(key for key in ids if in_unit_of(mention, self.ledger[key]) is not None)

    def _noun_after(self, mention: Mention, hits: list[Hit]) -> Hit | None:
        """The subject that stands right after a count: 21个主网格, 8个绩效指标."""
        if mention.kind is not Kind.COUNT:
            return None
        for hit in hits:
            if hit.subjects and hit.start >= mention.end and not self.text[mention.end : hit.start].strip():
                return self._counted("indicators", mention) if hit.subjects == {"indicators"} else hit
        word = following(self.text, mention)
        before = _COUNTED.search(self.text, max(0, mention.start - 8), mention.start)
        if before and mention.unit in ("个", "项"):
            word = before.group(1)
        subject = {"项目": "projects", "指标": "indicators"}.get(word)
        return self._counted(subject, mention) if subject else None

    def _counted(self, subject: str, mention: Mention) -> Hit:
        subjects = frozenset({subject})
        ids = self.lexicon.with_roles(self.lexicon.about(subjects), frozenset({Role.COUNT}))
        if subject == "indicators":
            ids &= {self._indicator_count(mention)}
        return Hit(mention.end, mention.end, subjects, frozenset(), ids)

    def _indicator_count(self, mention: Mention) -> str:
        clause = re.split("[，。；、0-9０-９中]", self.text[mention.end : mention.end + 30])[0]
        clause = re.split("[，。；、：]", self.text[max(0, mention.start - 8) : mention.start])[-1] + clause
        if re.search("未(?:完成|达)|没有(?:完成|达)|低于", clause):
            return "indicator.unmet.count"
        return "indicator.met.count" if re.search("完成|达到|达标", clause) else "indicator.count"

    def _mark(self, mention: Mention) -> Mark | None:
        for mark in self.marks:
            if mark.start <= mention.start < mark.end or mention.start <= mark.start < mention.end:
                return mark
        return None

    def _is_quoted(self, mention: Mention) -> bool:
        if any(start <= mention.start and mention.end <= end for start, end in self.quotes):
            return True
        noun = following(self.text, mention)
        return mention.number is not None and (mention.number, mention.unit, noun) in self.counts

    def _decide(self, base: Binding, scope: frozenset[str], subjects: frozenset[str], named: bool) -> Binding:
        mention, ledger = base.mention, self.ledger
        order = [key for key in ledger.entries if key in scope]
        grades = {key: agreement(mention, ledger[key]) for key in order}
        true = tuple(key for key in order if grades[key] is Agreement.TRUE)
        hedge = tuple(key for key in order if grades[key] is Agreement.HEDGE)
        others = [entry for entry in ledger.entries.values() if entry.id not in scope] if not true else []
        same = [entry for entry in others if agreement(mention, entry) is Agreement.TRUE]
        same.sort(key=lambda entry: -_likeness(entry.label, base.before))
        elsewhere = tuple(entry.id for entry in same)
        about = self.lexicon.about(subjects)
        units = [key for key in ledger.entries if key in about or key in scope] if not true else []
        digits = tuple(key for key in units if agreement(mention, ledger[key]) is Agreement.UNIT)
        return replace(
            base, entries=true, expected=tuple(order), elsewhere=elsewhere, same_digits=digits, hedge_wrong=hedge,
            subjects=subjects, named=named,
        )  # fmt: skip


def _likeness(label: str, before: str) -> int:
    """How many pairs of characters of a label stand in the words before a mention."""
    return sum(label[index : index + 2] in before for index in range(len(label) - 1))


def _outside(hits: list[Hit], spans: list[tuple[int, int]]) -> list[Hit]:
    """The hits that stand in no span; both are in order."""
    kept: list[Hit] = []
    reach, index = 0, 0
    for hit in hits:
        while index < len(spans) and spans[index][0] <= hit.start:
            reach = max(reach, spans[index][1])
            index += 1
        if hit.end > reach:
            kept.append(hit)
    return kept
