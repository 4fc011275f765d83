"""How many of the numbers that another project's specifications list are read, by kind.

    python -m benchmarks.specs specs.jsonl [--misses]

Each line of the file holds `input`, `kind` and `expect`: a list of start, end, value, and an `interval` of lo and
hi for a range. Such a file is not part of this project: Recognizers-Text (Specs/) is where most of it comes from.
A number counts as read where a mention overlaps it and has its value, in base units; of a range, where both ends
have theirs. DECLINED are the inputs that ask for what this project has decided not to read so; they are scored
like all others, and --misses prints the reason. Besides: mentions of the kind where the file expects none.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.domain.mention import Mention, MentionKind
from benchmarks.gate.texts import percent
from validators.everyday import TO, every_number

KINDS = ("number", "percent", "currency")
_POWER = "a power is no way of writing a number that validators/forms.py knows; both numbers of it are read"
_COMMA = "a full-width comma ends a clause; digits are grouped by half-width commas only (NUM007)"
_DANGLING = "二分之 without a numerator is no number; the reader does not guess half of one"
DECLINED = {
    "2^-1": _POWER,
    "1.1^+23": _POWER,
    "2.5^-1": _POWER,
    "-1.1^+23": _POWER,
    "-1.1^--23": _POWER,
    "百分之１，１２３": _COMMA,
    "82，225.00元": _COMMA,
    "1502222, 二百五, 还有二分之。": _DANGLING,
    "1502222, 二百五, 還有二分之。": _DANGLING,
    "１９９１年１月１６日晚巴黎时间２０点：法国总统密特朗发表电视讲话，宣布和平解决海湾危机已经让位于战争，法国已经作好一切战斗准备。": "a date is one mention, not three numbers",
    "两百点两": "两 is no decimal digit; a numeral that breaks off is not read as two",
    "五十千": "steps that do not fall are no numeral; reading half of it would be a guess",
    "三的另一种写法是叁": "一 in 另一种 is an article, no claim (as in 一些, 进一步)",
    "7 2 折": "a space between two Arabic digits parts two numbers",
    "苹果折扣一美元": "an amount of money is a number too",
    "苹果折扣一折": "a discount is a number too",
    "你可以访问一下 https://www.test.com/search?q=30%25%2020%": "an address is no form of the table; it is read as its digits stand",
    "找出酒精量在5-20%之间的产品": "both ends of a range are read, the first with the unit of the second",
    "10日元5日本銭": "日本銭 have not been struck since 1953 and stand in no report: not read",
}

_SIZES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def in_base_unit(mention: Mention) -> Decimal | None:
    """The value with the 万 of 万元 multiplied in."""
    if mention.number is None or mention.kind is not MentionKind.CURRENCY:
        return mention.number
    size = 1
    for char in mention.unit or "":
        if char not in _SIZES:
            break
        size *= _SIZES[char]
    return mention.number * size


def with_ranges(text: str) -> list[dict[str, Any]]:
    """All mentions as mappings, two that are the ends of one range joined to an interval."""
    mentions = every_number(text)
    rows: list[dict[str, Any]] = []
    joined: set[int] = set()
    for index, (first, second) in enumerate(pairwise(mentions)):
        if first.kind is second.kind and TO.fullmatch(text, first.end, second.start):
            joined |= {index, index + 1}
            low, high = in_base_unit(first), in_base_unit(second)
            unit = (second.unit or "").lstrip("".join(_SIZES)) or None
            rows.append(
                {
                    "start": first.start,
                    "end": second.end,
                    "value": None,
                    "unit": unit,
                    "kind": second.kind,
                    "interval": (low, high),
                }
            )
    for index, mention in enumerate(mentions):
        if index not in joined:
            names = ("start", "end", "value", "unit", "kind")
            rows.append({name: getattr(mention, name) for name in names})
    return sorted(rows, key=lambda row: row["start"])


def is_read(expected: dict[str, Any], mentions: list[Mention]) -> bool:
    """Whether the mentions hold an expected number, or both ends of an expected range."""
    over = [one for one in mentions if one.start < expected["end"] and expected["start"] < one.end]
    interval = expected.get("interval")
    wanted = [interval["lo"], interval["hi"]] if interval else [expected["value"]]
    return bool(over) and all(
        value is None or any(_same(mention, Decimal(value)) for mention in over) for value in wanted
    )


def _same(mention: Mention, value: Decimal) -> bool:
    """Equal to the 15 digits that the specifications are written with; a share also as its percentage."""
    found = in_base_unit(mention)
    if found is None:
        return False
    allowed = [found, found / 100] if mention.unit in ("%", "个百分点") else [found]
    return any(abs(each - value) <= abs(value) * Decimal("1e-12") for each in allowed)


def results(path: Path) -> Iterator[tuple[str, str, list[bool], int, str]]:
    """Kind, input, what of it was read, how much besides, and what was read, for each line that is scored."""
    for line in path.read_text("utf-8").splitlines():
        spec = json.loads(line)
        if spec["kind"] not in KINDS or spec.get("expect") is None or spec.get("must_raise"):
            continue
        mentions, expected = every_number(spec["input"]), spec["expect"]
        told = "; ".join(f"{mention.text} = {mention.value} {mention.unit or ''}" for mention in mentions)
        besides = sum(
            spec["kind"] in ("number", mention.kind)
            and not any(mention.start < one["end"] and one["start"] < mention.end for one in expected)
            for mention in mentions
        )
        yield spec["kind"], spec["input"], [is_read(one, mentions) for one in expected], besides, told


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("specs", type=Path)
    arguments.add_argument("--misses", action="store_true", help="print what is not read so, and why")
    options = arguments.parse_args()
    read_of: dict[str, list[bool]] = defaultdict(list)
    besides_of: dict[str, int] = defaultdict(int)
    for kind, text, read, besides, told in results(options.specs):
        read_of[kind] += read
        besides_of[kind] += besides
        if options.misses and (besides or not all(read)):
            print(f"{kind} “{text}” [{told}] {DECLINED.get(text, '')}")
    print("| kind | read | of | share | besides |\n| --- | --- | --- | --- | --- |")
    for kind, read in sorted(read_of.items()):
        print(
            f"| {kind} | {sum(read)} | {len(read)} | {percent(sum(read), len(read))} | {besides_of[kind]} |"
        )


if __name__ == "__main__":
    main()
