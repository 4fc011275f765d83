"""The real unit with many indicators."""

from __future__ import annotations

from assistant.domain.report import Report
from assistant.workflow.opening import Case, case_of, open_case
from tests.support.offline import composed_offline
from tests.support.places import EXAMPLE

_CLASSES = (("产出", "数量指标"), ("产出", "质量指标"), ("效益", "社会效益"), ("满意度", "服务对象满意度"))


def case_with(count: int) -> Case:
    """The real unit with so many indicators, in classes."""
    base = open_case(EXAMPLE)
    row = base.submission.indicators[5]
    indicators = tuple(
        row.model_copy(
            update={
                "name": f"{row.name}{number}",
                "level1": _CLASSES[number * len(_CLASSES) // count][0],
                "level2": _CLASSES[number * len(_CLASSES) // count][1],
            }
        )
        for number in range(count)
    )
    submission = base.submission.model_copy(update={"indicators": indicators})
    submission.__dict__.pop("rows", None)  # counted before the copy
    return case_of(submission, base.ledger.standard, base.supplied)


def composed(count: int) -> tuple[Report, object, object]:
    """The report of so many indicators, its ledger, and its date."""
    case = case_with(count)
    return composed_offline(case), case.ledger, case.submission.prepared_on
