"""What a reviewer sees beside the report, in a plain shape: diagnostics, worked lines, versions of the sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import SectionName
from assistant.domain.finding import Finding


@dataclass(frozen=True, kw_only=True)
class Version:
    """One attempt at a section: who wrote it, what it prints, what the gate said, and the note it was asked with."""

    number: int
    writer: str
    text: str
    passed: bool
    chosen: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Review:
    """What stands beside the report.

    The positions of `diagnostics` refer to `text`, the report in Markdown. `worked` is the line of a figure with
    its numbers in it, by id. `standing_errors`: the findings of severity error that somebody went on despite.
    """

    text: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    worked: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[SectionName, tuple[Version, ...]] = field(default_factory=dict)
    standing_errors: tuple[Finding, ...] = ()
