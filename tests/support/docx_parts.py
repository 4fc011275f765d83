"""What a .docx is made of, and what Word would repair in it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from assistant.rendering.docx.elements import R, W

# Children in the order of ECMA-376 (transitional), for the elements that are written.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tr": "tblPrEx trPr tc",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked rsid pPr "
    "rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins attachedTemplate trackRevisions "
    "defaultTabStop autoHyphenation evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing "
    "characterSpacingControl strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore updateFields footnotePr endnotePr "
    "compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "compat": "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn "
    "adjustLineHeightInTable useFELayout compatSetting",
    "document": "background body",
}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
        return {name: package.read(name) for name in package.namelist()}


def document(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])


def texts(data: bytes) -> list[str]:
    """The text of every paragraph."""
    return ["".join(item.text or "" for item in p.iter(W + "t")) for p in document(data).iter(W + "p")]


def faults(data: bytes) -> list[str]:
    """What Word would repair: parts that are not well-formed, wrong order, links that lead nowhere, ids used twice."""
    found: list[str] = []
    files = parts(data)
    for name, content in files.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(content)
        for element in root.iter():
            order = ORDER.get(str(element.tag).removeprefix(W), "").split()
            kinds = [str(child.tag).removeprefix(W) for child in element]
            if order and element.tag.startswith(W):
                unknown = [kind for kind in kinds if kind not in order]
                places = [order.index(kind) for kind in kinds if kind in order]
                if unknown or places != sorted(places):
                    found.append(f"{name}: {element.tag} has {kinds}")
        if name.endswith(".rels"):
            folder = Path(name).parent.parent.as_posix()
            for link in root:
                target = link.get("Target").lstrip("/")
                if (target if folder == "." else f"{folder}/{target}") not in files and target not in files:
                    found.append(f"{name}: {target} is not there")
    return found + _unlinked(files) + _twice(etree.fromstring(files["word/document.xml"]))


def _unlinked(files: dict[str, bytes]) -> list[str]:
    root = etree.fromstring(files["word/document.xml"])
    known = {link.get("Id") for link in etree.fromstring(files["word/_rels/document.xml.rels"])}
    styles = {
        item.get(W + "styleId") for item in etree.fromstring(files["word/styles.xml"]).iter(W + "style")
    }
    used = {item.get(W + "val") for tag in ("pStyle", "tblStyle", "rStyle") for item in root.iter(W + tag)}
    anchors = {item.get(W + "anchor") for item in root.iter(W + "hyperlink")}
    names = {item.get(W + "name") for item in root.iter(W + "bookmarkStart")}
    linked = {item.get(f"{R}id") for item in root.iter() if item.get(f"{R}id")}
    types = files["[Content_Types].xml"].decode()
    untyped = [
        name
        for name in files
        if name.endswith(".xml")
        and name != "[Content_Types].xml"
        and 'Extension="xml"' not in types
        and f'"/{name}"' not in types
    ]
    return [*map(str, used - styles), *map(str, anchors - names), *map(str, linked - known), *untyped]


def _twice(root: Any) -> list[str]:
    starts, ends = (
        [item.get(W + "id") for item in root.iter(W + tag)] for tag in ("bookmarkStart", "bookmarkEnd")
    )
    names = [item.get(W + "name").lower() for item in root.iter(W + "bookmarkStart")]
    found = ["bookmark ends"] * (sorted(starts) != sorted(ends))
    found += ["bookmark ids"] * (len(set(starts)) != len(starts)) + ["bookmark names"] * (
        len(set(names)) != len(names)
    )
    return found + [name for name in names if len(name) > 40]


def changed(data: bytes, part: str, *replacements: tuple[str, str]) -> bytes:
    """The package with text of one part replaced; without replacements the part is left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(data).items():
            if name != part:
                package.writestr(name, content)
            elif replacements:
                text = content.decode()
                for old, new in replacements:
                    assert old in text, old
                    text = text.replace(old, new, 1)
                package.writestr(name, text)
    return stream.getvalue()


def style_of(files: dict[str, bytes], name: str) -> Any:
    root = etree.fromstring(files["word/styles.xml"])
    return next(item for item in root.iter(W + "style") if item.find(W + "name").get(W + "val") == name)
