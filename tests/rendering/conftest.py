"""The report of the real unit, drafted offline."""

from __future__ import annotations

import pytest

from assistant.domain.document import SectionName
from assistant.domain.report import Report
from assistant.drafting.outline.report import compose
from assistant.workflow.drafting import draft_offline
from assistant.workflow.opening import Case


@pytest.fixture(scope="module")
def report(case: Case) -> Report:
    return compose(case.submission, case.ledger, {name: draft_offline(case, name) for name in SectionName})
