"""检查什么：未完成的指标、大幅超额的指标、执行率偏低的项目，是否填了原因和改进措施。

为什么：报告中的原因只能来自单位填报的内容；没有填，写作器不会代编，只能写“待补充”。
反例：基层监督建设补助经费项目执行率80%，原因和改进措施都没有填写。
正例：同一项目执行率80%，填了原因“采购延期”和改进措施“提前采购”。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Path, Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP006"
SEVERITY = Severity.WARNING
ASPECT = Aspect.CAUSES


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    standard = ledger.standard
    for row in submission.rows:
        number, indicator = row.number, row.indicator
        head = f"indicator.{number}"
        rate = ledger.entries.get(f"{head}.completion.rate")
        over = f"{head}.overcompletion" in ledger and rate is not None and rate.quantity is not None
        far = over and rate.quantity.shown >= standard.overcompletion.explain_from  # type: ignore[union-attr]
        missed = indicator.met(submission.year) is False and standard.wants_cause(indicator.deviation)
        if far or missed:
            figures = tuple(key for key in (f"{head}.completion.rate", f"{head}.actual") if key in ledger)
            yield from _missing(submission, ledger, head, figures, row.path)
    for number in range(1, len(submission.projects) + 1):
        rate = ledger.entries.get(f"project.{number}.execution.rate")
        if rate and rate.quantity and rate.quantity.shown < standard.execution.project_explain_below:
            yield from _missing(submission, ledger, f"project.{number}", (rate.id,), ("projects", number - 1))


def _missing(
    submission: Submission, ledger: Ledger, head: str, figures: tuple[str, ...], at: Path
) -> Iterator[Finding]:
    subject = ledger.subjects[head]
    said = (("cause", "原因", subject.cause), ("measure", "改进措施", subject.measure))
    gaps = {key: name for key, name, text in said if not text}
    if gaps:
        first, *rest = (submission.source(*at, key) for key in gaps)
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject=head,
            message=f"{subject.name}存在偏差，但没有填写{'和'.join(gaps.values())}",
            advice="请补填原因（cause）和改进措施（measure）；未填的，报告中只能写“待补充”",
            figures=figures,
            source=first,
            also=tuple(place for place in rest if place != first),
            answer=True,
            topic="unexplained",
        )
