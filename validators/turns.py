"""What 分别 hands to the numbers behind it: the things, or the roles, that were listed before it, one each."""

from __future__ import annotations

from assistant.domain.role import Role
from validators.lexicon import Hit
from validators.names import OWN, Name
from validators.said import Saying, Turn
from validators.vocabulary import Effect

_NOT_LISTED = OWN | {"common.key_projects"}


def turns(
    listed: list[Hit],
    in_sentence: list[Saying],
    fresh: list[Saying],
    here: list[Saying],
    numbers: int,
    near: int,
) -> list[Turn]:
    """One turn a number; none where the lists do not fit the numbers.

    `listed`: the names of the sentence; `in_sentence`, `fresh`, `here`: the roles said since the last number in the
    sentence, at all, in the clause. `numbers` stand in the rest of the sentence, `near` of them before the next comma.
    """
    numbers = near if near > 1 else numbers  # 分别为95.24%、90.48%和92.86%，三项均高于90%
    names = [hit.name for hit in listed if hit.name and not hit.name.topics <= _NOT_LISTED]
    roles = [item for item in fresh if item.mark is Effect.NONE]
    own = [item for item in here if item.mark is Effect.NONE]
    roles = own if len(own) == numbers else roles
    names = _fitting(_with_execution(listed, names, in_sentence, numbers), numbers)
    renamed = bool(listed) and any(item.start >= listed[-1].end for item in roles)
    handed = [Turn(topics=name.topics, entry="" if renamed else name.entry) for name in names]
    if numbers == len(names) or (len(names) >= 2 and numbers > len(names) != len(roles)):
        return handed  # 分值均为5分，得分分别为: what was said last, not the label
    if numbers == len(roles) and numbers > 1:
        return [Turn(roles=saying.roles) for saying in roles]
    return handed[-numbers:] if 1 < numbers < len(names) else []


def _fitting(names: list[Name], numbers: int) -> list[Name]:
    """The names without those that only lead to them (履职方面，实际完成率…), or come twice (A低于B，两者分别为)."""
    labelled = [name for name in names if name.entry]
    names = labelled if labelled and labelled == names[-numbers:] else names
    different = list(dict.fromkeys(names))
    return different if len(different) == numbers else names


def _with_execution(
    listed: list[Hit], names: list[Name], in_sentence: list[Saying], numbers: int
) -> list[Name]:
    """预算执行率 says a role and is in a list a thing: 扣在预算执行率、A和B上，扣分分别为."""
    rates = [item for item in in_sentence if item.roles == {Role.EXECUTION_RATE}]
    if len(names) < 2 or len(names) + 1 != numbers or not rates:
        return names
    at = sum(hit.start < rates[0].start for hit in listed if hit.name in names)
    return [*names[:at], Name(frozenset({"execution"})), *names[at:]]
