"""What the gate says of language models' replies to the exact output of `ziping prompt`.

    python -m benchmarks.trial.score [--prompts DIR]

`replies/UNIT-SECTION-1.txt` is a language model's reply to the prompt of that section and nothing else, word for word;
`-2` and `-3` are its replies to the revisions. Each model call was a fresh one. The table counts sections accepted at once,
after one revision, after two, and refused, with the rules that refused the first reply. `prompts.yaml` holds the SHA-256 of
the prompts that were answered: a row whose prompt has changed since is marked. `--prompts DIR` writes the prompts that wait
for a reply into DIR, for the next round.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path

import yaml

from assistant.cli.prompt import messages_text
from assistant.domain.document import SectionName
from assistant.domain.draft import Answer, Attempt, Message, Reply, Writer
from assistant.drafting.revision import revision_messages
from assistant.drafting.writer import judge
from assistant.workflow.attempts import messages_for
from assistant.workflow.opening import Case, open_case
from assistant.workflow.verification import gate_of
from benchmarks.gate.texts import UNITS

HERE = Path(__file__).parent
REPLIES, KNOWN = HERE / "replies", HERE / "prompts.yaml"
MOST = 3


def digest(messages: tuple[Message, ...]) -> str:
    """The hash of a prompt."""
    return hashlib.sha256("\0".join(f"{item.role}\0{item.content}" for item in messages).encode()).hexdigest()


def attempts(case: Case, unit: str, section: SectionName) -> tuple[list[Attempt], tuple[Message, ...] | None]:
    """The judged replies of a section, and the messages that still wait for one."""
    found: list[Attempt] = []
    messages = messages_for(case, section)
    for number in range(1, MOST + 1):
        file = REPLIES / f"{unit}-{section.value}-{number}.txt"
        if not file.exists():
            return found, messages
        answer = Answer(section, number, Writer.MODEL, messages, Reply(file.read_text("utf-8")))
        attempt = judge(answer, case.ledger, gate_of(case), found[-1] if found else None)
        found.append(attempt)
        if attempt.accepted:
            break
        messages = revision_messages(attempt, case.ledger)
    return found, None


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--prompts", type=Path, help="write the prompts that wait for a reply here")
    arguments.add_argument(
        "--units", nargs="*", default=[], help="units to write prompts for that have no reply yet"
    )
    options = arguments.parse_args()
    known = yaml.safe_load(KNOWN.read_text("utf-8")) if KNOWN.exists() else {}
    answered = {file.stem.rsplit("-", 2)[0] for file in REPLIES.glob("*.txt")}
    outcome: Counter[str] = Counter()
    print("| unit | section | outcome | first reply refused by |\n| --- | --- | --- | --- |")
    for unit in sorted(answered | set(options.units)):
        case = open_case(UNITS[unit])
        for section in SectionName:
            found, waiting = attempts(case, unit, section)
            if waiting is not None and options.prompts and not (found and found[-1].accepted):
                options.prompts.mkdir(parents=True, exist_ok=True)
                name = f"{unit}-{section.value}-{len(found) + 1}.txt"
                (options.prompts / name).write_text(messages_text(waiting), "utf-8")
            if not found:
                continue
            key = f"{unit}-{section.value}"
            asked = digest(messages_for(case, section))
            stale = " (prompt changed since)" if known.setdefault(key, asked) != asked else ""
            said = "accepted at once" if found[0].accepted else f"accepted after {len(found) - 1} revision(s)"
            said = said if found[-1].accepted else "refused" if len(found) == MOST else "waits for a revision"
            outcome[said] += 1
            codes = Counter(item.code for item in found[0].diagnostics if item.severity.value == "error")
            why = ", ".join(f"{code} ×{number}" for code, number in sorted(codes.items()))
            print(f"| {unit} | {section.value} | {said}{stale} | {why} |")
    KNOWN.write_text(yaml.safe_dump(known, sort_keys=True), "utf-8")
    print("\n" + "; ".join(f"{said}: {number}" for said, number in sorted(outcome.items())))


if __name__ == "__main__":
    main()
