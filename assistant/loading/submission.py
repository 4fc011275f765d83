"""Reading a submission (填报数据) from .yaml or .json."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.facts import Submission
from assistant.loading.schema import read_tree, validate


def load_submission(path: Path) -> Submission:
    """The submission in a file; raises SubmissionError listing every fault with file and line."""
    submission, sources = validate(Submission, read_tree(path))
    return submission.located(sources)
