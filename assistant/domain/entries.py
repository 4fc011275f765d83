"""The entries of a ledger by id: an id that no declaration knows raises, whatever is asked of it."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView

from assistant.domain.figure import Entry
from assistant.domain.glossary import Glossary


class Entries(Mapping[str, Entry]):
    """A view of entries by id, in the order of the report.

    `entries[id]`, `entries.get(id)` and `id in entries` raise Undeclared for an id that the glossary does not declare;
    a declared one that this unit lacks is a KeyError, None, False. `written(id)` answers for ids that people and
    models wrote: None where there is none.
    """

    def __init__(self, entries: Mapping[str, Entry], glossary: Glossary) -> None:
        glossary.require(*entries)
        self._entries = entries
        self._glossary = glossary

    def __getitem__(self, entry_id: str) -> Entry:
        found = self._entries.get(entry_id)
        if found is None:
            self._glossary.require(entry_id)
            raise KeyError(entry_id)
        return found

    def __contains__(self, entry_id: object) -> bool:
        if entry_id in self._entries:
            return True
        self._glossary.require(str(entry_id))
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def keys(self) -> KeysView[str]:
        return self._entries.keys()

    def values(self) -> ValuesView[Entry]:
        return self._entries.values()

    def items(self) -> ItemsView[str, Entry]:
        return self._entries.items()

    def require(self, *ids: str) -> None:
        """Raises Undeclared for the first id that is not declared, whether this unit has it or not."""
        self._glossary.require(*ids)

    def replaced(self, entries: Mapping[str, Entry]) -> Entries:
        """These entries, some of them others, or with more."""
        return Entries({**self._entries, **entries}, self._glossary)

    def written(self, entry_id: str) -> Entry | None:
        """The entry whose id somebody wrote; None where there is none."""
        return self._entries.get(entry_id)
