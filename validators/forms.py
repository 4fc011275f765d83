"""The written forms of numbers, as one regular expression, and the words that stand around them."""

from __future__ import annotations

import re

from validators.numerals import CHINESE

_D = "[0-9０-９]"
_GAP = r"[ \t\u3000\xa0]*\n?[ \t\u3000\xa0]*"
NUMBER = rf"(?:{_D}{{1,3}}(?:,{_D}{{3}})+(?!{_D})|{_D}+)(?:[.．]{_D}+)?"
_ZH = f"[{CHINESE}]"

# Measure words, longer ones first; a lookahead keeps words apart that only begin like one (分别, 人民).
MEASURES = (
    "个百分点|百分点|平方公里|平方米|立方米|公里|千米|公顷|公斤|千克|课时|小时|分钟|人次|户次|车次|班次|"
    "人(?!民|均|才|大代表)|户|件|个(?!百分点|别)|场|次|栋|条|份|名|项|所|家|处|台|套|辆|吨|米|亩|天|"
    "分(?!别|析|管|布|之|解|类|配|级|局|公司|为|工)|篇|期|批|册|本(?!单位|部门|年|次|级|着)|张|幅|块|支(?!出|付|持|部|撑)|只(?!有|要|能|是)|头|棵|株|"
    "宗|起(?!来|到|点)|座|间(?!接)|组|队|倍|页|岁|类|种|位|例|门(?!户)|对(?!于|照|比|应|象|接|外)|级|周(?!期|边|末)|月(?!度)|年(?!度)|日(?!元)|字"
)
FOREIGN = "美元|日元|欧元|港元|港币|英镑|澳元|加元|韩元|新台币|台币|卢布|泰铢|瑞士法郎|法郎|美分"
_MONEY = rf"[百千]?(?:万亿|[万亿])?{_GAP}(?:元|{FOREIGN})"
_MULTIPLE = "万亿|百万|千万|万|亿|千(?!克|米|瓦|方)"
_NOUNS = "办(?!法|理|公|事|结|案)|中心(?!城)|方面|大类|大项|个(?!百分点)"
_TENTH = "成(?![员立为果效本绩功交型熟长品分都就因套人])"
# A heading's number of several levels: 1.1.2 部门职能 wherever a line begins so, 1.1 only where the line is a
# short title. What a unit follows is a decimal that a line break brought there (12.5⏎万元).
_TITLE = rf"[ \t\u3000]*(?!{_MULTIPLE}|{MEASURES}|{_MONEY}|[余多成倍左以至到])[一-鿿]"
_LEVELS = rf"[1-9１-９]{_D}?(?:[.．][1-9１-９]{_D}?)"
_SECTION = (
    rf"(?:{_LEVELS}{{2,5}}[.．]?(?={_TITLE})|{_LEVELS}(?={_TITLE}[^\n0-9０-９。，；：]{{1,40}}(?:\n|\Z)))"
)

# The characters that a form begins with; a new form must begin with one of them. Most places of a text are passed over
# at this look-ahead, which makes reading five times as fast.
OPENING = rf"(?=[0-9０-９A-Za-z〔\[［(（“\"‘第指放双负 \t\u3000#>*−－+{CHINESE}-])"

FORMS = re.compile(
    rf"{OPENING}(?:(?P<doc>[〔\[［(（](?:19|20){_D}{{2}}[〕\]］)）]\s*第?\s*{_D}+\s*号|第\s*{_D}+\s*号)"
    rf"|(?P<date>(?:(?P<year>(?:19|20|１９|２０){_D}{{2}})\s*年(?P<span>度)?"
    rf"(?:\s*(?P<month>{_D}{{1,2}})\s*月(?:份)?(?:\s*(?P<day>{_D}{{1,2}})\s*日)?)?"
    rf"|(?P<iso>(?:19|20){_D}{{2}}-{_D}{{1,2}}-{_D}{{1,2}})(?!{_D})"
    rf"|(?P<month2>{_D}{{1,2}})\s*月(?!度)(?:份|\s*(?P<day2>{_D}{{1,2}})\s*日(?!元))?"
    rf"|(?P<zhyear>[一二][〇零一二三四五六七八九]{{3}})年(?:度)?))"
    rf"|(?P<ordinal>第\s*(?:{_D}+|{_ZH}{{1,24}})|指标{_ZH}{{1,24}}(?=[：:])|[(（]\s*{_D}{{1,2}}\s*[)）](?=[一-鿿])|(?:(?<=\n)|(?<=[。；;])|\A)[ \t\u3000#>*-]*(?:[(（]\s*(?:{_D}{{1,3}}|{_ZH}{{1,5}})\s*[)）]"
    rf"|{_ZH}{{1,3}}、|{_SECTION}|{_D}{{1,2}}(?:[.．](?!{_D})|、)|{_ZH}是(?=\S))|[一二三四五六七八九]是)"
    rf"|(?P<name>(?<=[表图])[1-9１-９]{_D}?(?=[ \t\u3000：:．.、])|{_D}+\+[A-Za-z]|(?<![A-Za-z])[A-Za-z]{{1,20}}[-_]?{_D}+|(?:12345|12315|12306|12388|12333)(?!\s*(?:[0-9.．,%％万亿元人件个次户条份]))|[“\"‘]{_ZH}[公农会]+[”\"’]|第三方"
    rf"|十[三四五]五(?=规划|时期|期间|”)|二十大|二十届|十[八九]大|两会|三公|三农|四个意识|四个自信|两个维护|三会一课|八项规定|六稳|六保|两癌|三重一大|一岗双责|双随机|放管服)"
    rf"|(?P<permyriad>(?P<base>百|千|万)分之(?P<zhrate>{_ZH}{{1,24}}(?:点{_ZH}{{1,24}})?|{NUMBER}))"
    rf"|(?P<arabic>(?P<sign>[-−－+负](?<![0-9０-９A-Za-z%％.．〕)）万亿元人户件个次项担肩抱辜胜欠−－—-][-−－+负]))?(?P<digits>{NUMBER})(?P<rest>"
    rf"分之(?P<above>{_ZH}{{1,24}}|{NUMBER})|(?<![0-9０-９/／.．,]{_D})(?<={_D})[/／](?P<below>[2-9])(?!{_GAP}(?:[0-9０-９/／.．,A-Za-z%％]|{_MULTIPLE}|{_MONEY}|{MEASURES}))|"
    rf"(?P<hedge>{_GAP}[余多](?=[万亿千百%％元个人户件场次栋条份名项家处台套]))?"
    rf"{_GAP}(?:(?P<money>{_MONEY})|(?P<percent>%|％|‰|{_TENTH})|(?P<multiple>{_MULTIPLE})?(?P<hedge2>[余多])?(?P<measure>{MEASURES}))"
    rf"|{_GAP}(?P<bare>{_MULTIPLE})(?P<hedge3>余|多)?)?)"
    rf"|(?P<chinese>(?P<zh>{_ZH}{{1,24}}(?:点{_ZH}{{1,24}})?)(?P<zhhedge>[余多])?(?:(?P<tenth>{_TENTH}(?:(?P<half>{_ZH})(?![{CHINESE}])|半)?(?![员立为果效本绩功交型熟长品分都就因套人])(?P<tenthhedge>多(?!少))?)"
    rf"|分之(?P<zhabove>{_ZH}{{1,24}}|{NUMBER})|(?P<zhmoney>{_MONEY})|(?P<zhmeasure>个?百分点|{_NOUNS}|{MEASURES})|(?P<zhbare>(?:(?<={_ZH}{{3}})|(?<={_ZH}{{3}}[余多]))(?!世纪|节气))))"
    r")"
)

# Words before a number that hedge it or bound it; those inside other words (节约, 最近) are excluded.
_BEFORE = re.compile(
    r"(大于等于|大于或等于|不低于|不少于|不小于|至少|≥|≧|>=|小于等于|小于或等于|不超过|不高于|不多于|不大于|至多|最多|≤|≦|<=|"
    r"大于|小于|>|＞|<|＜|超过|逾|(?<![附最靠临])将?近|(?<![节合预公制契])大?约|不足|不到|接近)(?:为|了)?\s*\Z"
)
_ABOUT_SHARE = re.compile(r"约(?:占|为|相当于)[^，。；：0-9]{0,14}\Z")
_AFTER = re.compile(r"\s*(以上|以下|左右|以内|上下)")
_BOUNDS = {
    ">=": "大于等于 大于或等于 不低于 不少于 不小于 至少 ≥ ≧ >=",
    "<=": "小于等于 小于或等于 不超过 不高于 不多于 不大于 至多 最多 ≤ ≦ <=",
    ">": "大于 > ＞",
    "<": "小于 < ＜",
}
BOUND_OF = {word: sign for sign, words in _BOUNDS.items() for word in words.split()}


def words_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The hedge and the bound that stand beside a number: ('约', '') or ('', '>=') or ('', '')."""
    before = _BEFORE.search(text, max(0, start - 8), start)
    word = before.group(1) if before else "约" if _ABOUT_SHARE.search(text, max(0, start - 20), start) else ""
    if word in BOUND_OF:
        return "", BOUND_OF[word]
    if not word:
        after = _AFTER.match(text, end, end + 4)
        word = after.group(1) if after else ""
    return word, ""
