"""What an office writes in a standard of its own: lengths of sections, aliases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.document import SectionName, section_document
from assistant.errors import InputError
from assistant.pipeline import Case, open_case
from validators import gate

Edit = Callable[..., Path]


@pytest.fixture
def under(edited: Edit) -> Callable[[str], Case]:
    """The real unit under a standard of its own that extends the one it names."""

    def opened(rules: str) -> Case:
        path = edited(("standard: mof-2020", "standard: ours.yaml"))
        head = "extends: mof-2020\nid: ours\ntitle: 本市口径\n"
        (path.parent / "ours.yaml").write_text(f"{head}{rules}\n", "utf-8")
        return open_case(path)

    return opened


def codes(case: Case, text: str, section: SectionName | None = None) -> list[str]:
    return [item.code for item in gate.check(section_document(text, section), case.ledger)]  # type: ignore[arg-type]


def test_a_section_longer_than_the_form_admits_is_told(under: Callable[[str], Case]) -> None:
    case = under("lengths: {measures: {from: 4, to: 20}}")
    limits = case.ledger.standard.lengths
    assert (str(limits.measures.most), str(limits.problems.least)) == ("20", "20")
    assert "STR006" not in codes(case, "针对项目支出，" * 2 + "加快 支付。", SectionName.MEASURES)
    assert "STR006" in codes(case, "针对项目支出，加快支付。" * 2, SectionName.MEASURES)


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("lengths: {measures: {from: 30, to: 20}}", "篇幅的下限（from）应不大于上限（to）"),
        ("lengths: {conclusion: {to: 20}}", "lengths.conclusion：不认识的键“conclusion”"),
        ("lengths: {measures: {to: 二百}}", "“二百”不是数字"),
    ],
)
def test_faulty_lengths_are_refused_with_their_place(
    under: Callable[[str], Case], rules: str, says: str
) -> None:
    with pytest.raises(InputError) as caught:
        under(rules)
    assert says in str(caught.value) and "ours.yaml" in str(caught.value)
