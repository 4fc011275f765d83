"""Every rule of findings and gate on its cases, and on the examples that its documentation prints."""

from __future__ import annotations

import re

import pytest

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.finding import Finding
from assistant.findings.registry import RULES as FINDING_RULES
from assistant.workflow.verification import rules
from tests.support.rule_cases import (
    EXAMPLES,
    Edit,
    RuleCase,
    fact_of,
    found_in,
    load_cases,
    place_of,
    read_against,
    source_of,
    untold,
)

CASES = load_cases()
_ABOUT_FACTS = {rule.CODE for rule in FINDING_RULES}
TEXTS = [item for item in CASES if item.code not in _ABOUT_FACTS]
FACTS = [item for item in CASES if item.code in _ABOUT_FACTS]


@pytest.mark.parametrize("item", TEXTS, ids=str)
def test_gate_rule(item: RuleCase) -> None:
    document, told = read_against(item)
    found = [diagnostic for diagnostic in told if diagnostic.code == item.code]
    assert bool(found) is item.fails, told
    if item.example and "text" in item.written:  # how the example came about
        assert document.text == item.example
    if not item.fails:
        assert sorted({diagnostic.code for diagnostic in told}) == item.stated("also")
    places = dict.fromkeys((diagnostic.start, diagnostic.end) for diagnostic in found)
    assert list(places) == [place_of(document.text, words) for words in item.stated("at")]
    assert {diagnostic.text for diagnostic in found} <= {"", *(document.text[a:b] for a, b in places)}
    says_what_is_stated(item, found)


@pytest.mark.parametrize("item", FACTS, ids=str)
def test_finding_rule(item: RuleCase, edited: Edit) -> None:
    case, found = found_in(item, edited)
    assert bool(found) is item.fails, found
    places = list(dict.fromkeys(finding.source for finding in found))
    assert places == [source_of(case, place) for place in item.stated("at")]
    if "consequence" in item.written:
        assert {finding.consequence.value for finding in found} == {item.written["consequence"]}
    says_what_is_stated(item, found)
    if item.example:
        facts = item.written["facts"]
        assert {key: fact_of(case, key) for key in facts} == facts
        assert [
            fact for fact in facts.values() if not re.search(rf"(?<![\d.]){re.escape(fact)}", item.example)
        ] == []
        assert untold(item.example, [*facts.values(), *(finding.message for finding in found)]) == []


def says_what_is_stated(item: RuleCase, found: list[Diagnostic] | list[Finding]) -> None:
    """Severity and message of everything found."""
    severities = [item_found.severity.value for item_found in found]
    stated = item.stated("severity")
    assert severities == (stated * len(found) if len(stated) == 1 else stated)
    messages, says = [item_found.message for item_found in found], item.stated("says")
    if isinstance(item.written.get("says"), list):
        assert all(words in text for words, text in zip(says, messages, strict=True)), messages
    else:
        assert all(words in "\n".join(messages) for words in says), messages


@pytest.mark.parametrize("code", rules())
def test_both_examples_of_every_rule_are_run_and_there_are_both_kinds_of_case(code: str) -> None:
    names = {item.name for item in CASES if item.code == code}
    assert set(EXAMPLES) <= names
    assert {"pass", "fail"} == {name.partition("_")[0] for name in names}


def test_no_case_file_without_a_rule() -> None:
    assert {item.code for item in CASES} == set(rules())
