"""Which entries a number can be, given its frame: the best fitting ones, or why it is none of them."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.figure import Entry
from assistant.domain.mention import Mention, MentionKind
from assistant.domain.role import DIFFERENCES, Role
from assistant.domain.unit import PERCENT, POINT, dimension
from validators.frame import SOFT, Frame
from validators.lexicon import Lexicon
from validators.names import FAMILY, pairs
from validators.reading import Binding
from validators.truth import SAME_COUNT, Agreement, agreement
from validators.values import Kept

_RATE = re.compile("(?:率|占比|比重|率（净额）)(?:为|达|达到|是|约|仅|只有|均为|降至|升至)?\\Z")
_DIFFERENCE = re.compile("(?:相差|还差|尚差|低了|高了|指标值[高低])\\Z")
# 比指标值多11件: the number is the difference, not what is compared.
_MORE_THAN = re.compile("(?:比|较|与|距)[^，。；]{1,16}(?:多|少|高|低|差|相差|超出|高出|多出|少了|多了)\\Z")
# Shares, in per cent, of a name's telling pairs of characters that words must hold to name it.
LITTLE, SOME, LIKE, MOSTLY = 10, 25, 45, 60

Fits = list[tuple[int, Kept]]


def choose(base: Binding, around: Frame, lexicon: Lexicon, counted: str = "") -> Binding:
    """The binding of a number. `counted` is the one entry that a count of projects or indicators can be."""
    own_kinds = kinds(base.mention, lexicon)
    spoken = [
        (around.fit(kept), kept)
        for kept in lexicon.about(around.topics, own_kinds)
        if not counted or kept.entry.id == counted
    ]
    spoken.sort(key=_fit)
    best = next((fit for fit, kept in spoken if _contradicts(kept, counted)), 0)
    fair = not _of_another_kind(base, around)
    agreeing = [kept for kept in lexicon.values.near(base.mention, own_kinds) if _agrees(base.mention, kept)]
    places = {kept.place for kept in agreeing} if fair else set()
    true = [(around.fit(kept, lenient=True), kept) for _, kept in spoken if kept.place in places]
    if true and _MORE_THAN.search(base.before):
        true = [(fit, kept) for fit, kept in true if kept.entry.role in DIFFERENCES]
    soft: tuple[str, ...] = ()
    entries = _best_of(true, spoken, best, around)
    if not entries and fair and not counted:
        entries = soft = _named_in_other_words(base, around, best, lexicon, agreeing)
    expected = tuple(kept.entry.id for fit, kept in spoken if fit >= best and _contradicts(kept, counted))
    found = Binding(  # written out: dataclasses.replace takes as long as all the rest
        base.mention,
        base.block,
        mark=base.mark,
        before=base.before,
        entries=entries,
        expected=expected,
        subjects=frozenset([lexicon.kept[key].facet.topic for key in expected]),
        named=around.named or bool(counted or soft),
        spoken=around.said or bool(counted),
        soft=bool(soft),
        fits=tuple((kept.entry.id, fit) for fit, kept in spoken[:4]),
    )
    # a wrong count is a wrong count, whatever else has this number
    return found if entries or counted else _fault(found, spoken, best, lexicon, agreeing)


def _best_of(true: Fits, spoken: Fits, best: int, around: Frame) -> tuple[str, ...]:
    """The true entries that fit as well as anything that is spoken of."""
    if not true:
        return ()
    chosen = max(fit for fit, _ in true)
    if chosen < best:
        limits = tuple(kept.entry.id for _, kept in true if kept.facet.topic == "limit")
        return limits if around.limits else ()
    admitted = {kept.facet.role for fit, kept in true if fit == chosen and around.fit(kept) < fit}
    if admitted and any(
        around.fit(kept, lenient=True) > chosen
        for _, kept in spoken
        if kept.facet.role in admitted and kept.facet.topic != "limit"
    ):
        return ()
    return tuple(kept.entry.id for fit, kept in true if fit == chosen) if chosen else ()


def _fit(spoken: tuple[int, Kept]) -> tuple[int, int]:
    """The best fitting first; those that fit alike in the order of the ledger."""
    return -spoken[0], spoken[1].place


def kinds(mention: Mention, lexicon: Lexicon) -> tuple[str, ...]:
    """The dimensions that a number may be of: its own, and those that prose does not tell apart."""
    if mention.unit is None:
        return lexicon.kinds
    return SAME_COUNT.get(mention.unit) or (dimension(mention.unit),)


def _of_another_kind(base: Binding, around: Frame) -> bool:
    """Whether 个百分点 stands where a rate is told, or % where a difference of rates is (相差10%)."""
    if base.mention.unit == POINT:
        return not (around.moved or around.compared or around.differs) and bool(_RATE.search(base.before))
    return base.mention.unit == PERCENT and bool(_DIFFERENCE.search(base.before))


def _agrees(mention: Mention, kept: Kept) -> bool:
    number, quantity = mention.number, kept.entry.quantity
    if number is None or quantity is None or kept.shown is None:
        return False
    plain = not (mention.approx or mention.bound or quantity.approx or quantity.bound)
    if plain and mention.unit == quantity.unit and mention.decimals >= quantity.digits:
        return number == (abs(kept.shown) if kept.signed and number >= 0 else kept.shown)
    return agreement(mention, kept.entry) is Agreement.TRUE


def _contradicts(kept: Kept, counted: str) -> bool:
    """Whether an entry can be what the words speak of: limits and counts only where they are named as such."""
    return kept.facet.topic != "limit" and (bool(counted) or kept.facet.role is not Role.COUNT)


def _named_in_other_words(
    base: Binding, around: Frame, best: int, lexicon: Lexicon, agreeing: list[Kept]
) -> tuple[str, ...]:
    """Entries whose subject the clause names in other words (化验土样植株 for 土样植株化验)."""
    near = [kept for kept in agreeing if around.topics.get(kept.facet.topic, 0) < SOFT]
    if not near:
        return ()
    named = [topic for topic, score in around.topics.items() if score >= SOFT - 2 and topic not in FAMILY]
    rival = bool(lexicon.about(named, kinds(base.mention, lexicon)))
    here, within = pairs(around.words.clause), pairs(around.words.sentence)
    alike = {
        topic
        for topic in {kept.facet.topic for kept in near}
        if _alike(lexicon.likeness(topic, here), lexicon.likeness(topic, within), rival, not best)
        or _counts(base, around, topic, lexicon)
    }
    around.topics |= dict.fromkeys(alike, SOFT)
    found = [(around.fit(kept, lenient=True), kept) for kept in near if kept.facet.topic in alike]
    top = max((fit for fit, _ in found), default=0)
    return tuple(kept.entry.id for fit, kept in found if fit == top and fit >= best)


def _counts(base: Binding, around: Frame, topic: str, lexicon: Lexicon) -> bool:
    """Whether the noun beside a count stands in the name of what is counted (118个网格, 科室13个)."""
    if base.mention.kind is not MentionKind.COUNT:
        return False
    return any(
        len(noun) == 2 and lexicon.tells(topic, noun) for noun in (around.words.after[:2], base.before[-2:])
    )


def _alike(here: int, within: int, rival: bool, nothing: bool) -> bool:
    """Whether the clause, or with less of it the sentence, is like enough to a name."""
    if not rival and (here >= SOME or within >= LIKE):
        return True
    if nothing and (here >= LITTLE or within >= SOME + LITTLE):
        return True  # nothing that is spoken of is counted in this unit
    return here >= LIKE or (here >= SOME and within >= MOSTLY)


def _fault(base: Binding, spoken: Fits, best: int, lexicon: Lexicon, agreeing: list[Kept]) -> Binding:
    """Nothing that is spoken of has this value: what has, and what comes near."""
    mention = base.mention
    elsewhere = sorted(agreeing, key=lambda kept: -_shared(kept.entry.label, base.before))
    near = [kept.entry for fit, kept in spoken if fit >= best - 4]
    within = tuple(kept.entry.id for fit, kept in spoken if fit >= best - 12)
    units = [] if elsewhere else _same_digits(base, lexicon)
    return replace(
        base,
        elsewhere=tuple(kept.entry.id for kept in elsewhere),
        near=within,
        hedge_wrong=tuple(entry.id for entry in near if agreement(mention, entry) is Agreement.HEDGE),
        rounded_twice=tuple(entry.id for entry in near if agreement(mention, entry) is Agreement.TWICE),
        same_digits=tuple(kept.entry.id for kept in units),
    )


def _same_digits(base: Binding, lexicon: Lexicon) -> list[Kept]:
    """The entries with these digits in another unit: those of what is spoken of, else all."""
    number = base.mention.number
    alike = [] if number is None else lexicon.values.with_digits(number)
    alike = [kept for kept in alike if agreement(base.mention, kept.entry) is Agreement.UNIT]
    places = {kept.place for kept in alike}
    own = [kept for topic in sorted(base.subjects) for kept in lexicon.of(topic) if kept.place in places]
    return own or alike


def held_to(entry: Entry, found: Binding, lexicon: Lexicon) -> Binding:
    """The binding of a number that a person typed where this entry was printed: it must be true of the entry.

    Except where the sentence was written anew and speaks, truly, of something else.
    """
    agrees = agreement(found.mention, entry)
    elsewhere = found.entries and found.named and entry.id not in found.expected
    if agrees is Agreement.TRUE or elsewhere:
        return found
    own = (entry.id,)
    return Binding(
        found.mention,
        found.block,
        mark=found.mark,
        before=found.before,
        expected=own,
        near=own,
        subjects=frozenset([lexicon.kept[entry.id].facet.topic]),
        named=True,
        spoken=found.spoken,
        fits=found.fits,
        hedge_wrong=own if agrees is Agreement.HEDGE else (),
        rounded_twice=own if agrees is Agreement.TWICE else (),
        same_digits=own if agrees is Agreement.UNIT else (),
    )


def _shared(label: str, before: str) -> int:
    """How many pairs of characters of a label stand in the words before a mention."""
    return sum(label[index : index + 2] in before for index in range(len(label) - 1))
