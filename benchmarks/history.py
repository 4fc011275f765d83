"""Two processes regenerate one section 200 times while they are killed (-9) at random: is an attempt lost, doubled or torn?

    python -m benchmarks.history [--attempts 200] [--seed 2026] [--postgres]

Each process journals a token before an attempt and, synced, the number it was told after it. At the end: every
number that was told stands in the history once, with its token and its text; the numbers have no gap; the chain
holds. `--postgres` does the same on a private server (Debian's package `postgresql`) in a temporary directory.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from assistant.domain.document import SectionName
from assistant.domain.records import RecordKind, broken_at
from assistant.history.folder import Folder
from assistant.workflow import review
from assistant.workflow.attempts import kept_attempt
from assistant.workflow.opening import Case, open_case
from tests.support.offline import drafted_offline
from tests.support.postgres import postgres

EXAMPLE = Path(__file__).parent.parent / "examples" / "changchun-2023.yaml"
SECTION = SectionName.SUGGESTIONS
WORKERS = 2


def reply(token: str) -> str:
    """A reply that passes the gate and names its token in words without digits."""
    words = token.translate(str.maketrans("0123456789-", "甲乙丙丁戊己庚辛壬癸之"))
    return f"1.加强绩效业务学习及培训，编为{words}。\n<<END>>"


def work(case: Case, path: Path, url: str, journal: Path, token: str) -> None:
    """Regenerate without end, until killed; journal what was begun and what number was told."""
    with journal.open("a", encoding="utf-8") as log:
        for step in range(10**6):
            name = f"{token}-{step}"
            folder = Folder(path, url, f"worker {token}", create=False)
            section = review.regenerate(
                case, folder, SECTION, review.Wish(name, reply(name)), None, lambda _: None
            )
            log.write(f"{name} {section.last.number}\n")
            log.flush()
            os.fsync(log.fileno())


def fork(case: Case, path: Path, url: str, journal: Path, token: str) -> int:
    """Start a worker; gives its process id."""
    child = os.fork()
    if child:
        return child
    try:
        work(case, path, url, journal, token)
    finally:
        os._exit(1)  # only where regenerate raised; the kill leaves no time for this


def told(journals: list[Path]) -> dict[str, int]:
    """The numbers that workers were told, by token; a torn last line of a journal was not told."""
    found: dict[str, int] = {}
    for journal in journals:
        for line in journal.read_text("utf-8").split("\n")[:-1] if journal.exists() else []:
            name, number = line.split(" ")
            assert name not in found
            found[name] = int(number)
    return found


@dataclass
class TwoWorkers:
    """Two workers, and what was done to them. `hot`: kills that left SQLite a transaction to roll back."""

    case: Case
    path: Path
    url: str
    running: dict[int, int] = field(default_factory=dict)
    lives: int = 0
    kills: int = 0
    failures: int = 0
    hot: int = 0

    @property
    def journals(self) -> list[Path]:
        return [self.path / f"journal-{number}" for number in range(WORKERS)]

    def start(self) -> None:
        """Start every worker that is not running."""
        for number in range(WORKERS):
            if number not in self.running:
                self.lives += 1
                token = f"{number}-{self.lives}"
                self.running[number] = fork(self.case, self.path, self.url, self.journals[number], token)

    def kill(self, numbers: list[int]) -> None:
        """Kill workers, all before the first is waited for."""
        for number in numbers:
            os.kill(self.running[number], signal.SIGKILL)
        for number in numbers:
            _, status = os.waitpid(self.running.pop(number), 0)
            self.kills += os.WIFSIGNALED(status)
            self.failures += os.WIFEXITED(status)
        if not self.running:
            self.hot += (self.path / "history.sqlite-journal").exists()

    def wait(self, chance: random.Random) -> None:
        """Wait a random moment; or, with SQLite, every other time until somebody is inside a transaction."""
        until = time.perf_counter() + chance.uniform(0, 0.2)
        seek = not self.url and chance.random() < 0.5
        while time.perf_counter() < until:
            if seek and (self.path / "history.sqlite-journal").exists():
                return
            time.sleep(0 if seek else 0.001)


def run(path: Path, url: str, attempts: int, chance: random.Random) -> TwoWorkers:
    """Keep two workers going and kill one or both at random moments, until so many numbers were told."""
    state = TwoWorkers(open_case(EXAMPLE), path, url)
    drafted_offline(state.case, Folder(path, url))
    while len(told(state.journals)) < attempts:
        state.start()
        state.wait(chance)
        both = chance.random() < 0.5
        state.kill(list(state.running) if both else [chance.randrange(WORKERS)])
    state.kill(list(state.running))
    return state


def judge(path: Path, url: str, numbers: dict[str, int]) -> dict[str, int]:
    """Counts of what went wrong, and of what is there."""
    case = open_case(EXAMPLE)
    history = Folder(path, url, create=False).history
    records = history.records()
    attempts = [item for item in records if item.kind == RecordKind.ATTEMPT and item.section == SECTION.value]
    by_token = {item.note: item for item in attempts if item.note}
    torn = 0
    for token, record in by_token.items():
        again = kept_attempt(case, record)
        torn += record.data["reply"] != reply(token) or record.data["text"] != again.text or not record.passed
    counted = Counter(item.number for item in attempts)
    return {
        "told": len(numbers),
        "recorded": len(by_token),
        "lost": sum(token not in by_token for token in numbers),
        "told otherwise than recorded": sum(
            token in by_token and by_token[token].number != number for token, number in numbers.items()
        ),
        "doubled": sum(count - 1 for count in counted.values())
        + sum(count - 1 for count in Counter(item.note for item in attempts).values()),
        "gaps": max(counted) - len(counted),
        "torn": torn,
        "chain broken": int(bool(broken_at(records, history.inputs(records)))),
    }


def measure(where: str, url: str, attempts: int, seed: int) -> bool:
    """Run once and print the outcome; whether nothing went wrong."""
    with tempfile.TemporaryDirectory(prefix="ziping-history-") as folder:
        started = time.perf_counter()
        state = run(Path(folder), url, attempts, random.Random(seed))
        seconds = time.perf_counter() - started
        outcome = judge(Path(folder), url, told(state.journals))
    inside = "" if url else f" ({state.hot} times all were dead with a transaction open)"
    print(
        f"{where}: {state.kills} kills{inside}, {state.failures} workers ended by an error, {seconds:.0f} s"
    )
    for name, count in outcome.items():
        print(f"  {name}: {count}")
    faults = sum(count for name, count in outcome.items() if name not in ("told", "recorded"))
    return faults + state.failures == 0


def main() -> None:
    """Measure on SQLite, or on PostgreSQL."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--attempts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args()
    if chosen.postgres:
        with postgres() as url:
            clean = measure("PostgreSQL", url, chosen.attempts, chosen.seed)
    else:
        clean = measure("SQLite", "", chosen.attempts, chosen.seed)
    raise SystemExit(0 if clean else 1)


if __name__ == "__main__":
    main()
