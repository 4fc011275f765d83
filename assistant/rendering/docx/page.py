"""Paper, margins, the grid of 22 lines and 28 characters, and the page numbers. Lengths are twentieths of a point."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from assistant.rendering.docx.elements import NAMESPACE, W, node
from assistant.rendering.docx.styles import EVEN_PAGE, LINE, ODD_PAGE, style_id

LONG, SHORT = 16838, 11906  # A4
TOP, BOTTOM, BINDING, CUT = 2098, 1984, 1588, 1474  # 37, 35, 28 and 26 mm
_FOOT, _FOOT_ACROSS = 1304, 794  # the number stands 7 mm below the text
# 28 characters on 156 mm: 15.793 points for one of 16, in 1/4096 of a point.
_CHARACTERS, _CLOSER = 28, -849
# The parts of a sectPr in the order of the schema.
_ORDER = (
    "headerReference",
    "footerReference",
    "footnotePr",
    "endnotePr",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
)


def upright() -> Any:
    """The section of the body, without page number parts: A4 upright on the grid, its numbers from 1."""
    return node(
        "sectPr",
        node("type", val="nextPage"),
        node("pgSz", w=SHORT, h=LONG),
        _margins(TOP, CUT, BOTTOM, BINDING, _FOOT),
        node("pgNumType", start=1),
        node("cols", space=425),
        node("docGrid", type="linesAndChars", linePitch=LINE, charSpace=_CLOSER),
    )


def cover_of(body: Any) -> Any:
    """The section of a cover before this body: the same paper and letterhead, no page number."""
    made = deepcopy(body)
    for name in ("footerReference", "pgNumType"):
        for item in made.findall(W + name):
            made.remove(item)
    return made


def annex_of(body: Any) -> Any:
    """The section of the annexed tables after this body: the sheet turned, its binding side on top."""
    made = deepcopy(body)
    for name in ("type", "pgSz", "pgMar", "pgNumType", "docGrid"):
        for item in made.findall(W + name):
            made.remove(item)
    size, edge = body.find(W + "pgSz"), body.find(W + "pgMar")
    wide, high = (int(size.get(W + side)) for side in ("w", "h"))
    top, right, bottom, left = (int(edge.get(W + side)) for side in ("top", "right", "bottom", "left"))
    if high > wide:
        wide, high, top, right, bottom, left = high, wide, left, top, right, bottom
    made.extend(
        [
            node("type", val="nextPage"),
            node("pgSz", w=wide, h=high, orient="landscape"),
            _margins(top, right, bottom, left, min(_FOOT_ACROSS, bottom)),
            node("docGrid", linePitch=LINE),
        ]
    )
    made[:] = sorted(made, key=lambda item: _ORDER.index(item.tag.removeprefix(W)))
    return made


def _margins(top: int, right: int, bottom: int, left: int, footer: int) -> Any:
    return node("pgMar", top=top, right=right, bottom=bottom, left=left, header=851, footer=footer, gutter=0)


def text_width(section: Any) -> int:
    """How wide the text of a section may be."""
    size, edge = section.find(W + "pgSz"), section.find(W + "pgMar")
    taken = sum(int(edge.get(W + side, "0")) for side in ("left", "right", "gutter"))
    return max(1, int(size.get(W + "w")) - taken)


def text_height(section: Any) -> int:
    """How high the text of a section may be."""
    size, edge = section.find(W + "pgSz"), section.find(W + "pgMar")
    return max(
        1, int(size.get(W + "h")) - sum(abs(int(edge.get(W + side, "0"))) for side in ("top", "bottom"))
    )


def footer_xml(*, even: bool) -> str:
    """A footer with the page number between dashes, outside: odd pages on the right, even ones on the left."""
    style = style_id((EVEN_PAGE if even else ODD_PAGE).name)
    return (
        f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )
