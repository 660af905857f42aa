"""What a drafted memorandum says around the words of the agreed texts, in each language that it knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton

from verbale.kernel.imprecise import ImpreciseDate, Precision
from verbale.records.commitment import CommitmentState


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language; ``{number}``, ``{side}``, ``{date}`` and the counts are filled in."""

    title: str
    opening: str
    closing: str
    states: Mapping[str, str]
    due: str
    overdue: str
    undated: str
    by: str
    since: str
    at_once: str
    deliveries: str
    sums: str
    late: str
    ratification: str


def _states(open_: str, under_way: str, partly: str, not_done: str) -> dict[str, str]:
    known = (CommitmentState.OPEN, CommitmentState.UNDER_WAY, CommitmentState.PARTLY, CommitmentState.NOT_DONE)
    return dict(zip(known, (open_, under_way, partly, not_done), strict=True))


PHRASES = {
    "en": Phrases(
        "Memorandum for session {number}", "Opening of the session", "Signing of the minutes, closing of the session",
        _states("open", "under way", "partly done", "not done"), "due {date}", "overdue, was due {date}",
        "without a date", "by {date}", "from {date} on", "immediately", "Deliveries that {side} owes",
        "Owed {owed}, delivered {delivered}, open {open}, overdue {overdue}.", "Overdue: {lines}",
        "Ratification of the interim agreement “{title}”",
    ),
    "zh": Phrases(
        "第{number}次会议备忘录", "会议开幕", "签署纪要，会议闭幕",
        _states("未完成", "进行中", "部分完成", "未执行"), "期限：{date}", "已逾期，原定期限：{date}", "未定期限",
        "{date}以前", "{date}起", "立即", "{side}应交付的资料",
        "应交{owed}项，已交{delivered}项，未交{open}项，逾期{overdue}项。", "逾期：{lines}", "批准临时协议《{title}》",
    ),
    "ru": Phrases(
        "Памятная записка к заседанию № {number}", "Открытие заседания", "Подписание протокола, закрытие заседания",
        _states("не выполнено", "выполняется", "выполнено частично", "невыполнение"), "срок: {date}",
        "просрочено, срок был: {date}", "без срока", "до {date}", "с {date}", "немедленно",
        "Материалы, которые должна передать сторона {side}",
        "Следует передать: {owed}, передано: {delivered}, осталось: {open}, просрочено: {overdue}.",
        "Просрочено: {lines}", "Ратификация промежуточного соглашения «{title}»",
    ),
    "de": Phrases(
        "Memorandum zur {number}. Tagung", "Eröffnung der Tagung", "Unterzeichnung des Protokolls, Schluss der Tagung",
        _states("offen", "in Arbeit", "teilweise erfüllt", "nicht erfüllt"), "fällig {date}",
        "überfällig, war fällig {date}", "ohne Termin", "bis {date}", "ab {date}", "sofort",
        "Lieferungen, die {side} schuldet",
        "Geschuldet {owed}, geliefert {delivered}, offen {open}, überfällig {overdue}.", "Überfällig: {lines}",
        "Ratifizierung der Zwischenvereinbarung „{title}“",
    ),
    "ko": Phrases(
        "제{number}차 회의 각서", "회의 개회", "의정서 서명, 회의 폐회",
        _states("미결", "진행 중", "일부 이행", "불이행"), "기한: {date}", "기한 경과, 원래 기한: {date}", "기한 없음",
        "{date}까지", "{date}부터", "즉시", "{side} 측이 인도할 자료",
        "인도할 자료 {owed}, 인도 {delivered}, 미인도 {open}, 기한 경과 {overdue}.", "기한 경과: {lines}",
        "임시 합의서 《{title}》 비준",
    ),
}  # fmt: skip
"""By language."""


def known(languages: Iterable[str]) -> dict[str, Phrases]:
    """The phrases of those languages that are known (``zh`` for ``zh-Hans``); English if none of them is."""
    found = {code: PHRASES[main] for code in languages if (main := code.partition("-")[0]) in PHRASES}
    return found or {"en": PHRASES["en"]}


def in_words(when: ImpreciseDate, language: str) -> str:
    """A date in a known language, as exact as it is known; empty for none."""
    main = language.partition("-")[0]
    said, locale = PHRASES[main], Locale.parse(main)

    def day(one: date | None) -> str:
        # Blanks of every width become plain ones, since people edit this.
        return " ".join(format_date(one, "long", locale=locale).split()) if one else ""

    if when.precision in (Precision.MONTH, Precision.YEAR) and when.latest:
        skeleton = "yMMMM" if when.precision is Precision.MONTH else "y"
        return " ".join(format_skeleton(skeleton, when.latest, locale=locale).split())
    if when.precision is Precision.RANGE:
        return f"{day(when.earliest)} – {day(when.latest)}"
    told = {
        Precision.DAY: day(when.latest), Precision.BY: said.by.format(date=day(when.latest)),
        Precision.SINCE: said.since.format(date=day(when.earliest)), Precision.IMMEDIATELY: said.at_once,
    }  # fmt: skip
    return told.get(when.precision, "")
