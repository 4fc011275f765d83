"""What the words around one number speak of, and how well a ledger entry fits it.

The fit is a sum of three: how near the entry's subject is named, how near its role is said, and whether the
period agrees. A number is read as the entry that fits best; it is right where that entry has its value. The
weights were set on the texts in benchmarks/gate/tuned; only their order matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.domain.role import Role
from validators.context import Context, Naming, Turn
from validators.facets import Period
from validators.lexicon import Hit, Kept, Lexicon
from validators.names import FAMILY, pairs
from validators.vocabulary import DEFAULT_ROLES, Mark

# How near a subject is named.
HANDED, ADJOINING, IN_CLAUSE, SOFT, CARRIED, ASSUMED, AFTER, ELSEWHERE, LONG_AGO = (
    28,
    22,
    20,
    19,
    18,
    16,
    12,
    8,
    4,
)
ASSUMED_BESIDE, ASSUMED_WITHIN = 7, 6  # the unit, where the sentence or the clause names something else
# How near a role is said; what is said of a period.
HANDED_ROLE, NEAREST_ROLE, SAME_CLAUSE_ROLE, EARLIER_ROLE, USUAL_ROLE, WEAK_ROLE = 20, 12, 8, 6, 6, 2
SAME_PERIOD, OWN_LABEL, OTHER_PERIOD = 4, 4, -12

_CLAUSE_END = re.compile("[，。；：！？\n]")
_PIECE_END = re.compile("[，。；：、！？\n]")
_LIMIT_AFTER = re.compile("[^，。；]{0,6}(?:界限|标准|要求)|以上|以内|以下")
_NOT_SPENT = re.compile(
    "(?:资金|经费|预算|尚)?(?:未|没有|不能|须待|尚待|有待|待)[^，。；]{0,10}(?:支出|支付|执行|使用|拨付)"
)
_WISHED = re.compile(
    "(?:没有|尚无|无一|力争|争取|确保|努力|推动|应当?)[^，。；]{0,16}\\Z"
)  # a limit is spoken of, not a value
_BOUND_AFTER = re.compile("以上|以内|以下")
_FROM = re.compile("[由从](?:[^，。；]{0,6}的)?\\s*\\Z")
_UNEXECUTED = frozenset({Role.UNEXECUTED})
_UNIT = frozenset({"unit", "common.key_projects"})
# What belongs to the unit, and how much less likely it is meant than the unit itself.
_OF_UNIT = (("execution", 6), ("indicators", 4), ("total", 2))
_GROUPS = frozenset({"projects", "indicators"})
_NO_RATE = ("indicator.", "fact.", "indicators", "common.", "total")
_DO_NOT_CARRY = frozenset({Role.TARGET, Role.POINTS, Role.CHANGE, Role.GAP})


@dataclass(frozen=True, slots=True)
class Ahead:
    """A phrase behind a number in its clause, and the words between."""

    hit: Hit
    gap: str


@dataclass
class Frame:
    """What the words around one number speak of.

    `named`: something is named in the paragraph so far. `said`: a role is said in the clause. `versus`: 较上年 stands in it. `started`: 由 stands before the number.
    `limits`: a limit is compared with, and nothing said after the comparing word. `moved`, `levelled`: 增加, 增加到 stands before it. `compared`: what a comparing word admits. `label`: the
    entry whose own label is the nearest name.
    """

    topics: dict[str, int]
    roles: list[tuple[frozenset[Role], int]]
    period: Period | None
    compared: frozenset[Role]
    clause: str
    sentence: str
    named: bool = False
    said: bool = False
    versus: bool = False
    against_last_year: bool = False
    started: bool = False
    moved: bool = False
    levelled: bool = False
    label: str = ""
    limits: bool = False
    after: str = ""
    words: str = ""
    _pairs: frozenset[str] = field(default_factory=frozenset)
    _said: dict[Role, int] = field(default_factory=dict)

    def say(self, roles: frozenset[Role], score: int) -> None:
        """Add roles that the number's own form says (≥5% is a target)."""
        self.roles.append((roles, score))
        self._said = {}

    def fit(self, kept: Kept, lenient: bool = False) -> int:
        """The fit of an entry; 0 where its subject is not spoken of.

        A comparing word (低于, 达到) admits a target, a limit or a gap (`lenient`), but does not demand one.
        """
        topic = kept.facet.topic
        subject = self.topics.get(topic, 0)
        if not subject:
            return 0
        bonus = OWN_LABEL if kept.entry.id == self.label and self.period is not Period.LAST else 0
        if topic.startswith("common."):
            bonus += self._likeness(kept)
        role = self._role(kept)
        if lenient and (kept.facet.role in self.compared or self._over_initial(kept)):
            role = max(role, NEAREST_ROLE)
        return subject + role + self._period(kept) + bonus

    def _over_initial(self, kept: Kept) -> bool:
        """按年初预算3081.24万元测算，执行率为86.26%."""
        if kept.facet.role is not Role.INITIAL_EXECUTION_RATE:
            return False
        said = frozenset[Role]().union(*(roles for roles, _ in self.roles))
        base = Role.INITIAL in said or Role.INITIAL_EXECUTION_RATE in said
        return base and Role.EXECUTION_RATE in said

    def _role(self, kept: Kept) -> int:
        if not self._said:
            for roles, score in self.roles:
                for role in roles:
                    self._said[role] = max(score, self._said.get(role, 0))
        best = self._said.get(kept.facet.role, 0)
        if kept.facet.topic == "execution" and kept.facet.role is Role.SCORE:
            best = max(best, self._said.get(Role.RULE_SCORE, 0))  # its score is always the one by the standard
        if self.started and kept.facet.role is Role.INITIAL and not self.against_last_year:
            best = max(best, NEAREST_ROLE)  # 由2115.75万元调增至
        if kept.facet.period is Period.CHANGE and self.moved:
            return max(best, NEAREST_ROLE) + (1 if best else 0)
        if not self.said:
            for place, usual in enumerate(DEFAULT_ROLES):
                if kept.facet.role in usual:
                    return max(best, USUAL_ROLE - 2 * place)
        return best

    def _period(self, kept: Kept) -> int:
        period = kept.facet.period
        if kept.entry.id == self.label and (period is not Period.THIS or self.period is not Period.LAST):
            return SAME_PERIOD + 2
        if period is Period.CHANGE:
            if not self.moved:
                return OTHER_PERIOD
            return SAME_PERIOD + 2 if self.against_last_year or self._said.get(kept.facet.role, 0) > EARLIER_ROLE else 0
        if period is Period.LAST:
            if self.levelled:
                return -4
            if self.period is Period.LAST or (self.versus and not self.moved):
                return 2 * SAME_PERIOD
            if self.started:
                return 2 * SAME_PERIOD if self.against_last_year else SAME_PERIOD
            return OTHER_PERIOD
        return -4 if self.period is Period.LAST and not self.levelled else SAME_PERIOD

    def _likeness(self, kept: Kept) -> int:
        if not self._pairs:
            self._pairs = pairs(self.words)
        return 6 * len(kept.pairs & self._pairs) // max(1, len(kept.pairs))


def frame(
    context: Context,
    turn: Turn | None,
    ahead: list[Ahead],
    lexicon: Lexicon,
    before: str,
    after: str,
    sentence: str,
) -> Frame:
    """The frame of the number that stands between `before` and `after`, in a sentence."""
    said = [
        item for item in context.sayings if item.clause == context.clause and item.mark is not Mark.COMPARE
    ]
    since = [item for item in said if item.order == context.order]
    mark = since[-1].mark if since else Mark.NONE
    compared = _compared(context, turn)
    if before.endswith("在") and _BOUND_AFTER.match(after):
        compared |= {Role.LIMIT}  # 均在90%以上
    wished = bool(compared or mark is Mark.LEVEL) and bool(
        _WISHED.search(before) or _LIMIT_AFTER.match(after)
    )
    compared |= {Role.LIMIT} if wished else frozenset()
    unspent = bool(_NOT_SPENT.match(after))
    moved = mark is Mark.MOVE or any(item.hit.mark is Mark.MOVE for item in ahead)
    if compared and _named_since(context):
        moved = moved or any(item.mark is Mark.MOVE for item in said)
    nearest = context.namings[-1] if context.namings else None
    clause = _CLAUSE_END.split(before)[-1] + _CLAUSE_END.split(after)[0]
    return Frame(
        topics=_topics(context, turn, ahead, lexicon, bool(compared), wished, after),
        roles=_roles(context, turn, ahead, bool(compared), unspent),
        period=context.period,
        compared=compared,
        clause=clause,
        sentence=sentence + clause,
        named=bool(context.namings),
        said=bool(said) or unspent or bool(turn and turn.roles) or any(item.hit.roles for item in ahead),
        versus=context.versus == context.clause,
        against_last_year=context.against_last_year,
        started=bool(_FROM.search(before)),
        limits=(wished or (bool(compared) and _compared_last(context)))
        and not any(Role.TARGET in item.hit.roles for item in ahead),
        after=after[:2],
        moved=moved,
        levelled=mark is Mark.LEVEL,
        label=turn.entry if turn and turn.entry else nearest.entry if nearest and nearest.clause == context.clause else "",
        words=before[-30:] + _PIECE_END.split(after)[0],
    )


def _topics(
    context: Context,
    turn: Turn | None,
    ahead: list[Ahead],
    lexicon: Lexicon,
    compared: bool,
    wished: bool,
    after: str,
) -> dict[str, int]:
    scores: dict[str, int] = {}
    in_clause = in_sentence = False
    for naming, score in _named(context):
        in_clause |= naming.clause == context.clause and not naming.topics <= _UNIT
        in_sentence |= naming.sentence == context.sentence and not naming.topics <= _UNIT
        _give(scores, naming.topics, score, lexicon)
    _give(
        scores,
        ("unit",),
        ASSUMED_WITHIN if in_clause else ASSUMED_BESIDE if in_sentence else ASSUMED,
        lexicon,
    )
    _give_execution(scores, context, in_clause)
    if context.whole == context.clause:
        _give(scores, (*FAMILY, "project", "common.key_projects"), CARRIED, lexicon)
    for item in ahead:
        if item.hit.name is not None:
            adjoins = not item.gap.strip(" 的名") and not compared
            _give(scores, item.hit.name.topics, ADJOINING if adjoins else AFTER, lexicon)
    if turn is not None and turn.topics:
        _give(scores, turn.topics, HANDED, lexicon)
    if compared or _LIMIT_AFTER.match(after):
        scores["limit"] = IN_CLAUSE + 1 if wished or _compared_last(context) else CARRIED
    return scores


def _named(context: Context) -> Iterable[tuple[Naming, int]]:
    """What was named, the last first, with how near that is. 我局 does not come between a thing and its numbers."""
    in_clause = in_sentence = anywhere = False
    concrete = {naming.clause for naming in context.namings if not naming.topics <= _UNIT | _GROUPS}
    for naming in reversed(context.namings):
        own = naming.topics <= _UNIT or (naming.topics <= _GROUPS and naming.clause in concrete)
        if naming.clause == context.clause:
            score = AFTER if in_clause else IN_CLAUSE
        elif naming.sentence == context.sentence:
            score = ELSEWHERE if in_sentence else CARRIED
        else:
            score = LONG_AGO if in_sentence or anywhere else ASSUMED
        yield naming, min(score, AFTER) if own and naming.clause in concrete else score
        own |= naming.aside and naming.clause != context.clause
        in_clause |= naming.clause == context.clause and not own
        in_sentence |= naming.sentence == context.sentence and not own
        anywhere |= not own


def _compared(context: Context, turn: Turn | None) -> frozenset[Role]:
    """The roles that a comparing word in this clause, since the last number, admits."""
    found: frozenset[Role] = frozenset()
    for saying in context.sayings:
        fresh = saying.order == context.order or turn is not None  # 分别超过指标值117家和2场
        if saying.clause == context.clause and fresh and saying.mark is Mark.COMPARE:
            found |= saying.roles
    return found


def _compared_last(context: Context) -> bool:
    """Whether a comparing word stands last before the number, with no other role said after it."""
    last = context.sayings[-1] if context.sayings else None
    return last is not None and last.mark is Mark.COMPARE and Role.LIMIT in last.roles


def _named_since(context: Context) -> bool:
    """Whether a name stands between the comparing word and the number: 高于水质监测项目的82.86%."""
    against = context.compared
    return against is not None and bool(context.namings) and context.namings[-1].start > against.start


def _give_execution(scores: dict[str, int], context: Context, in_clause: bool) -> None:
    """预算执行率 names what scores for it; the rate itself is the unit's where what is named has none."""
    named = [naming for naming in context.namings if naming.sentence == context.sentence]
    for saying in context.sayings:
        if saying.roles == {Role.EXECUTION_RATE}:
            here = saying.clause == context.clause
            named_after = any(
                naming.start > saying.start and naming.clause == saying.clause == context.clause
                for naming in named
            )
            near = AFTER if named_after else IN_CLAUSE + 2 if here else CARRIED
            scores["execution"] = max(scores.get("execution", 0), near)
            if (
                here
                and not in_clause
                and named
                and all(topic.startswith(_NO_RATE) for topic in named[-1].topics)
            ):
                scores["unit"] = max(scores.get("unit", 0), CARRIED)


def _give(scores: dict[str, int], topics: Iterable[str], score: int, lexicon: Lexicon) -> None:
    """Give topics a score, and a little less to what belongs to them."""
    for topic in topics:
        if score > scores.get(topic, 0):
            scores[topic] = score
        if topic == "unit":
            parts: Iterable[tuple[str, int]] = [(own, score - less) for own, less in _OF_UNIT]
        elif topic == "projects":
            parts = (("project", score), *((member, score - 4) for member in lexicon.members(topic)))
        else:
            parts = [(member, score - 4) for member in lexicon.members(topic)]
        for part, lesser in parts:
            if lesser > scores.get(part, 0):
                scores[part] = lesser


def _roles(
    context: Context, turn: Turn | None, ahead: list[Ahead], compared: bool, unspent: bool
) -> list[tuple[frozenset[Role], int]]:
    found = [(turn.roles, HANDED_ROLE)] if turn is not None and turn.roles else []
    against_another = compared and _named_since(context)
    here = earlier = 0
    for saying in reversed(context.sayings):
        if saying.mark is Mark.COMPARE:
            continue
        if saying.clause == context.clause:
            fresh = saying.order == context.order
            midyear = (
                fresh and Role.MIDYEAR in saying.roles
            )  # 年中仅完成430人次: the midyear value, not the actual
            found.append(
                (
                    saying.roles,
                    NEAREST_ROLE + 1 if midyear else NEAREST_ROLE if fresh and (not here or Role.ADJUSTMENT in saying.roles) else SAME_CLAUSE_ROLE,
                )
            )
            here += 1
        else:
            fresh = saying.order == context.order
            found.append(
                (saying.roles, _carried(saying.roles, against_another and not earlier, here, earlier, fresh))
            )
            earlier += 1
    if unspent:
        found.append((_UNEXECUTED, NEAREST_ROLE + 2))
    return found + [(item.hit.roles, NEAREST_ROLE) for item in ahead if item.hit.roles]


def _carried(roles: frozenset[Role], against_another: bool, here: int, earlier: int, fresh: bool) -> int:
    """How much of a role said in an earlier clause still holds."""
    if against_another:
        return NEAREST_ROLE
    if roles <= _DO_NOT_CARRY:
        return WEAK_ROLE
    if Role.MIDYEAR in roles:
        return NEAREST_ROLE + 1 if fresh else USUAL_ROLE  # 截至年中监控时，仅完成1座
    return max(EARLIER_ROLE + (0 if here else 2) - 2 * earlier, WEAK_ROLE)
