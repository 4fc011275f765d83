"""Radicals that stand for ideographs in a PDF, as the ideographs.

Chromium and some printers write ⼀⾏⼈ (U+2F00–2FD5) and ⻓⻔⻅ (U+2E80–2EF3), because the font draws both with one
picture. A table of these two blocks alone: Unicode's compatibility forms (NFKC) leave most of the second as they are,
and turn ① into 1 and ㎡ into m2. The pairs of the second are those that share a picture in the Noto CJK fonts.
"""

from __future__ import annotations

_RADICALS = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳"
    "心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸"
    "缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音"
    "頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
)  # U+2F00 and on, in order
_SUPPLEMENT = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺫罒⺭礻⺯糹⺰纟⺱罓⺲罒"
    "⺳㓁⺹耂⺺肀⺾艹⺿艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠"
    "⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)  # sign and ideograph in turn
_IDEOGRAPHS = {0x2F00 + number: ideograph for number, ideograph in enumerate(_RADICALS)} | {
    ord(sign): ideograph for sign, ideograph in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)
}


def ideographs(text: str) -> str:
    """The text with every radical as the ideograph it looks like; of the same length."""
    return text.translate(_IDEOGRAPHS)
