"""House rules that are tests: size, names, no floats in the core, who may import what."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.calculator.figures import GLOSSARY
from assistant.workflow.opening import Case
from tests.support.places import EXAMPLE, ROOT

SOURCES = sorted(
    path
    for folder in ("assistant", "validators", "prompts", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
CORE = [
    path
    for path in SOURCES
    if path.is_relative_to(ROOT / "validators")
    or any(path.is_relative_to(ROOT / "assistant" / name) for name in ("domain", "calculator", "findings"))
]
BANNED_NAMES = (
    "utils",
    "helpers",
    "helper",
    "util",
    "manager",
    "handler",
    "service",
    "common",
    "misc",
    "base",
)
PROJECT = [path for path in SOURCES if not path.is_relative_to(ROOT / "tests")]
USERS_OF_SUPPORT = [path for path in SOURCES if path not in PROJECT] + sorted(
    (ROOT / "benchmarks").rglob("*.py")
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 40, f"{node.name} is over 40 lines"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_is_named_for_what_it_is_not(path: Path) -> None:
    assert path.stem not in BANNED_NAMES
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            assert not re.search("(?i)(utils?|helpers?|manager|handler|service|common|misc)$", node.name)


@pytest.mark.parametrize("path", CORE, ids=name)
def test_the_core_makes_no_float_and_does_no_io(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"float literal at line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("float", "round", "open", "print", "input"), f"line {node.lineno}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("now", "today", "utcnow"), f"line {node.lineno}"


def test_a_class_name_stands_for_one_thing() -> None:
    """Outside tests a class is known by its name alone."""
    where: dict[str, list[str]] = {}
    for path in [*PROJECT, *sorted((ROOT / "benchmarks").rglob("*.py"))]:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                where.setdefault(node.name, []).append(name(path))
    assert {key: places for key, places in where.items() if len(places) > 1} == {}


@pytest.mark.parametrize("path", USERS_OF_SUPPORT + PROJECT, ids=name)
def test_the_formatter_lays_out_all_code(path: Path) -> None:
    assert re.search("#" + r" fmt: (?:skip|off)", path.read_text("utf-8")) is None


SHELL = [
    path
    for path in PROJECT
    if any(path.is_relative_to(ROOT / "assistant" / room) for room in ("cli", "workflow"))
]


@pytest.mark.parametrize("path", SHELL, ids=name)
def test_options_are_named_and_not_counted(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            positional = len(node.args.posonlyargs) + len(node.args.args)
            assert positional <= 6, f"{node.name} takes {positional} arguments by their place"
        if isinstance(node, ast.Call):
            assert len(node.args) <= 6, f"line {node.lineno} passes {len(node.args)} arguments by their place"


@pytest.mark.parametrize("path", PROJECT, ids=name)
def test_no_bare_except_and_no_except_exception_outside_cli(path: Path) -> None:
    in_cli = path.is_relative_to(ROOT / "assistant" / "cli")
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            broad = isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
            reraises = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
            assert not broad or in_cli or reraises


@pytest.mark.parametrize("path", PROJECT, ids=name)
def test_named_files_are_read_through_one_door(path: Path) -> None:
    """loading/file.py refuses pipes and devices; what the program itself put there, or comes with it, may be read."""
    own = {"cli/edit.py", "history/folder.py", "history/report_files.py", "rendering/pdf.py"}
    if not path.is_relative_to(ROOT / "assistant") or name(path).removeprefix("assistant/") in own:
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and node.attr in ("read_bytes", "read_text"):
            assert "files(" in ast.unparse(node), f"line {node.lineno} reads a file past loading/file.py"


@pytest.mark.parametrize("path", PROJECT, ids=name)
def test_json_is_printed_exact_and_harmless(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
            given = " ".join(ast.unparse(item) for item in node.args)
            assert "json.dumps" not in given or path.stem == "terminal", f"line {node.lineno}"


@pytest.mark.parametrize("path", PROJECT, ids=name)
def test_only_one_module_names_the_model_clients(path: Path) -> None:
    for node in ast.walk(tree(path)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(
            found.split(".")[0] in ("openai", "langchain", "langchain_core", "langchain_openai")
            for found in names
        ):
            assert name(path) == "assistant/drafting/model.py"


@pytest.mark.parametrize("path", USERS_OF_SUPPORT, ids=name)
def test_what_tests_share_stands_in_support(path: Path) -> None:
    """No test and no benchmark imports another test or a conftest.py, no test a benchmark."""
    for node in ast.walk(tree(path)):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: say the whole name"
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        for module in modules:
            room, *rest = module.split(".")
            assert room != "tests" or rest[0] == "support", f"{module} at line {node.lineno}"
            assert room != "benchmarks" or path.is_relative_to(ROOT / room), f"{module} at line {node.lineno}"


@pytest.mark.parametrize("path", PROJECT, ids=name)
def test_only_settings_reads_the_environment(path: Path) -> None:
    if name(path) == "assistant/settings/environment.py":
        return
    assert not re.search(r"os\.environ\.get|os\.getenv|os\.environ\[[^]]+\](?! *=)", path.read_text("utf-8"))


@pytest.mark.parametrize("path", PROJECT, ids=name)
def test_public_functions_have_docstrings(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module) or not module.body
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if name(path).split("/")[-2] == "rules" and node.name == "check":
                continue  # the module's docstring is the rule's documentation
            if isinstance(node, ast.FunctionDef) and len(node.body) == 1:
                continue  # one line says itself what it does
            if isinstance(node, ast.ClassDef) and any(
                isinstance(b, ast.Name) and "Enum" in b.id for b in node.bases
            ):
                continue
            assert ast.get_docstring(node), node.name


def test_import_contracts_hold() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", code, "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_generated_parts_of_the_documentation_are_fresh() -> None:
    files = ["README.md", "README.zh-CN.md", "prompts/README.md"]
    command = [sys.executable, "-m", "cogapp", "--check", *files]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_package_initialiser_imports_nothing() -> None:
    assert not [
        node for node in tree(ROOT / "assistant" / "__init__.py").body if not isinstance(node, ast.Expr)
    ]


def test_every_entry_id_is_in_the_glossary(case: Case) -> None:
    for entry_id in case.ledger.entries:
        assert GLOSSARY.declares(entry_id)
        assert re.fullmatch(r"[a-z0-9_.]+", entry_id)


def test_the_gate_is_ours() -> None:
    import validators

    assert validators.__owner__ == "ziping"
    assert Path(str(validators.__file__)).parent == ROOT / "validators"
    owners = importlib.metadata.packages_distributions().get("validators", ["ziping"])
    assert set(owners) == {"ziping"}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", str(EXAMPLE)], ["compute", str(EXAMPLE)]], ids=str
)
def test_light_commands_do_not_load_the_model_clients(arguments: list[str]) -> None:
    code = (
        "import sys; sys.argv = ['ziping', *sys.argv[1:]]\n"
        "from assistant.cli.guard import run; from assistant.cli.app import app\n"
        "run(app)\n"
        "heavy = {name.split('.')[0] for name in sys.modules} & {'langchain', 'langchain_core', 'langchain_openai', 'openai', 'docx', 'lxml', 'sqlalchemy', 'alembic'}\n"
        "assert not heavy, heavy"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
