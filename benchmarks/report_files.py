"""Two processes replace and withdraw the files of one report while they are killed (-9) at random: is half a set ever left?

    python -m benchmarks.report_files [--kills 300] [--seed 2026]

Each process publishes one of three sets (two of them with a PDF) or withdraws the one that stands, over and over. Every
time both are dead, the folder is opened as the next run would: exactly one of the sets, or none, stands there whole;
the last record of a report names its files; the chain holds; every set that was replaced is among the earlier files.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from assistant.domain.records import RecordKind, broken_at, digest
from assistant.history.folder import Folder
from assistant.workflow.opening import Case, inputs_of, open_case
from assistant.workflow.publication import PDF, REPORT_SET

EXAMPLE = Path(__file__).parent.parent / "examples" / "changchun-2023.yaml"
SHOWS = {PDF: "report.docx"}
WORKERS = 2


def sets() -> list[dict[str, bytes]]:
    """Three sets that share no file, of files as large as those of a report."""
    names = {"甲": REPORT_SET[:-1], "乙": REPORT_SET, "丙": REPORT_SET}
    return [{name: f"{mark} {name} ".encode() * 5_000 for name in files} for mark, files in names.items()]


def work(case: Case, path: Path, seed: int) -> None:
    """Publish and withdraw without end, until killed."""
    chance, known = random.Random(seed), sets()
    while True:
        folder = Folder(path, who=str(seed))
        choice = chance.randrange(len(known) + 1)
        if choice < len(known):
            folder.publish(known[choice], SHOWS, {"problems": choice}, inputs_of(case))
        else:
            folder.withdraw(REPORT_SET)


def fork(case: Case, path: Path, seed: int) -> int:
    """Start a worker; gives its process id."""
    child = os.fork()
    if child:
        return child
    try:
        work(case, path, seed)
    finally:
        os._exit(1)  # only where an error was raised; the kill leaves no time for this


def standing(path: Path) -> dict[str, bytes]:
    """The report files of a folder."""
    return {name: (path / name).read_bytes() for name in REPORT_SET if (path / name).exists()}


def judge(path: Path, known: list[dict[str, bytes]]) -> Mapping[str, int]:
    """What is wrong with the folder, once it has been opened again, and what was found in it before."""
    torn = standing(path) not in ({}, *known)
    waiting = any(path.glob(".replacing-*"))
    history = Folder(path, create=False).history
    records, found = history.records(), standing(path)
    recorded = [item for item in records if item.kind == RecordKind.REPORT][-1:]
    named = recorded[0].data["files"] if recorded else {}
    hashes = {name: digest(data) for name, data in found.items() if name != PDF}
    return {
        "dead with files half moved": torn,
        "dead with a journal or files aside": waiting,
        "half sets after the next opening": found not in ({}, *known),
        "sets that the history does not name": bool(found) and hashes != named,
        "chains broken": bool(broken_at(records, history.inputs(records))),
        "journals left": any(path.glob(".replacing-*")),
    }


def _wait(path: Path, chance: random.Random) -> None:
    """Wait a random moment; every other time, from then on, until somebody has begun to move files."""
    time.sleep(chance.uniform(0.02, 0.3))
    until = time.perf_counter() + 0.5 * chance.randrange(2)
    while time.perf_counter() < until:
        if any(path.glob(".replacing-*/journal.json")):
            time.sleep(chance.uniform(0, 0.0005))
            return


def run(path: Path, kills: int, chance: random.Random) -> tuple[Counter[str], int, int]:
    """Kill both workers at random moments, so many times; the counts, how often they were judged, errors of workers."""
    case, known = open_case(EXAMPLE), sets()
    Folder(path).history.supply(inputs_of(case))
    counts: Counter[str] = Counter()
    done = failed = judged = 0
    while done < kills:
        running = [fork(case, path, chance.randrange(10**9)) for _ in range(WORKERS)]
        _wait(path, chance)
        for child in running:
            os.kill(child, signal.SIGKILL)
        for child in running:
            status = os.waitpid(child, 0)[1]
            done += os.WIFSIGNALED(status)
            failed += os.WIFEXITED(status)
        judged += 1
        counts.update({name: int(wrong) for name, wrong in judge(path, known).items()})
    return counts, judged, failed


def main() -> None:
    """Measure, print, and fail where anything was left half done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        counts, judged, failed = run(Path(folder), chosen.kills, random.Random(chosen.seed))
        kept = len(list(Path(folder).glob("previous/*")))
    print(
        f"{chosen.kills} kills, looked at {judged} times, {failed} workers ended by an error, "
        f"{kept} earlier files kept, {time.perf_counter() - started:.0f} s"
    )
    for name, count in counts.items():
        print(f"  {name}: {count}")
    faults = sum(count for name, count in counts.items() if not name.startswith("dead"))
    raise SystemExit(1 if faults + failed else 0)


if __name__ == "__main__":
    main()
