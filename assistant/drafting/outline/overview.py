"""Chapter 一、基本概况: functions, structure, staff, key work; the budget is in budget.py."""

from __future__ import annotations

from assistant.domain.facts import CountedFact, ProjectInfo
from assistant.domain.report import Block
from assistant.drafting.outline.budget import budget
from assistant.drafting.outline.parts import Material
from assistant.drafting.slots import quote, sentence, slot

STAFF = "人员"


def overview(page: Material) -> list[Block]:
    """Headings and paragraphs of chapter one."""
    profile = page.submission.profile
    blocks: list[Block] = [
        page.heading(1, 1, "基本概况"),
        page.heading(2, 1, "部门单位基本情况"),
        page.heading(3, 1, "部门主要职能"),
        page.supplied(sentence(profile.functions), "主要职能"),
        page.heading(3, 2, "机构设置及人员构成"),
        page.supplied(sentence(profile.structure), "机构设置"),
    ]
    staff = _facts(page, STAFF)
    if staff:
        blocks.append(page.paragraph(f"人员构成情况为：{_listing(staff)}。"))
    return blocks + _key_work(page) + budget(page)


def project_overview(page: Material, project: ProjectInfo) -> list[Block]:
    """Chapter one of a project's report: what it is, what it did, its money."""
    unit = page.submission.unit
    named = (("由", project.implementer or unit.name, "实施"), ("主管部门为", project.authority, ""))
    told = "，".join(f"{before}{quote(name)}{after}" for before, name, after in named if name)
    functions = sentence(page.submission.profile.functions)
    return [
        page.heading(1, 1, "项目基本情况"),
        page.heading(2, 1, "项目概况"),
        page.paragraph(f"{quote(project.name)}{told}。{functions}"),
        *_work_by_group(page),
        *budget(page, 2, "项目资金安排及执行情况"),
    ]


def _facts(page: Material, group: str) -> list[tuple[int, CountedFact]]:
    return [(number, fact) for number, fact in enumerate(page.submission.facts, 1) if fact.group == group]


def _listing(facts: list[tuple[int, CountedFact]]) -> str:
    return "，".join(f"{quote(fact.label)}{slot(f'fact.{number}')}" for number, fact in facts)


def _key_work(page: Material) -> list[Block]:
    submission = page.submission
    blocks: list[Block] = [page.heading(2, 2, "部门单位年度重点工作")]
    if submission.projects:
        text = (
            f"{submission.year}年{page.own}共有{slot('project.count')}项目，各项目预算数合计{slot('project.budget.total')}，"
            f"执行数合计{slot('project.executed.total')}。"
        )
        key = [
            f"{quote(project.name)}，预算数{slot(f'project.{number}.budget')}，执行数{slot(f'project.{number}.executed')}"
            for number, project in enumerate(submission.projects, 1)
            if project.key
        ]
        colon = "：" if len(key) > 1 else ""
        text += f"其中，重点项目为{colon}{'；'.join(key)}。" if key else ""
        blocks.append(page.paragraph(text))
    blocks += _work_by_group(page)
    if len(blocks) == 1:
        blocks.append(page.supplied("", "年度重点工作"))
    return blocks


def _work_by_group(page: Material) -> list[Block]:
    groups = dict.fromkeys(fact.group for fact in page.submission.facts if fact.group != STAFF)
    return [
        page.paragraph(f"{quote(group) or '其他'}方面：{_listing(_facts(page, group))}。") for group in groups
    ]
