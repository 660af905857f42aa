"""Persons in brackets and after words of direction: who leads a subject."""

from __future__ import annotations

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段"
    "雷黎史龙陶贺顾毛郝龚邵万钱严武戚聂柳裴師欧費鲍葛"
)
_KOREAN_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마"
    "길연위표명기반왕금옥육인맹제모탁국어은편리림량로렴"
)
_TITLE = (
    r"(?:(?:\b(?:acad|prof|dr|dipl|doz|mr|mrs|ms|ing|gen|akad)\b\.?)|\b(?:professor|academician|comrade|genoss(?:e|in)|herrn?|frau|"
    r"doktor|doctor|docent|dozent(?:in)?|engineer|director|ingenieur|minister|senior researcher)\b"
    r"|\b(?:проф|акад|доц|тов|инж|чл|канд|к|д)\.|\b(?:профессор|академик|доктор|товарищ|доцент|инженер|член-корреспондент|"
    r"кандидат|директор|г-н|г-жа|д-р)\w*\b"
    r"|教授|研究员|博士|工程师|高工|院士|同志|主任|所长|院长|先生|女士|处长|局长|司长|专家|导师|教师|副教授"
    r"|교수|박사|연구원|동지|소장|실장|원사|기사|선생|국장|부장|과장|학사|원장|후보원사)"
)
_WORD = r"[A-ZÀ-ÞА-ЯЁ][\w'’\-]*"
_NAME = re.compile(
    rf"(?:(?:[A-ZÀ-ÞА-ЯЁ][\w]?\.[\s\u00a0-]*){{1,3}}{_WORD}(?:[\s-]{_WORD})?|{_WORD}\s+(?:[A-ZА-ЯЁ]\.\s*){{1,3}})"
)
_TITLED = re.compile(_TITLE, re.IGNORECASE)
_BARE = re.compile(rf"{_WORD}(?:\s+(?:von|van|de|der|zu|al))?(?:\s+{_WORD}){{1,2}}")
_BODY = re.compile(
    r"univers|institu|academ|akadem|minist|plan\b|program|cent(?:er|re)|factory|works|labor|depart|commission|committee|"
    r"compan|corpor|kombinat|zentrum|werk|abteilung|ausschuss|kommission|hochschule|gesellschaft|technolog|phase|stage|"
    r"инстит|академ|минист|центр|завод|отдел|комисс|комитет|общест|лаборат|кафедр|программ|этап|план|"
    r"研究所|研究院|大学|学院|中心|公司|工厂|部门|委员会|연구소|대학|위원회|공장|센터|학원",
    re.IGNORECASE,
)  # fmt: skip
_LED = re.compile(
    r"[\s,;，；、—–-]*(?:(?:to be\s+)?(?:under the (?:direction|leadership|guidance) of|"
    r"(?:to be )?(?:led|headed|directed|chaired) by)"
    r"|(?:unter (?:der )?leitung von|geleitet von|leitung(?: durch)?:|leiter(?:in)?:|lead(?:er)?:|head:|"
    r"(?:leading expert|project leader|projektleiter(?:in)?|themenleiter(?:in)?|verantwortlich|"
    r"responsible|in charge)\s*:)"
    r"|(?:под (?:научным )?руководством|(?:научный )?руководитель\s*[:—–-]?|рук\.\s*[:—–-]?|"
    r"научн\. рук\.\s*[:—–-]?|отв\.\s*[:—–-]?|ответственный\s*[:—–-])"
    r"|(?:(?:课题|项目)?负责人|主持人?|带头人|牵头专家|组长|책임자|책임|담당|지도|연구책임자|과제책임자)\s*[:：]?)\s*",
    re.IGNORECASE,
)
_LED_AFTER = re.compile(
    r"[，,；;、\s]*(?:由|在)\s*(?P<who>[^，,。；;()（）]{2,30}?)\s*(?:同志)?\s*(?:负责|主持|牵头|领导下?|领衔)\s*$"
    r"|[,\s]+(?P<whom>[가-힣 ]{2,20}?)(?:의 지도|이 책임|가 책임|이 지도|가 지도)\S*\s*$"
)
_DASHED = re.compile(r"(?P<name>[^–—()（）]{3,300}?)\s+[–—-]\s+(?P<who>[^–—]{4,80})")
"""“Biotechnology – Prof. S. Rapoport”"""
_LONGEST = 600
_INITIAL = re.compile(r"(?<!\w)[A-ZА-ЯЁ]\.$")
_BRACKET = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]{2,160})[)）\]】]\s*[.;,。；，、]?\s*$")


def lead_of(words: str) -> tuple[str, str]:
    """The name of a subject and who leads it, both as written: “Lasers (Professor B. Wilhelmi)”.

    A bracket is a lead only where it holds a person: a title, initials, a name, or a word of direction. Any other
    bracket is part of the subject's name.
    """
    if len(words) > _LONGEST:
        return words.strip(), ""
    if (bracket := _BRACKET.search(words)) and (lead := person_in(bracket[1])):
        return words[: bracket.start()].strip(" \t\u00a0,;，；"), lead
    if (dash := _DASHED.fullmatch(words)) and _TITLED.match(dash["who"]) and is_person(dash["who"]):
        return dash["name"].strip(), dash["who"].strip()
    if found := _LED_AFTER.search(words):
        who = (found["who"] or found["whom"]).strip()
        return (words[: found.start()].strip(), who) if is_person(who) else (words.strip(), "")
    for found in _LED.finditer(words):
        who, rest = _to_bracket(words[found.end() :], opened=words[: found.start()].rstrip().endswith(("(", "（")))
        if found.start() and found.end() > found.start() and is_person(who):
            name = words[: found.start()].strip(" \t\u00a0,;:—–-，；(（")
            return f"{name} {rest}".strip(), who
    return words.strip(), ""


def _to_bracket(words: str, *, opened: bool) -> tuple[str, str]:
    """The words up to the end of the bracket in which they stand, and those behind it."""
    closing = min((at for sign in ")）" if (at := words.find(sign)) >= 0), default=-1) if opened else -1
    who, rest = (words[:closing], words[closing + 1 :]) if closing >= 0 else (words, "")
    who = who.strip(" \t\u00a0;。；")
    return who if _INITIAL.search(who) else who.strip(" ."), rest.strip()


def person_in(bracket: str) -> str:
    """The person a bracket names, without the word that says that they lead; empty where it names none."""
    inside = bracket.strip()
    if led := _LED.match(inside):
        return inside[led.end() :].strip()
    if "：" in inside or ":" in inside:
        return ""
    return inside if is_person(inside) else ""


def is_person(text: str) -> bool:
    """Whether a short text is a person's name or title, and no body, plan or kind of thing."""
    if not 2 <= len(text) <= 160 or not any(char.isalpha() for char in text):
        return False
    if _TITLED.search(text) and len(text.split()) <= 16:
        return True
    if _BODY.search(text):
        return False
    if len(text) <= 60 and (_NAME.search(text) or _BARE.fullmatch(text)):
        return True
    return _is_eastern(text)


def _is_eastern(text: str) -> bool:
    names = re.split(r"[、,，\s]+", text.strip())
    return all(
        (2 <= len(name) <= 3 and name[0] in _SURNAMES and all("\u4e00" <= char <= "\u9fff" for char in name))
        or (len(name) == 3 and name[0] in _KOREAN_SURNAMES and all("\uac00" <= char <= "\ud7a3" for char in name))
        for name in names
    )
