"""The gate beside two simpler checks, on the same clean and planted texts, in the same run.

    python -m pip install -e '.[test]'
    python -m pip install --pre 'emoji<2' recognizers-text-number recognizers-text-number-with-unit
    python -m benchmarks.gate.peers --folder scored [--sample 400] [--seed 2026]

Peers, both with the check that most programs make, "does this value occur in the source?":

- recognizers: Microsoft Recognizers-Text (culture Chinese; numbers, percentages, currencies). A text is flagged
  where a recognised value is none that the ledger shows. (Its Python release imports only with emoji below 2.)
- regex: every `\\d[\\d.,]*` of the text.

Values that count as the ledger's, for both: as printed, in 元 and in 万元, without sign; the bounds and hedges are
ignored; and, so that dates alone stop no text, the years from the year before the report's to the one after, and the
year, month and day of filing. Of every class of error the same number of texts is drawn. A planted text is
*flagged* where the check finds a value that is not the ledger's; *for it*, where it finds one that it does not find
in the clean text, which is what counts when the clean text is stopped anyway. The gate stops with severity error.

Speed: characters a second of the peer's reading alone (number, percentage and currency; no check) against the
whole `gate.check` on the same clean texts, joined by unit; the gate also on these repeated to a million characters,
and the peer also on all of them in one call (it slows down as the text grows).
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache

from assistant.domain.document import section_document
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import Quantity, half_up
from assistant.domain.severity import Severity
from assistant.domain.unit import convert
from benchmarks.gate.errors import CLASSES, plant_all
from benchmarks.gate.texts import Clean, lexicon_of, percent, read
from validators import gate

_DIGITS = re.compile(r"\d[\d.,]*")
_VALUES: dict[int, tuple[Ledger, frozenset[Decimal]]] = {}
Finder = Callable[[str, Ledger], set[str]]


def shown_values(ledger: Ledger) -> frozenset[Decimal]:
    """The values that a check against the source admits."""
    known = _VALUES.get(id(ledger))
    if known is None:
        filed = ledger.prepared_on
        years = (ledger.year - 1, ledger.year, ledger.year + 1, filed.year, filed.month, filed.day)
        found = {Decimal(number) for number in years}
        for entry in ledger.entries.values():
            if entry.quantity is not None:
                found |= _shown(entry.quantity)
        known = _VALUES[id(ledger)] = (ledger, frozenset(found))
    return known[1]


def _shown(quantity: Quantity) -> set[Decimal]:
    values = {quantity.shown}
    for unit in ("元", "万元"):
        exact = convert(quantity.exact, quantity.unit, unit)
        shown = convert(quantity.shown, quantity.unit, unit)
        values |= {shown, half_up(exact, 2)} if exact is not None and shown is not None else set()
    return {abs(value) for value in values}


@cache
def _models() -> tuple[Callable[[str], list[object]], ...]:
    """The three readers of Recognizers-Text for Chinese."""
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    number, with_unit = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    return (
        number.get_number_model().parse,
        number.get_percentage_model().parse,
        with_unit.get_currency_model().parse,
    )


def recognised(text: str) -> list[tuple[str, str]]:
    """Every number that Recognizers-Text reads: the words and the value, as it writes it."""
    return [
        (item.text, str((item.resolution or {}).get("value")))  # type: ignore[attr-defined]
        for parse in _models()
        for item in parse(text)
    ]


def _decimal(written: str) -> Decimal | None:
    try:
        return abs(Decimal(written.rstrip("%.,").replace(",", "")))
    except InvalidOperation:
        return None


def unsourced_by_recognizers(text: str, ledger: Ledger) -> set[str]:
    """The values that Recognizers-Text reads and the ledger does not show; what has no value is passed over."""
    admitted = {None, *shown_values(ledger)}
    return {value for _, value in recognised(text) if _decimal(value) not in admitted}


def unsourced_by_regex(text: str, ledger: Ledger) -> set[str]:
    """The runs of digits whose value the ledger does not show."""
    written = {found.group().rstrip(".,") for found in _DIGITS.finditer(text)}
    return {digits for digits in written if _decimal(digits) not in shown_values(ledger)}


def flagged_by_recognizers(text: str, ledger: Ledger) -> bool:
    """Whether Recognizers-Text with a look-up of values stops a text."""
    return bool(unsourced_by_recognizers(text, ledger))


def flagged_by_regex(text: str, ledger: Ledger) -> bool:
    """Whether a regular expression for digits with a look-up of values stops a text."""
    return bool(unsourced_by_regex(text, ledger))


def stopped_by_gate(text: str, ledger: Ledger) -> set[str]:
    """The gate's diagnostics of severity error."""
    found = gate.check(section_document(text, None), ledger, lexicon_of(ledger))  # type: ignore[arg-type]
    return {f"{item.code} {item.text}" for item in found if item.severity is Severity.ERROR}


FINDERS: dict[str, Finder] = {
    "gate": stopped_by_gate,
    "recognizers": unsourced_by_recognizers,
    "regex": unsourced_by_regex,
}


def planted(texts: list[Clean], most: int, rng: random.Random) -> dict[str, list[tuple[str, Clean]]]:
    """At most `most` planted texts, the same number of each class where there are so many."""
    found: dict[str, list[tuple[str, Clean]]] = {name: [] for name in CLASSES}
    for clean in texts:
        for name, text in plant_all(clean, rng):
            found[name].append((text, clean))
    each = max(1, most // len(CLASSES))
    return {name: rng.sample(items, min(each, len(items))) for name, items in found.items()}


def print_clean(texts: list[Clean]) -> None:
    """The share of clean texts stopped."""
    print("\n| check | clean texts stopped | of | share |\n| --- | --- | --- | --- |")
    for name, finder in FINDERS.items():
        stopped = sum(bool(finder(clean.text, clean.case.ledger)) for clean in texts)
        print(f"| {name} | {stopped} | {len(texts)} | {percent(stopped, len(texts))} |")


def print_recall(by_class: dict[str, list[tuple[str, Clean]]]) -> None:
    """Recall for each class and check: texts flagged, and of these flagged for the planted error."""
    heads = [f"{name}: {kind}" for name in FINDERS for kind in ("flagged", "for it")]
    print(f"\n| planted error | of | {' | '.join(heads)} |\n| --- | --- |{' --- |' * len(heads)}")
    sums: dict[str, int] = defaultdict(int)
    for name, items in by_class.items():
        row = []
        for check, finder in FINDERS.items():
            found = [
                (finder(text, clean.case.ledger), finder(clean.text, clean.case.ledger))
                for text, clean in items
            ]
            for head, count in (
                (f"{check}: flagged", sum(bool(now) for now, _ in found)),
                (f"{check}: for it", sum(bool(now - before) for now, before in found)),
            ):
                row.append(percent(count, len(items)))
                sums[head] += count
        print(f"| {name} | {len(items)} | {' | '.join(row)} |")
    of = sum(map(len, by_class.values()))
    print(f"| all | {of} | {' | '.join(percent(sums[head], of) for head in heads)} |")


def print_speed(texts: list[Clean], length: int = 20_000, long: int = 1_000_000) -> None:
    """Characters a second, each unit's texts against its own ledger."""
    by_unit: dict[str, list[Clean]] = defaultdict(list)
    for clean in texts:
        by_unit[clean.unit].append(clean)
    units = {
        unit: (own[0].case.ledger, "\n".join(item.text for item in own)) for unit, own in by_unit.items()
    }
    short = {unit: (ledger, text[: length // len(units)]) for unit, (ledger, text) in units.items()}
    share = long // len(units)
    much = {
        unit: (ledger, ((text + "\n") * (share // len(text) + 1))[:share])
        for unit, (ledger, text) in units.items()
    }
    together = {"": (next(iter(units.values()))[0], "\n".join(text for _, text in short.values()))}
    for ledger, text in short.values():  # the first calls build lexicons and models
        stopped_by_gate(text[:50], ledger)
        recognised(text[:50])
    print("\n| reading | characters | seconds | characters a second |\n| --- | --- | --- | --- |")
    peer = _timed("recognizers, unit by unit", lambda text, ledger: recognised(text), short)
    _timed("recognizers, in one call", lambda text, ledger: recognised(text), together)
    ours = _timed("gate.check, unit by unit", stopped_by_gate, short)
    _timed("gate.check, unit by unit", stopped_by_gate, much)
    print(f"\nUnit by unit, the gate is {ours / peer:.1f} times as fast as the peer's reading alone.")


def _timed(
    name: str, run: Callable[[str, Ledger], object], texts: dict[str, tuple[Ledger, str]], rounds: int = 3
) -> float:
    """The rate of the fastest round of three, printed as a row."""
    characters = sum(len(text) for _, text in texts.values())
    taken = []
    for _ in range(rounds if characters < 100_000 else 1):
        started = time.perf_counter()
        for ledger, text in texts.values():
            run(text, ledger)
        taken.append(time.perf_counter() - started)
    print(f"| {name} | {characters:,} | {min(taken):.2f} | {characters / min(taken):,.0f} |", flush=True)
    return characters / min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", default="scored", choices=("scored", "tuned"))
    parser.add_argument("--sample", type=int, default=400, help="planted texts; half as many clean ones")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    texts = read(options.folder)
    print(
        f"{options.folder}: {len(texts)} texts of {len({item.unit for item in texts})} units, seed {options.seed}"
    )
    print_clean(rng.sample(texts, min(options.sample // 2, len(texts))))
    print_recall(planted(texts, options.sample, rng))
    print_speed(texts)


if __name__ == "__main__":
    main()
