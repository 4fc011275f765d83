"""A drafted report for the verbs on versions, and a command line beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.history.folder import Folder
from assistant.workflow.opening import Case, open_case
from tests.support.command_line import Run
from tests.support.offline import drafted_offline
from tests.support.places import EXAMPLE
from tests.support.replies import BAD, QUARTERLY


@pytest.fixture(scope="module")
def drafted(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report drafted offline from a copy of the example; tests get copies."""
    home = tmp_path_factory.mktemp("drafted")
    submission = shutil.copy(EXAMPLE, home / "submission.yaml")
    folder = Folder(home / "report", who="王某")
    drafted_offline(open_case(submission), folder)
    return home


@pytest.fixture
def at(ziping: Run, drafted: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line beside a drafted report; `good.txt` and `bad.txt` are replies."""
    shutil.copytree(drafted, ".", dirs_exist_ok=True)
    Path("good.txt").write_text(QUARTERLY, "utf-8")
    Path("bad.txt").write_text(BAD, "utf-8")
    monkeypatch.setenv("ZIPING_USER", "李某")
    return ziping
