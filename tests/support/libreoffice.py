"""LibreOffice for tests: found, or the test is skipped; under ZIPING_REQUIRE_TOOLS=1 it fails instead."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def tool(name: str) -> str:
    """The path of a program."""
    found = shutil.which(name)
    if found is None:
        assert os.environ.get("ZIPING_REQUIRE_TOOLS") != "1", f"{name} is missing"
        pytest.skip(f"{name} is missing")
    return found


def convert(source: Path, suffix: str, folder: Path) -> Path:
    """A file saved by LibreOffice in another format, or again in its own."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [tool("soffice"), profile, "--headless", "--convert-to", suffix, "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{suffix}"


def edit_cells(source: Path, target: Path, cells: dict[str, str | float], folder: Path) -> None:
    """Cells (sheet!cell) changed in a running LibreOffice through its own interface (UNO), then saved as .xlsx."""
    changes = [f"{cell}={value}" for cell, value in cells.items()]
    _in_office("uno_workbook.py", folder, source, target, *changes)


def edit_word(folder: Path, *steps: str) -> None:
    """Steps of a person's work on documents (uno_word.py says which) in a running LibreOffice."""
    _in_office("uno_word.py", folder, *steps)


def _in_office(script: str, folder: Path, *arguments: str | Path) -> None:
    """A script of the system's Python, which has `uno`, against an office that ends with it."""
    office, python = tool("soffice"), Path("/usr/bin/python3")
    has_uno = (
        python.exists() and not subprocess.run([python, "-c", "import uno"], capture_output=True).returncode
    )
    if not has_uno:
        assert os.environ.get("ZIPING_REQUIRE_TOOLS") != "1", "python3-uno is missing"
        pytest.skip("python3-uno is missing")
    pipe = f"ziping{os.getpid()}"
    running = subprocess.Popen(
        [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        done = subprocess.run(
            [python, Path(__file__).with_name(script), pipe, *arguments], capture_output=True, timeout=120
        )
        assert done.returncode == 0, done.stderr.decode()
        running.wait(60)
    finally:
        running.kill()
