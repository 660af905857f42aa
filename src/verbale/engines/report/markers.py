"""Numbers and bullets with which lines begin: 1. 1) (1) 1.1 一、 （一） 第一条 제1항 ① II. a) - and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verbale.engines.report.labels import TASK_NUMBER

_CJK = "〇零一二三四五六七八九十百"
_GAP = r"[ \t\u00a0\u3000]"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "word",
        rf"(?:{TASK_NUMBER}){_GAP}*(?:№|No\.?|Nr\.?|#)?{_GAP}*(?P<n>\d{{1,4}}|[{_CJK}]{{1,3}}|[IVX]{{1,5}})"
        rf"(?:{_GAP}*[.:：、)–—-]|{_GAP}*$)",
    ),
    ("to", rf"(?:[Zz]u|[Aa]d|[Кк] п\.)(?:{_GAP}+(?:Punkt|Nr\.|Ziffer))?{_GAP}+(?P<n>\d{{1,3}})[.:)]{_GAP}*"),
    ("article", rf"第{_GAP}?(?P<n>[{_CJK}]{{1,4}}|\d{{1,4}}){_GAP}?[条條项項点點款号](?:{_GAP}*[.:：、，,])?"),
    ("je", rf"제{_GAP}?(?P<n>\d{{1,4}}){_GAP}?[항조호](?:{_GAP}*[.:：])?"),
    ("levels", rf"(?P<n>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})(?:[.):：、]|(?={_GAP}))(?!\d)"),
    ("roman levels", rf"(?P<n>[IVX]{{1,5}}(?:\.\d{{1,3}}){{1,3}})(?:[.):：、]|(?={_GAP}))(?!\d)"),
    ("letter levels", rf"(?P<n>[A-HА-И]\.?\d{{1,2}}(?:\.\d{{1,3}}){{0,3}})(?:[.):：]{_GAP}|(?<=\.\d)(?={_GAP}))"),
    ("brackets", r"[(（](?P<n>\d{1,6})[)）]"),
    ("cjk brackets", rf"[(（](?P<n>[{_CJK}]{{1,4}})[)）]"),
    ("roman brackets", r"\((?P<n>[IVXLivxl]{1,6})\)"),
    ("letter brackets", r"\((?P<n>[a-zа-я])\)"),
    ("dot", rf"(?P<n>\d{{1,6}})[.．](?:{_GAP}+|$|(?=[^\W\d_]|[«„“\"(]))"),
    ("closing", rf"(?P<n>\d{{1,6}})[)）](?:\.)?(?:{_GAP}+|$|(?=[^\W\d_]))"),
    ("comma", r"(?P<n>\d{1,6})、"),
    ("colon", rf"(?P<n>\d{{1,4}})[:：](?:{_GAP}+)"),
    ("sign", rf"(?:№|§|No\.|(?:[Ll]fd\. ?)?Nr\.|#){_GAP}*(?P<n>\d{{1,6}})[.):]?(?:{_GAP}+|$)"),
    ("tab", r"(?P<n>\d{1,4})[ ]*\t+(?=\S)"),
    ("dash", r"(?P<n>\d{1,3})[ ]+[–—-][ ]+(?=[^\W\d])"),
    ("cjk", rf"(?P<n>[{_CJK}]{{1,4}})[、．.：]"),
    ("roman", rf"(?P<n>[IVXL]{{1,6}})[.)](?:{_GAP}+|$)"),
    ("small roman", rf"(?P<n>[ivx]{{2,5}})[.)]{_GAP}+"),
    ("circled", r"(?P<n>[①-⑳])"),
    ("letter", rf"(?P<n>[a-zа-яA-ZА-Я])(?:\)(?:{_GAP}*)|\.(?=\)))"),
    ("small letter", rf"(?P<n>[a-zа-я])\.{_GAP}+"),
    ("capital", rf"(?P<n>[A-HА-И])\.{_GAP}+(?=[^\W\d_])(?![A-ZА-ЯЁ][\w-]+(?:\s*[).,;]|\s*$))"),
    ("hangul", rf"(?P<n>[가나다라마바사아자차카타파하])[.)]{_GAP}*"),
    ("bullet", rf"(?P<n>[-–—•·∙●○◦▪■□◆➢►*+]|\uf0b7){_GAP}+"),
    ("bullet", r"(?P<n>[•●○◦▪■◆])"),
    ("bullet", r"(?P<n>[—–―-])[—–―-]?(?=[\u3400-\u9fff\uac00-\ud7a3])"),
)  # fmt: skip
_COMPILED = tuple(
    (style, re.compile(rf"{_GAP}*(?:#{{1,6}} +)?\*{{0,2}}{text}", re.IGNORECASE if style == "word" else 0))
    for style, text in _PATTERNS
)
_PERHAPS = re.compile(
    rf"[\s*#]*(?:[^\w\s]|[\d第제①-⑳№§\uf0b7]|\w[.)]|[{_CJK}]|[IVXLivx]|[A-HА-И]\d|No\.|Nr\.|[Ll]fd\.|[Zz]u{_GAP}"
    rf"|[Aa]d{_GAP}|[Кк] п\.|(?i:{TASK_NUMBER})[\s\d{_CJK}])"
)
_SUBORDINATE = frozenset(
    {"capital", "letter brackets", "letter", "small letter", "hangul", "bullet", "small roman", "roman brackets"}
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True, slots=True)
class Marker:
    """The number of a line: as written (without dots and brackets), its style, its value, where the words begin.

    The style of a number of several levels says how many; the style of bullets is their sign.
    """

    number: str
    style: str
    value: int
    start: int
    end: int

    @property
    def subordinate(self) -> bool:
        """Letters and bullets: they list what belongs to something above them."""
        return self.style.split("/")[0] in _SUBORDINATE

    @property
    def bullet(self) -> bool:
        return self.style.startswith("bullet")


def marker(line: str) -> Marker | None:
    """The number or bullet with which the line begins."""
    head = line[:60]
    if not _PERHAPS.match(head):
        return None
    for style, pattern in _COMPILED:
        if found := pattern.match(head):
            number = found["n"]
            start = len(head) - len(head.lstrip())
            return Marker(number, _named(style, number), _value(style, number), start, found.end())
    return None


def _named(style: str, number: str) -> str:
    if style == "levels":
        return f"levels/{number.count('.') + 1}"
    return f"bullet/{number}" if style == "bullet" else style


def _value(style: str, number: str) -> int:
    if style.endswith("levels"):
        return int(re.split(r"\D", number)[-1])
    if number.isdecimal():
        return int(number)
    if number[0] in _CJK:
        return cjk_value(number)
    if style.endswith(("roman", "roman brackets")) or (style == "word" and number.upper().strip("IVX") == ""):
        return _roman(number.upper())
    if style == "circled":
        return ord(number) - ord("①") + 1
    return 0 if style == "bullet" else ord(number[0])


def cjk_value(number: str) -> int:
    """二十一 is 21, 一〇 is 10."""
    if not set(number) & set("十百"):
        return int("".join(str(_DIGITS[char]) for char in number))
    total, digit = 0, 0
    for char in number:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _roman(number: str) -> int:
    values = [_ROMAN[char] for char in number]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
