"""Where a value comes from (出处)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Path = tuple[str | int, ...]  # the keys and numbers by which a value is reached from the root of a file


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a file: a line of YAML or JSON, or a cell of a workbook sheet."""

    file: str
    line: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file} {self.sheet}!{self.cell}"
        return f"{self.file} 第{self.line}行" if self.line else self.file

    def as_json(self) -> dict[str, object]:
        place: dict[str, object] = {"file": self.file}
        if self.sheet:
            place |= {"sheet": self.sheet, "cell": self.cell}
        elif self.line:
            place["line"] = self.line
        return place


@dataclass
class Sources:
    """Where the values of one file stand, by their paths."""

    by_path: Mapping[Path, Source]

    def of(self, path: Path) -> Source:
        """The place of a value; that of the nearest enclosing one where it was not written."""
        for length in range(len(path), -1, -1):
            found = self.by_path.get(path[:length])
            if found:
                return found
        return Source("")

    def rename(self, file: str) -> None:
        """Let every place name another file."""
        self.by_path = {path: replace(source, file=file) for path, source in self.by_path.items()}


@dataclass(frozen=True)
class Standing:
    """Where one record stands among the values of its file. It is no part of what the record says: all are equal."""

    sources: Sources = field(compare=False)
    path: Path = field(compare=False)


NOWHERE = Standing(Sources({}), ())
