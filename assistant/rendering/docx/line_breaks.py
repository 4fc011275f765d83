"""What may not begin a line: Chinese closing marks, and the units of this report's numbers.

So `2932.09万元` is not broken before 万元, though Word would break there; the text itself stays as it is. A person finds
the list in Word under 版式 › 首尾字符设置.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from assistant.rendering.docx.elements import W, node

# Word's own list for Chinese.
_MARKS = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
_UNIT = re.compile(r"(?<=[\d.])[^\W\d_a-zA-Z]{1,3}\Z")
_ALWAYS, _MOST = "万亿元", 100  # Word takes 100 signs
# Settings that follow in the schema; the list stands before the first of them.
_LATER = (
    "savePreviewPicture",
    "doNotValidateAgainstSchema",
    "saveInvalidXml",
    "ignoreMixedContent",
    "alwaysShowPlaceholderText",
    "doNotDemarcateInvalidXml",
    "saveXmlDataOnly",
    "useXSLTWhenSaving",
    "saveThroughXslt",
    "showXMLTags",
    "alwaysMergeEmptyNamespace",
    "updateFields",
    "hdrShapeDefaults",
    "footnotePr",
    "endnotePr",
    "compat",
    "docVars",
    "rsids",
    "mathPr",
    "attachedSchema",
    "themeFontLang",
    "clrSchemeMapping",
    "doNotIncludeSubdocsInStats",
    "doNotAutoCompressPictures",
    "forceUpgrade",
    "captions",
    "readModeInkLockDown",
    "smartTagType",
    "schemaLibrary",
    "shapeDefaults",
    "doNotEmbedSmartTags",
    "decimalSymbol",
    "listSeparator",
)


def keep_units(settings: Any, printed: Iterable[str]) -> None:
    """Set in a document's settings that no line begins with the unit of a printed number."""
    for old in settings.findall(W + "noLineBreaksBefore"):
        settings.remove(old)
    counted = Counter(sign for text in printed for unit in _UNIT.findall(text) for sign in unit)
    signs = dict.fromkeys(_MARKS + _ALWAYS + "".join(sign for sign, _ in counted.most_common()))
    new = node("noLineBreaksBefore", lang="zh-CN", val="".join(signs)[:_MOST])
    later = next((item for item in settings if item.tag.rpartition("}")[2] in _LATER), None)
    if later is None:
        settings.append(new)
    else:
        later.addprevious(new)
