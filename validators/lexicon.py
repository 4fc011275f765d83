"""The ledger as words: every phrase of a text that names, says a role, compares, moves or points back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from assistant.domain.ledger import Ledger
from assistant.domain.role import Role
from assistant.domain.unit import dimension
from validators import trie
from validators.facets import NAMED, Period
from validators.groups import Groups
from validators.names import AT_THE_START, Name, names, pairs, telling
from validators.quotes import Quotes
from validators.units import declared_units
from validators.values import Kept, Values, kept
from validators.vocabulary import (
    ANAPHORA,
    DIRECT_MARKS,
    DIRECT_WORDS,
    MARKED_WORDS,
    ROLE_WORDS,
    SHARE_OF,
    SHARE_OPENS,
    SHARE_ROLES,
    Effect,
)

NO_ROLES: frozenset[Role] = frozenset()
_KEY_PROJECTS = Name(frozenset({"common.key_projects"}))
# What may stand before words at the start of a clause.
_OPENS = frozenset(["", *"，。；：、！？\n是"])
_SPACE = re.compile(r"[\s\\]")
_DIRECT = r"(?=(?:了|约|近|为|超过)?\s*(?:[-−]?[0-9０-９≥≤]|[一二两三四五六七八九十百]+(?:成|个|项|件|次|人|户|家|所|条|份|场|组)))"


class Hit(NamedTuple):  # of which a text has thousands: a dataclass takes thrice as long to make
    """A phrase found in a text."""

    start: int
    end: int
    name: Name | None = None
    roles: frozenset[Role] = NO_ROLES
    mark: Effect = Effect.NONE
    back: tuple[str, ...] = ()


def _kept(ledger: Ledger) -> dict[str, Kept]:
    """What each entry says; raises Undeclared where the facets name an id that no declaration knows."""
    ledger.entries.require(*NAMED)
    return {key: kept(entry, place) for place, (key, entry) in enumerate(ledger.entries.items())}


class Lexicon:
    """Built once per ledger; pure."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.quotes = Quotes(ledger)
        self.units = declared_units(ledger)
        self.groups = Groups(ledger)
        self.kept = _kept(ledger)
        self._by_topic: dict[str, dict[str, list[Kept]]] = defaultdict(lambda: defaultdict(list))
        for item in self.kept.values():
            if item.entry.quantity is not None:
                self._by_topic[item.facet.topic][dimension(item.entry.unit)].append(item)
        self._members = {
            family: tuple(topic for topic in self._by_topic if topic.startswith(f"{family[:-1]}."))
            for family in ("projects", "indicators")
        }
        # What belongs to a topic, and how much less likely it is meant than the topic itself.
        self.parts = {
            "unit": (("execution", 6), ("indicators", 4), ("total", 2)),
            "projects": (("project", 0), *((member, 4) for member in self._members["projects"])),
            "indicators": tuple((member, 4) for member in self._members["indicators"]),
        }
        self._telling = telling(ledger)
        self.project_pairs = {
            subject.id: frozenset[str]().union(*(pairs(name) for name in subject.names))
            for subject in ledger.subjects.values()
            if subject.id.startswith("project.")
        }
        self.kinds = tuple(dict.fromkeys(kind for group in self._by_topic.values() for kind in group))
        self.values = Values(self.kept.values(), self.kinds)
        self._names = names(ledger)
        self._said = self._sayings()
        direct = {*DIRECT_WORDS, *DIRECT_MARKS}
        words = {*self._names, *self._said}
        self._scan = re.compile(
            f"{trie.opening({*words, *direct, *SHARE_OPENS})}(?:(?P<share>{SHARE_OF})"
            f"|(?P<word>{trie.pattern(words)})|(?P<direct>{trie.pattern(direct)}){_DIRECT})"
        )
        self._direct = {
            **{word: (Effect.NONE, frozenset(roles)) for word, roles in DIRECT_WORDS.items()},
            **{word: (mark, frozenset(roles)) for word, (mark, roles) in DIRECT_MARKS.items()},
        }

    def about(self, topics: Iterable[str], kinds: tuple[str, ...]) -> list[Kept]:
        """The entries of topics in some dimensions (money, rate, or a unit that converts to nothing else)."""
        groups = [self._by_topic[topic] for topic in topics if topic in self._by_topic]
        return [item for group in groups for kind in kinds if kind in group for item in group[kind]]

    def of(self, topic: str) -> list[Kept]:
        """All numbers of a topic."""
        return [item for group in self._by_topic.get(topic, {}).values() for item in group]

    def likeness(self, topic: str, held: frozenset[str]) -> int:
        """How much of a topic's name, by telling pairs of characters, words with these pairs hold, in per cent."""
        return max(
            (
                100 * sum(weight for pair, weight in name if pair in held) // total
                for name, total in self._telling.get(topic, ())
            ),
            default=0,
        )

    def tells(self, topic: str, pair: str) -> bool:
        """Whether a pair of characters stands in a topic's name and tells it from others."""
        return any(pair == held for name, _ in self._telling.get(topic, ()) for held, _ in name)

    def most_like(self, words: str, kinds: tuple[str, ...], least: int) -> str:
        """The topic of one of the kinds whose name the words hold most of; none below `least`."""
        held = pairs(words)
        liked = [(self.likeness(topic, held), topic) for topic in self._telling if topic.startswith(kinds)]
        best = max(liked, default=(0, ""))
        return best[1] if best[0] >= least else ""

    def says(self, phrase: str) -> bool:
        """Whether a name is at the same time a word that says a role (总分)."""
        return phrase in self._said

    def members(self, family: str) -> tuple[str, ...]:
        """The topics of a family: every project, or every indicator."""
        return self._members.get(family, ())

    def hits(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """All phrases, the longest at each place, without overlap."""
        found: list[Hit] = []
        for match in self._scan.finditer(text, start, len(text) if end is None else end):
            kind, word = match.lastgroup, match.group()
            if kind == "word":
                key = word if word in self._names or word in self._said else _SPACE.sub("", word)
                name = self._names.get(key)
                if key in AT_THE_START and text[max(0, match.start() - 1) : match.start()] not in _OPENS:
                    name = _own_name(name)
                roles, mark, back = self._said.get(key, (NO_ROLES, Effect.NONE, ()))
                if name is not None and name.entry:
                    about = self.kept[name.entry].facet
                    roles = roles | {about.role}
                    mark = Effect.LAST if about.period is Period.LAST else mark
                found.append(Hit(match.start(), match.end(), name, roles, mark, back))
            elif kind == "share":
                name = (
                    _KEY_PROJECTS
                    if "项目总支出" in word and "common.key_projects" in self._by_topic
                    else None
                )
                found.append(Hit(match.start(), match.end(), name, frozenset(SHARE_ROLES)))
            else:
                mark, roles = self._direct[word]
                found.append(Hit(match.start(), match.end(), None, roles, mark))
        return found

    def named(self, text: str) -> set[str]:
        """Every topic that a text names; a label (我单位执行数) names whatever is called like its beginning."""
        found: set[str] = set()
        for hit in self.hits(text):
            if hit.name is not None:
                found |= hit.name.topics
                subject = (
                    self.ledger.subjects[self.kept[hit.name.entry].entry.subject] if hit.name.entry else None
                )
                whole = self._names.get(subject.name) if subject else None
                found |= whole.topics if whole else set()
        return found

    def _sayings(self) -> dict[str, tuple[frozenset[Role], Effect, tuple[str, ...]]]:
        said = {word: (frozenset(roles), Effect.NONE, ()) for word, roles in ROLE_WORDS.items()}
        found: dict[str, tuple[frozenset[Role], Effect, tuple[str, ...]]] = dict(said)
        found |= {word: (frozenset(roles), mark, ()) for word, (mark, roles) in MARKED_WORDS.items()}
        found |= {word: (NO_ROLES, Effect.POINTS_BACK, kinds) for word, kinds in ANAPHORA.items()}
        for term, aliases in self.ledger.standard.aliases.roles.items():
            found |= dict.fromkeys(aliases, found.get(term, (frozenset({Role(term)}), Effect.NONE, ())))
        return found


def _own_name(name: Name | None) -> Name | None:
    """What else words for all projects name: an indicator may be called 项目资金."""
    own = name.topics - {"projects", "project"} if name else None
    return Name(own, name.entry) if name and own else None
