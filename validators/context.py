"""What the words of a block speak of, as it is read from left to right."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.role import Role
from validators.facets import Period
from validators.lexicon import Hit
from validators.names import FAMILY, OWN
from validators.said import Naming, Saying, Turn
from validators.turns import turns
from validators.vocabulary import Effect

_SENTENCE_END = frozenset("。！？!?\n")
_KINDS = ("indicator.", "project.")
_REMEMBERED, _SAID = 8, 24  # what is kept of a paragraph without end
_STAGES = frozenset({Role.INITIAL, Role.ADJUSTED, Role.EXECUTED})
_KEY = frozenset({"common.key_projects"})
_NO_THINGS = FAMILY | _KEY
_HEADS = frozenset({Role.COMPLETION, Role.GAP, Role.LOST, Role.EXECUTION_RATE, Role.UNEXECUTED, Role.MIDYEAR})
_LINE = frozenset({"project"})


@dataclass
class Context:
    """The words so far. `order` counts the numbers read, `turns` is what 分别 still has to hand out."""

    clause: int = 0
    sentence: int = 0
    order: int = 0
    numbers_in_clause: int = 0
    numbers_in_sentence: int = 0
    period: Period | None = None
    versus: int = -1
    against_last_year: bool = False
    labelled: bool = False
    period_before: Period | None = None
    rated: int = -9
    before_parts: list[Naming] = field(default_factory=list)  # what was named before 其中
    whole: int = -1
    netted: bool = False
    moved: Saying | None = None
    compared: Saying | None = None
    namings: list[Naming] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    listed: list[Hit] = field(default_factory=list)
    listed_before: list[Hit] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    latest: dict[str, Naming] = field(default_factory=dict)
    pair: tuple[Naming, Naming] | None = None
    since: int = 0
    header: list[Saying] = field(default_factory=list)
    outside: tuple[list[Naming], list[Saying]] | None = None

    def head(self, topics: frozenset[str]) -> None:
        """A heading or a row's head names what follows."""
        self.name(topics, -1, -1)
        self.clause, self.sentence = self.clause + 1, self.sentence + 1
        self.listed = []

    def name(
        self,
        topics: frozenset[str],
        start: int,
        end: int,
        entry: str = "",
        joined: bool = False,
        aside: bool = False,
    ) -> None:
        last = self.namings[-1] if self.namings else None
        if joined and last is not None and last.clause == self.clause:
            topics = topics | last.topics
            self.namings = self.namings[:-1]
        naming = Naming(topics, start, end, self.clause, self.sentence, entry, aside)
        self.namings = [*self.namings, naming][-_REMEMBERED:]
        for kind in _KINDS:
            if any(topic.startswith(kind) for topic in topics):
                self.latest[kind] = naming

    def take(self, hit: Hit, between: str, before: str = "", aside: bool = False) -> None:
        """A phrase. `between` is the text since the last name, `before` the character before it.

        `aside`: the words around say that it is only mentioned (因人员经费追加, 在基本支出中).
        """
        if hit.name is not None:
            joined = between in ("、", "和", "与", "及", "以及", "或")
            topics = hit.name.topics
            latest = self.latest.get("project.")
            if (
                topics == _LINE
                and latest is not None
                and latest.sentence == self.sentence
                and before in "，。；：、"
            ):
                topics = topics | latest.topics  # 该项目…，项目支出341.76万元: of the project, or of the line
            aside = aside or (not joined and self._is_aside(before))
            self.name(topics, hit.start, hit.end, hit.name.entry, joined, aside)
            self.listed.append(hit)
            del self.listed[:-_SAID]
        if hit.mark is not Effect.NONE:
            self._mark(hit)
        self._label(hit)
        self.say(hit)

    def _label(self, hit: Hit) -> None:
        """上年三公经费 is of last year; the next label says its own year."""
        if hit.mark in (Effect.LAST, Effect.THIS):
            self.labelled = bool(hit.name and hit.name.entry)
        elif self.labelled and hit.name and hit.name.entry:
            self.period, self.labelled = None, False

    def say(self, hit: Hit) -> None:
        """The roles that a phrase says."""
        if hit.roles:
            if hit.roles == {Role.EXECUTION_RATE}:
                self.rated = self.sentence
            saying = Saying(hit.roles, hit.start, self.clause, self.order, hit.mark, self.sentence)
            self.sayings.append(saying)
            del self.sayings[:-_SAID]
            if hit.mark is Effect.COMPARE:
                self.compared = saying
            if hit.mark is Effect.MOVE:
                self.moved = saying

    def _is_aside(self, before: str) -> bool:
        """Whether a name only serves to be compared with: 低于B项目, 与B项目相反."""
        against = (
            self.compared is not None
            and self.compared.clause == self.clause
            and self.compared.order == self.order
        )
        known = any(naming.sentence == self.sentence and not naming.topics <= OWN for naming in self.namings)
        return known and ((against and before not in ("是", "为")) or before in ("与", "比", "较", "于"))

    def _mark(self, hit: Hit) -> None:
        mark = hit.mark
        if mark is Effect.LAST:
            self.period, self.versus, self.against_last_year = Period.LAST, -1, True
        elif mark is Effect.THIS:
            self.period, self.versus = Period.THIS, -1
        elif mark is Effect.VERSUS:
            self.versus, self.against_last_year = self.clause, True
        elif mark is Effect.YEAR_END:
            self.sayings = [item for item in self.sayings if Role.MIDYEAR not in item.roles]
            self.header = [item for item in self.header if Role.MIDYEAR not in item.roles]
        elif mark is Effect.SAME_YEAR:
            self.period = self.period or self.period_before
        elif mark is Effect.WHOLE:
            self.whole = self.clause
        elif mark is Effect.NETTED:
            self.whole, self.netted = self.clause, True
        elif mark is Effect.AMONG:
            self.sayings = []
        elif mark is Effect.PARTS:
            self.before_parts = self.namings
        elif mark is Effect.POINTS_BACK:
            self._point_back(hit)
        elif mark in (Effect.FORMER, Effect.LATTER):
            self._one_of_two(hit)

    def _point_back(self, hit: Hit) -> None:
        earlier = [self.latest[kind] for kind in hit.back if kind in self.latest]
        if (
            len(hit.back) == 2
            and self.rated >= self.sentence - 1
            and not any(item.sentence >= self.rated for item in earlier)
        ):
            self.name(frozenset({"execution"}), hit.start, hit.end)  # 预算执行率…。该项得9.25分
            return
        if len(hit.back) > 2:  # 其: whatever was named last
            last = [
                naming for naming in self.namings if not naming.aside and naming.sentence == self.sentence
            ]
            last = [naming for naming in last if not naming.topics <= {"projects", "indicators"}]
            earlier = [item for item in (last or self.namings)[-1:] if not item.topics <= FAMILY]
        if earlier:
            nearest = max(earlier, key=lambda naming: naming.start)
            self.name(nearest.topics, hit.start, hit.end)
        elif hit.back == ("project.",):
            self.name(frozenset({"unit"}), hit.start, hit.end)  # of a report about one project

    def _one_of_two(self, hit: Hit) -> None:
        if self.pair is None and len(self.listed) >= 2:
            first, second = (item.name.topics for item in self.listed[-2:] if item.name)
            self.pair = (Naming(first, 0, 0, 0, 0), Naming(second, 0, 0, 0, 0))
        if self.pair is not None:
            self.name(self.pair[hit.mark is Effect.LATTER].topics, hit.start, hit.end)

    def date(self, this_year: bool, against: bool = False) -> None:
        """A year of the text: this year's, or the one before; `against`: it is compared with (比2022年)."""
        if against and not this_year:
            self.versus, self.against_last_year = self.clause, True
            return
        period = Period.THIS if this_year else Period.LAST
        if self.period not in (None, period):
            self.sentence += 1  # the other year begins: what was named before it is left behind
        self.period, self.versus = period, -1
        self.against_last_year |= not this_year

    def pause(self, mark: str) -> None:
        """A punctuation mark. A 、 only ends a clause that holds a number."""
        if mark == "、" and not self.numbers_in_clause:
            return
        if mark in "（(":
            self.outside = (list(self.namings), list(self.sayings))
        elif mark in "）)" and self.outside is not None:
            if self.numbers_in_clause:  # behind a note with numbers the text goes on as before it
                self.namings, self.sayings = self.outside
            self.outside = None
        if mark != "、":
            self._leave_compared()
        self.clause += 1
        self.numbers_in_clause = 0
        if self.netted:
            self.whole, self.netted = self.clause, False
        if mark in "：:":
            self._head_list()
        if mark in "；;":
            self.turns = []
            self._leave_completion()
            self.namings = self.before_parts or self.namings
        if mark in _SENTENCE_END:
            self.sentence += 1
            self._return_to_whole()
            self.header = []
            self.listed_before = self.listed
            self.sayings = [item for item in self.sayings if item.roles <= _STAGES][
                -1:
            ]  # 年初预算…。其中人员经费…
            self.listed, self.turns = [], []
            self.numbers_in_sentence = 0
            self.period_before = self.period
            self.period, self.pair, self.moved, self.compared = None, None, None, None

    def _head_list(self) -> None:
        """A role said before a colon, and of nothing named, is said of all that is listed behind it."""
        named = [naming for naming in self.namings if naming.sentence == self.sentence]
        if all(naming.topics <= FAMILY for naming in named):
            said = [item for item in self.sayings if item.sentence == self.sentence and item.roles & _HEADS]
            self.header = [
                item
                for item in said
                if item.mark is not Effect.COMPARE
                or (item is said[-1] and Role.UNEXECUTED in item.roles)  # 差距
            ]

    def _leave_compared(self) -> None:
        """What is compared with in a clause (低于全年预算数) is not spoken of in the next: ，为1509.72万元."""
        last = self.compared
        if last is not None and last.clause == self.clause:
            self.sayings = [
                item
                for item in self.sayings
                if item.start <= last.start or item.mark is not Effect.NONE or item.clause != self.clause
            ]

    def _return_to_whole(self) -> None:
        """Behind the parts (其中：…) the text speaks of the whole again."""
        if self.before_parts:
            self.name(self.before_parts[-1].topics, 0, 0)
            self.namings[-1] = self.namings[-1]._replace(sentence=self.sentence - 1, clause=self.clause - 1)
            self.before_parts = []

    def _leave_completion(self) -> None:
        """A completion rate said of one thing is not said of what the next part of the sentence names."""
        self.sayings = [
            item for item in self.sayings if item in self.header or Role.COMPLETION not in item.roles
        ]

    def things(self, hits: list[Hit]) -> list[frozenset[str]]:
        """The projects, indicators and facts that phrases name, in order."""
        return [hit.name.topics for hit in hits if hit.name and not hit.name.topics <= _NO_THINGS]

    def hand_out(self, numbers: int, near: int) -> None:
        """分别: to the coming numbers, one each, the things or the roles listed before (validators/turns.py)."""
        fresh = [item for item in self.sayings if item.order == self.order]
        here = [item for item in fresh if item.clause == self.clause]
        self.turns = turns(
            self.listed,
            [item for item in fresh if item.sentence == self.sentence],
            fresh,
            here,
            numbers,
            near,
        )

    def next_turn(self) -> Turn | None:
        """What 分别 hands to the next number."""
        return self.turns.pop(0) if self.turns else None

    def counted(self, end: int) -> None:
        """A number was read, up to `end`."""
        self.order, self.since = self.order + 1, end
        self.numbers_in_clause += 1
        self.numbers_in_sentence += 1
