"""What makes the gate fast leaves nothing out: no form of a number, and no entry that a number agrees with."""

from __future__ import annotations

import re

from assistant.workflow.opening import open_case
from tests.support.places import EXAMPLE, ROOT
from validators.choice import kinds
from validators.forms import FORMS, OPENING
from validators.lexicon import Lexicon
from validators.mentions import extract
from validators.truth import Agreement, agreement

TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "tests").glob("*/rules/*.yaml"))]


def test_every_form_of_a_number_begins_with_an_opening_character() -> None:
    without = re.compile(FORMS.pattern.removeprefix(OPENING))
    assert without.pattern != FORMS.pattern
    text = "\n".join(TEXTS)
    assert [found.span() for found in FORMS.finditer(text)] == [
        found.span() for found in without.finditer(text)
    ]


def test_every_entry_that_a_number_agrees_with_is_among_those_near_it() -> None:
    lexicon = Lexicon(open_case(EXAMPLE).ledger)
    for mention in {mention for text in TEXTS for mention in extract(text) if mention.checkable}:
        near = {kept.entry.id for kept in lexicon.values.near(mention, kinds(mention, lexicon))}
        true = {
            kept.entry.id
            for kept in lexicon.kept.values()
            if agreement(mention, kept.entry) is Agreement.TRUE
        }
        assert true <= near, mention
