"""Finish reasons: what servers write, in any spelling, is one of ours."""

from __future__ import annotations

import pytest
import yaml

from assistant.drafting.finish_reasons import finish_reason
from tests.support.places import ROOT

CASES = yaml.safe_load((ROOT / "tests" / "drafting" / "finish_reason_cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("said", "meant"), [(said, meant) for meant in CASES for said in CASES[meant]])
def test_a_finish_reason_in_any_spelling(said: object, meant: str) -> None:
    assert finish_reason(said) == meant
