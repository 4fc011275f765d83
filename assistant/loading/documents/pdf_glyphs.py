"""What stands on the pages of a PDF: every character with its place, every ruling line. Run as a program of its own.

    python -P pdf_glyphs.py FILE MAX_PAGES MAX_CHARACTERS

A PDF is parsed by native code, and a hostile one may take its process down or fill its memory: here that is a child with
limits, and the reader gets a clear answer. The only module that names pypdfium2; it imports nothing of this program.
It prints a JSON object a line: {"pages": N}, then one of every page, or {"fault": "password"} and the like. Lengths are
points; y grows upwards. A page whose text stands on its side is turned upright.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from typing import Any

MEMORY, SECONDS = 1_500_000_000, 60
_MAX_OBJECTS, _MAX_RULINGS, _DEEP = 30_000, 6_000, 4
_THIN, _SHORT = 2.5, 3.0  # points: what is a line and not an area; what is too short to rule a table
_PATH, _IMAGE, _FORM = 2, 3, 5
Box = tuple[float, float, float, float]
Size = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


def main(path: str, most_pages: int, most: int) -> None:
    """Print the pages, until there are enough of them or of characters."""
    _limit()
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        _say({"fault": "password" if "password" in str(error).lower() else "broken"})
        return
    _say({"pages": len(document)})
    for number in range(min(len(document), most_pages)):
        page = raw.FPDF_LoadPage(document, number)
        if not page:
            _say({"broken": True})
            continue
        found = _page(page, raw, most)
        most -= len(found["text"])
        _say(found)
        raw.FPDF_ClosePage(page)
        if most <= 0:
            break


def _limit() -> None:
    try:
        import resource
    except ImportError:  # no such limits on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))


def _say(found: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")


def _page(page: Any, raw: Any, most: int) -> dict[str, Any]:
    size: Size = (raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page))
    if raw.FPDFPage_GetRotation(page) % 2:  # characters stand where they stood before the page was turned
        size = size[::-1]
    objects = _Objects(raw)
    objects.read(page)
    text, places, turns = _characters(page, raw, most)
    turn = max(set(turns), key=turns.count) if turns else 0
    rulings = [_turned(ruling, turn, size) for ruling in objects.rulings]
    return {
        "text": text,
        "places": [_place(place, turn, size) for place in places],
        "rulings": [[round(number, 2) for number in box] for box in rulings],
        "images": objects.images,
        "size": [round(number) for number in (size if turn % 2 == 0 else size[::-1])],
    }


def _characters(page: Any, raw: Any, most: int) -> tuple[str, list[tuple[float, ...]], list[int]]:
    """The characters, their places (left, bottom, right, top, x and y of the base, size), and samples of their turns."""
    reader = raw.FPDFText_LoadPage(page)
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    text: list[str] = []
    places: list[tuple[float, ...]] = []
    turns: list[int] = []
    for number in range(min(max(raw.FPDFText_CountChars(reader), 0), most)):
        code = raw.FPDFText_GetUnicode(reader, number)
        if raw.FPDFText_IsGenerated(reader, number) == 1 or not (
            31 < code < 0xD800 or 0xDFFF < code < 0x110000
        ):
            if code != 2:  # a hyphen at the end of a line
                continue
            code = 45
        raw.FPDFText_GetLooseCharBox(reader, number, box)
        raw.FPDFText_GetCharOrigin(reader, number, x, y)
        raw.FPDFText_GetMatrix(reader, number, matrix)
        em = raw.FPDFText_GetFontSize(reader, number) * hypot(matrix.a, matrix.b)
        if number % 7 == 0 or len(turns) < 3:
            turns.append(round(-raw.FPDFText_GetCharAngle(reader, number) / 1.5708) % 4)
        text.append(chr(code))
        places.append((box.left, box.bottom, box.right, box.top, x.value, y.value, em))
    raw.FPDFText_ClosePage(reader)
    return "".join(text), places, turns


def _place(place: tuple[float, ...], turn: int, size: Size) -> list[float]:
    """Left, bottom, right, top, base line and size of a character on the page turned back by quarters."""
    base = _turned((*place[4:6], *place[4:6]), turn, size)[1]
    return [round(number, 2) for number in (*_turned(place[:4], turn, size), base, place[6])]


def _turned(box: tuple[float, ...], turn: int, size: Size) -> Box:
    left, bottom, right, top = box
    wide, tall = size
    for _ in range(turn):
        left, bottom, right, top = bottom, wide - right, top, wide - left
        wide, tall = tall, wide
    return left, bottom, right, top


class _Objects:
    """The ruling lines and the number of images on a page."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.rulings: list[Box] = []
        self.images = self.seen = 0

    def read(self, page: Any) -> None:
        """Read the objects of a page."""
        count, get = self.raw.FPDFPage_CountObjects(page), self.raw.FPDFPage_GetObject
        self._read((get(page, number) for number in range(max(count, 0))), (1, 0, 0, 1, 0, 0), 0)

    def _read(self, objects: Iterator[Any], outer: Matrix, depth: int) -> None:
        raw = self.raw
        for item in objects:
            self.seen += 1
            if self.seen > _MAX_OBJECTS or len(self.rulings) > _MAX_RULINGS:
                return
            kind = raw.FPDFPageObj_GetType(item)
            if kind == _IMAGE:
                self.images += 1
            elif kind == _PATH:
                self._path(item, _times(self._matrix(item), outer))
            elif kind == _FORM and depth < _DEEP:
                count = max(raw.FPDFFormObj_CountObjects(item), 0)
                inner = (raw.FPDFFormObj_GetObject(item, number) for number in range(count))
                self._read(inner, _times(self._matrix(item), outer), depth + 1)

    def _matrix(self, item: Any) -> Matrix:
        found = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(item, found):
            return (1, 0, 0, 1, 0, 0)
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _path(self, item: Any, matrix: Matrix) -> None:
        raw, fill, stroke = self.raw, ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not (fill.value or stroke.value):
            return
        for points in self._outlines(item, matrix):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            whole = (min(xs), min(ys), max(xs), max(ys))
            if min(whole[2] - whole[0], whole[3] - whole[1]) <= _THIN:
                self._rule(whole)
            elif stroke.value:
                for (x, y), (to_x, to_y) in pairwise(points):
                    if abs(x - to_x) <= 1 or abs(y - to_y) <= 1:
                        self._rule((min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)))

    def _outlines(self, item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        raw, x, y = self.raw, ctypes.c_float(), ctypes.c_float()
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        for number in range(min(max(raw.FPDFPath_CountSegments(item), 0), 2_000)):
            segment = raw.FPDFPath_GetPathSegment(item, number)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if raw.FPDFPathSegment_GetType(segment) == 2 and points:  # a new outline begins
                yield points
                points = []
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points

    def _rule(self, box: Box) -> None:
        if max(box[2] - box[0], box[3] - box[1]) >= _SHORT:
            self.rulings.append(box)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
