"""An empty form for the minutes of a session, in the plain form of texts: the article of the session filled in as far
as session, delegations and statute tell, the agenda, and one conclusion to begin with (docs/texts.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from verbale.domain.cycle import agenda, delegation, interim, session_plan, statute
from verbale.domain.cycle.minutes_heading import SESSION
from verbale.domain.cycle.minutes_outline import Outline, Written
from verbale.domain.spine import party
from verbale.engines import agreement
from verbale.kernel.errors import WrongUse
from verbale.records.delegation import Delegate, Part
from verbale.records.party import Party
from verbale.records.record import in_language
from verbale.records.session import Session

MISSING = "…"
"""Stands where a person has to write."""


class NotFilled(WrongUse):
    """Article {article} still says “{missing}”. Write there what is missing."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """What minutes say in one language; ``{number}`` is that of the session."""

    title: str
    label: str
    equal: str
    prevails: Mapping[str, str]
    agenda: str
    open_commitments: str
    conclusion: str
    ratification: str = MISSING
    ratifies: str = MISSING


_PHRASES = {
    "en": _Phrases(
        "Minutes of session {number}", "Session {number}", "All language versions of these minutes are equally valid.",
        {"zh": "In case of doubt the Chinese text prevails.", "ru": "In case of doubt the Russian text prevails.",
         "de": "In case of doubt the German text prevails.", "ko": "In case of doubt the Korean text prevails.",
         "en": "In case of doubt the English text prevails."},
        "Agenda", "Open commitments of earlier sessions", "Conclusion", "Ratification", "Both sides ratify “{title}”.",
    ),
    "de": _Phrases(
        "Protokoll der {number}. Tagung", "{number}. Tagung", "Alle Sprachfassungen dieses Protokolls gelten gleich.",
        {"zh": "Im Zweifel gilt der chinesische Wortlaut.", "ru": "Im Zweifel gilt der russische Wortlaut.",
         "de": "Im Zweifel gilt der deutsche Wortlaut.", "ko": "Im Zweifel gilt der koreanische Wortlaut.",
         "en": "Im Zweifel gilt der englische Wortlaut."},
        "Tagesordnung", "Offene Verpflichtungen früherer Tagungen", "Beschluss", "Ratifizierung",
        "Beide Seiten ratifizieren „{title}“.",
    ),
    "ru": _Phrases(
        "Протокол {number}-го заседания", "{number}-е заседание", "Все тексты настоящего протокола имеют равную силу.",
        {"zh": "В случае расхождения преимущество имеет китайский текст.",
         "ru": "В случае расхождения преимущество имеет русский текст.",
         "de": "В случае расхождения преимущество имеет немецкий текст.",
         "ko": "В случае расхождения преимущество имеет корейский текст.",
         "en": "В случае расхождения преимущество имеет английский текст."},
        "Повестка дня", "Невыполненные обязательства прежних заседаний", "Заключение", "Ратификация",
        "Стороны ратифицируют «{title}».",
    ),
    "zh": _Phrases(
        "第{number}次会议纪要", "第{number}次会议", "本纪要各文本具有同等效力。",
        {"zh": "如有歧义，以中文文本为准。", "ru": "如有歧义，以俄文文本为准。", "de": "如有歧义，以德文文本为准。",
         "ko": "如有歧义，以朝文文本为准。", "en": "如有歧义，以英文文本为准。"},
        "议程", "历次会议未了事项", "结论", "批准", "双方批准《{title}》。",
    ),
    "ko": _Phrases(
        "제{number}차 회의 의정서", "제{number}차 회의", "이 의정서의 모든 언어본은 동등한 효력을 가진다.",
        {"zh": "해석이 다를 때에는 중국어본이 우선한다.", "ru": "해석이 다를 때에는 러시아어본이 우선한다.",
         "de": "해석이 다를 때에는 독일어본이 우선한다.", "ko": "해석이 다를 때에는 한국어본이 우선한다.",
         "en": "해석이 다를 때에는 영어본이 우선한다."},
        "의사일정", "이전 회의의 미결 사항", "결론", "비준", "쌍방은 《{title}》을 비준한다.",
    ),
}  # fmt: skip
_NONE = _Phrases(MISSING, MISSING, MISSING, {}, "", MISSING, "")


def outline(session: Session, languages: Sequence[str], carried: Iterable[agenda.Carried] = ()) -> Outline:
    """The minutes of a session as they begin: its article, the agenda with the commitments that are carried over, the
    interim agreements to be ratified, and one conclusion. What nobody has recorded is ``…``, to be written before the
    minutes are proposed."""
    terms, said = session_plan.terms_of(session), {one: _said(one) for one in languages}
    labels = {one: said[one].label.format(number=session.number) for one in languages}
    validity = {one: _validity(said[one], terms) for one in languages}
    parts = [Written(SESSION, labels, validity, (SESSION,), dict(_facts(session, languages)))]
    parts += _agenda(session, languages, carried)
    parts += _ratifying(session, languages)
    parts.append(Written("1", {one: said[one].conclusion for one in languages}, {}, ("conclusion",)))
    titles = {one: said[one].title.format(number=session.number) for one in languages}
    return Outline(tuple(languages), titles, tuple(parts))


def form(session: Session, languages: Sequence[str], carried: Iterable[agenda.Carried] = ()) -> str:
    """The same in the plain form of texts."""
    return outline(session, languages, carried).as_plain()


def check_filled(article: Written | agreement.Article) -> None:
    """Refuses an article in which a person has still to write. Raises NotFilled."""
    lists = [fact for fact in article.facts.values() if isinstance(fact, tuple)]
    words = (*article.heading.values(), *article.text.values(), *article.facts.values(), *chain.from_iterable(lists))
    if MISSING in words:
        raise NotFilled(article=article.identifier, missing=MISSING)


def _said(language: str) -> _Phrases:
    return _PHRASES.get(language.split("-")[0], _NONE)


def _validity(said: _Phrases, terms: statute.Terms | None) -> str:
    """Which language prevails, as the statute says."""
    return said.prevails.get(terms.prevails.split("-")[0], said.equal) if terms else said.equal


def _facts(session: Session, languages: Sequence[str]) -> Iterator[tuple[str, str | int | list[str]]]:
    first, last = session_plan.bounds(session)
    yield "commission", session.commission_id
    yield "session", session.number
    yield "first-day", first.isoformat() if first else MISSING
    yield "last-day", last.isoformat() if last else MISSING
    for language in languages:
        yield f"place-{language.lower()}", session.place or MISSING
        yield f"days-{language.lower()}", _days(first, last, language)
    for place, side in enumerate(_sides(session), start=1):
        head = _head(session, side)
        yield f"side-{place}", side.code
        for language in languages:
            yield f"name-{place}-{language.lower()}", in_language(side.names, language) or MISSING
            yield f"head-{place}-{language.lower()}", head.name if head else MISSING
            yield f"office-{place}-{language.lower()}", head.office if head else MISSING
            if members := _members(session, side):
                yield f"members-{place}-{language.lower()}", members


def _sides(session: Session) -> tuple[Party, Party]:
    """The host first."""
    us, partner = party.us(), session.commission.partner
    return (partner, us) if session.host == partner.code else (us, partner)


def _head(session: Session, side: Party) -> Delegate | None:
    row = delegation.of(session, side.code)
    return row.delegates.filter(part=Part.HEAD).first() if row else None


def _members(session: Session, side: Party) -> list[str]:
    """All but the head, each with the office held, in their order."""
    row = delegation.of(session, side.code)
    found = row.delegates.exclude(part=Part.HEAD).order_by("place") if row else ()
    return [", ".join(filter(None, (one.name, one.office))) for one in found]


def _days(first: date | None, last: date | None, language: str) -> str:
    if first is None or last is None:
        return MISSING
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return MISSING
    days = [format_date(day, "long", locale=locale) for day in dict.fromkeys((first, last))]
    # Blanks of every width become plain ones: people edit this.
    return " ".join(" – ".join(days).split())


def _ratifying(session: Session, languages: Sequence[str]) -> Iterator[Written]:
    """An article for each interim agreement that waits to be ratified."""
    for place, text in enumerate(interim.waiting(session), start=1):
        words = {one: _said(one).ratifies.format(title=in_language(text.titles, one)) for one in languages}
        headings = {one: _said(one).ratification for one in languages}
        yield Written(f"r{place}", headings, words, ("ratification",), {interim.RATIFIES: text.pk})


def _agenda(session: Session, languages: Sequence[str], carried: Iterable[agenda.Carried]) -> list[Written]:
    """The merged agenda as an article, once there is anything on it."""
    found = agenda.of(session, carried)
    if not found.entries:
        return []
    headings = {one: _said(one).agenda or MISSING for one in languages}
    called = {one: _said(one).open_commitments for one in languages}
    made = agenda.article(found, identifier="agenda", headings=headings, commitments=called)
    return [Written(made.identifier, made.heading, made.text, made.roles)]
