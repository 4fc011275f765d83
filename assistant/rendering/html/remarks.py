"""Findings (发现) and diagnostics (诊断) in one list, each with the numbers and the chapters it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.rendering.html.chapters import Chapters

ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
WAIVED = "waived"


@dataclass(frozen=True, kw_only=True)
class PanelLine:
    """A line of the side panel. `target` is the anchor in the report that it leads to; nothing where there is none."""

    id: str
    kind: str
    severity: str
    severity_name: str
    code: str
    message: str
    advice: str
    source: str = ""
    quoted: str = ""
    consequence: str = ""
    waived: str = ""
    figures: tuple[tuple[str, str, str, int], ...] = ()
    chapters: tuple[int, ...] = ()
    target: str = ""


def remarks(ledger: Ledger, diagnostics: Sequence[Diagnostic], chapters: Chapters) -> list[PanelLine]:
    """Findings and diagnostics, the gravest first, those that somebody waived last."""
    listed = [_of_finding(place, item, ledger, chapters) for place, item in enumerate(ledger.findings)]
    listed += [_of_diagnostic(place, item, ledger, chapters) for place, item in enumerate(diagnostics)]
    names = [*(severity.value for severity in ORDER), WAIVED]
    return sorted(listed, key=lambda item: names.index(item.severity))


def _of_finding(place: int, finding: Finding, ledger: Ledger, chapters: Chapters) -> PanelLine:
    figures = _figures(finding.figures, ledger, chapters)
    printed = [number for *_, number in figures if number]
    return PanelLine(
        id=f"f{place}",
        kind="finding",
        severity=finding.severity.value,
        severity_name=finding.severity.chinese,
        code=finding.code,
        message=finding.message,
        advice=finding.advice,
        source=str(finding.source),
        consequence=finding.consequence.chinese,
        figures=figures,
        chapters=tuple(item.number for item in chapters.listed if item.entries & set(finding.figures)),
        target=f"n{min(printed)}" if printed else "",
    )


def _figures(
    keys: Sequence[str], ledger: Ledger, chapters: Chapters
) -> tuple[tuple[str, str, str, int], ...]:
    """Id, name and value of the entries, and where each is printed first."""
    return tuple(
        (key, ledger[key].label, ledger[key].text, chapters.first.get(key, 0))
        for key in keys
        if key in ledger
    )


def _of_diagnostic(place: int, item: Diagnostic, ledger: Ledger, chapters: Chapters) -> PanelLine:
    where = tuple(chapter.number for chapter in chapters.listed if place in chapter.items)
    waived = item.waived
    return PanelLine(
        id=f"d{place}",
        kind="diagnostic",
        severity=WAIVED if waived else item.severity.value,
        severity_name="已豁免" if waived else item.severity.chinese,
        code=item.code,
        message=item.message,
        advice=item.advice,
        quoted=item.text,
        waived=waived.chinese if waived else "",
        figures=_figures((item.figure,) if item.figure else (), ledger, chapters),
        chapters=where,
        target=f"m{place}" if where else "",
    )
