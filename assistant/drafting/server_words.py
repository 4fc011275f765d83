"""What a server says in its own words, out of an error body of any shape: one place for all of them.

OpenAI's {"error": {"message", "code"}}, {"error": "…"}, FastAPI's {"detail": "…"} and {"detail": [{"loc", "msg"}]},
{"code", "msg"}, {"errors": […]}, an error within the text of another (relays pass on what they were told), a page
of HTML, plain text. The words are data: `described` in failures.py makes them printable and takes the key out.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

_SAYING = (
    "error",
    "errors",
    "message",
    "msg",
    "detail",
    "error_msg",
    "error_message",
    "errorMessage",
    "errmsg",
    "error_description",
    "description",
    "reason",
    "title",
    "text",
)
_NAMING = ("code", "error_code", "errorCode", "type", "status")
_STATUS = re.compile(r"[45]\d\d")
_DEEPEST = 8
MOST_WORDS = 20_000


def words_of(body: object) -> str:
    """The words of an error body, in one line; empty where there are none."""
    return " ".join(_said(body, _DEEPEST).split())[:MOST_WORDS]


def words_of_bytes(body: bytes) -> str:
    """The words of an error body as it was sent: UTF-8, or the GBK of an older gateway."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    return words_of(text)


def says_error(body: dict[str, Any]) -> bool:
    """Whether an object says that something went wrong, as opposed to one that says nothing (a ping)."""
    return bool(body.get("error")) or any(isinstance(body.get(key), str | list | dict) for key in _SAYING)


def status_in(body: object) -> int | None:
    """The HTTP status that an error body states of itself: code, status or status_code, 400 to 599."""
    if not isinstance(body, dict):
        return None
    for key in ("status_code", "status", "http_status", "code", "error_code"):
        value = body.get(key)
        number = int(value) if isinstance(value, str) and _STATUS.fullmatch(value) else value
        if isinstance(number, int) and 400 <= number <= 599:
            return number
    return status_in(body.get("error"))


def _said(body: object, deep: int) -> str:
    if deep == 0 or body is None or isinstance(body, bool):
        return ""
    if isinstance(body, str):
        return _of_text(body, deep)
    if isinstance(body, list):
        return "；".join(filter(None, (_said(item, deep - 1) for item in body)))
    if isinstance(body, dict):
        return _of_object(body, deep)
    return str(body)


def _of_object(body: dict[str, Any], deep: int) -> str:
    words = next(filter(None, (_said(body.get(key), deep - 1) for key in _SAYING)), "")
    if isinstance(body.get("loc"), list):  # FastAPI: which field of the request
        words = f"{'.'.join(str(step) for step in body['loc'])}：{words}"
    names = [str(body[key]) for key in _NAMING if isinstance(body.get(key), str | int) and body[key]]
    named = next((name for name in names if name not in words and not _STATUS.fullmatch(name)), "")
    if words and named:
        return f"{words}（{named}）"
    return words or named or json.dumps(body, ensure_ascii=False)


def _of_text(text: str, deep: int) -> str:
    begun = text.lstrip()[:1]
    if begun and begun in "{[":
        try:
            return _said(json.loads(text), deep - 1)
        except (ValueError, RecursionError):
            return text
    if begun == "<":
        page = _Page()
        page.feed(text[:MOST_WORDS])
        return " ".join(page.texts) or text
    return text


class _Page(HTMLParser):
    """The text of a page, without its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen = tag if tag in ("script", "style") else self._unseen

    def handle_endtag(self, tag: str) -> None:
        self._unseen = "" if tag == self._unseen else self._unseen

    def handle_data(self, data: str) -> None:
        if not self._unseen and data.strip():
            self.texts.append(data.strip())
