"""What an office writes in a standard of its own: lengths of sections, aliases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.document import SectionName, section_document
from assistant.errors import InputError, Undeclared
from assistant.loading.standards import load_standard
from assistant.workflow.opening import Case, open_case
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


ALIASES = """aliases:
  roles: {全年执行数: [落地金额]}
  lines: {基本支出: [运转类支出]}
  names: {社区工作经费项目: [片区治理专项], 本表没有的指标: [某指标]}"""


def test_aliases_of_a_standard_name_and_say_what_their_terms_do(under: Callable[[str], Case]) -> None:
    right = "运转类支出落地金额2244.86万元。片区治理专项落地金额301.46万元，执行率58.16%。"
    other = "片区治理专项执行率80%。"
    plain, own = under(""), under(ALIASES)
    assert codes(own, right) == [] and codes(plain, right) != []
    assert codes(own, other) == ["SUB001"]
    assert "片区治理专项" in own.ledger.subjects["project.2"].names


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("aliases: {role: {全年执行数: [支付额]}}", "第4行 aliases.role：不认识的键“role”"),
        ("aliases:\n  roles: {全年花费: [支付额]}", "第5行 aliases.roles.全年花费"),
        ("aliases: {roles: {全年花费: [支付额]}}", "没有角色“全年花费”"),
        ("aliases: {lines: {三公: [三公支出]}}", "没有预算科目“三公”"),
        ("aliases: {lines: {基本支出: 运转支出}}", "应为列表"),
        ("aliases: {lines: {基本支出: [支]}}", "别称“支”太短"),
        (
            "aliases: {lines: {基本支出: [运转支出], 项目支出: [运转支出]}}",
            "第4行 aliases：别称“运转支出”写了两次",
        ),
        ("aliases: {roles: {分值: [自评得分]}}", "“分值”的别称“自评得分”本身就是一个标准名称"),
        (
            "aliases: {lines: {基本支出: [社区工作经费项目]}}",
            "别称“社区工作经费项目”也是“社区工作经费项目”的名称",
        ),
    ],
)
def test_faulty_aliases_are_refused_with_their_place(
    under: Callable[[str], Case], rules: str, says: str
) -> None:
    with pytest.raises(InputError) as caught:
        under(rules)
    assert says in str(caught.value)


def test_a_mistyped_citation_is_told_with_its_line(under: Callable[[str], Case]) -> None:
    told = r"ours.yaml 第5行 sources.execution.ponts：出处所指的“execution.ponts”不是评分标准的条目，是否想写 execution.points"
    with pytest.raises(InputError, match=told):
        under("sources:\n  execution.ponts: 本市")


@pytest.mark.parametrize("key", ["execution.points", "degrees.大幅", "classes", "lengths.problems.from"])
def test_entries_and_tables_of_a_standard_are_cited(under: Callable[[str], Case], key: str) -> None:
    assert under(f"sources:\n  {key}: 本市").ledger.standard.source_of(key) == "本市"


@pytest.mark.parametrize("key", ["execution.ponts", "execution.points.more", "", "classes.产出"])
def test_the_source_of_what_a_standard_does_not_have_raises(key: str) -> None:
    with pytest.raises(Undeclared, match="no entry"):
        load_standard("mof-2020").source_of(key)
