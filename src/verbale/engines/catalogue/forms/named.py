"""Languages, countries and kinds as people name them, in five languages or by ISO codes, as the codes used here."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from verbale.engines.catalogue.codes import KINDS
from verbale.engines.catalogue.countries import COUNTRIES
from verbale.engines.catalogue.forms.words import by_word
from verbale.engines.catalogue.iso_countries import MARC_OF_ISO

_SPOKEN = ("en", "de", "ru", "zh", "ko")

_LANGUAGES = dict(
    pair.split(":")
    for pair in """
en:eng de:ger ru:rus zh:chi ko:kor fr:fre ja:jpn es:spa it:ita pt:por nl:dut pl:pol cs:cze sk:slo uk:ukr be:bel bg:bul
sr:srp hr:hrv sl:slv ro:rum hu:hun fi:fin sv:swe no:nor nb:nob nn:nno da:dan is:ice et:est lv:lav lt:lit el:gre tr:tur
ar:ara fa:per he:heb hi:hin vi:vie th:tha id:ind ms:may mn:mon kk:kaz uz:uzb ky:kir tg:tgk tk:tuk az:aze hy:arm ka:geo
la:lat eo:epo ca:cat eu:baq gl:glg ga:gle cy:wel sq:alb mk:mac bs:bos af:afr sw:swa ta:tam te:tel bn:ben ur:urd my:bur
km:khm lo:lao ne:nep si:sin bo:tib ug:uig mt:mlt
deu:ger zho:chi fra:fre nld:dut ces:cze slk:slo ron:rum isl:ice ell:gre fas:per msa:may hye:arm kat:geo eus:baq cym:wel
sqi:alb mkd:mac mya:bur bod:tib scc:srp scr:hrv
""".split()
)
"""ISO 639-1, and those of ISO 639-2/T that differ, as the bibliographic codes that MARC uses."""

_KIND_WORDS = """
book: book books monograph buch bücher monographie monografie книга монография учебник 图书 图書 圖書 专著 書 单行本
    도서 단행본 책
journal: journal magazine periodical serial zeitschrift periodikum журнал 期刊 杂志 雜誌 连续出版物 잡지 학술지
    연속간행물
article: article journalarticle aufsatz artikel статья 论文 期刊论文 文章 論文 논문 기사
newspaper: newspaper zeitung газета 报纸 報紙 신문
thesis: thesis dissertation doctoralthesis masterthesis hochschulschrift диссертация автореферат 学位论文 學位論文
    학위논문
report: report technicalreport bericht forschungsbericht отчёт отчет 报告 科技报告 報告 보고서 연구보고서
standard: standard norm стандарт гост 标准 標準 표준 규격
patent: patent patentschrift патент 专利 專利 특허
conference_paper: conferencepaper conference proceedings tagungsband konferenzbeitrag доклад конференция 会议论文
    会议录 학술대회 회의자료
map: map atlas karte landkarte карта атлас 地图 地圖 지도
music: music score musik noten ноты 乐谱 악보
recording: sound recording audio sounds tonträger аудиозапись звукозапись 录音 녹음자료
picture_or_object: image stillimage movingimage video physicalobject bild изображение видео 图像 图片 视频 영상 이미지
dataset: dataset data daten datensatz данные датасет 数据集 数据 데이터
software: software program programm программа 软件 소프트웨어
computer_file: computerfile electronic
collection: collection sammlung сборник коллекция 文集 汇编 총서
series: series schriftenreihe серия 丛书 시리즈
handbook: handbook manual handbuch справочник руководство 手册 핸드북 편람
"""
_KIND_OF = {word: kind.replace("_", " ") for word, kind in by_word(_KIND_WORDS).items()} | {
    kind: kind for kind in KINDS
}


def language_named(text: str) -> str | None:
    """A MARC code for a code (``de``, ``de-AT``, ``deu``, ``ger``) or a name (``German``, ``немецкий``, ``德语``)."""
    code = text.strip().casefold().split("-")[0].split("_")[0]
    if known := _LANGUAGES.get(code):
        return known
    if code in _BIBLIOGRAPHIC:
        return code
    return _language_names().get(text.strip().casefold())


def country_named(text: str) -> str | None:
    """A MARC code for a code of ISO 3166-1 in capitals, a MARC code, or a name in one of five languages.

    A code in small letters that means one country in ISO and another in MARC is none.
    """
    code = text.strip()
    iso, marc = MARC_OF_ISO.get(code.upper()), code.lower() if code.lower() in COUNTRIES else None
    if len(code) == 2 and code.isupper():
        return iso
    if iso and marc and iso != marc:
        return None
    return iso or marc or _country_names().get(code.casefold())


def kind_named(text: str) -> str | None:
    """One of ``KINDS`` for what people call a sort of publication; None if it is not known."""
    word = text.strip().casefold()
    return _KIND_OF.get(word) or _KIND_OF.get("".join(filter(str.isalnum, word.rpartition("/")[2])))


_BIBLIOGRAPHIC = frozenset(_LANGUAGES.values())


@lru_cache(maxsize=1)
def _language_names() -> dict[str, str]:
    return {
        name.casefold(): _LANGUAGES[code]
        for locale in _SPOKEN
        for code, name in Locale.parse(locale).languages.items()
        if code in _LANGUAGES
    } | {
        "中文": "chi",
        "汉语": "chi",
        "漢語": "chi",
        "俄文": "rus",
        "英文": "eng",
        "德文": "ger",
        "韩文": "kor",
        "국문": "kor",
    }


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    return {
        name.casefold(): MARC_OF_ISO[code]
        for locale in _SPOKEN
        for code, name in Locale.parse(locale).territories.items()
        if code in MARC_OF_ISO
    }
