"""What a .docx holds beside its text: hidden bookmarks, tracked revisions, comments, and where the text stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.bookmark import Bookmark


@dataclass(frozen=True, slots=True)
class Marked:
    """A hidden bookmark as it was found around `text[start:end]`; empty where its number was deleted."""

    start: int
    end: int
    bookmark: Bookmark


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked revision that changes numbers: `text[start:end]` says `after`, where `before` stood."""

    start: int
    end: int
    before: str
    after: str
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's comment. It is no part of the report and is not judged as its prose."""

    place: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:start + length]` is what the `number`th text element (w:t) of the main part holds."""

    start: int
    length: int
    number: int


@dataclass(frozen=True, slots=True)
class Word:
    """All of it, in the order of the text; texts that comments cannot be anchored at have no stretch."""

    marked: tuple[Marked, ...] = ()
    revisions: tuple[Revision, ...] = ()
    comments: tuple[Comment, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    main: str = ""  # the name of the main part


NO_WORD = Word()
