"""The words of dates in the five languages, each with the letter that stands for it in the grammar of ``dates``.

Y year · M month · N day or number of a thing · Z two figures of a year · A whole day · O first, second, … · Q quarter ·
H half · S season · E end · B beginning · C middle · D third of a month · U until or to · P by · X before · F from ·
T to · V onwards · W within · & and · J immediately · _ a word that says nothing here.
"""

from __future__ import annotations

MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "jan", "januar", "jänner", "январ[ьяею]|январе", "янв"),
    ("february", "feb", "februar", "feber", "феврал[ьяею]", "фев|февр"),
    ("march", "mar", "märz", "mrz", "март[аеу]?", "мар"),
    ("april", "apr", "апрел[ьяею]", "апр"),
    ("may", "mai", "ма[йяею]"),
    ("june", "jun", "juni", "июн[ьяею]", "июн"),
    ("july", "jul", "juli", "июл[ьяею]", "июл"),
    ("august", "aug", "август[аеу]?", "авг"),
    ("september", "sep|sept", "сентябр[ьяею]", "сен|сент"),
    ("october", "oct", "oktober", "okt", "октябр[ьяею]", "окт"),
    ("november", "nov", "ноябр[ьяею]", "ноя|нояб"),
    ("december", "dec", "dezember", "dez", "декабр[ьяею]", "дек"),
)
"""Patterns of each month's names, January first; abbreviations may be followed by a dot."""

NUMBERED: dict[str, tuple[tuple[int, str], ...]] = {
    "O": (
        (1, r"first|erste[sn]?|перв(?:ое|ого|ом|ый|ая|ой)|第一|第1|제\s?1"),
        (2, r"second|zweite[sn]?|втор(?:ое|ого|ом|ой|ая)|第二|第2|제\s?2"),
        (3, r"third|dritte[sn]?|трет(?:ий|ьего|ьем|ья|ьей)|第三|第3|제\s?3"),
        (4, r"fourth|last|vierte[sn]?|четв[её]рт(?:ый|ого|ом|ая|ой)|第四|第4|제\s?4"),
        (1, r"i(?=[\s\-–.ivu]*(?:quart|quar|q\b|кв|квартал|полугод|halb|half))"),
        (2, r"ii(?=[\s\-–.ivu]*(?:quart|quar|q\b|кв|квартал|полугод|halb|half))"),
        (3, r"iii(?=[\s\-–.ivu]*(?:quart|quar|q\b|кв|квартал))"),
        (4, r"iv(?=[\s\-.]*(?:quart|quar|q\b|кв|квартал))"),
        (1, r"上(?=半年)|상(?=반[기년])"),
        (2, r"下(?=半年)|하(?=반[기년])"),
        (1, r"1(?=[季/]|\s?분기)|一(?=季)"),
        (2, r"2(?=季|\s?분기)|二(?=季)"),
        (3, r"3(?=季|\s?분기)|三(?=季)"),
        (4, r"4(?=季|\s?분기)|四(?=季)"),
    ),
    "S": (
        (1, r"spring|frühjahr|frühling|весн[аыойе]{1,2}|春[季天]?|봄"),
        (2, r"summer|sommer|лет(?:о|а|ом)|夏[季天]?|여름"),
        (3, r"autumn|fall|herbst|осен(?:ь|и|ью)|秋[季天]?|가을"),
        (4, r"winter|зим[аыойе]{1,2}|冬[季天]?|겨울"),
    ),
    "D": (
        (1, r"上旬|상순|초순"),
        (2, r"中旬|중순"),
        (3, r"下旬|하순|late"),
    ),
}

WORDS: dict[str, str] = {
    "J": (
        r"immediately|at once|without delay|forthwith|with immediate effect|immediate|right away|"
        r"ab sofort|sofort(?:ig)?|unverzüglich|"
        r"umgehend|немедленно|незамедлительно|безотлагательно|сразу|立即|立刻|马上|即刻|即日起?|即时|즉시|지체\s?없이|당장|즉각"
    ),
    "P": (
        r"not later than|no later than|at the latest(?: by)?|by|on or before|due(?: by)?|"
        r"spätestens(?: bis| zum| am| im)?|"
        r"не позднее|не позже|最迟|至迟|不迟于|不晚于|截至|截止|늦어도"
    ),
    "X": r"before|prior to|vor|ранее|раньше",
    "U": r"until|till|through|up to|bis(?: zu[mr]?| spätestens)?|до|к(?:о)?|以前|之前|前|까지|전(?:까지)?",
    "F": (
        r"from|since|starting(?: from| in)?|beginning(?: in| with| from)|between|as of|ab|von|vom|seit|"
        r"zwischen|beginnend|с|со|начиная с|между|从|自|由"
    ),
    "T": r"to|по|[-–—~～〜/]|至|到|부터",
    "V": (
        r"onwards?|on(?=\s*$)|and later|and after|und später|an(?=\s*$)|и далее|и позже|以后|之后|以来|起始|起|이후|"
        r"이래|부터(?=\s*$)"
    ),
    "W": (
        r"during|within|in the course of|im laufe|innerhalb|während|в течение|на протяжении|以内|之内|内|중에|"
        r"내에|내|연내|年内"
    ),
    "&": r"and|und|и|和|및",
    "E": r"(?:the )?ends?|the close|close|ultimo|ende|jahresende|конец|конца|конце|концу|底|末|말",
    "B": r"early|(?:the )?beginning|start|anfang|beginn|начал[оаеу]|初|초",
    "C": r"mid|middle|mitte|середин[аеыу]|中|중반|중",
    "Q": r"quarters?|quartals?|кварталы?|квартал[аеу]|кв|季度?|분기",
    "H": r"half(?: of)?|halves|halbjahr(?:es)?|hälfte|полугоди[еяию]|половин[аеыу]|半年|반[기년]",
    "_": (
        r"of|the|in|on|at|im|от|in der|des|der|den|dem|das|zum|zur|am|um|year|jahres?|years|month(?: of)?|"
        r"monats?|calendar|"
        r"года|году|год[аеуы]?|годов|гг|г|в|во|на|месяц[ае]?|числа|年度?|月份?|日|号|的|년도?|년|월|일|에|의|about|around|approximately|approx|ca|circa|"
        r"etwa|rund|около|примерно|ориентировочно|约|大约|左右|약|경|[.,。，)(（）]|включительно|inclusive|einschließlich"
    ),
}
