"""Chapter 二、部门单位整体支出管理及使用情况: basic expenditure, rules, projects by source of funds."""

from __future__ import annotations

from assistant.domain.money import Project
from assistant.domain.report import Block
from assistant.drafting.outline.parts import Material
from assistant.drafting.slots import quote, slot


def management(page: Material) -> list[Block]:
    """Headings and paragraphs of chapter two."""
    return [
        page.heading(1, 2, "部门单位整体支出管理及使用情况"),
        page.heading(2, 1, "基本支出和使用情况"),
        page.paragraph(_basic(page)),
        *_common(page),
        page.heading(2, 2, "项目管理和使用情况"),
        page.heading(3, 1, "项目管理情况"),
        page.heading(4, 1, "管理制度健全性"),
        page.supplied(_systems(page), "内部管理制度"),
        page.heading(4, 2, "资金使用合规性和安全性"),
        page.paragraph(_COMPLIANCE, _CHECKED),
        page.heading(3, 2, "项目使用情况"),
        *_projects(page),
    ]


def project_management(page: Material) -> list[Block]:
    """Chapter two of a project's report: rules and how money was used."""
    return [
        page.heading(1, 2, "项目资金使用及管理情况"),
        page.heading(2, 1, "管理制度健全性"),
        page.supplied(_systems(page), "内部管理制度"),
        page.heading(2, 2, "资金使用合规性和安全性"),
        page.paragraph(_COMPLIANCE, _CHECKED),
        *_common(page),
    ]


_CHECKED = "由单位据实补充"
_COMPLIANCE = f"预算资金的支出情况见本报告所列预算执行数据；资金使用合规性和安全性的检查结论{_CHECKED}。"


def _basic(page: Material) -> str:
    split = page.clauses(
        f"人员经费{slot('budget.adjusted.basic.personnel')}",
        f"公用经费{slot('budget.adjusted.basic.public')}",
    )
    planned = page.clauses(
        f"{page.submission.year}年基本支出全年预算数{slot(page.ledger.part('adjusted', 'basic'))}"
    )
    if not planned:
        return "单位未按基本支出和项目支出分别填报预算。"
    execution = page.clauses(
        f"基本支出全年执行数{slot(page.ledger.part('executed', 'basic'))}",
        f"预算执行率{slot('budget.basic.execution.rate')}",
    )
    return f"{planned}{f'，其中：{split}' if split else ''}。{execution}。"


_COMMON = (
    ("common.staff.control.rate", "common.staff.quota", "common.staff.actual"),
    ("common.three_public.change.rate", "common.three_public.last_year", "common.three_public.actual"),
    ("common.three_public.control.rate", "common.three_public.budget"),
    ("common.public.control.rate",),
    ("common.carryover.rate", "common.carryover.closing"),
    ("common.procurement.rate", "common.procurement.planned", "common.procurement.actual"),
    ("common.payment.rate",),
    ("common.assets.use.rate", "common.assets.in_use", "common.assets.total"),
    ("common.key_projects.share", "common.key_projects.amount"),
    ("common.tasks.done.rate", "common.tasks.planned", "common.tasks.done"),
    ("common.tasks.in_time.rate", "common.tasks.in_time"),
    ("common.tasks.qualified.rate", "common.tasks.qualified"),
)  # rate, then the base numbers it is told with


def _common(page: Material) -> list[Block]:
    """The common indicators of 财预〔2013〕53号 for which the unit supplied base data."""
    told = []
    for rate, *base in _COMMON:
        if rate in page.ledger:
            numbers = "、".join(f"{page.ledger[key].label}{slot(key)}" for key in base if key in page.ledger)
            form = "change" if ".change." in rate else ""
            told.append(f"{page.ledger[rate].label}{slot(rate, form)}{f'（{numbers}）' if numbers else ''}")
    return [page.paragraph(f"共性指标情况：{'；'.join(told)}。")] if told else []


def _systems(page: Material) -> str:
    systems = page.submission.profile.systems
    if not systems:
        return ""
    names = "".join(quote(name) if name.startswith("《") else f"《{quote(name)}》" for name in systems)
    return f"{page.own}已制定{names}，作为预算绩效管理和财务管理的依据。"


def _projects(page: Material) -> list[Block]:
    projects = page.submission.projects
    if not projects:
        return [page.supplied("", "项目")]
    lead = (
        f"{page.submission.year}年{page.own}共有{slot('project.count')}项目，各项目预算数合计{slot('project.budget.total')}，"
        f"执行数合计{slot('project.executed.total')}。具体如下："
    )
    blocks: list[Block] = [page.paragraph(lead)]
    for number, project in enumerate(projects, 1):
        blocks.append(page.paragraph(_project(page, number, project)))
    return blocks


def _project(page: Material, number: int, project: Project) -> str:
    head = f"project.{number}"
    funding = f"（资金来源：{quote(project.funding)}）" if project.funding else ""
    rate = f"，预算执行率{slot(f'{head}.execution.rate')}" if f"{head}.execution.rate" in page.ledger else ""
    benefit = quote(project.benefit).rstrip("。；")
    effect = f"，实施效益为：{benefit}" if benefit else ""
    return (
        f"（{number}）{quote(project.name)}{funding}预算数{slot(f'{head}.budget')}，"
        f"执行数{slot(f'{head}.executed')}{rate}{effect}。"
    )
