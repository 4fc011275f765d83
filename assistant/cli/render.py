"""`ziping render`: the report files again, from the versions that were taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assistant.cli.outcome import tell_outcome, tell_pdf
from assistant.cli.output_folder import folder_at
from assistant.cli.telling import say
from assistant.workflow import review
from assistant.workflow.opening import reopen
from assistant.workflow.publication import layout_of


@dataclass(frozen=True, kw_only=True)
class RenderOrder:
    """What a person asks of `ziping render`; a template or contents that are not said stay as they were."""

    folder: Path
    submission: Path | None
    history: str
    template: Path | None
    contents: bool | None
    pdf: bool


def render(order: RenderOrder) -> int:
    """Write the report again; 1 where a section or the whole is refused."""
    folder = folder_at(order.folder, order.history)
    case = reopen(folder, say, order.submission)
    case = replace(case, layout=layout_of(order.template, order.contents, case.layout))
    code = tell_outcome(review.render(case, folder))
    if order.pdf and code == 0:
        tell_pdf(folder)
    return code
