"""A folder with a drafted report and its history."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.history.folder import Folder
from assistant.workflow.opening import Case
from tests.support.histories import NOON
from tests.support.offline import drafted_offline


@pytest.fixture(scope="module")
def drafted(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drafted report; tests get copies."""
    folder = Folder(tmp_path_factory.mktemp("drafted"), who="李某", clock=lambda: NOON)
    drafted_offline(case, folder)
    return folder.path


@pytest.fixture
def folder(drafted: Path, tmp_path: Path) -> Folder:
    """A folder with a drafted report."""
    return Folder(shutil.copytree(drafted, tmp_path, dirs_exist_ok=True), who="李某", clock=lambda: NOON)
