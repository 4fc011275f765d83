"""What the words around one number speak of, and how well a ledger entry fits it.

The fit is a sum of three: how near the entry's subject is named, how near its role is said, and whether the
period agrees. A number is read as the entry that fits best; it is right where that entry has its value. The
weights were set on the texts in benchmarks/gate/tuned; only their order matters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
            if Role.RULE_SCORE in self._said:  # 按评分标准，自评总分应为86.71分
                self._said[Role.RULE_SCORE] = max(self._said[Role.RULE_SCORE], self._said.get(Role.SCORE, 0))
        best = self._said.get(kept.facet.role, 0)
        if kept.facet.topic == "execution" and kept.facet.role is Role.SCORE:
            best = max(
                best, self._said.get(Role.RULE_SCORE, 0)
            )  # its score is always the one by the standard
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
        return -4 if self.period is Period.LAST and not self.levelled else SAME_PERIOD

    def _likeness(self, kept: Kept) -> int:
        if not self._pairs:
            self._pairs = pairs(self.words)
        return 6 * len(kept.pairs & self._pairs) // max(1, len(kept.pairs))
