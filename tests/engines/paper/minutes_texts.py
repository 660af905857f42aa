"""Minutes of ten articles in five languages, made for the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path

from verbale.engines.paper import Delegate, MinutesArticle, MinutesPaper, MinutesSide

Words = Mapping[str, Mapping[str, str]]
LANGUAGES = ("zh", "ru", "de", "en", "ko")
_ARTICLES: list[Words] = json.loads(Path(__file__).with_name("minutes.json").read_text())


def by_language(texts: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """Those of five texts that are in these languages."""
    return {language: text for language, text in zip(LANGUAGES, texts, strict=True) if language in languages}


def minutes_in(*languages: str, articles: int = 10) -> MinutesPaper:
    """The minutes in these languages; more than ten articles repeat the ten under other numbers."""

    def text(*texts: str) -> dict[str, str]:
        return by_language(texts, languages)

    return MinutesPaper(
        title=text("会议纪要", "Протокол заседания", "Protokoll der Tagung", "Minutes of the session", "회의 의정서"),
        languages=languages,
        articles=tuple(
            _article(str(at + 1), article, languages, _roles(at))
            for at, article in enumerate(islice(cycle(_ARTICLES), articles))
        ),
        sides=(
            MinutesSide(
                "CN",
                text("中方", "Китайская сторона", "Chinesische Seite", "Chinese side", "중국측"),
                Delegate(
                    text("李文华", "Ли Вэньхуа", "Li Wenhua", "Li Wenhua", "리원화"),
                    text("农业科学院副院长", "вице-президент Академии сельскохозяйственных наук",
                         "Vizepräsident der Akademie der Landwirtschaftswissenschaften",
                         "Vice-President, Academy of Agricultural Sciences", "농업과학원 부원장"),
                ),
                (
                    Delegate("Wang Lin", text("水文研究所研究员", "научный сотрудник Института гидрологии",
                             "Wissenschaftlerin am Institut für Hydrologie", "Researcher, Institute of Hydrology",
                             "수문연구소 연구원")),
                ),
            ),
            MinutesSide(
                "DE",
                text("德方", "Германская сторона", "Deutsche Seite", "German side", "독일측"),
                Delegate("Dr. Annette Keller", text("国际司司长", "начальник международного управления",
                         "Leiterin der Abteilung Internationales", "Head of the International Department",
                         "국제국장")),
                (
                    Delegate("Prof. Jürgen Roth", text("植物育种研究所所长", "директор Института селекции растений",
                             "Direktor des Instituts für Pflanzenzüchtung", "Director, Institute of Plant Breeding",
                             "식물육종연구소장")),
                    Delegate("Sophie Lang", text("图书馆馆员", "библиотекарь", "Bibliothekarin", "Librarian", "사서")),
                ),
            ),
        ),
        revision="0123456789abcdef" * 4,
        session=text("第十二次会议", "Двенадцатое заседание", "Zwölfte Tagung", "Twelfth session", "제12차 회의"),
        place=text("伯尔尼", "Берн", "Bern", "Bern", "베른"),
        dates=text("二〇二六年九月十八日", "18 сентября 2026 г.", "18. September 2026", "18 September 2026",
                   "2026년 9월 18일"),
        prevails=text("两种文本具有同等效力。", "Оба текста имеют одинаковую силу.",
                      "Beide Wortlaute sind gleichermaßen verbindlich.", "Both texts are equally authentic.",
                      "두 언어본은 동등한 효력을 가진다."),
    )  # fmt: skip


def _article(identifier: str, article: Words, languages: Sequence[str], roles: tuple[str, ...]) -> MinutesArticle:
    heading, text = (_only(article[part], languages) for part in ("heading", "text"))
    return MinutesArticle(identifier, heading, text, roles)


def _only(texts: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    return {language: texts[language] for language in languages}


def _roles(at: int) -> tuple[str, ...]:
    return ("session",) if at == 0 else ("conclusion",) if 3 <= at % 10 <= 7 else ()
