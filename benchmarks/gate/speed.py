"""How fast the whole gate is, beside the reading of numbers alone by Recognizers-Text, in the same run.

    python -m pip install -e '.[test]'
    python -m pip install --pre 'emoji<2' recognizers-text-number recognizers-text-number-with-unit
    python -m benchmarks.gate.speed [--peer 50000]

Timed is `gate.check`: extraction, binding and all rules, processor time of one core, the fastest of three rounds. The
document is parsed and the lexicon of the ledger made before. Two kinds of text:

- the example's own report, written by the offline writer, repeated to 50,000, 200,000 and a million characters;
- the texts of `tuned/`, joined by unit: every sentence holds numbers. This is the worst case that is no attack.

The peer reads numbers, percentages and currencies and checks nothing. It slows down as a text grows, so it is given
one paragraph at a time, and of a longer text only the first `--peer` characters.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant.domain.document import Document, section_document
from assistant.domain.ledger import Ledger
from assistant.loading.documents.text import read_text
from assistant.workflow.opening import open_case
from benchmarks.gate.peers import recognised
from benchmarks.gate.texts import UNITS, lexicon_of, read
from tests.support.offline import drafted_offline
from validators import gate

LENGTHS = (50_000, 200_000, 1_000_000)
Texts = list[tuple[Document, Ledger]]


def report(length: int) -> Texts:
    """The example's report, repeated to a length."""
    case = open_case(UNITS["changchun-2023"])
    with tempfile.TemporaryDirectory() as folder:
        drafted_offline(case, Path(folder))
        text = (Path(folder) / "report.md").read_text("utf-8")
    repeated = ((text + "\n") * (length // len(text) + 1))[:length]
    return [(read_text(repeated, markdown=True), case.ledger)]


def dense() -> Texts:
    """The texts of `tuned/`, one document a unit."""
    by_unit: dict[str, tuple[Ledger, list[str]]] = {}
    for clean in read("tuned"):
        by_unit.setdefault(clean.unit, (clean.case.ledger, []))[1].append(clean.text)
    return [(section_document("\n".join(texts), None), ledger) for ledger, texts in by_unit.values()]


def check(texts: Texts) -> None:
    for document, ledger in texts:
        gate.check(document, ledger, lexicon_of(ledger))


def rate(run: Callable[[], object], characters: int, rounds: int = 3) -> int:
    """Characters a second of processor time, in the fastest round."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        run()
        taken.append(time.process_time() - started)
    return int(characters / min(taken))


def print_row(name: str, texts: Texts, peer: int) -> None:
    """One kind of text: the gate, the peer, and how many times as fast the gate is."""
    characters = sum(len(document.text) for document, _ in texts)
    paragraphs = "\n".join(document.text for document, _ in texts)[:peer].splitlines()
    recognised(paragraphs[0])  # builds the peer's models
    for _, ledger in texts:
        lexicon_of(ledger)
    ours = rate(lambda: check(texts), characters)
    theirs = rate(lambda: [recognised(line) for line in paragraphs], sum(map(len, paragraphs)), rounds=1)
    print(f"| {name} | {characters:,} | {ours:,} | {theirs:,} | {ours / theirs:.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--peer", type=int, default=50_000, help="characters that the peer reads of each text"
    )
    options = parser.parse_args()
    print("| text | characters | gate, characters a second | peer, reading alone | times as fast |")
    print("| --- | --- | --- | --- | --- |")
    for length in LENGTHS:
        print_row("the example's report", report(length), options.peer)
    print_row("tuned texts", dense(), options.peer)


if __name__ == "__main__":
    main()
