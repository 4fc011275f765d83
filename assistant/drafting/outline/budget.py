"""Section （三）部门单位整体预算规模及安排情况 of chapter one: budget at the start, adjusted, executed, and its uses."""

from __future__ import annotations

from assistant.domain.money import USES
from assistant.domain.report import Block
from assistant.drafting.outline.parts import Material, not_supplied
from assistant.drafting.slots import quote, slot
from assistant.drafting.supplied import after_label

_INITIAL = "年初预算数"
_PARTS = (
    ("basic", "基本支出"),
    ("project", "项目支出"),
    ("fiscal", "财政拨款"),
    ("carryover", "上年结转资金"),
    ("other", "其他资金"),
)


def rate_id(part: str) -> str:
    """The id of the execution rate of a part; none for a source of funds, of which none is computed."""
    if part == "total":
        return "budget.execution.rate"
    return f"budget.{part}.execution.rate" if part in USES else ""


def budget(page: Material, number: int = 3, title: str = "部门单位整体预算规模及安排情况") -> list[Block]:
    """The four headings and their paragraphs, under a heading of level two."""
    initial = page.clauses(f"{page.own}年初预算数{slot('budget.initial.total')}")
    executed = page.clauses(
        f"{page.own}全年预算数{slot('budget.adjusted.total')}",
        f"全年执行数{slot('budget.executed.total')}",
        page.execution_rate,
        "" if _overspent(page) else f"未执行数{slot('budget.unexecuted.total')}",
    )
    return [
        page.heading(2, number, title),
        page.heading(3, 1, "年初预算安排情况"),
        page.supplied(f"{_with_parts(page, initial, 'initial')}。" if initial else "", _INITIAL),
        page.heading(3, 2, "预算调整情况"),
        _adjustment(page),
        page.heading(3, 3, "全年预算执行情况"),
        page.paragraph(f"{executed}。"),
        *_paragraphs(page, _year_on_year(page)),
        page.heading(3, 4, "资金使用主要内容及范围"),
        page.paragraph(_uses(page)),
    ]


def _paragraphs(page: Material, *texts: str) -> list[Block]:
    return [page.paragraph(text) for text in texts if text]


def _year_on_year(page: Material) -> str:
    """What last year's amounts allow to be said: executed amounts, parts and rate against last year."""
    total = page.clauses(
        f"{page.own}上年全年执行数{slot('previous.executed.total')}",
        f"本年全年执行数{slot('budget.executed.total')}",
        f"比上年{slot('yoy.executed.total.amount', 'change')}",
    )
    if "yoy.executed.total.amount" not in page.ledger:
        return ""
    parts = page.clauses(
        f"基本支出比上年{slot('yoy.executed.basic.amount', 'change')}",
        f"项目支出比上年{slot('yoy.executed.project.amount', 'change')}",
    )
    rates = page.clauses(
        f"上年预算执行率{slot('previous.execution.rate')}",
        f"本年预算执行率{slot('budget.execution.rate')}",
        f"比上年{slot('yoy.execution.rate', 'change')}",
    )
    tail = f"{rates}。" if "yoy.execution.rate" in page.ledger else ""
    return f"{total}{f'，其中：{parts}' if parts else ''}。{tail}"


def _overspent(page: Material) -> bool:
    left = page.ledger["budget.unexecuted.total"].quantity
    return left is not None and left.exact < 0


def _with_parts(page: Material, whole: str, stage: str) -> str:
    parts = [f"{name}{slot(page.ledger.part(stage, part))}" for part, name in _PARTS]
    listed = page.clauses(*parts)
    return f"{whole}，其中：{listed}" if listed else whole


def _adjustment(page: Material) -> Block:
    if "budget.adjustment.amount" in page.ledger:
        return page.paragraph(_adjusted(page))
    whole = page.clauses(f"{page.own}全年预算数{slot('budget.adjusted.total')}")
    missing = not_supplied(_INITIAL)
    return page.paragraph(f"{whole}，{missing}，无法计算预算调整数。", missing)


def _adjusted(page: Material) -> str:
    head = "budget.adjustment"
    quantity = page.ledger[f"{head}.amount"].quantity
    start = f"{page.own}年初预算数{slot('budget.initial.total')}"
    if quantity is None or quantity.shown == 0:
        text = f"{page.clauses(start, '年初预算与全年预算总额相同', '全年预算数' + slot('budget.adjusted.total'))}。"
    else:
        net = page.clauses(
            start,
            f"年中{slot(f'{head}.amount', 'change')}",
            f"调整后全年预算数{slot('budget.adjusted.total')}",
            f"预算调整率{slot(f'{head}.rate')}",
        )
        text = f"{net}。"
    parts = page.clauses(*(f"{name}{slot(f'{head}.{part}.amount', 'change')}" for part, name in _PARTS))
    gross = page.clauses(
        f"{page.own}各部分预算调整总额{slot(f'{head}.gross.amount')}",
        f"占年初预算的{slot(f'{head}.gross.rate')}",
    )
    text += f"其中：{parts}。" if parts else ""
    text += f"{gross}。" if gross and not _one_way(page) else ""
    cause = after_label(page.submission.budget.adjustment_cause)
    return text + (f"调整原因：{cause}。" if cause else "")


def _one_way(page: Material) -> bool:
    """Whether all parts moved the same way: then the gross adjustment is the net one once more."""
    found = [page.ledger.get(f"budget.adjustment.{key}amount") for key in ("", "gross.")]
    amounts = {abs(entry.quantity.exact) for entry in found if entry and entry.quantity}
    return None not in found and len(amounts) == 1


def _uses(page: Material) -> str:
    parts: list[str] = []
    for part, name in _PARTS:
        amount = page.clauses(f"{name}{slot(page.ledger.part('executed', part))}")
        share = f"占全年执行数的比重为{slot(f'budget.executed.{part}.share')}" if part in USES else ""
        if amount:
            parts.append("，".join(text for text in (amount, page.clauses(share)) if text))
    text = f"{page.own}全年执行数{slot('budget.executed.total')}"
    if parts:
        text += f"，其中：{'；'.join(parts)}"
    spent = [quote(project.name) for project in page.submission.projects if project.executed > 0]
    return f"{text}。" + (f"项目支出用于{'、'.join(spent)}。" if spent else "")
