"""Chapter 一、基本概况: functions, structure, staff, key work, size and execution of the budget."""

from __future__ import annotations

from assistant.domain.facts import CountedFact
from assistant.domain.report import Block
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
    return blocks + _key_work(page) + _budget(page)


def _facts(page: Page, group: str) -> list[tuple[int, CountedFact]]:
    return [(number, fact) for number, fact in enumerate(page.submission.facts, 1) if fact.group == group]


def _listing(facts: list[tuple[int, CountedFact]]) -> str:
    return "，".join(f"{quote(fact.label)}{slot(f'fact.{number}')}" for number, fact in facts)


def _key_work(page: Page) -> list[Block]:
    submission = page.submission
    blocks: list[Block] = [page.heading(2, 2, "部门单位年度重点工作")]
    if submission.projects:
        text = (
            f"{submission.year}年我单位共实施{slot('project.count')}项目，各项目预算数合计{slot('project.budget.total')}，"
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


def _budget(page: Page) -> list[Block]:
    ledger = page.ledger
    basic = "budget.initial.basic.total" if "budget.initial.basic.total" in ledger else "budget.initial.basic"
    spent = (
        "budget.executed.basic.total" if "budget.executed.basic.total" in ledger else "budget.executed.basic"
    )
    names = "、".join(quote(project.name) for project in page.submission.projects)
    return [
        page.heading(2, 3, "部门单位整体预算规模及安排情况"),
        page.heading(3, 1, "年初预算安排情况"),
        page.paragraph(
            f"我单位年初预算数{slot('budget.initial.total')}，其中：基本支出{slot(basic)}，"
            f"项目支出{slot('budget.initial.project')}。"
        ),
        page.heading(3, 2, "预算调整情况"),
        page.paragraph(_adjustment(page)),
        page.heading(3, 3, "全年预算执行情况"),
        page.paragraph(
            f"我单位全年预算数{slot('budget.adjusted.total')}，全年执行数{slot('budget.executed.total')}，"
            f"预算执行率{slot('budget.execution.rate')}，未执行数{slot('budget.unexecuted.total')}。"
        ),
        page.heading(3, 4, "资金使用主要内容及范围"),
        page.paragraph(
            f"我单位全年执行数{slot('budget.executed.total')}，其中：基本支出{slot(spent)}，"
            f"占全年执行数的比重为{slot('budget.executed.basic.share')}；项目支出{slot('budget.executed.project')}，"
            f"占全年执行数的比重为{slot('budget.executed.project.share')}"
            + (f"，用于{names}。" if names else "。")
        ),
    ]  # fmt: skip


def _adjustment(page: Page) -> str:
    head = "budget.adjustment"
    quantity = page.ledger[f"{head}.amount"].quantity
    start = f"我单位年初预算数{slot('budget.initial.total')}，"
    if quantity is None or quantity.shown == 0:
        net = f"年中净调整为零，全年预算数{slot('budget.adjusted.total')}。"
    else:
        net = (
            f"年中{slot(f'{head}.amount', 'change')}，调整后全年预算数{slot('budget.adjusted.total')}，"
            f"预算调整率{slot(f'{head}.rate')}。"
        )
    gross = ""
    if f"{head}.gross.rate" in page.ledger:
        gross = (
            f"其中：基本支出{slot(f'{head}.basic.amount', 'change')}，项目支出{slot(f'{head}.project.amount', 'change')}。"
            f"我单位各部分预算调整总额{slot(f'{head}.gross.amount')}，占年初预算的{slot(f'{head}.gross.rate')}。"
        )
    return start + net + gross
