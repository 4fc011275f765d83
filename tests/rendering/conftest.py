"""The report of the real unit, drafted offline."""

from __future__ import annotations

import pytest

from assistant.domain.report import Report
from assistant.workflow.opening import Case
from tests.support.offline import composed_offline


@pytest.fixture(scope="module")
def report(case: Case) -> Report:
    return composed_offline(case)
