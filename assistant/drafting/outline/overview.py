"""Chapter 一、基本概况: functions, structure, staff, key work; the budget is in budget.py."""

from __future__ import annotations

from assistant.domain.facts import CountedFact
from assistant.domain.report import Block
from assistant.drafting.outline.budget import budget
from assistant.drafting.outline.parts import Page
from assistant.drafting.slots import quote, sentence, slot

STAFF = "人员"


def overview(page: Page) -> list[Block]:
    """Headings and paragraphs of chapter one."""
    profile = page.submission.profile
    blocks: list[Block] = [
        page.heading(1, 1, "基本概况"),
        page.heading(2, 1, "部门单位基本情况"),
        page.heading(3, 1, "部门主要职能"),
        page.paragraph(sentence(profile.functions) or "单位未填报主要职能。"),
        page.heading(3, 2, "机构设置及人员构成"),
        page.paragraph(sentence(profile.structure) or "单位未填报机构设置。"),
    ]
    staff = _facts(page, STAFF)
    if staff:
        blocks.append(page.paragraph(f"人员构成情况为：{_listing(staff)}。"))
    return blocks + _key_work(page) + budget(page)


def _facts(page: Page, group: str) -> list[tuple[int, CountedFact]]:
    return [(number, fact) for number, fact in enumerate(page.submission.facts, 1) if fact.group == group]


def _listing(facts: list[tuple[int, CountedFact]]) -> str:
    return "，".join(f"{quote(fact.label)}{slot(f'fact.{number}')}" for number, fact in facts)


def _key_work(page: Page) -> list[Block]:
    submission = page.submission
    blocks: list[Block] = [page.heading(2, 2, "部门单位年度重点工作")]
    if submission.projects:
        text = (
            f"{submission.year}年我单位共有{slot('project.count')}项目，各项目预算数合计{slot('project.budget.total')}，"
            f"执行数合计{slot('project.executed.total')}。"
        )
        for number, project in enumerate(submission.projects, 1):
            if project.key:
                head = f"project.{number}"
                text += (
                    f"其中，重点项目为{quote(project.name)}，预算数{slot(f'{head}.budget')}，"
                    f"执行数{slot(f'{head}.executed')}。"
                )
        blocks.append(page.paragraph(text))
    for group in dict.fromkeys(fact.group for fact in submission.facts if fact.group != STAFF):
        lead = f"{quote(group)}方面：" if group else "其他方面："
        blocks.append(page.paragraph(f"{lead}{_listing(_facts(page, group))}。"))
    if len(blocks) == 1:
        blocks.append(page.paragraph("单位未填报年度重点工作。"))
    return blocks
