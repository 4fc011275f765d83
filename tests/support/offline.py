"""Reports as the offline writer drafts them."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.document import SectionName
from assistant.domain.report import Report
from assistant.drafting.outline.report import compose
from assistant.history.folder import Folder
from assistant.workflow.attempts import draft_offline
from assistant.workflow.drafting import Means, draft
from assistant.workflow.opening import Case
from assistant.workflow.publication import Drafted


def drafted_offline(case: Case, folder: Path | Folder) -> Drafted:
    """A report in a folder, with its history."""
    kept = folder if isinstance(folder, Folder) else Folder(folder)
    return draft(case, kept, Means(), lambda _: None, lambda _: None)


def composed_offline(case: Case) -> Report:
    """A report as blocks, of which nothing is kept."""
    return compose(case.submission, case.ledger, {name: draft_offline(case, name) for name in SectionName})
