"""A rule registers itself by its file: what is found, in which order, and which files are refused at once."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from assistant.domain.rule import Documentation, discover
from assistant.domain.severity import Severity
from assistant.findings.registry import RULES as FINDING_RULES
from assistant.workflow.verification import rules
from tests.support.places import ROOT
from validators.gate import RULES as GATE_RULES

DOCUMENTATION = '"""检查什么：甲。\n\n为什么：乙。\n反例：丙。——不是丁\n正例：\n    戊。\n    己。\n"""\n'
SEVERITY = "from assistant.domain.severity import Severity\nSEVERITY = Severity.ERROR\n"
CHECK = "def check(reading):\n    yield from ()\n"


def whole(code: str) -> str:
    return f'{DOCUMENTATION}{SEVERITY}CODE = "{code}"\n{CHECK}'


Package = Callable[[dict[str, str]], ModuleType]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """A package `own_rules` of the given files."""

    def write(files: dict[str, str]) -> ModuleType:
        folder = tmp_path / "own_rules"
        for name, text in {"__init__.py": "", **files}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        return importlib.import_module("own_rules")

    yield write
    for name in [name for name in sys.modules if name.split(".")[0] == "own_rules"]:
        del sys.modules[name]


def test_rules_are_found_in_folders_too_and_come_by_code(package: Package) -> None:
    found = discover(package({"b.py": whole("ABC002"), "deep/__init__.py": "", "deep/a.py": whole("ABC001")}))
    assert [(rule.CODE, rule.__name__) for rule in found] == [
        ("ABC001", "own_rules.deep.a"),
        ("ABC002", "own_rules.b"),
    ]


def test_rules_are_found_in_a_zip(package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package({"a.py": whole("ABC001"), "deep/__init__.py": "", "deep/b.py": whole("ABC002")})
    shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "own_rules")
    shutil.rmtree(tmp_path / "own_rules")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packed.zip"), *sys.path])
    del sys.modules["own_rules"]
    packed = importlib.import_module("own_rules")
    assert "packed.zip" in str(packed.__file__)
    assert [rule.CODE for rule in discover(packed)] == ["ABC001", "ABC002"]


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (whole("ABC001").removeprefix(DOCUMENTATION), "检查什么"),
        (whole("ABC001").replace("反例：", ""), "反例"),
        (whole("ABC001").replace("乙。", ""), "为什么"),
        (whole("ABC001").replace('CODE = "ABC001"', ""), "CODE"),
        (whole("abc1"), "CODE"),
        (whole("ABC001").replace("Severity.ERROR", "'error'"), "SEVERITY"),
        (whole("ABC001").replace("def check", "def examine"), "check"),
    ],
    ids=["documentation", "part", "empty part", "code", "form of code", "severity", "check"],
)
def test_a_file_that_is_no_whole_rule_is_refused(package: Package, text: str, lacks: str) -> None:
    with pytest.raises(ImportError, match=f"own_rules.a is no rule, it lacks .*{lacks}"):
        discover(package({"a.py": text, "b.py": whole("ABC002")}))


def test_two_rules_with_one_code_are_refused(package: Package) -> None:
    with pytest.raises(ImportError, match="are both rule ABC001"):
        discover(package({"a.py": whole("ABC001"), "b.py": whole("ABC001")}))


def test_a_package_without_rules_is_refused(package: Package) -> None:
    with pytest.raises(ImportError, match="holds no rule"):
        discover(package({}))


def test_the_parts_of_a_documentation(package: Package) -> None:
    (rule,) = discover(package({"a.py": whole("ABC001")}))
    parts = Documentation.of(rule).parts
    assert parts == {"检查什么": "甲。", "为什么": "乙。", "反例": "丙。——不是丁", "正例": "戊。\n己。"}


def test_every_file_of_the_rooms_is_registered() -> None:
    files = {
        path
        for room in ("assistant/findings/rules", "validators/rules")
        for path in (ROOT / room).rglob("*.py")
        if path.name != "__init__.py"
    }
    registered = {ROOT / f"{rule.__name__.replace('.', '/')}.py" for rule in rules().values()}
    assert files == registered
    assert len(files) == len(FINDING_RULES) + len(GATE_RULES)


def test_errors_are_told_first_and_money_before_results() -> None:
    severities = [rule.SEVERITY for rule in FINDING_RULES]
    assert severities == sorted(severities, key=list(Severity).index)
    for severity in Severity:
        aspects = [rule.ASPECT for rule in FINDING_RULES if rule.SEVERITY is severity]
        assert aspects == sorted(aspects)
