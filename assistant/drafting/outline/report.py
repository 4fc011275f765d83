"""The whole report in the standard outline 一 to 六, with the self-evaluation form annexed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt, Writer
from assistant.domain.facts import Submission
from assistant.domain.ledger import Ledger
from assistant.domain.report import Block, Report
from assistant.drafting.outline.annex import annex
from assistant.drafting.outline.management import management, project_management
from assistant.drafting.outline.official_form import official_form
from assistant.drafting.outline.overview import overview, project_overview
from assistant.drafting.outline.parts import Material
from assistant.drafting.outline.performance import conclusion, performance
from assistant.drafting.slots import quote

# A list number, and the marks that Markdown puts before its own signs.
_MARKS = re.compile(r"\A(?:[#>-]+ )?\d{1,2}[.．、](?!\d)|\\(?=[\\`*_<>\[\]])")
_CLAUSE_END = re.compile("[，。；！？|\n]")


def compose(submission: Submission, ledger: Ledger, sections: Mapping[SectionName, Attempt]) -> Report:
    """The report from the computed chapters and the accepted narrative sections."""
    drafts = {name: attempt.draft for name, attempt in sections.items()}
    offline = [name for name in SectionName if sections[name].writer is Writer.OFFLINE]
    return compose_drafts(submission, ledger, drafts, offline)


def compose_drafts(
    submission: Submission,
    ledger: Ledger,
    drafts: Mapping[SectionName, str],
    offline: Sequence[SectionName] = (),
) -> Report:
    """The report from the computed chapters and the drafts of the narrative sections, `offline` ones told as such."""
    page = Material(submission, ledger)

    def narrative(name: SectionName) -> list[Block]:
        return page.section(drafts[name], name)

    body: list[Block] = [
        *(project_overview(page, submission.project) if submission.project else overview(page)),
        *(project_management(page) if submission.project else management(page)),
        *performance(page),
        *conclusion(page),
        page.heading(1, 5, SectionName.PROBLEMS.chinese),
        *narrative(SectionName.PROBLEMS),
        page.heading(1, 6, "改进措施和建议"),
        page.heading(2, 1, SectionName.MEASURES.chinese),
        *narrative(SectionName.MEASURES),
        page.heading(2, 2, SectionName.SUGGESTIONS.chinese),
        *narrative(SectionName.SUGGESTIONS),
    ]
    return Report(
        title=f"{_form(submission)}绩效自评报告",
        subtitle=f"（{submission.year}年度）",
        cover=tuple(_cover(submission)),
        body=tuple(body),
        annex=tuple(annex(page, _form(submission))),
        form=official_form(page, f"{_form(submission)}绩效自评表"),
        notes=_notes(offline),
    )


def _cover(submission: Submission) -> list[tuple[str, str]]:
    filed = submission.prepared_on
    cover = [("部门单位名称（公章）", quote(submission.unit.name))]
    if submission.project:
        project = submission.project
        named = (
            ("项目名称", project.name),
            ("主管部门", project.authority),
            ("实施单位", project.implementer),
        )
        cover += [(label, quote(text)) for label, text in named if text]
    return [*cover, ("填报日期", f"{filed.year}年{filed.month}月{filed.day}日")]


def _form(submission: Submission) -> str:
    return "项目支出" if submission.project else "部门整体支出"


def _notes(offline: Sequence[SectionName]) -> tuple[str, ...]:
    """How the narrative came about, where a person did not write it."""
    if not offline:
        return ()
    names = "”“".join(name.chinese for name in offline)
    return (f"编制说明：“{names}”由离线写作器按填报数据和测算值生成，未经模型润色，报送前请单位审核。",)


def waiver_notes(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """What somebody waived, for the reader of the report: which words, by which rule, why, by whom."""
    notes = []
    for item in diagnostics:
        if item.waived is not None:
            before = _CLAUSE_END.split(text[: item.start])[-1]
            after = _CLAUSE_END.split(text[item.end :])[0]
            words = _MARKS.sub("", f"{before}{item.text}{after}".strip())
            notes.append(f"校验说明：“{words}”一处未通过校验（规则{item.code}），{item.waived.chinese}。")
    return tuple(dict.fromkeys(notes))
