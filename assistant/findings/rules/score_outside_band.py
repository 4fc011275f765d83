"""检查什么：定性指标的结果是否为评分标准的档次，自评得分是否落在该档次内；时限指标能否判断是否按时。

为什么：定性指标按三档计分（如100–80%、80–60%、60–0%），越档的得分无效；判断不了又没有自评得分的，总分算不出来。
写明理由扣到档次以下的、判断不了而填了得分的，照单位所填，只是无从核对。
反例：结果为“部分达成”，分值10分，自评9分。——这一档的得分应在5至8分之间
正例：结果为“完成”，分值10分，自评10分。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Row, Submission
from assistant.domain.finding import Finding
from assistant.domain.form import called
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import EXACT, HUNDRED, plain
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP012"
SEVERITY = Severity.ERROR
ASPECT = Aspect.RESULTS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        target = row.indicator.target
        if target is None or row.indicator.questions or target.kind == "number":
            continue
        message = _quality(row, ledger) if target.kind == "quality" else _undecided(submission, row)
        if message:
            yield Finding(
                code=CODE,
                severity=Severity.WARNING if _taken_as_claimed(row, ledger) else SEVERITY,
                subject=f"indicator.{row.number}",
                message=f"{row.indicator.name}{message}",
                advice="请按评分标准的档次或日期填写实际完成值和自评得分",
                figures=(f"indicator.{row.number}.actual",),
                source=row.indicator.at("actual"),
            )


def _taken_as_claimed(row: Row, ledger: Ledger) -> bool:
    """Whether the unit claims a score that contradicts nothing: nobody can say the right one, or a reason is given for less."""
    indicator = row.indicator
    band = ledger.standard.band(indicator.actual)
    if indicator.score is None or indicator.target is None:
        return False
    if indicator.target.kind != "quality" or band is None or indicator.points is None:
        return True
    lowest = EXACT.divide(EXACT.multiply(indicator.points, band.lowest), HUNDRED)
    return bool(indicator.score.reason) and indicator.score.value < lowest


def _undecided(submission: Submission, row: Row) -> str:
    """What is said of a deadline, words or a range: they are reached or not, and no formula gives a part of the points."""
    indicator, target = row.indicator, row.indicator.target
    in_time = target is not None and target.kind == "deadline"
    met = indicator.met(submission.year)
    if met is None:
        name, reached = ("时限", "按时") if in_time else ("指标值", "达到")
        return f"的{name}是{target.text if target else ''}，由“{indicator.actual}”判断不了是否{reached}"
    if met is False and indicator.score is None and indicator.points is not None:
        missed = "未按时完成" if in_time else "没有达到指标值"
        return f"{missed}，评分标准没有折算公式，须填{called(indicator.place, 'indicators', 'score')}"
    return ""


def _quality(row: Row, ledger: Ledger) -> str:
    indicator, standard = row.indicator, ledger.standard
    band = standard.band(indicator.actual)
    if band is None:
        names = "、".join(known.name for known in standard.qualitative)
        return f"的结果“{indicator.actual}”不是评分标准的档次（{names}）"
    if indicator.points is None:
        return ""
    lowest, highest = (indicator.points * limit / HUNDRED for limit in (band.lowest, band.highest))
    if indicator.score is None:
        return (
            ""
            if band.highest == HUNDRED
            else f"为“{band.name}”，须填{called(indicator.place, 'indicators', 'score')}"
        )
    top = band.highest == HUNDRED
    within = lowest <= indicator.score.value and (
        indicator.score.value <= highest if top else indicator.score.value < highest
    )
    if within:
        return ""
    return f"为“{band.name}”，得分应在{plain(lowest)}至{plain(highest)}分之间，自评{plain(indicator.score.value)}分"
