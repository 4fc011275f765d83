"""What a text names and says: names of subjects, words of roles, and what 分别 hands to a number."""

from __future__ import annotations

from typing import NamedTuple

from assistant.domain.role import Role
from validators.vocabulary import Effect


class Naming(NamedTuple):
    """Topics named together (A、B和C name one list), and where; `aside`: only to be compared with (低于B项目)."""

    topics: frozenset[str]
    start: int
    end: int
    clause: int
    sentence: int
    entry: str = ""
    aside: bool = False


class Saying(NamedTuple):
    """Roles said, and how many numbers stood before them."""

    roles: frozenset[Role]
    start: int
    clause: int
    order: int
    mark: Effect
    sentence: int = 0


class Turn(NamedTuple):
    """What 分别 hands to one of the numbers after it."""

    topics: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    entry: str = ""
