"""Where a value comes from (出处)."""

from __future__ import annotations

from dataclasses import dataclass


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
