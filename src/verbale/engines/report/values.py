"""The values of a block as a list: bodies and persons, each as written."""

from __future__ import annotations

import re

from verbale.engines.report.conjunction import both
from verbale.engines.report.persons import is_person

_MARK = re.compile(
    r"\s{0,4}\[bookmark:[^\]\n]{0,200}\](?:\s{0,4}\[\d{1,4}\])?|(?<=[\w.)»”\"])\[\d{1,4}\]"
    r"|(?<!\d)(?<!\b[mм])(?<!\b[kcdmксдм][mм])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?!\w)|[\uf0b7\ufeff\u00ad\u200b]"
)
_EMPHASIS = re.compile(r"\*\*|__")
_LIST = re.compile(r"[;；、]| [|] |\t")
_NOBODY = re.compile(
    r"[\W_]+|none|nobody|n\.?\s?/?\s?a\.?|keine[rs]?|niemand|entfällt|entf\.?|нет|отсутствуют?|无|無|没有"
    r"|없음|해당\s?없음",
    re.IGNORECASE,
)
"""What stands where nobody is named."""
_SPACES = re.compile(r"\s+")
_BODY = re.compile(
    r"minist|univers|institu|academ|akadem|commission|committee|chairman|chairwoman|president|director|council|secretar|agency|"
    r"board|cent(?:er|re)\b|office|laborator|bureau|kommission|ausschuss|ausschuß|komitee|vorsitzende|präsident|direktor|generaldirektor|"
    r"rat\b|sekret|kombinat|veb\b|zentrum|zentrale|hochschule|werke?\b|amt\b|gesellschaft|verband|kammer|verlag|"
    r"минист|минздрав|\bрос(?!с)[а-яё]{3,}|мин[а-яё]{3,}|инстит|академ|комисс|комитет|председат|президент|директор|совет|секретар|агентств|"
    r"центр|лаборатор|бюро|госплан|гос[а-яё]{3,}|завод|объединен|универс|библиотек|управлен|трест|союз|общество|посольств|"
    r"authorit|service|survey|museum|foundation|chamber|associat|federation|school|college|hospital|"
    r"station|guild|trust\b|society|network|coast guard|bank\b|"
    r"company|corporation|manager|museum|stiftung|anstalt|dienst\b|behörde|verbund|verein\b|schule\b|archiv|fonds\b|"
    r"geschäftsführer|leiter\b|leiterin\b|rektor|dekan|woiwodschaft|verwaltung|gmbh\b|"
    r"заповедник|музе[йя]|предприяти|фонд|корпорац|компани|служб|департамент|палат|банк|инспекц|станци|начальник|ректор|"
    r"декан|заведующ|водоканал|филиал|архив|школ|больниц|колледж",
    re.IGNORECASE,
)  # fmt: skip
_ACRONYM = re.compile(r"[A-ZА-ЯЁ]{2,}")
_PART_OF = re.compile(
    r"(?:dept|department|section|division|branch|abteilung|abt|bereich|sektion|referat|отдел|сектор|кафедра|секция|лаборатор|prof|"
    r"dr|chair|faculty|fakultät|lehrstuhl|факультет)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:dept|department|section|division|abt|abteilung|referat|отдел|сектор|кафедра)\b", re.IGNORECASE)
_DOT_STAYS = re.compile(
    r"(?:\b(?:etc|inc|ltd|co|corp|u\. ?a|z\. ?b|usw|др|пр|т\. ?д|т\. ?п|г|гг|им|[A-ZА-ЯЁ])\.)$", re.IGNORECASE
)
_EDGES = " \t\u00a0\u3000\n\r,;，；、*_|"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def cleaned(text: str) -> str:
    """A value without marks of footnotes and emphasis, with single spaces, without stray separators and full stop."""
    words = " ".join(_EMPHASIS.sub("", _MARK.sub("", text)).split()).strip(_EDGES)
    if words.endswith((".", "。")) and not _DOT_STAYS.search(words):
        words = words[:-1].rstrip()
    return _unbracketed(words)


def without_marks(text: str) -> str:
    """Running text without marks of footnotes and emphasis, white space made single."""
    return " ".join(_EMPHASIS.sub("", _MARK.sub("", text)).split())


def squeezed(line: str) -> str:
    """Runs of white space made one sign each: a tab where there is one in them."""
    return _SPACES.sub(lambda found: "\t" if "\t" in found[0] else " ", line).strip()


def parted(text: str, signs: str) -> list[str]:
    """The parts of a text between signs, those in brackets left alone."""
    parts, begin, depth = [], 0, 0
    for at, char in enumerate(text):
        if char in "(（[":
            depth += 1
        elif char in ")）]":
            depth = max(0, depth - 1)
        elif not depth and char in signs:
            parts.append(text[begin:at])
            begin = at + 1
    return [part for part in (*parts, text[begin:]) if part.strip()]


def split_values(lines: list[str]) -> tuple[str, ...]:
    """The bodies and persons that lines name, in their order, each as often as it is named.

    A semicolon, a tab and 、 always part; a comma only where what it parts are bodies or persons by themselves:
    “Chairman of the Committee, Dr. Meyer” is one.
    """
    parts = [part for line in lines for whole in _LIST.split(squeezed(line)) for part in _by_comma(whole)]
    return tuple(value for part in parts if (value := cleaned(part)) and not _NOBODY.fullmatch(value))


def _by_comma(whole: str) -> list[str]:
    if _CJK.search(whole) and not re.search(r"[A-Za-zА-я]{4}", whole):
        return [one for part in parted(whole, "、，,") for one in both(part, listed=False)]
    parts = parted(whole, ",，")
    if len(parts) < 2:
        return both(whole, listed=False)
    persons = [is_person(part.strip()) and not _BODY.search(part) for part in parts]
    units = [bool(_UNIT.match(part.strip())) for part in parts]
    if all(persons) or all(units) or all(_stands_alone(part) for part in parts):
        return [*parts[:-1], *both(parts[-1], listed=True)]
    return [whole]


def _stands_alone(part: str) -> bool:
    text = part.strip()
    if _PART_OF.match(text):
        return False
    return bool(text[:1].isupper() and (_BODY.search(text) or _ACRONYM.search(text))) or bool(
        text[:3].casefold() == "мин" and text[:1].isupper()
    )


def names_body(words: str) -> bool:
    """Whether one of the first two words is that of a body or an office."""
    return bool(_BODY.search(" ".join(words.split()[:2])))


def _unbracketed(words: str) -> str:
    """A bracket that is opened or closed outside of the value is no part of it."""
    for opening, closing in ("()", "（）", "[]"):
        if words.endswith(closing) and words.count(closing) > words.count(opening):
            words = words[:-1].rstrip(_EDGES)
        if words.startswith(opening) and words.count(opening) > words.count(closing):
            words = words[1:].lstrip(_EDGES)
    return words


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph: with a space between, none within Chinese."""
    if not before or not after:
        return before or after
    if before[-1] in "–—" and before[-2:-1].isalnum():
        return before + after
    eastern = "\u3000" <= before[-1] <= "\u9fff" and "\u3000" <= after[0] <= "\u9fff"
    return before + after if eastern or before[-1] == "\u2010" else f"{before} {after}"


def like_sentence(text: str) -> bool:
    """Whether a line is a sentence and no name: it ends as one, and is long enough to be one."""
    words = without_marks(text)
    if not words or words[-1] not in ".!?。！？":
        return False
    eastern = len(_CJK.findall(words))
    return eastern >= 16 if eastern > len(words) / 3 else len(words.split()) >= 8
