"""Names that a text shortens in its own way: 免费开放补助项目 for 公共美术馆、图书馆、文化馆（站）免费开放补助支出项目.

Only phrases that end like the names of projects are looked at. Reading leftwards from the end, a phrase names
the project whose name holds its pairs of characters, with at most one left out, and no other project's does.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from validators.lexicon import Hit, Lexicon
from validators.names import Name

_END = re.compile("项目|工程")
_STOP = frozenset("，。；：、！？\n（）()“”《》0123456789")
_LEAST, _MOST = 4, 20  # characters of a shortened name before its end


def with_short_names(text: str, hits: list[Hit], lexicon: Lexicon) -> list[Hit]:
    """The hits, and those of shortened names of projects, in order; what a shortened name covers is not told twice."""
    if not lexicon.project_pairs:
        return hits
    starts = [hit.start for hit in hits]
    found: list[Hit] = []
    for end in _END.finditer(text):
        place = bisect_left(starts, end.start() + 1)
        covering = hits[place - 1] if place else None
        if (
            covering is not None
            and covering.name is not None
            and covering.start < end.start()
            and covering.end >= end.end()
        ):
            continue  # a full name
        hit = _named(text, end, lexicon)
        if hit is not None:
            found.append(hit)
    if not found:
        return hits
    kept: list[Hit] = []
    found_starts = [item.start for item in found]
    for hit in hits:
        short = found[max(0, bisect_left(found_starts, hit.start + 1) - 1)]
        if not short.start <= hit.start < short.end:
            kept.append(hit)
        elif hit.end > short.end:  # 项目预算 after a shortened name still says 预算
            kept += lexicon.hits(text, short.end, hit.end + _LEAST)[:1]
    return sorted([*kept, *found], key=lambda hit: hit.start)


def _named(text: str, end: re.Match[str], lexicon: Lexicon) -> Hit | None:
    runs = [(_run(text, end.end(), held), topic) for topic, held in lexicon.project_pairs.items()]
    runs.sort(reverse=True)
    length, topic = runs[0]
    if length - len(end.group()) < _LEAST or (len(runs) > 1 and runs[1][0] == length):
        return None
    return Hit(end.end() - length, end.end(), Name(frozenset({topic})))


def _run(text: str, end: int, held: frozenset[str]) -> int:
    """How many characters before `end` a name holds, pair by pair, with one pair left out."""
    position, missed = end - 1, False
    while position > max(0, end - _MOST) and text[position - 1] not in _STOP:
        if text[position - 1 : position + 1] not in held:
            if missed:
                break
            missed = True
        position -= 1
    length = end - position
    # a pair left out at the very start belongs to the words before
    return length - 1 if missed and text[position : position + 2] not in held else length
