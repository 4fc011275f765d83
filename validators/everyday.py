"""Every number of a text, claim or not: what `extract` reads, and the everyday forms that no report uses.

The gate does not call it. It is for callers who want all numbers (benchmarks/specs.py does): numerals without
a unit (二百五十), colloquial ones (九十二万四, 一百五, 3万5), spaced ones (一百 五 十 二), traditional
characters, 2e5, 40k, 一打, 五折, 十块三毛, mixed fractions (3又5分之2).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.domain.mention import Mention, MentionKind
from assistant.domain.quantity import EXACT
from validators.colloquial import DIGIT_RUN, everyday
from validators.forms import FOREIGN, MEASURES
from validators.mentions import extract, is_part_of_word

# One character for one, so that places stay the same.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．－＋／萬億兩貳參陸點負個對幾雙圓倆錢餘仟佰拾",
    "0123456789.-+/万亿两贰叁陆点负个对几双圆两钱余千百十",
)
_GAP = r"[ \t\u3000]{0,3}"
_STEP = "[十百千万亿兆]"
_ZH = "[零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖幺廿十百千万亿兆]"
_TAIL = rf"(?:{_GAP}(?:(?!百分位){_ZH}|[余多几](?={_GAP}[百千万亿兆]))){{0,40}}"
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<![\d.])\.\d+"
_ARABIC = rf"(?:{_FIGURES})(?:{_GAP}[余多几]?{_GAP}{_STEP}{_TAIL})?"
_WRITTEN = (
    rf"(?:(?:{_ARABIC}|{_ZH}{_TAIL})(?:(?<=[零十百千万亿兆]){_GAP}{_ARABIC}){{0,6}}"
    rf"(?:{_GAP}点(?:{_GAP}[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]){{1,24}})?)"
)
_SIGN = r"[-+负](?<![0-9A-Za-z%)）万亿元块担肩抱辜胜欠-][-+负])"
_BASE = rf"[十百千]?[万亿]|[百千]|百(?={_GAP}分)"
_MONEY = rf"(?:[元圆块](?:{_GAP}[整正])?|{FOREIGN})"

NUMBERS = re.compile(
    rf"(?=[-+负0-9.半零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖幺廿十百千万亿兆￥¥$])(?:"
    rf"(?P<rate>(?P<base>{_BASE}){_GAP}分{_GAP}之{_GAP}(?P<rated>{_WRITTEN})(?P<ratek>{_GAP}k(?![A-Za-z]))?)"
    rf"|(?P<half>半百)"
    rf"|(?P<number>(?P<sign>{_SIGN})?(?P<symbol>[￥¥$]{_GAP})?(?:(?P<science>\d+(?:\.\d+)?[eE][-+]?\d{{1,3}}(?![0-9A-Za-z]))"
    rf"|(?:(?P<spare>\d{{1,6}}) )?(?P<above>\d{{1,9}})/(?P<below>\d{{1,9}})(?![\d/])"
    rf"|(?:(?P<whole>{_WRITTEN}){_GAP}又{_GAP})?(?P<parts>{_WRITTEN}){_GAP}分{_GAP}之{_GAP}(?P<minus>负?)(?P<taken>{_WRITTEN})"
    rf"|(?P<written>{_WRITTEN})(?P<thousand>{_GAP}[kKM](?![A-Za-z]))?"
    rf"(?:{_GAP}(?:(?P<points>个{_GAP}百{_GAP}分{_GAP}点)|(?P<tenth>成{_GAP}(?P<more>[一二三四五六七八九\d半]?))|(?P<off>折)"
    rf"|(?P<money>{_MONEY})(?P<small>又?(?:{_GAP}{_ZH}+(?:角|毛|分(?!之)|美分)|{_GAP}\d(?:角|毛|分(?!之))){{1,2}}钱?)?"
    rf"|(?P<dozen>打)|(?P<measure>双|{MEASURES})))?)))"
)

_MULTIPLES = {"k": 10**3, "K": 10**3, "M": 10**6}
_SMALL = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01"), "美分": Decimal("0.01")}
_COINS = re.compile(rf"({_ZH}+|\d)(角|毛|美分|分)")
_NO_COUNT = ("日", "月", "字", "级", "起", "门")  # 一起, 一级, 一月: no counts
_HALVES = {"半": 5, "": 0}
# Beside these a numeral of one character is a number of its own: 这不是一却是五, 三和五, “一”.
_APART_BEFORE = re.compile(r"(?:\A|[^一-鿿]|[是和与或及])\Z")
_APART_AFTER = re.compile(rf"(?:\Z|[^一-鿿]|[是和与或及而却这的]|[到至](?:{_ZH}|\d))")
TO = re.compile(r"\s*(?:[~～–—-]{1,2}|[到至])\s*")
_SHARED = re.compile(rf"([万亿兆]+|[kM]){_GAP}[^零一二三四五六七八九十百千万亿兆\d]*\Z")


def every_number(text: str) -> list[Mention]:
    """All numbers of a text, in order and apart; ordinals, names and dates are declared as such."""
    plain = text.translate(_PLAIN)
    standard = extract(plain)
    own = [mention for match in NUMBERS.finditer(plain) if (mention := _read(match, plain)) is not None]
    merged = _with_ends(plain, _merge(standard, own))
    return [replace(mention, text=text[mention.start : mention.end]) for mention in merged]


def _merge(standard: list[Mention], own: list[Mention]) -> list[Mention]:
    """The standard mentions but those that an everyday one reaches beyond, and the everyday ones besides."""
    kept: list[Mention] = []
    for mention in sorted([*standard, *own], key=lambda one: (one.start, -one.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _with_ends(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions; the first end of a range takes unit and 万 or 亿 of the second (十八至三十万元)."""
    ended = list(mentions)
    for index, (first, second) in enumerate(pairwise(mentions)):
        plain_number = first.kind is MentionKind.NUMBER and isinstance(first.value, Decimal)
        if plain_number and second.unit and TO.fullmatch(text, first.end, second.start):
            size = _shared(first.text, second.text)
            unit = re.sub("^[百千万亿]+(?=.)", "", second.unit)
            ended[index] = replace(first, value=first.value * size, kind=second.kind, unit=unit)  # type: ignore[operator]
    return ended


def _shared(first: str, second: str) -> Decimal:
    """What the second end of a range multiplies and the first leaves out: 万 of 一到二万, 千 of 两到三千."""
    found = _SHARED.search(second)
    if found and found.group(1) not in first:
        return Decimal(_MULTIPLES.get(found.group(1)) or everyday("一" + found.group(1)) or 1)
    step = re.match(rf"{_ZH}([百千])(?!{_ZH})", second)
    return everyday("一" + step.group(1)) or Decimal(1) if step and first in DIGIT_RUN else Decimal(1)


def _read(match: re.Match[str], text: str) -> Mention | None:
    group = match.groupdict()
    if group["rate"]:
        return _rate(match)
    if group["half"]:
        return _number(match, Decimal(50))
    if group["science"]:
        value: Decimal | None = Decimal(group["science"])
    elif group["above"]:
        value = _fraction(group["spare"], group["above"], group["below"])
    elif group["parts"]:
        value = _fraction(group["whole"], group["taken"], group["parts"])
    else:
        value = everyday(group["written"])
    if value is None:
        return None
    if (group["sign"] or "+") != "+":
        value = -value
    if group["minus"]:
        value = -value
    return _with_unit(match, text, value) if group["written"] else _number(match, value)


def _with_unit(match: re.Match[str], text: str, value: Decimal) -> Mention | None:
    group = match.groupdict()
    value *= _MULTIPLES.get((group["thousand"] or "").strip(), 1)
    if group["money"] or group["symbol"]:
        value += sum(
            (everyday(coin) or 0) * _SMALL[name] for coin, name in _COINS.findall(group["small"] or "")
        )
        unit = group["money"] or ""
        foreign = unit if unit[:1] not in tuple("元圆块") else ""
        home = "美元" if (group["symbol"] or "").startswith("$") else "元"
        return _number(match, value, MentionKind.CURRENCY, foreign or home)
    if group["points"]:
        return _number(match, value, MentionKind.PERCENT, "个百分点")
    if group["tenth"]:
        more = group["more"]
        return _number(
            match,
            value * 10 + (_HALVES[more] if more in _HALVES else everyday(more) or 0),
            MentionKind.PERCENT,
            "%",
        )
    if group["off"]:
        return _number(match, value if value >= 10 else value * 10, MentionKind.PERCENT, "%")
    if group["dozen"]:
        return _number(match, value * 12)
    if group["measure"]:
        alone = len(group["written"]) > 1 or group["measure"] not in _NO_COUNT
        counts = alone and not is_part_of_word(group["written"], text, match.start("written"))
        return _number(match, value, MentionKind.COUNT, group["measure"]) if counts else None
    return _number(match, value) if _apart(match, text) else None


def _apart(match: re.Match[str], text: str) -> bool:
    """Whether a numeral without a unit is a number of its own: one character could be part of a word."""
    written = match["written"]
    if match["sign"] or not re.fullmatch(r"[^\d.]{1,2}", written):
        return True
    if len(written) == 2:
        return not all(char in DIGIT_RUN for char in written)
    start, end = match.span()
    before = _APART_BEFORE.search(text, max(0, start - 1), start)
    return before is not None and _APART_AFTER.match(text, end) is not None


def _rate(match: re.Match[str]) -> Mention | None:
    value, base = everyday(match["rated"]), everyday("一" + match["base"])
    if value is None or not base:
        return None
    return _number(match, value * (1000 if match["ratek"] else 1) * 100 / base, MentionKind.PERCENT, "%")


def _fraction(whole: str | None, above: str, below: str) -> Decimal | None:
    parts, of, units = everyday(above), everyday(below), everyday(whole) if whole else Decimal(0)
    if parts is None or not of or units is None:
        return None
    return EXACT.add(units, EXACT.divide(parts, of))


def _number(
    match: re.Match[str], value: Decimal, kind: MentionKind = MentionKind.NUMBER, unit: str | None = None
) -> Mention:
    return Mention(match.start(), match.end(), match.group(), kind, value, unit)
