"""The recipes of CONTRIBUTING.md, each followed to the letter on a copy of the tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.places import ROOT

_STEP = re.compile(
    r"<!-- (new|append|after|instead|run) ?([^\s:]*)(?:: (.*?))? -->\n```\w*\n(.*?)```\n", re.DOTALL
)
_NEEDED = (
    "assistant",
    "validators",
    "prompts",
    "tests",
    "cassettes",
    "benchmarks",
    "examples",
    "docs",
    "Makefile",
    "pyproject.toml",
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    ".gitignore",
)


def recipes() -> Iterator[tuple[str, str]]:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for section in text.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        yield title, body


RECIPES = dict(recipes())


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what a contributor works in."""
    for name in _NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.png"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def follow(tree: Path, what: str, path: str, anchor: str, block: str) -> None:
    """One step: a new file, words behind or in the place of others, or commands."""
    target, anchor = tree / path, anchor.replace(" \\n", "\n")
    if what == "run":
        for command in block.strip().splitlines():
            run(command, tree)
    elif what == "new":
        assert not target.exists()
        target.write_text(block, "utf-8")
    elif what == "append":
        target.write_text(target.read_text("utf-8") + block, "utf-8")
    else:
        text = target.read_text("utf-8")
        assert text.count(anchor) == 1, f"{path} holds {anchor!r} {text.count(anchor)} times"
        made = block.rstrip("\n") if what == "instead" else f"{anchor}\n{block.rstrip()}"
        target.write_text(text.replace(anchor, made), "utf-8")


def run(command: str, tree: Path) -> None:
    python = f'"{sys.executable}"'
    command = re.sub(r"^python\b", lambda _: f"{python}", command)
    command = re.sub(r"^make\b", lambda _: f"make PYTHON='{sys.executable}'", command)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "OPENAI"))}
    result = subprocess.run(
        f"{command} {'-q -p no:cacheprovider' if ' pytest ' in command else ''}",
        shell=True,
        cwd=tree,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout[-3000:]}\n{result.stderr[-3000:]}"


def test_there_are_five_recipes_and_no_step_is_left_out() -> None:
    assert len(RECIPES) == 5
    for body in RECIPES.values():
        assert len(_STEP.findall(body)) == body.count("\n```\n") == body.count("<!-- ")
        assert "<!-- run -->" in body


@pytest.mark.loopback
@pytest.mark.parametrize("title", RECIPES)
def test_recipe(title: str, tree: Path) -> None:
    for what, path, anchor, block in _STEP.findall(RECIPES[title]):
        follow(tree, what, path, anchor, block)
