"""How well the gate tells true from false: recall per class of planted error, and clean texts stopped.

    python -m pip install -e '.[test]' && python -m benchmarks.gate.score --folder scored

Texts: `scored/` (units and sentences that nobody looked at while the gate was mended; written by language
models that saw only the ledger, and checked for truth by a second reading) or `tuned/` (those it was mended
on). Every class of error (benchmarks/gate/errors.py) is planted at every place where it can stand; at most --most texts a
class are drawn, seeded. A planted text counts as flagged when it has a diagnostic of severity error (for degree
words and causes, which may only warn: error or warning) that the clean text has not. Texts whose clean form is stopped are counted as
false alarms and plant nothing.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.document import SectionName, section_document
from assistant.domain.severity import Severity
from assistant.workflow.attempts import draft_offline
from assistant.workflow.opening import open_case
from benchmarks.gate.errors import CLASSES, plant_all
from benchmarks.gate.texts import UNITS, Clean, lexicon_of, percent, read
from benchmarks.gate.words import WORDS, omissions
from validators import gate

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
WARNED = {"degree word", "invented cause", "another's cause"}  # some only asked about, never stopped


def found(text: str, clean: Clean, warnings: bool = False) -> set[tuple[str, str]]:
    """The diagnostics of a text, as code and span text."""
    wanted = (Severity.ERROR, Severity.WARNING) if warnings else (Severity.ERROR,)
    listed = gate.check(section_document(text, None), clean.case.ledger, lexicon_of(clean.case.ledger))  # type: ignore[arg-type]
    return {(item.code, item.text) for item in listed if item.severity in wanted}


def variants(texts: list[Clean], rng: random.Random) -> Iterator[tuple[str, str, Clean]]:
    """Every clean text as it is, and as other hands would type it; then paragraphs of two texts of a unit."""
    by_unit: dict[str, list[Clean]] = defaultdict(list)
    for clean in texts:
        by_unit[clean.unit].append(clean)
        yield "as written", clean.text, clean
        yield "full-width digits", clean.text.translate(_FULL), clean
        yield "spaces before units", re.sub(r"(?<=\d)(?=[万元%个人件分项次户])", " ", clean.text), clean
        yield "lines wrapped", re.sub(r"(?<=\d)万元", "\n万元", clean.text, count=1), clean
    for own in by_unit.values():
        for _ in range(4 * len(own)):
            first, second = rng.sample(own, 2)
            yield "two texts in a paragraph", first.text + second.text, first


def planted(texts: list[Clean], rng: random.Random) -> dict[str, list[tuple[str, Clean]]]:
    """Every planted text by class."""
    by_class: dict[str, list[tuple[str, Clean]]] = {name: [] for name in (*CLASSES, *WORDS)}
    for clean in texts:
        for name, text in plant_all(clean, rng):
            by_class[name].append((text, clean))
        for name, change in WORDS.items():
            by_class[name] += [(text, clean) for text in change(clean, rng)]
    return by_class


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--folder", default="scored", choices=("scored", "tuned"))
    arguments.add_argument("--seed", type=int, default=2026)
    arguments.add_argument("--most", type=int, default=400, help="planted texts a class")
    arguments.add_argument("--misses", action="store_true", help="print what was missed (tuned only)")
    options = arguments.parse_args()
    rng = random.Random(options.seed)
    texts = read(options.folder)
    print(
        f"{options.folder}: {len(texts)} texts of {len({clean.unit for clean in texts})} units, seed {options.seed}"
    )
    stopped: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    clean_ones: list[Clean] = []
    for kind, text, clean in variants(texts, rng):
        alarm = bool(found(text, clean))
        stopped[kind][0] += alarm
        stopped[kind][1] += 1
        if kind == "as written" and not alarm:
            clean_ones.append(clean)
    print("\n| clean texts | stopped | of |\n| --- | --- | --- |")
    for kind, (number, of) in stopped.items():
        print(f"| {kind} | {number} | {of} |")
    _reports({clean.unit for clean in texts})
    print("\n| planted error | flagged | of | recall |\n| --- | --- | --- | --- |")
    for name, items in planted(clean_ones, rng).items():
        drawn = rng.sample(items, min(options.most, len(items)))
        warned = name in WARNED
        missed = [
            (text, clean)
            for text, clean in drawn
            if not found(text, clean, warned) - found(clean.text, clean, warned)
        ]
        print(
            f"| {name} | {len(drawn) - len(missed)} | {len(drawn)} | {percent(len(drawn) - len(missed), len(drawn))} |"
        )
        for text, clean in missed if options.misses and options.folder == "tuned" else []:
            print(f"    {clean.unit}:{clean.line} {text}")
    _omitted({clean.unit for clean in texts})


def _reports(units: set[str]) -> None:
    """The sections that the offline writer writes for every unit."""
    number = of = 0
    for unit in sorted(units):
        case = open_case(UNITS[unit])
        for section in SectionName:
            attempt = draft_offline(case, section)
            number += not attempt.accepted
            of += 1
    print(f"| sections of the offline writer | {number} | {of} |")


def _omitted(units: set[str]) -> None:
    flagged = of = 0
    for unit in sorted(units):
        case = open_case(UNITS[unit])
        for section, whole, less in omissions(case):
            before = {item.message for item in gate.check(section_document(whole, section), case.ledger)}
            after = {item.message for item in gate.check(section_document(less, section), case.ledger)}
            flagged += bool(after - before)
            of += 1
    print(f"| omission | {flagged} | {of} | {percent(flagged, of)} |")


if __name__ == "__main__":
    assert Path("benchmarks").exists(), "run from the project's root"
    main()
