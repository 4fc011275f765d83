"""Where in a text its numbers stand."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.mention import Mention


def assert_spans_are_valid_ordered_and_disjoint(text: str, mentions: Iterable[Mention]) -> None:
    """Each mention says the text at its place, after the one before."""
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        end = mention.end
