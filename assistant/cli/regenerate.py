"""`ziping regenerate`: one section again, by the model, from a reply file or by the offline writer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.cli.model_run import model_run
from assistant.cli.output_folder import folder_at
from assistant.cli.prompt import print_messages, read_reply
from assistant.cli.telling import say, tell
from assistant.domain.document import SectionName
from assistant.errors import InputError
from assistant.workflow import review
from assistant.workflow.attempts import revise_messages
from assistant.workflow.opening import reopen


@dataclass(frozen=True, kw_only=True)
class RegenerateOrder:
    """What a person asks of `ziping regenerate`.

    `reply`: a file with the text; `submission`: facts to take instead of those of the draft; `history`: the URL of a
    shared history.
    """

    folder: Path
    section: str
    note: str
    endpoint: str
    offline: bool
    reply: Path | None
    submission: Path | None
    history: str


def regenerate(order: RegenerateOrder) -> int:
    """Ask for one section again; 1 where it is refused."""
    if order.reply is not None and (order.offline or order.endpoint):
        raise InputError("--reply 不能与 --offline、--endpoint 同用")
    if order.offline and order.endpoint:
        raise InputError("--offline 不能与 --endpoint 同用")
    folder, name = folder_at(order.folder, order.history), SectionName(order.section)
    review.unlocked(folder, name)
    case = reopen(folder, say, order.submission)
    text = read_reply(order.reply) if order.reply else None
    run = None if order.offline or order.reply else model_run(order.folder, order.endpoint)
    if order.note and run is None and text is None:
        say("离线写作器不会按意见改写；意见已记入历史。")
    wish = review.Wish(order.note, text)
    ask, telling = (run.ask, run.telling(tell)) if run else (None, tell)
    try:
        last = review.regenerate(case, folder, name, wish, ask, telling).last
    finally:
        if run:
            run.close()
    if not last.accepted:
        if text is not None:
            print("回复未通过校验，把下面的内容发给模型修改：\n")
            print_messages(revise_messages(case, last)[-1:])
        return 1
    print(f"## {name.chinese}\n\n{last.text}\n")
    say(
        f"第{last.number}稿通过校验。比较：ziping diff {order.folder} {order.section}；采用：ziping accept {order.folder} {order.section} {last.number}"
    )
    return 0
