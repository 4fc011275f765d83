"""The numbers of the ledger by value: a number of a text is held only against the entries that come near it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.figure import Entry
from assistant.domain.mention import Mention
from assistant.domain.quantity import EXACT
from assistant.domain.role import SIGNED, Role
from assistant.domain.unit import dimension, factor
from validators.facets import Facet, Period, facet
from validators.names import pairs
from validators.truth import step

_ONE, _NO_REACH = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry with its facet, the pairs of characters of its label, and its place in the ledger.

    `plain`: how well it fits a number is decided by its subject and role alone, where the text speaks of this year.
    """

    entry: Entry
    facet: Facet
    pairs: frozenset[str]
    shown: Decimal | None
    signed: bool
    place: int
    plain: bool


def kept(entry: Entry, place: int) -> Kept:
    """An entry as the gate keeps it."""
    shown = entry.quantity.shown if entry.quantity else None
    about = facet(entry)
    special = about.topic.startswith("common.") or (about.topic == "execution" and about.role is Role.SCORE)
    plain = about.period is Period.THIS and not special
    return Kept(entry, about, pairs(entry.label), shown, entry.role in SIGNED, place, plain)


class Values:
    """Entries with a number, by the size of the number and by its digits."""

    def __init__(self, entries: Iterable[Kept], kinds: tuple[str, ...]):
        by_kind: dict[str, list[Kept]] = {kind: [] for kind in kinds}
        self._by_digits: dict[Decimal, list[Kept]] = defaultdict(list)
        for item in entries:
            if item.shown is not None:
                by_kind[dimension(item.entry.unit)].append(item)
                self._by_digits[abs(item.shown)].append(item)
        self._of_kind = {kind: _Sized(group, factor) for kind, group in by_kind.items()}
        self._bare = _Sized([item for group in by_kind.values() for item in group], _as_written)

    def near(self, mention: Mention, kinds: Iterable[str]) -> list[Kept]:
        """The entries of some dimensions that a number may agree with, kind by kind in the order of the ledger."""
        number, unit = mention.number, mention.unit
        if number is None:
            return []
        times = _ONE if unit is None else factor(unit)
        size = EXACT.multiply(abs(number), times)
        hedged = mention.decimals or mention.approx  # else only the very value is true
        reach = EXACT.multiply(step(number, mention.decimals), times) if hedged else _NO_REACH
        sized = (
            [self._bare] if unit is None else [self._of_kind[kind] for kind in kinds if kind in self._of_kind]
        )
        return [item for group in sized for item in group.near(size, reach)]

    def with_digits(self, number: Decimal) -> list[Kept]:
        """The entries that are printed with these digits, sign and unit aside."""
        return self._by_digits.get(abs(number), [])


def _as_written(unit: str) -> Decimal:
    """A number without a unit is compared with what an entry prints, whatever its unit."""
    return _ONE


class _Sized:
    """Entries in the order of their size: of the exact value, and of the printed one."""

    def __init__(self, entries: list[Kept], times: Callable[[str], Decimal]):
        sized = [
            (EXACT.multiply(abs(value), times(item.entry.unit)), place)
            for place, item in enumerate(entries)
            if item.entry.quantity
            for value in (item.entry.quantity.exact, item.entry.quantity.shown)
        ]
        sized.sort()
        self._sizes = [size for size, _ in sized]
        self._places = [place for _, place in sized]
        self._entries = entries

    def near(self, size: Decimal, reach: Decimal) -> list[Kept]:
        """The entries no further than `reach` from a size, in the order in which they were given."""
        low = bisect_left(self._sizes, EXACT.subtract(size, reach))
        high = bisect_right(self._sizes, EXACT.add(size, reach))
        return [self._entries[place] for place in sorted({*self._places[low:high]})]
