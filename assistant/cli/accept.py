"""`ziping accept`, `lock`, `unlock`: which version of a section stands in the report, and who holds it."""

from __future__ import annotations

from pathlib import Path

from assistant.cli.output_folder import folder_at
from assistant.cli.telling import say, tell_taken
from assistant.domain.document import SectionName
from assistant.workflow import review
from assistant.workflow.opening import reopen


def accept(path: Path, section: str, number: int, submission: Path | None, url: str) -> int:
    """Take a version into the report; 1 where the gate refuses it."""
    folder, name = folder_at(path, url), SectionName(section)
    attempt = review.accept(reopen(folder, say, submission), folder, name, number or None)
    return tell_taken(attempt, path)


def lock(path: Path, section: str, url: str) -> int:
    """Lock a section."""
    name = SectionName(section)
    number = review.lock(folder_at(path, url), name)
    say(f"“{name.chinese}”已锁定在第{number}稿")
    return 0


def unlock(path: Path, section: str, url: str) -> int:
    """Unlock a section, whoever locked it; who did is recorded."""
    name = SectionName(section)
    holder = review.unlock(folder_at(path, url), name)
    say(f"“{name.chinese}”已解除锁定（原由{holder}锁定）")
    return 0
