"""Chapters 三、部门单位整体支出绩效分析 (one indicator a paragraph) and 四、评价结论."""

from __future__ import annotations

from assistant.domain.indicator import Indicator
from assistant.domain.report import Block
from assistant.drafting.outline.parts import Material
from assistant.drafting.slots import quote, sentence, slot
from assistant.drafting.supplied import after_label, measure_after_label, plain_end


def performance(page: Material) -> list[Block]:
    """Chapter three: the execution rate, then every indicator."""
    blocks: list[Block] = [
        page.heading(1, 3, f"{'项目' if page.submission.project else '部门单位整体'}支出绩效分析"),
        page.paragraph(
            page.clauses(
                f"{page.submission.year}年{page.own}全年预算数{slot('budget.adjusted.total')}",
                f"全年执行数{slot('budget.executed.total')}",
                page.execution_rate,
                f"分值{slot('budget.execution.points')}",
                f"得分{slot('budget.execution.score')}",
            )
            + "。"
        ),
    ]
    for row in page.submission.rows:
        blocks.append(page.heading(2, row.number, quote(row.indicator.name)))
        blocks.append(page.paragraph(_indicator(page, row.number, row.indicator)))
    return blocks


def _indicator(page: Material, number: int, indicator: Indicator) -> str:
    head, ledger = f"indicator.{number}", page.ledger
    parts = [f"{quote(indicator.name)}年度指标值为{slot(f'{head}.target')}"]
    if f"{head}.midyear" in ledger:
        parts.append(f"年中监控值为{slot(f'{head}.midyear')}")
    parts.append(f"实际完成值为{slot(f'{head}.actual')}")
    if f"{head}.completion.rate" in ledger:
        base = f"（以{ledger[indicator.completion_of].label}为口径）" if indicator.completion_of else ""
        parts.append(f"完成率{base}为{slot(f'{head}.completion.rate')}")
    text = "，".join(parts) + "。"
    if indicator.cause:
        text += f"偏差原因：{sentence(after_label(indicator.cause))}"
    if indicator.measure:
        text += f"改进措施：{sentence(measure_after_label(indicator.measure))}"
    text += (
        page.clauses(f"该指标分值为{slot(f'{head}.points')}", f"自评得分{slot(f'{head}.score')}")
        or "该指标未计分"
    )
    score, by_rule = ledger.get(f"{head}.score"), ledger.get(f"{head}.rule_score")
    if score and by_rule and score.shown != by_rule.shown:
        reason = plain_end(indicator.score.reason) if indicator.score else ""
        text += f"，按标准计算的得分{slot(f'{head}.rule_score')}"
        text += f"，自评说明：{reason}" if reason else ""
    return text + "。"


def conclusion(page: Material) -> list[Block]:
    """Chapter four: counts, total score, grade."""
    parts = page.clauses(
        f"预算执行率得分{slot('budget.execution.score')}", f"绩效指标得分合计{slot('indicators.score')}"
    )
    execution = f"其中：{parts}。" if parts else ""
    score = (
        page.clauses(
            f"{page.submission.year}年度{'项目支出' if page.submission.project else '部门整体支出'}绩效自评总分{slot('total.score')}",
            f"评价等级为“{slot('total.grade')}”",
        )
        or "部分指标没有得分，不能计算总分"
    )
    return [
        page.heading(1, 4, "评价结论"),
        page.paragraph(
            f"{score}。{execution}{page.own}共设{slot('indicator.count')}绩效指标，{slot('indicator.met.count')}指标完成指标值，"
            f"{slot('indicator.unmet.count')}指标未完成指标值。"
        ),
    ]
