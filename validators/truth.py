"""Whether a printed number agrees with a ledger entry: unit, value, rounding, hedge."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from assistant.domain.figure import Entry
from assistant.domain.mention import Mention
from assistant.domain.quantity import EXACT, Quantity, half_up
from assistant.domain.role import SIGNED, Role
from assistant.domain.unit import convert, dimension

# Measure words that Chinese prose does not tell apart.
SAME_COUNT = {"个": ("个", "项"), "项": ("个", "项"), "人": ("人", "名"), "名": ("人", "名")}
_AT_LEAST = ("余", "多", "超过", "逾", "以上")
_BELOW = ("近", "将近", "接近", "不足", "不到", "以下", "以内")
_BOUND = {"≥": ">=", "≤": "<=", ">": ">", "<": "<"}
_COMPARING = ("超过", "不足", "不到", "接近", "逾")
_ABOUT = ("约", "大约", "左右", "上下")


class Agreement(Enum):
    """How a mention stands to an entry."""

    TRUE = "agrees"
    UNIT = "the digits agree, the unit does not"
    HEDGE = "the digits agree, the hedge does not"
    TWICE = "agrees only when rounded twice"
    FALSE = "does not agree"


def in_unit_of(mention: Mention, entry: Entry) -> Decimal | None:
    """The entry's exact value in the mention's unit; None where the two units do not convert."""
    quantity = entry.quantity
    if quantity is None:
        return None
    if mention.unit in (None, quantity.unit) or quantity.unit in SAME_COUNT.get(mention.unit, ()):
        return quantity.exact
    return convert(quantity.exact, quantity.unit, mention.unit)


def agreement(mention: Mention, entry: Entry) -> Agreement:
    """The agreement of a numeric mention with one entry."""
    quantity, number = entry.quantity, mention.number
    if quantity is None or number is None:
        return Agreement.FALSE
    exact = in_unit_of(mention, entry)
    found = Agreement.FALSE if exact is None else _in_unit(mention, entry, quantity, number, exact)
    if found is Agreement.FALSE and mention.unit not in (quantity.unit, None) and number != 0:
        return Agreement.UNIT if number in (quantity.shown, abs(quantity.shown)) else found
    return found


def _in_unit(
    mention: Mention, entry: Entry, quantity: Quantity, number: Decimal, exact: Decimal
) -> Agreement:
    if entry.role in SIGNED and number >= 0:
        exact = abs(exact)
    shown = half_up(exact, quantity.digits) if mention.unit in (quantity.unit, None) else exact
    if quantity.bound and mention.approx in ("以上", "以下", "以内") and number == shown:
        same = (quantity.bound in "≥>") == (mention.approx == "以上")
        return Agreement.TRUE if same else Agreement.HEDGE
    if mention.bound and quantity.bound and _BOUND.get(quantity.bound) != mention.bound:
        return Agreement.HEDGE if number == shown else Agreement.FALSE
    if mention.approx == "以内" and number == shown:
        return Agreement.TRUE  # within what is named
    if (
        mention.approx in (*_COMPARING, "以上", "以下")
        and entry.role in (Role.TARGET, Role.LIMIT)
        and number == shown
    ):
        return Agreement.TRUE  # 超过90%, 不足10件: compared with, not stated
    return _hedged(mention, number, exact, shown, quantity.approx, dimension(quantity.unit))


def _hedged(
    mention: Mention, number: Decimal, exact: Decimal, shown: Decimal, approx: str, of: str
) -> Agreement:
    hedge = mention.approx
    if approx:
        if number != shown:
            return Agreement.FALSE
        return Agreement.TRUE if hedge in _AT_LEAST else Agreement.HEDGE
    if not hedge:
        coarser = (
            of in ("money", "rate") and mention.decimals >= 1 and half_up(exact, mention.decimals) == number
        )
        if number == shown or coarser:
            return Agreement.TRUE
        twice = (
            of in ("money", "rate") and half_up(shown, mention.decimals) == number and mention.decimals >= 1
        )
        return Agreement.TWICE if twice else Agreement.FALSE
    width = step(number, mention.decimals)
    if hedge in _AT_LEAST:
        true = number <= exact < number + width
    elif hedge in _BELOW:
        true = number - width <= exact < number
    elif hedge in _ABOUT:
        true = abs(exact - number) * 2 <= width
    else:
        true = number == shown
    return Agreement.TRUE if true else Agreement.HEDGE if number == shown else Agreement.FALSE


def step(number: Decimal, decimals: int) -> Decimal:
    """One unit of the last significant written place: 9000 → 1000, 360 → 10, 0.5 → 0.1, 千分之1 → 0.1 %."""
    if decimals or number == 0:
        return Decimal(1).scaleb(-decimals)
    return Decimal(1).scaleb(int(number.normalize(EXACT).as_tuple().exponent))
