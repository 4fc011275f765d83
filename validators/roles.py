"""Which roles are said for a number, and how near: in its clause, in an earlier one, at the head of a list."""

from __future__ import annotations

from assistant.domain.role import Role
from validators.context import Context
from validators.frame import (
    EARLIER_ROLE,
    HANDED_ROLE,
    NEAREST_ROLE,
    SAME_CLAUSE_ROLE,
    USUAL_ROLE,
    WEAK_ROLE,
    Ahead,
)
from validators.said import Saying, Turn
from validators.vocabulary import Effect

_UNEXECUTED = frozenset({Role.UNEXECUTED})
_DO_NOT_CARRY = frozenset({Role.TARGET, Role.POINTS, Role.CHANGE, Role.GAP, Role.OVERCOMPLETION})


def named_since(context: Context) -> bool:
    """Whether a name stands between the comparing word and the number: 高于水质监测项目的82.86%."""
    against = context.compared
    return against is not None and bool(context.namings) and context.namings[-1].start > against.start


def roles_said(
    context: Context, turn: Turn | None, ahead: list[Ahead], compared: bool, unspent: bool
) -> list[tuple[frozenset[Role], int]]:
    """The roles said for the next number, each with how near it is said."""
    found = [(turn.roles, HANDED_ROLE)] if turn is not None and turn.roles else []
    against_another = compared and named_since(context)
    here = earlier = 0
    for saying in reversed(context.sayings):
        if context.header and saying.clause != context.clause and saying in context.header:
            found.append((saying.roles, NEAREST_ROLE - 1))  # 完成率：A94.50%；B97.37%
        if saying.mark is Effect.COMPARE:
            continue
        fresh = saying.order == context.order
        if saying.clause == context.clause:
            found.append((saying.roles, _in_clause(saying.roles, fresh, here)))
            here += 1
        else:
            weak = saying.mark is Effect.MOVE and not (against_another and not earlier)
            carried = _carried(saying.roles, against_another and not (earlier or here), here, earlier, fresh)
            if Role.COMPLETION in saying.roles and _named_anew(context, saying):
                carried = min(carried, USUAL_ROLE)
            found.append((saying.roles, WEAK_ROLE if weak else carried))
            earlier += 1
    if unspent:
        found.append((_UNEXECUTED, NEAREST_ROLE + 2))
    return found + [
        (item.hit.roles, NEAREST_ROLE + (2 if Role.TARGET in item.hit.roles else 0))
        for item in ahead
        if item.hit.roles
    ]


def _named_anew(context: Context, said: Saying) -> bool:
    """Whether a role was said of one thing, and another is named since: A完成率75%，B达标率87.5%."""
    last = context.namings[-1] if context.namings else None
    return (
        last is not None
        and last.clause == context.clause
        and last.start > said.start
        and any(naming.clause == said.clause for naming in context.namings)
    )


def _in_clause(roles: frozenset[Role], fresh: bool, here: int) -> int:
    """How near a role said in the clause is; 年中仅完成430人次 is the midyear value, not the actual one."""
    if fresh and Role.MIDYEAR in roles:
        return NEAREST_ROLE + 1
    return NEAREST_ROLE if fresh and (not here or Role.ADJUSTMENT in roles) else SAME_CLAUSE_ROLE


def _carried(roles: frozenset[Role], against_another: bool, here: int, earlier: int, fresh: bool) -> int:
    """How much of a role said in an earlier clause still holds."""
    if against_another:
        return NEAREST_ROLE
    if roles <= _DO_NOT_CARRY:
        return WEAK_ROLE
    if Role.MIDYEAR in roles:
        return NEAREST_ROLE + 1 if fresh else USUAL_ROLE  # 截至年中监控时，仅完成1座
    return max(EARLIER_ROLE + (0 if here else 2) - 2 * earlier, WEAK_ROLE)
