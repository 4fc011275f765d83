"""检查什么：数字是否属于这句话所说的对象（单位、预算科目、项目、指标）和角色（预算、执行、完成率、得分）。

为什么：把真实的数字安在别的对象上，读者最难发现，是模型最危险的错误。
反例：基层监督建设补助经费项目执行率58.16%。——58.16%是社区工作经费项目的执行率
正例：社区工作经费项目执行率58.16%。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading, Verdict

CODE = "SUB001"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.with_verdict(Verdict.MISATTRIBUTED):
        real = reading.ledger[binding.mark.entry_id if binding.mark else binding.elsewhere[0]]
        message = f"这里说的是{reading.topic(binding)}，而“{binding.mention.text}”是{real.label}"
        if binding.expected:
            advice = f"应为：{reading.forms(binding.expected)}；或在本句写明“{real.label}”"
        else:
            advice = f"请在本句写明“{real.label}”，或删去这个数"
        figure = binding.expected[0] if binding.expected else real.id
        yield reading.report(binding, CODE, SEVERITY, message, advice, figure)
