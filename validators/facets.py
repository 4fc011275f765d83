"""What an entry says, in the gate's terms: whose it is (topic), which role, and of which period."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.figure import Entry
from assistant.domain.role import Role


class Period(StrEnum):
    """Of which year a number is; CHANGE is this year against the last."""

    THIS = "this"
    LAST = "last"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Facet:
    """`topic` is the subject, or for common indicators the block they are computed from."""

    topic: str
    role: Role
    period: Period


_STAGES = {
    "initial": Role.INITIAL,
    "adjusted": Role.ADJUSTED,
    "executed": Role.EXECUTED,
    "execution": Role.EXECUTION_RATE,
}
_COMMON = {
    "common.three_public.last_year": (Role.EXECUTED, Period.LAST),
    "common.three_public.budget": (Role.ADJUSTED, Period.THIS),
    "common.three_public.actual": (Role.EXECUTED, Period.THIS),
    "common.three_public.change.amount": (Role.EXECUTED, Period.CHANGE),
    "common.three_public.change.rate": (Role.EXECUTED, Period.CHANGE),
    "common.carryover.opening": (Role.INITIAL, Period.THIS),
    "common.carryover.change.rate": (Role.BASE, Period.CHANGE),
    "common.procurement.planned": (Role.ADJUSTED, Period.THIS),
    "common.procurement.actual": (Role.EXECUTED, Period.THIS),
    "common.procurement.rate": (Role.EXECUTION_RATE, Period.THIS),
    "common.payment.planned": (Role.TARGET, Period.THIS),
    "common.payment.actual": (Role.EXECUTED, Period.THIS),
    "common.tasks.planned": (Role.TARGET, Period.THIS),
    "common.tasks.done": (Role.ACTUAL, Period.THIS),
    "common.tasks.in_time": (Role.ACTUAL, Period.THIS),
    "common.tasks.qualified": (Role.ACTUAL, Period.THIS),
    "common.key_projects.amount": (Role.ADJUSTED, Period.THIS),
    "common.key_projects.share": (Role.SHARE, Period.THIS),
    "common.budget.done.rate": (Role.EXECUTION_RATE, Period.THIS),
}
NAMED = (*_COMMON, "previous.carryover.closing")  # the ids that a facet is decided by


def facet(entry: Entry) -> Facet:
    """The facet of an entry."""
    parts = entry.id.split(".")
    if parts[0] == "common":
        role, period = _COMMON.get(entry.id, (entry.role, Period.THIS))
        return Facet("unit" if parts[1] == "budget" else f"common.{parts[1]}", role, period)
    if entry.id == "previous.carryover.closing":
        return Facet("common.carryover", Role.BASE, Period.LAST)
    if parts[0] == "previous":
        return Facet(entry.subject, _STAGES[parts[1]], Period.LAST)
    if parts[0] == "yoy":
        return Facet(entry.subject, _STAGES[parts[1]], Period.CHANGE)
    return Facet(entry.subject, entry.role, Period.THIS)
