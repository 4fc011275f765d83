"""`ziping chat`: a conversation about one section. Every proposed text passes the gate before it can be taken."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.cli.history import colour_wanted, show_difference
from assistant.cli.model_run import ModelRun, model_run
from assistant.cli.output_folder import folder_at
from assistant.cli.telling import say, tell, tell_taken
from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt
from assistant.domain.printable import printable
from assistant.errors import InputError, ModelError
from assistant.workflow import review
from assistant.workflow.folder import Folder
from assistant.workflow.opening import Case, reopen

_ASK = "意见> "
_COMMANDS = {
    "/采用": "accept",
    "/accept": "accept",
    "/稿": "text",
    "/text": "text",
    "/比较": "diff",
    "/diff": "diff",
    "/退出": "quit",
    "/quit": "quit",
    "/帮助": "help",
    "/help": "help",
}
_HELP = "直接写意见，模型据此改本节；/稿 看当前稿，/比较 看与采用稿的不同，/采用 采用最后一稿，/退出 结束"
_MOST = 2000  # characters of one message


def chat(path: Path, section: str, endpoint: str, url: str) -> int:
    """Talk about a section until /退出 or the end of the input; nothing is taken without /采用."""
    folder, name = folder_at(path, url), SectionName(section)
    review.unlocked(folder, name)
    case = reopen(folder, say)
    run = model_run(path, endpoint)
    if run is None:
        raise InputError(
            f"没有配置模型，不能对话；可用 ziping edit {path} {section} 自己修改，或用 ziping prompt 取提示词"
        )
    conversation = _Conversation(case, folder, name, run)
    try:
        conversation.open()
        for line in _lines():
            if not conversation.take(line):
                break
    finally:
        run.close()
    return 0


def _lines() -> Iterator[str]:
    """What the person writes, line by line; a prompt only on a terminal."""
    shown = sys.stdin.isatty()
    while True:
        if shown:
            print(_ASK, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.strip()


class _Conversation:
    def __init__(self, case: Case, folder: Folder, section: SectionName, run: ModelRun):
        self.case, self.folder, self.section, self.run = case, folder, section, run
        self.proposed: Attempt | None = None

    def open(self) -> None:
        """The section as it stands, and what can be done."""
        print(f"## {self.section.chinese}\n\n{self._standing()}\n")
        say(_HELP)

    def _standing(self) -> str:
        record = review.standing(self.folder.history.records(), self.section)
        return record.part("text", str) if record else ""

    def take(self, line: str) -> bool:
        """One line of the person; False where the conversation ends."""
        command = _COMMANDS.get(line)
        if command is None and line.startswith("/"):
            say(f"没有这个命令：{printable(line)[:20]}。{_HELP}")
        elif command is None:
            self._propose(line)
        elif command == "text":
            print(self.proposed.text if self.proposed else self._standing())
        elif command == "diff":
            self._compare()
        elif command == "accept":
            self._accept()
        elif command == "help":
            say(_HELP)
        return command != "quit"

    def _propose(self, note: str) -> None:
        """Ask for the section again with what was said; a refused text is shown with its faults and changes nothing."""
        if len(note) > _MOST:
            say(f"一条意见最多{_MOST}字，这一条有{len(note)}字；请分几条说")
            return
        base = self.proposed.draft if self.proposed else ""
        try:
            result = review.regenerate(
                self.case,
                self.folder,
                self.section,
                review.Wish(note, base=base),
                self.run.ask,
                self.run.telling(tell),
            )
        except ModelError as error:
            say(f"{error}；对话还在，可以再说一次")
            return
        if result.accepted:
            self.proposed = result.last
            print(f"\n{result.last.text}\n")
            say(f"第{result.last.number}稿通过校验。/采用 采用它，或接着说")
        else:
            say("模型改的稿没有通过校验，没有采用；原来的稿不变。可以换个说法")

    def _compare(self) -> None:
        if self.proposed is None:
            say("还没有新稿可比较")
            return
        show_difference(self._standing(), self.proposed.text, colour=colour_wanted())

    def _accept(self) -> None:
        if self.proposed is None:
            say("还没有通过校验的新稿，先说说怎样改")
            return
        attempt = review.accept(self.case, self.folder, self.section, self.proposed.number)
        tell_taken(attempt, self.folder.path)
