"""From the words around a number to its frame: what is named how near, which roles are said, of which year."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.domain.role import Role
from validators.context import Context
from validators.frame import (
    ADJOINING,
    AFTER,
    ASSUMED,
    ASSUMED_BESIDE,
    ASSUMED_WITHIN,
    CARRIED,
    ELSEWHERE,
    HANDED,
    IN_CLAUSE,
    LONG_AGO,
    NEAREST_ROLE,
    Ahead,
    Frame,
    Neighbours,
)
from validators.lexicon import Lexicon
from validators.names import FAMILY
from validators.roles import named_since, roles_said
from validators.said import Naming, Saying, Turn
from validators.vocabulary import Effect

_LIMIT_AFTER = re.compile("[^，。；]{0,6}(?:界限|标准|要求)|以上|以内|以下")
_NOT_SPENT = re.compile(
    "(?:当年|本年|年内|年度内)?(?:资金|经费|预算|尾款)?尚?(?:未|没有|不能|须待|尚待|有待|待)[^，。；]{0,10}(?:支出|支付|执行|使用|拨付)"
)
_WISHED = re.compile(
    "(?:没有|尚无|无一|力争|争取|确保|努力|推动|应当?)[^，。；]{0,16}\\Z"
)  # a limit is spoken of, not a value
_BOUND_AFTER = re.compile("以上|以内|以下")
_FROM = re.compile("[由从](?:[^，。；]{0,6}的)?\\s*\\Z")
_PART_OF_IT = re.compile("\\s*(?:之)?中(?!心|央|期|旬|小)")  # 上年结转资金128.56万元中，已使用
_AS_BUDGETED = frozenset({Role.INITIAL, Role.ADJUSTED, Role.BASE})
_UNEXECUTED = frozenset({Role.UNEXECUTED})
_TARGETS = frozenset({Role.TARGET, Role.LIMIT})
_UNIT = frozenset({"unit", "common.key_projects"})
_GROUPS = frozenset({"projects", "indicators"})
_NO_RATE = ("indicator.", "fact.", "indicators", "common.", "total")


def frame(
    context: Context, turn: Turn | None, ahead: list[Ahead], lexicon: Lexicon, words: Neighbours, bound: bool
) -> Frame:
    """The frame of the number with these words around it. `bound`: its own form says that it is a target (≥5%)."""
    before, after = words.before, words.after
    said = [
        item for item in context.sayings if item.clause == context.clause and item.mark is not Effect.COMPARE
    ]
    fresh = (item.mark for item in reversed(said) if item.order == context.order or _is_handed(turn, item))
    mark = next(fresh, Effect.NONE)
    compared = _compared(context, turn)
    if before.endswith("在") and _BOUND_AFTER.match(after):
        compared |= {Role.LIMIT}  # 均在90%以上
    limited = _WISHED.search(before) or _LIMIT_AFTER.match(after)
    wished = bool((compared or mark is Effect.LEVEL) and limited)
    compared |= {Role.LIMIT} if wished else frozenset()
    unspent = bool(_NOT_SPENT.match(after))
    topics = _topics(context, turn, ahead, lexicon, bool(compared), wished, after)
    roles = roles_said(context, turn, ahead, bool(compared), unspent)
    roles += [(_AS_BUDGETED, NEAREST_ROLE)] if not said and _PART_OF_IT.match(after) else []
    if bound:
        roles.append((_TARGETS, NEAREST_ROLE + (2 if compared else 0)))
        topics.pop("limit", None)
    return Frame(
        topics=topics,
        roles=roles,
        period=context.period,
        compared=compared,
        words=words,
        named=bool(context.namings),
        said=bool(said or (turn and turn.roles)) or unspent or bound or any(item.hit.roles for item in ahead),
        versus=context.versus == context.clause,
        against_last_year=context.against_last_year,
        started=bool(_FROM.search(before)),
        limits=not bound and _limits(context, ahead, bool(compared), wished),
        moved=_moved(context, said, mark, ahead, bool(compared)),
        levelled=mark is Effect.LEVEL,
        label=_label(context, turn),
        handed=turn is not None and bool(turn.entry),
    )


def _is_handed(turn: Turn | None, said: Saying) -> bool:
    """Whether a word of change holds for all that 分别 hands out: 分别比上年增长8.57%和7.84%."""
    return turn is not None and bool(turn.roles) and said.mark is Effect.MOVE


def _moved(context: Context, said: list[Saying], mark: Effect, ahead: list[Ahead], compared: bool) -> bool:
    """Whether the number is a change: 增加35万元, 4%的增幅, 增幅高于基本支出的3.46%."""
    if compared and named_since(context) and any(item.mark is Effect.MOVE for item in said):
        return True
    if context.versus == context.clause and any(item.order == context.order for item in context.sayings[-1:]):
        last = context.sayings[-1]
        if last.mark is Effect.COMPARE and last.clause == context.clause and Role.UNEXECUTED in last.roles:
            return True  # 比2022年多424.02万元
    return mark is Effect.MOVE or any(item.hit.mark is Effect.MOVE for item in ahead)


def _limits(context: Context, ahead: list[Ahead], compared: bool, wished: bool) -> bool:
    """Whether a limit is compared with: 低于90%, but not 低于100%的目标值."""
    of_target = any(Role.TARGET in item.hit.roles for item in ahead)
    return (wished or (compared and _compared_last(context))) and not of_target


def _label(context: Context, turn: Turn | None) -> str:
    """The entry whose own label is the nearest name in the clause."""
    if turn and turn.entry:
        return turn.entry
    nearest = context.namings[-1] if context.namings else None
    against = context.compared
    if (
        nearest
        and against
        and against.clause == context.clause
        and Role.LIMIT in against.roles
        and against.start > nearest.start
    ):
        return ""  # 人员经费全年执行数低于全年预算数1512.45万元
    return nearest.entry if nearest and nearest.clause == context.clause else ""


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
    if context.whole == context.clause or any(item.hit.mark is Effect.WHOLE for item in ahead):
        _give(scores, (*FAMILY, "project", "common.key_projects"), CARRIED, lexicon)
        _leave_several(scores, context)
    for item in ahead:
        if item.hit.name is not None:
            adjoins = not item.gap.strip(" 的名") and not compared
            _give(scores, item.hit.name.topics, ADJOINING if adjoins else AFTER, lexicon)
    if turn is not None and turn.topics:
        _give(scores, turn.topics, HANDED, lexicon)
    if compared or _LIMIT_AFTER.match(after):
        scores["limit"] = IN_CLAUSE + 1 if wished or _compared_last(context) else CARRIED
    return scores


def _leave_several(scores: dict[str, int], context: Context) -> None:
    """A sum is of none of the several things named before it (A、B和C项目，预算合计)."""
    for naming in context.namings:
        things = [topic for topic in naming.topics if "." in topic]
        if naming.sentence == context.sentence and len(things) > 1 and naming.clause != context.clause:
            scores.update({topic: min(scores.get(topic, 0), ELSEWHERE) for topic in things})


def _named(context: Context) -> Iterable[tuple[Naming, int]]:
    """What was named, the last first, with how near that is. 我局 does not come between a thing and its numbers."""
    in_clause = in_sentence = anywhere = False
    concrete = {
        naming.clause
        for naming in context.namings
        if not naming.aside and not naming.topics <= _UNIT | _GROUPS
    }
    for naming in reversed(context.namings):
        own = naming.topics <= _UNIT or (naming.topics <= _GROUPS and naming.clause in concrete)
        if naming.clause == context.clause:
            score = AFTER if in_clause else IN_CLAUSE
        elif naming.sentence == context.sentence:
            score = ELSEWHERE if in_sentence else CARRIED
        else:
            score = LONG_AGO if in_sentence or anywhere else ASSUMED
        if own and concrete and naming.clause != context.clause:
            score = min(score, ASSUMED)
        if naming.aside and naming.clause != context.clause:
            score = min(score, ELSEWHERE)
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
        if saying.clause == context.clause and fresh and saying.mark is Effect.COMPARE:
            found |= saying.roles
    return found


def _compared_last(context: Context) -> bool:
    """Whether a comparing word stands last before the number, with no other role said after it."""
    last = context.sayings[-1] if context.sayings else None
    return last is not None and last.mark is Effect.COMPARE and Role.LIMIT in last.roles


def _give_execution(scores: dict[str, int], context: Context, in_clause: bool) -> None:
    """预算执行率 names what scores for it; the rate itself is the unit's where what is named has none."""
    named = [naming for naming in context.namings if naming.sentence == context.sentence]
    for saying in context.sayings:
        if Role.GROSS_ADJUSTMENT in saying.roles:  # only the unit as a whole has one
            scores["unit"] = max(
                scores.get("unit", 0), IN_CLAUSE if saying.clause == context.clause else CARRIED
            )
        adjusts = (
            Role.ADJUSTMENT in saying.roles and saying.mark is Effect.NONE and saying.clause == context.clause
        )
        if adjusts and named and "common.carryover" in named[-1].topics:
            continue  # 年末结转结余142.65万元，比年初下降23.47%
        if adjusts and named and all(topic.startswith(_NO_RATE) for topic in named[-1].topics):
            scores["unit"] = max(
                scores.get("unit", 0), IN_CLAUSE
            )  # an indicator has no adjustment of its own
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
                projects = [
                    topic for naming in named for topic in naming.topics if topic.startswith("project.")
                ]
                for topic in projects[-1:] or ["unit"]:  # 该项目虽完成了15家的任务，执行率只有70.29%
                    scores[topic] = max(scores.get(topic, 0), IN_CLAUSE + 2 if projects else CARRIED)


def _give(scores: dict[str, int], topics: Iterable[str], score: int, lexicon: Lexicon) -> None:
    """Give topics a score, and a little less to what belongs to them."""
    for topic in topics:
        if score > scores.get(topic, 0):
            scores[topic] = score
        for part, less in lexicon.parts.get(topic, ()):
            lesser = score - less
            if lesser > scores.get(part, 0):
                scores[part] = lesser
