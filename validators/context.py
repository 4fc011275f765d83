"""What the words of a paragraph speak of, as it is read from left to right."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.role import Role
from validators.lexicon import FAMILY, Hit
from validators.vocabulary import ANAPHORA, CHANGES, PARTS, YEAR_ON_YEAR

_SENTENCE_END = frozenset("。！？\n")


@dataclass
class Context:
    """What the words so far speak of.

    `subjects` and `roles` hold until others are named; `entries` is what a number right after a name may be;
    `fresh`: a role word stands in this clause; `named`: a subject was named (not assumed); `before`: roles
    and entries before a comparing word (不足, 超过); `queue`: subjects that 分别为 hands out one by one;
    `latest`: the last indicator and project; `whole`: what 其中 took its parts from; `since`: the end of the
    last number.
    """

    subjects: frozenset[str] = frozenset()
    entries: frozenset[str] | None = None
    roles: frozenset[Role] = frozenset()
    before: tuple[frozenset[Role], frozenset[str] | None] | None = None
    fresh: bool = False
    named: bool = False
    since: int = 0
    queue: list[Hit] = field(default_factory=list)
    listed: list[Hit] = field(default_factory=list)
    latest: dict[str, frozenset[str]] = field(default_factory=dict)
    whole: frozenset[str] | None = None

    def take(self, hit: Hit) -> None:
        """A phrase that names subjects or says roles."""
        if hit.subjects:
            self.subjects, self.entries, self.named = hit.subjects, hit.entries, True
            if not hit.subjects <= FAMILY or len(hit.entries) == 1:
                self.listed.append(hit)
            self.fresh = False
            for prefix in ANAPHORA.values():
                own = frozenset(key for key in hit.subjects if key.startswith(prefix))
                if own:
                    self.latest[prefix] = own
            return
        if Role.EXECUTION_RATE in hit.roles and (not self.subjects or self.subjects <= FAMILY):
            self.subjects = frozenset({"unit", "execution"})
        if hit.roles == frozenset(CHANGES) and self.fresh and self.roles == frozenset(YEAR_ON_YEAR):
            self.roles |= frozenset({Role.CHANGE, Role.GAP})  # 同比增长 is one phrase
            return
        self.before = (self.roles, self.entries) if Role.GAP in hit.roles else None
        self.roles, self.fresh, self.entries = _share_of(self.roles, hit.roles), True, None

    def take_up(self, word: str) -> None:
        """该指标, 该项目 and 其中."""
        if word == PARTS:
            self.whole = self.subjects
            return
        earlier = self.latest.get(ANAPHORA[word])
        if earlier:
            self.subjects, self.entries, self.named = earlier, None, True

    def pause(self, mark: str) -> None:
        """A punctuation mark: roles are no longer fresh; at the end of a sentence they end."""
        self.fresh = False
        if self.roles == frozenset(CHANGES):
            self.roles = frozenset()
        if mark in _SENTENCE_END:
            self.roles, self.queue, self.listed = frozenset(), [], []
            self.entries = None
            if self.whole is not None:
                self.subjects, self.whole = self.whole, None


def _share_of(said: frozenset[Role], roles: frozenset[Role]) -> frozenset[Role]:
    """占年初预算的 after an adjustment means the rate of that adjustment."""
    if Role.SHARE in roles and Role.GROSS_ADJUSTMENT in said:
        return frozenset({Role.GROSS_ADJUSTMENT_RATE})
    if Role.SHARE in roles and Role.ADJUSTMENT in said:
        return frozenset({Role.ADJUSTMENT_RATE})
    return roles
