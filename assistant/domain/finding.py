"""A finding (发现): the facts are odd or noteworthy. It is about facts, before any drafting."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.severity import Consequence, Severity
from assistant.domain.source import Source


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding: which rule, how grave, about what, why it matters and what to do.

    `answer` is true where the narrative must say something about it; it counts as answered when a
    number of `figures` is cited. `topic` groups findings that one paragraph answers; `words` are
    words by which a measure may speak of it, beside the subject's names. `consequence` says whether two numbers
    disagree, and whether a grade, a target or a limit would come out otherwise by the right one. `also`: further cells that it is about.
    """

    code: str
    severity: Severity
    subject: str
    message: str
    advice: str
    figures: tuple[str, ...]
    source: Source
    also: tuple[Source, ...] = ()
    answer: bool = False
    topic: str = ""
    words: tuple[str, ...] = ()
    consequence: Consequence = Consequence.NONE

    @property
    def chinese(self) -> str:
        """The finding for people, on two lines: how grave, what; where, and what to do."""
        grade = f"〔{self.consequence.chinese}〕" if self.consequence else ""
        return f"{self.severity.chinese} {self.code}{grade}  {self.message}\n    {self.source}；{self.advice}"

    def as_json(self) -> dict[str, object]:
        """The finding for programs, without why its rule matters."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "subject": self.subject,
            "message": self.message,
            "consequence": self.consequence.value,
            "advice": self.advice,
            "figures": list(self.figures),
            "source": self.source.as_json(),
        }
