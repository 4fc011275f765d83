"""What of a revision is taken: new sentences for those at fault, the old ones for all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.document import SectionName
from assistant.domain.draft import Reply
from assistant.drafting.revision import keep_faultless, revision_messages
from assistant.drafting.slots import places_in_draft
from assistant.history.folder import Folder
from assistant.workflow import attempts
from assistant.workflow.attempts import judge_reply
from assistant.workflow.drafting import Means, draft_section
from assistant.workflow.opening import Case

FIRST = "1.加强绩效业务学习及培训。\n2.预算执行率95.06%，加强监督。指定专人负责。"


@pytest.mark.parametrize(
    ("revised", "taken"),
    [
        (
            FIRST.replace("95.06%", "⟦budget.execution.rate⟧"),
            FIRST.replace("95.06%", "⟦budget.execution.rate⟧"),
        ),
        (
            "1.加强业务学习培训。\n2.加强监督。指定专人负责。",
            "1.加强绩效业务学习及培训。\n2.加强监督。指定专人负责。",
        ),
        ("1.加强监督。", "1.加强绩效业务学习及培训。\n2.加强监督。\n指定专人负责。"),
        (
            "1.完善指标管理制度。\n2.加强绩效业务学习及培训。\n3.指定专人负责。",
            "1.完善指标管理制度。\n2.加强绩效业务学习及培训。\n3.指定专人负责。",
        ),
    ],
    ids=["only the fault", "a faultless sentence reworded", "faultless sentences left out", "renumbered"],
)
def test_faultless_sentences_are_put_back(case: Case, revised: str, taken: str) -> None:
    attempt = judge_reply(case, SectionName.SUGGESTIONS, f"{FIRST}\n<<END>>")
    assert [item.text for item in attempt.diagnostics] == ["95.06%"]
    assert keep_faultless(attempt, revised, case.ledger) == taken


def test_a_draft_that_was_cut_off_has_nothing_to_keep(case: Case) -> None:
    attempt = judge_reply(case, SectionName.SUGGESTIONS, "1.加强绩效业务学习。主要是")
    assert keep_faultless(attempt, "1.另写一节。", case.ledger) == "1.另写一节。"


def test_faults_are_marked_in_the_draft_with_its_slots(case: Case) -> None:
    reply = (
        "1.加强管理。社区工作经费项目预算执行率⟦project.3.execution.rate⟧，偏低。培训覆盖率97.3%。\n<<END>>"
    )
    attempt = judge_reply(case, SectionName.SUGGESTIONS, reply)
    shown = revision_messages(attempt, case.ledger)[-1].content
    assert "⟦project.3.execution.rate⟧【错1】，偏低。培训覆盖率97.3%【错2】。" in shown


def test_places_of_printed_text_in_the_draft(case: Case) -> None:
    draft = "执行率⟦budget.execution.rate⟧偏低"  # prints 执行率90.65%偏低
    assert places_in_draft(draft, case.ledger, 3, 9) == (3, draft.index("偏"))
    assert places_in_draft(draft, case.ledger, 9, 11) == (draft.index("偏"), len(draft))


def test_a_revision_with_its_sentences_put_back_is_rendered_as_it_was_taken(
    case: Case, tmp_path: Path
) -> None:
    """What the history renders is the text that passed, not the raw reply of the revision."""
    replies = iter(
        [
            "1.加强绩效业务学习及培训。\n2.我单位预算执行率95.06%，指定专人监督。\n<<END>>",
            "1.改写了没有错的一句，加强学习。\n2.我单位预算执行率⟦budget.execution.rate⟧，指定专人监督。\n<<END>>",
        ]
    )
    folder = Folder(tmp_path / "report")
    section = SectionName.SUGGESTIONS
    taken = draft_section(
        case, section, folder, Means(ask=lambda _: Reply(next(replies))), lambda _: None, lambda _: None
    ).last
    assert taken.accepted and taken.text.startswith("1.加强绩效业务学习及培训。")
    record = next(item for item in folder.history.records() if item.number == taken.number)
    assert attempts.kept_attempt(case, record).text == taken.text
