"""What the words around one number speak of, and how well a ledger entry fits it.

The fit is a sum of three: how near the entry's subject is named, how near its role is said, and whether the
period agrees. A number is read as the entry that fits best; it is right where that entry has its value. The
weights were set on the texts in benchmarks/gate/tuned; only their order matters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from assistant.domain.role import Role
from validators.facets import Period
from validators.lexicon import Hit
from validators.names import pairs
from validators.values import Kept
from validators.vocabulary import DEFAULT_ROLES

# How near a subject is named.
HANDED, ADJOINING, IN_CLAUSE, SOFT, CARRIED = 28, 22, 20, 19, 18
ASSUMED, AFTER, ELSEWHERE, LONG_AGO = 16, 12, 8, 4
ASSUMED_BESIDE, ASSUMED_WITHIN = 7, 6  # the unit, where the sentence or the clause names something else
# How near a role is said; what is said of a period.
HANDED_ROLE, NEAREST_ROLE, SAME_CLAUSE_ROLE, EARLIER_ROLE, USUAL_ROLE, WEAK_ROLE = 20, 12, 8, 6, 6, 2
SAME_PERIOD, OWN_LABEL, OTHER_PERIOD = 4, 4, -12


class Ahead(NamedTuple):
    """A phrase behind a number in its clause, and the words between."""

    hit: Hit
    gap: str


CLAUSE_END = re.compile("[，。；：！？\n]")
_PIECE_END = re.compile("[，。；：、！？\n]")
_SENTENCE_END = re.compile("[。！？\n]")
# By the role: what it comes to for a number of a named subject where no role word stands by it.
_USUAL = {role: USUAL_ROLE - 2 * place for place, usual in enumerate(DEFAULT_ROLES) for role in usual}


class Neighbours(NamedTuple):
    """The words right before and right after a number, and before it in the block; cut only where one asks."""

    before: str
    after: str
    earlier: str

    @property
    def clause(self) -> str:
        """The clause, without the number."""
        return CLAUSE_END.split(self.before)[-1] + CLAUSE_END.split(self.after)[0]

    @property
    def sentence(self) -> str:
        """The sentence up to the number, and the clause."""
        return _SENTENCE_END.split(self.earlier)[-1] + self.clause

    @property
    def beside(self) -> str:
        """What stands beside the number."""
        return CLAUSE_END.split(self.before)[-1][-30:] + _PIECE_END.split(self.after)[0][:4]


@dataclass
class Frame:
    """What the words around one number speak of.

    `named`: something is named in the paragraph so far. `said`: a role is said in the clause. `versus`: 较上年 stands in it. `started`: 由 stands before the number.
    `limits`: a limit is compared with, and nothing said after the comparing word. `moved`, `levelled`: 增加, 增加到 stands before it. `compared`: what a comparing word admits. `label`: the
    entry whose own label is the nearest name; `handed`: 分别 hands it.
    """

    topics: dict[str, int]
    roles: list[tuple[frozenset[Role], int]]
    period: Period | None
    compared: frozenset[Role]
    words: Neighbours
    named: bool = False
    said: bool = False
    versus: bool = False
    against_last_year: bool = False
    started: bool = False
    moved: bool = False
    levelled: bool = False
    label: str = ""
    limits: bool = False
    handed: bool = False

    def __post_init__(self) -> None:
        self._said = self._as_said()
        # What each role comes to: as it is said, and where none is said, as is usual.
        self._scores = (
            self._said
            if self.said
            else _USUAL | {role: max(score, _USUAL.get(role, 0)) for role, score in self._said.items()}
        )
        # How well the period of an entry of this year agrees.
        self._this_year = -4 if self.period is Period.LAST and not self.levelled else SAME_PERIOD

    def fit(self, kept: Kept, lenient: bool = False) -> int:
        """The fit of an entry; 0 where its subject is not spoken of.

        A comparing word (低于, 达到) admits a target, a limit or a gap (`lenient`), but does not demand one.
        """
        facet = kept.facet
        subject = self.topics.get(facet.topic, 0)
        if not subject:
            return 0
        role = self._scores.get(facet.role, 0)
        if kept.plain and kept.entry.id != self.label:
            rest = self._this_year
        else:
            role, rest = self._special_role(kept, role), self._period(kept) + self._bonus(kept)
        if lenient and (facet.role in self.compared or self._over_initial(kept)):
            role = max(role, NEAREST_ROLE)
        return subject + role + rest

    def _bonus(self, kept: Kept) -> int:
        if self.handed and self.label:
            return 2 * OWN_LABEL if kept.entry.id == self.label else 0  # 实际完成率、完成及时率分别为
        bonus = OWN_LABEL if kept.entry.id == self.label and self.period is not Period.LAST else 0
        return bonus + self._likeness(kept) if kept.facet.topic.startswith("common.") else bonus

    @property
    def differs(self) -> bool:
        """Whether the head of a list says that differences are listed: 与指标值的差距分别是：."""
        return self._said.get(Role.GAP, 0) > SAME_CLAUSE_ROLE

    def _over_initial(self, kept: Kept) -> bool:
        """按年初预算3081.24万元测算，执行率为86.26%."""
        if kept.facet.role is not Role.INITIAL_EXECUTION_RATE:
            return False
        said = frozenset[Role]().union(*(roles for roles, _ in self.roles))
        base = Role.INITIAL in said or Role.INITIAL_EXECUTION_RATE in said
        return base and Role.EXECUTION_RATE in said

    def _as_said(self) -> dict[Role, int]:
        """How near each role is said."""
        said: dict[Role, int] = {}
        for roles, score in self.roles:
            for role in roles:
                if score > said.get(role, 0):
                    said[role] = score
        if Role.RULE_SCORE in said:  # 按评分标准，自评总分应为86.71分
            said[Role.RULE_SCORE] = max(said[Role.RULE_SCORE], said.get(Role.SCORE, 0))
        if self.started and not self.against_last_year:  # 由2115.75万元调增至
            said[Role.INITIAL] = max(said.get(Role.INITIAL, 0), NEAREST_ROLE)
            if Role.MIDYEAR in said:  # 由年中的98.7%提高到…，平均天数由53.2天降到
                said[Role.MIDYEAR] = NEAREST_ROLE + 2
        return said

    def _special_role(self, kept: Kept, score: int) -> int:
        if kept.facet.period is Period.CHANGE and self.moved:
            said = self._said.get(kept.facet.role, 0)
            return max(said, NEAREST_ROLE) + (1 if said else 0)
        if kept.facet.topic == "execution" and kept.facet.role is Role.SCORE:
            return max(
                score, self._said.get(Role.RULE_SCORE, 0)
            )  # its score is always the one by the standard
        return score

    def _period(self, kept: Kept) -> int:
        period = kept.facet.period
        if kept.entry.id == self.label and (period is not Period.THIS or self.period is not Period.LAST):
            return SAME_PERIOD + 2
        if period is Period.CHANGE:
            if not self.moved:
                return OTHER_PERIOD
            return (
                SAME_PERIOD + 2
                if self.against_last_year
                or (kept.facet.role is Role.EXECUTED and self._said.get(Role.EXECUTED, 0) > EARLIER_ROLE)
                else 0
            )
        if period is Period.LAST:
            if self.levelled:
                return -4
            if self.period is Period.LAST or (self.versus and not self.moved):
                return 2 * SAME_PERIOD
            if self.started:
                return 2 * SAME_PERIOD if self.against_last_year else SAME_PERIOD
            return OTHER_PERIOD
        return self._this_year

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return pairs(self.words.beside)

    def _likeness(self, kept: Kept) -> int:
        return 6 * len(kept.pairs & self._pairs) // max(1, len(kept.pairs))
