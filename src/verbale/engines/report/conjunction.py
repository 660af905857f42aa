"""Two bodies or persons with “and” between them: told from one body whose name has an “and” in it.

“Ministry of Trade and Academy of Sciences” are two, “Ministry of Trade and Industry” is one. Where nothing shows
that both sides stand by themselves, the words stay as they are written.
"""

from __future__ import annotations

import re

from verbale.engines.report.persons import is_person

_AND = re.compile(
    r"\s+(?:and|und|&|sowie|as well as|и|а также)\s+|(?<=[\u4e00-\u9fff])\s*(?:和|与|及|以及)\s*(?=[\u4e00-\u9fff])"
    r"|\s+/\s+|\s+(?:및|그리고)\s+|(?<=[가-힣])[과와]\s+(?=[가-힣])"
)
_NOUN = (
    r"(?:ministry|ministries|university|institute|academy|commission|committee|council|agency|board|cent(?:er|re)|office|"
    r"department|authority|bureau|foundation|service|laboratory|company|corporation|embassy|secretariat|association|bank"
    r"|\w*ministerium|\w*universität|\w*institut|\w*akademie|\w*kommission|\w*ausschuss|\w*komitee|\w*rat|\w*amt|\w*behörde|"
    r"\w*anstalt|\w*dienst|\w*zentrum|\w*gesellschaft|\w*verband|\w*kammer|\w*hochschule|\w*sekretariat|\w*stiftung|"
    r"\w*abteilung|\w*botschaft|\w*werft|\w*werk)"
)
_OFFICE = (
    r"(?:minister|ministers|president|chairman|chairwoman|chairperson|chair|director|head|rector|secretary|ambassador"
    r"|präsident(?:in)?|vorsitzende[rn]?|direktor(?:in)?|leiter(?:in)?|rektor(?:in)?|staatssekretär(?:in)?|botschafter(?:in)?)"
)
_WHOLE = re.compile(
    rf"(?:the\s+|die\s+|der\s+|das\s+)?(?:"
    rf"{_OFFICE}\s+(?:of|for|für|der|des)\b.+|{_OFFICE}"
    rf"|(?:[\w.\-/]+\s+){{0,5}}?{_NOUN}(?:\s+(?:of|for|on|für|der|des|von|zur|zum|in|at)\b.+|\s+[A-ZÄÖÜ][\w-]+)?)",
    re.IGNORECASE,
)
_RUSSIAN = re.compile(r"(?:[А-ЯЁ]{2,}|[А-ЯЁ][А-Яа-яЁё-]{2,})(?:\s.*)?", re.DOTALL)
_RUSSIAN_OFFICE = re.compile(
    r"(?:отдел|управлени|институт|завод|министерств|лаборатори|кафедр|центр|служб|комитет|комисси|академи|департамент)\w*\s"
)
_ACRONYM = re.compile(r"[A-ZÄÖÜА-ЯЁ]{2,8}")
_CHINESE = re.compile(
    r".{1,}(?:部|局|院|所|会|委|大学|学院|中心|公司|集团|厅|司|处|办|办公室|社|厂|站|馆|组|校|署|行|方)"
)
_KOREAN = re.compile(r".*(?:원|위원회|성|부|국|소|대학|대학교|센터|중심|청|처|실|공장|협회|단체|기관|공사|은행|측)")


def both(words: str, *, listed: bool) -> list[str]:
    """The two that words name, or the one; ``listed`` where they end a list with commas, as the last “and” does."""
    for found in _AND.finditer(words):
        before, after = words[: found.start()].strip(), words[found.end() :].strip()
        if not before or not after or before.count("(") != before.count(")"):
            continue
        if _two(before, after) or (listed and _alike(before, after)):
            return [before, after]
    return [words]


def alone(words: str) -> bool:
    """Whether words are a body, an office or a person by themselves, as an entry of a list of such is."""
    return bool(words) and (_body(words[0].upper() + words[1:]) or is_person(words))


def _two(before: str, after: str) -> bool:
    if is_person(before) and is_person(after) and not _body(before) and not _body(after):
        return _titled_alike(before, after)
    return _body(before) and _body(after)


def _body(words: str) -> bool:
    """Whether words are a body or an office by themselves."""
    if re.search("[\u4e00-\u9fff]", words):
        return bool(_CHINESE.fullmatch(words))
    if re.search("[가-힣]", words):
        return bool(_KOREAN.fullmatch(words))
    if re.match("[А-ЯЁ]", words):
        return bool(_RUSSIAN.fullmatch(words))
    if _RUSSIAN_OFFICE.match(words):
        return True
    return bool(words[:1].isupper() and (_WHOLE.fullmatch(words) or _ACRONYM.fullmatch(words)))


def _alike(before: str, after: str) -> bool:
    """One word each, in capitals: “Siemens and Zeiss” at the end of a list."""
    return all(len(one.split()) == 1 and one[:1].isupper() for one in (before, after))


def _titled_alike(before: str, after: str) -> bool:
    """“Dr. A. Meyer und Prof. K. Lang”; “Minister for Science and Dr. Lang” as little as “Chairman and Director”."""
    return len(before.split()) <= 6 and len(after.split()) <= 6
