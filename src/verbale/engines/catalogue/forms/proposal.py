"""A mapping proposed from headings, in five languages, and the first rows to confirm it by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.engines.catalogue.forms.words import by_word
from verbale.engines.catalogue.mapping import LISTS

_WORDS = """
title: title maintitle titleproper titel haupttitel sachtitel заглавие название наименование заголовок 题名 正题名
    书名 标题 題名 書名 서명 표제 제목 본표제 도서명 자료명
original_title: originaltitle vernaculartitle originaltitel оригинальноезаглавие оригинальноеназвание 原题名 原文题名
    원제 원서명 원표제
responsibility: responsibility statementofresponsibility verantwortlichkeit verfasserangabe сведенияобответственности
    责任者 责任说明 책임표시
creators: creator creators author authors editor editors verfasser autor autoren autorin urheber herausgeber автор
    авторы редактор составитель 作者 著者 编者 主要责任者 저자 지은이 저작자 편자 글쓴이
publisher: publisher verlag herausgeberverlag издательство издатель издающаяорганизация 出版社 出版者 出版发行者
    출판사 발행처 발행자 출판사명
place: place placeofpublication publicationplace city ort verlagsort erscheinungsort место местоиздания город 出版地
    发行地 출판지 발행지
year: year date pubyear publicationyear yearofpublication dateofpublication issued jahr erscheinungsjahr datum год
    годиздания дата датаиздания 年 年份 出版年 出版日期 出版时间 발행년 발행연도 출판년도 출판연도 발행일 연도
country: country countryofpublication land erscheinungsland страна странаиздания 国家 国别 出版国 국가 발행국 출판국
language: language lang sprache язык языкиздания языктекста 语种 语言 文种 언어 본문언어
kind: kind type materialtype documenttype format genre art typ medienart dokumenttyp dokumentart вид типдокумента
    виддокумента типиздания 类型 文献类型 资料类型 자료유형 유형 형태
field: field discipline fachgebiet область отрасль 学科 분야
series: series seriestitle reihe schriftenreihe серия серии 丛书 丛编 丛书名 丛编名 총서 총서명 시리즈
subjects: subject subjects keyword keywords topic topics tags schlagwort schlagwörter schlagworte stichwörter thema
    ключевыеслова предметныерубрики рубрики тематика 主题 主题词 关键词 주제 주제어 키워드 주제명
isbn: isbn isbn10 isbn13 isbnissn 国际标准书号 书号 국제표준도서번호
issn: issn eissn pissn 国际标准刊号 국제표준연속간행물번호
control_number: id recordid controlnumber identifier ppn datensatznummer идентификатор номерзаписи 控制号 记录号
    标识号 제어번호 등록번호 관리번호
local_numbers: callnumber shelfmark inventorynumber signatur inventarnummer шифр инвентарныйномер 索书号 索取号 登录号
    청구기호 doi
restriction: restriction restrictions access accessrights accessrestriction classification security confidentiality
    sperrvermerk zugang zugangsbeschränkung geheimhaltungsgrad ограничение ограничениядоступа доступ гриф 限制 密级
    保密级别 使用限制 访问权限 이용제한 접근제한 공개여부 비밀등급
    restricted confidential remark remarks note notes comment comments
    vermerk vermerke bemerkung bemerkungen anmerkung anmerkungen hinweis hinweise
    примечание примечания пометка пометы 备注 附注 备考 비고 주기 주기사항 참고사항
variants: othertitle alternativetitle paralleltitle varianttitle subtitle nebentitel paralleltitel другоезаглавие
    параллельноезаглавие 其他题名 并列题名 다른제목 대등표제
"""
_NAME_OF = by_word(_WORDS)
_YEAR = re.compile(r"1[4-9][0-9]{2}|20[0-9]{2}")
_SEPARATORS = ("; ", ";", " | ", "|", "、", "；", " / ")


@dataclass(frozen=True, slots=True)
class Proposal:
    """``columns``: every heading or path, in order; ``mapping``: our name → those that seem to hold it.

    ``separator`` is what seems to part the values of a list; ``rows`` are the first, as dicts by heading.
    """

    columns: tuple[str, ...]
    mapping: dict[str, tuple[str, ...]]
    separator: str
    rows: tuple[dict[str, str], ...]


def propose(columns: Sequence[str], rows: Sequence[dict[str, str]]) -> Proposal:
    """A mapping by the headings, and the separator by what stands under those that are lists."""
    found: dict[str, list[str]] = {}
    for column in dict.fromkeys(columns):
        if name := _name_of(column):
            found.setdefault(name, []).append(column)
    if "year" not in found and (years := _of_years(columns, rows, found)):
        found["year"] = [years]
    mapping = {name: tuple(given) for name, given in found.items()}
    cells = [row.get(column, "") for row in rows for name in LISTS & set(mapping) for column in mapping[name]]
    separator = max(_SEPARATORS, key=lambda sign: (sum(sign in cell for cell in cells), len(sign)))
    return Proposal(
        tuple(dict.fromkeys(columns)),
        mapping,
        separator if any(separator in cell for cell in cells) else ";",
        tuple(rows),
    )


def _of_years(columns: Sequence[str], rows: Sequence[dict[str, str]], found: dict[str, list[str]]) -> str | None:
    """The first column of no known name under which nothing but years stands."""
    named = {column for given in found.values() for column in given}
    for column in dict.fromkeys(columns):
        texts = [text for row in rows if (text := row.get(column, "").strip())]
        if column not in named and texts and all(map(_YEAR.fullmatch, texts)):
            return column
    return None


def _name_of(column: str) -> str | None:
    """The name for a heading: the whole of it, without what stands in brackets, or the end of a path."""
    for text in (column, re.sub(r"[(\[（].*", "", column), column.rpartition(":")[2], *reversed(column.split("."))):
        word = "".join(filter(str.isalnum, text.casefold()))
        if not word.isdecimal() and (name := _NAME_OF.get(word) or _NAME_OF.get(word.rstrip("0123456789"))):
            return name
    return None
