"""The styles of the report: every face, size, line and indent is said here and nowhere else.

Names are what a person sees in Word; those of Word itself (heading 1, Title) are shown there in Chinese. A template is
read by these names, because Word in another language gives other ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

BODY, SONG, HEI, KAI, TITLE = "仿宋_GB2312", "宋体", "黑体", "楷体_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
LINE = 579  # twentieths of a point: 22 lines on 225 mm
# 28 characters of 16 points on 156 mm stand a quarter of a point closer. The grid of the page says the same, but
# LibreOffice gives a character that is wider than its square two of them; so the styles say it, and use no grid.
_CLOSER = -5
TABLE = "报告表格"

# Where the official face is not installed, Word takes the next of these.
FALLBACKS = {
    TITLE: ("小标宋体", "华文中宋", "STZhongsong", SONG, "SimSun"),
    BODY: ("仿宋", "FangSong", "STFangsong"),
    KAI: ("楷体", "KaiTi", "STKaiti"),
    HEI: ("SimHei", "微软雅黑", "Microsoft YaHei"),
    SONG: ("SimSun", "NSimSun", "STSong"),
}


@dataclass(frozen=True)
class Look:
    """A paragraph style. Sizes are half points; lines, spaces and indents twentieths of a point or hundredths of a
    character (`chars`: first line, `left`: all lines, `hanging`: all but the first); `based` names another style."""

    name: str
    face: str = BODY
    size: int = 32
    based: str = "Normal"
    align: str = "both"
    line: int = LINE
    rule: str = "exact"
    before: int = 0
    after: int = 0
    chars: int = 0
    left: int = 0
    hanging: int = 0
    right: int = 0
    keep: bool = False
    new_page: bool = False
    outline: int | None = None
    latin: str = LATIN
    tabs: str = ""
    own: bool = True  # not one of Word's


NORMAL = Look("Normal", own=False)
BODY_TEXT = Look("公文正文", chars=200)
HEADINGS = tuple(
    Look(f"heading {level}", face, chars=200, keep=True, outline=level - 1, own=False)
    for level, face in ((1, HEI), (2, KAI), (3, BODY), (4, BODY))
)
COVER_TITLE = Look("Title", TITLE, 44, align="center", line=720, before=2400, keep=True, own=False)
COVER_YEAR = Look("Subtitle", BODY, 32, align="center", before=LINE, after=4000, own=False)
COVER_LINE = Look("封面信息", left=1100, hanging=1100, align="left")
CONTENTS_TITLE = Look("目录标题", TITLE, 44, align="center", line=720, after=LINE, keep=True, new_page=True)
_DOTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>'
CONTENTS = tuple(
    Look(f"toc {level}", face, 28, align="left", left=left, tabs=_DOTS, own=False)
    for level, face, left in ((1, HEI, 0), (2, BODY, 200), (3, BODY, 400))
)
ANNEX_MARK = Look("附件标记", HEI, align="left", keep=True)
ANNEX_TITLE = Look("附件标题", TITLE, 44, align="center", line=LINE, before=LINE, keep=True, outline=0)
CAPTION = Look("caption", HEI, 24, align="center", line=360, before=80, after=40, keep=True, own=False)
_ROW = {"line": 280, "rule": "atLeast", "size": 21}
TABLE_HEAD = Look("表头", HEI, align="center", keep=True, **_ROW)  # type: ignore[arg-type]
TABLE_TEXT = Look("表格文字", SONG, align="center", **_ROW)  # type: ignore[arg-type]
TABLE_WORDS = Look("表格说明", SONG, align="left", **_ROW)  # type: ignore[arg-type]
NOTE = Look("编制说明", KAI, 21, line=280, chars=200, before=80)
AFTER_TABLE = Look("表后", SONG, 2, line=20)
_FOOT = Look("footer", SONG, 28, align="right", line=280, latin=SONG, own=False)
ODD_PAGE = Look("单页页码", SONG, 28, "footer", "right", 280, right=100, latin=SONG)
EVEN_PAGE = Look("双页页码", SONG, 28, "footer", "left", 280, left=100, latin=SONG)
_HEADER = Look("header", SONG, 18, align="center", line=240, rule="auto", own=False)

# What a renderer writes with; a template must have them.
NEEDED = (
    COVER_TITLE,
    COVER_YEAR,
    COVER_LINE,
    BODY_TEXT,
    *HEADINGS,
    CONTENTS_TITLE,
    *CONTENTS,
    ANNEX_MARK,
    ANNEX_TITLE,
    CAPTION,
    TABLE_HEAD,
    TABLE_TEXT,
    TABLE_WORDS,
    NOTE,
    AFTER_TABLE,
)
LOOKS = (NORMAL, *NEEDED, _FOOT, ODD_PAGE, EVEN_PAGE, _HEADER)


def style_id(name: str) -> str:
    """The id of a style in the template that this program writes."""
    return {"Normal": "a", "footer": "a3", "header": "a4"}.get(
        name
    ) or f"z{[look.name for look in LOOKS].index(name)}"


def styles_xml() -> str:
    """The part word/styles.xml."""
    fonts = _fonts(BODY, LATIN)
    return (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{fonts}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        + "".join(_style(look) for look in LOOKS)
        + '<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        '</w:tblPr></w:style><w:style w:type="numbering" w:default="1" w:styleId="a2"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        f"{_table_style()}</w:styles>"
    )


def _style(look: Look) -> str:
    default = look is NORMAL
    head = ' w:default="1"' * default + ' w:customStyle="1"' * look.own
    following = BODY_TEXT if look in HEADINGS else look
    return (
        f'<w:style w:type="paragraph"{head} w:styleId="{style_id(look.name)}"><w:name w:val="{escape(look.name)}"/>'
        + (
            ""
            if default
            else f'<w:basedOn w:val="{style_id(look.based)}"/><w:next w:val="{style_id(following.name)}"/>'
        )
        + f"<w:qFormat/><w:pPr>{_paragraph(look)}</w:pPr><w:rPr>{_fonts(look.face, look.latin)}"
        '<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:iCs w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:color w:val="000000"/><w:spacing w:val="{_CLOSER if look.size == NORMAL.size else 0}"/>'
        f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/></w:rPr></w:style>'
    )


def _paragraph(look: Look) -> str:
    keep = "<w:keepNext/><w:keepLines/>" * look.keep + "<w:pageBreakBefore/>" * look.new_page
    ends = f' w:rightChars="{look.right}" w:right="{_twips(look.right, look.size)}"'
    first = (
        f' w:hangingChars="{look.hanging}" w:hanging="{_twips(look.hanging, look.size)}"'
        if look.hanging
        else f' w:firstLineChars="{look.chars}" w:firstLine="{_twips(look.chars, look.size)}"'
    )
    return (
        f'{keep}<w:widowControl/>{look.tabs}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="{look.line}" w:lineRule="{look.rule}"/>'
        f'<w:ind w:leftChars="{look.left}" w:left="{_twips(look.left, look.size)}"{ends}{first}/><w:jc w:val="{look.align}"/>'
        + (f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "")
    )


def _twips(chars: int, size: int) -> int:
    """Hundredths of a character at a size in half points, in twentieths of a point."""
    return chars * size // 10


def _fonts(face: str, latin: str) -> str:
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}"/>'


def _table_style() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="zt"><w:name w:val="{TABLE}"/><w:basedOn w:val="a1"/>'
        f'<w:qFormat/><w:tblPr><w:jc w:val="center"/><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>'
        '<w:top w:w="20" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
    )


def font_table_xml() -> str:
    """The part word/fontTable.xml, with what stands in for a face that is not installed."""
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/></w:font>'
        for face, others in FALLBACKS.items()
    )
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    return f'<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}{latin}</w:fonts>'
