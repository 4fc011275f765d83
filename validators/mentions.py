"""Reading numbers: a text into its mentions, in order, by written form alone (no ledger needed)."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.domain.mention import Mention, MentionKind
from assistant.domain.quantity import EXACT
from assistant.domain.unit import POINT
from validators.forms import FORMS, words_around
from validators.numerals import ARABIC, DIGITS, arabic, chinese

MOST_DECIMALS, MOST_DIGITS = 12, 1000  # a longer number is no printed figure
_SPACE = re.compile(r"\s+")
_MULTIPLES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_RATES = {"‰": ("‰", 1), "成": ("%", 10)}
_POINTS = (POINT, "百分点")
_BEFORE_ONE = "统唯进同某每单专逐任之第万其这那另各数几星礼下"
_ARTICLE = ("一",)
_SCORED = re.compile(r"(?:得|扣|为|计|满|值|加|减)\Z")


def extract(text: str) -> list[Mention]:
    """All numbers of a text. What only looks like one (统一, 进一步, 万盛社区) is not returned."""
    found: list[Mention] = []
    for match in FORMS.finditer(text):
        mention = _read(match, text)
        if mention is not None:
            found.append(mention)
    return found


def _read(match: re.Match[str], text: str) -> Mention | None:
    kind = match.lastgroup
    if kind in ("doc", "name"):
        return _plain(match, MentionKind.NAME)
    if kind == "ordinal":
        return _plain(match, MentionKind.ORDINAL)
    if kind == "date":
        return _date(match)
    if kind == "permyriad":
        return _permyriad(match, text)
    return _arabic(match, text) if kind == "arabic" else _chinese(match, text)


def _plain(match: re.Match[str], kind: MentionKind) -> Mention:
    return Mention(match.start(), match.end(), match.group(), kind, None, None)


def _date(match: re.Match[str]) -> Mention:
    group = match.groupdict()
    start, end = match.span()
    if group["iso"]:
        year, month, day = (int(part) for part in group["iso"].split("-"))
    elif group["zhyear"]:
        value = chinese(group["zhyear"])
        year, month, day = int(value or 0), 0, 0
    else:
        year = int(group["year"] or 0)
        month = int(group["month"] or group["month2"] or 0)
        day = int(group["day"] or group["day2"] or 0)
    text = f"{year:04d}" if year else "-"
    text += f"-{month:02d}" if month else ""
    text += f"-{day:02d}" if day else ""
    unit = "日" if day else "月" if month else "年"
    return Mention(start, end, match.group(), MentionKind.DATE, text, unit)


def _fraction(
    match: re.Match[str], text: str, above: Decimal | None, below: Decimal | None
) -> Mention | None:
    """三分之二, 2/3: its value to 60 digits; a denominator of zero is read as nothing."""
    if above is None or not below:
        return None
    return _mention(match, text, MentionKind.NUMBER, EXACT.divide(above, below), None, 0)


def _written(numeral: str) -> Decimal | None:
    return arabic(numeral) if numeral[0] in ARABIC else chinese(numeral)


def _permyriad(match: re.Match[str], text: str) -> Mention | None:
    written = match["zhrate"]
    number, decimals = _written(written), _decimals(written)
    if number is None or decimals > MOST_DECIMALS:
        return None
    value = number * 100 / {"百": 100, "千": 1000, "万": 10000}[match["base"]]
    return _mention(match, text, MentionKind.PERCENT, value, "%", decimals)


def _mention(
    match: re.Match[str],
    text: str,
    kind: MentionKind,
    value: Decimal,
    unit: str | None,
    decimals: int,
    hedge: str = "",
) -> Mention:
    start, end = match.span()
    around, bound = words_around(text, start, end)
    return Mention(start, end, match.group(), kind, value, unit, decimals, hedge or around, bound)


def _decimals(written: str) -> int:
    return len(re.split("[点.．]", written, maxsplit=1)[-1]) if re.search("[点.．]", written) else 0


def _arabic(match: re.Match[str], text: str) -> Mention | None:
    group = match.groupdict()
    digits = group["digits"]
    if len(digits) > MOST_DIGITS or _decimals(digits) > MOST_DECIMALS:
        return None  # the rule of unreadable numbers reports it
    value, decimals = arabic(digits), _decimals(digits)
    if group["sign"] and group["sign"] != "+":
        value = -value
    if group["above"]:
        return _fraction(match, text, _written(group["above"]), value)
    if group["below"]:
        return _fraction(match, text, value, arabic(group["below"]))
    hedge = (group["hedge"] or group["hedge2"] or group["hedge3"] or "").strip()
    if group["money"]:
        return _mention(
            match, text, MentionKind.CURRENCY, value, _SPACE.sub("", group["money"]), decimals, hedge
        )
    if group["percent"]:
        unit, tenths = _RATES.get(group["percent"], ("%", 1))
        return _mention(
            match, text, MentionKind.PERCENT, value * tenths, unit, max(0, decimals - (tenths > 1)), hedge
        )
    multiple = group["multiple"] or group["bare"]
    if multiple:
        value *= _MULTIPLES[multiple]
    measure = group["measure"]
    if measure in _POINTS:
        return _mention(match, text, MentionKind.PERCENT, value, POINT, decimals, hedge)
    kind = MentionKind.COUNT if measure else MentionKind.NUMBER
    return _mention(match, text, kind, value, measure, decimals, hedge)


def _chinese(match: re.Match[str], text: str) -> Mention | None:
    group = match.groupdict()
    written = group["zh"]
    value = chinese(written)
    if value is None or is_part_of_word(written, text, match.start()):
        return None
    if group["zhabove"]:
        return _fraction(match, text, _written(group["zhabove"]), value)
    hedge = group["zhhedge"] or ""
    decimals = _decimals(written)
    if group["tenth"]:
        half = group["half"]
        tail = chinese(half) if half else Decimal(5) if "半" in group["tenth"] else Decimal(0)
        hedge = hedge or group["tenthhedge"] or ""
        return _mention(match, text, MentionKind.PERCENT, value * 10 + (tail or 0), "%", 0, hedge)
    if (
        group["zhbare"] is not None
    ):  # 二百二十五盏: of a unit that no list holds; a mere run of digits is a year
        bare = None if DIGITS.keys() >= set(written) else value
        return (
            None if bare is None else _mention(match, text, MentionKind.NUMBER, bare, None, decimals, hedge)
        )
    if group["zhmoney"]:
        return _mention(
            match, text, MentionKind.CURRENCY, value, _SPACE.sub("", group["zhmoney"]), decimals, hedge
        )
    measure = group["zhmeasure"]
    if measure in _POINTS:
        return _mention(match, text, MentionKind.PERCENT, value, POINT, decimals, hedge)
    if written in _ARTICLE or (
        measure in ("日", "月", "字", "级", "对", "起", "门", "年", "周") and value < 10
    ):
        return None
    if (
        measure == "分"
        and len(written) == 1
        and not _SCORED.search(text, max(0, match.start() - 1), match.start())
    ):
        return None  # 十分 and 万分 are adverbs
    return _mention(match, text, MentionKind.COUNT, value, measure, decimals, hedge)


def is_part_of_word(numeral: str, text: str, start: int) -> bool:
    """Whether a numeral of one character ends a word such as 统一, 唯一, 之一, 下一."""
    return len(numeral) == 1 and start > 0 and text[start - 1] in _BEFORE_ONE
