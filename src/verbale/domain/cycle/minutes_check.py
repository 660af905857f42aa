"""Whether the languages of minutes say the same, and which differences somebody accepted with a reason (6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import term
from verbale.domain.cycle.minutes_heading import SESSION, said_in
from verbale.domain.cycle.minutes_outline import Outline, Written
from verbale.domain.spine import journal, text
from verbale.domain.spine.person import check_role
from verbale.domain.spine.text_record import revision_of
from verbale.engines import agreement, parallel
from verbale.kernel.canonical import Json, digest_of
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.records.minutes import AcceptedFinding, Minutes
from verbale.records.person import Person, Role
from verbale.records.text import Text, TextAct, TextKind


class OpenFindings(Refused):
    """The two versions differ (differences: {count}; in articles: {which}). Correct the text, or accept each difference
    with a reason, and approve then."""


class NoReason(WrongUse):
    """Whoever accepts that the versions differ says why. Give the reason."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A difference between the versions of one article (empty: of the title), and how it was accepted, if it was."""

    article: str
    finding: parallel.Finding
    accepted: AcceptedFinding | None = None

    @property
    def key(self) -> str:
        """What names this difference through repeated checks of one revision."""
        one = self.finding
        told: list[Json] = [self.article, one.kind.value, one.language, one.other, one.says or "", one.start]
        if one.instead is not None:
            told += [one.instead.value, one.instead.start]
        return digest_of(told)


def check(revision: agreement.Revision, minutes: Minutes | None = None) -> tuple[Checked, ...]:
    """Where the versions of a revision differ: title first, then article by article, with the office's glossary."""
    glossary = parallel.Glossary.given(term.forms())
    accepted = _accepted(minutes, revision.hash) if minutes else {}
    return tuple(Checked(one.article, one.finding, accepted.get(one.key)) for one in _differences(revision, glossary))


def check_outline(outline: Outline) -> tuple[tuple[int | None, parallel.Finding], ...]:
    """The same of minutes that are still being written: by the place of the article, None for the title."""
    glossary = parallel.Glossary.given(term.forms())
    return tuple(_compared(outline.title, outline.articles, outline.languages, glossary))


def _differences(revision: agreement.Revision, glossary: parallel.Glossary) -> Iterator[Checked]:
    for place, found in _compared(revision.title, revision.articles, revision.languages, glossary):
        yield Checked("" if place is None else revision.articles[place].identifier, found)


def _compared(
    title: Mapping[str, str], articles: Sequence[agreement.Article | Written], languages: Sequence[str],
    glossary: parallel.Glossary,
) -> Iterator[tuple[int | None, parallel.Finding]]:  # fmt: skip
    titles = {language: title.get(language, "") for language in languages}
    for found in differences(parallel.compare(titles, glossary=glossary)):
        yield None, found
    texts = [{language: words(one, language) for language in languages} for one in articles]
    by_place: dict[int, list[parallel.Finding]] = {}
    for place, found in parallel.compare_articles(texts, languages, glossary=glossary):
        by_place.setdefault(place, []).append(found)
    for place, some in by_place.items():
        yield from ((place, one) for one in differences(some))


def differences(found: Iterable[parallel.Finding]) -> Iterator[parallel.Finding]:
    """Each difference once. One version says the 14th and the other the 15th: a comparison finds that from both sides,
    but a person mends or accepts it in one act."""
    told: list[parallel.Finding] = []
    for one in found:
        if not any(one.mirrors(before) for before in told):
            told.append(one)
            yield one


def words(article: agreement.Article | Written, language: str) -> str:
    """Heading and text in one, in which the places of findings are counted; of the session, what its facts say in this
    language follows, since the paper says it."""
    parts = [article.heading.get(language, ""), article.text.get(language, "")]
    if SESSION in article.roles:
        parts += said_in(article.facts, language)
    return "\n".join(part for part in parts if part)


def _accepted(minutes: Minutes, revision: str) -> dict[str, AcceptedFinding]:
    rows = AcceptedFinding.objects.filter(minutes=minutes, revision=revision).select_related("by")
    return {row.finding: row for row in rows}


@transaction.atomic
def accept(*, minutes: Minutes, revision: str, key: str, reason: str, by: Person, at: datetime) -> AcceptedFinding:
    """Accepts one difference of one revision, with the reason; it stays accepted for that revision alone."""
    check_role(by, Role.DESK, Role.APPROVER)
    if not reason.strip():
        raise NoReason()
    checked = {one.key: one for one in check(revision_of(minutes.text, revision), minutes)}
    if key not in checked:
        raise NotFound(what="difference", which=key[:12])
    return _accept(minutes, revision, checked[key], reason, by, at)


def _accept(minutes: Minutes, revision: str, one: Checked, reason: str, by: Person, at: datetime) -> AcceptedFinding:
    row, made = AcceptedFinding.objects.get_or_create(
        minutes=minutes, revision=revision, finding=one.key, defaults={"reason": reason.strip(), "by": by, "at": at}
    )
    if made:
        facts: dict[str, Json] = {"article": one.article, "finding": one.key, "revision": revision}
        journal.record(act="minutes.difference accepted", thing=minutes, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def approve(
    *, text_: Text, revision: str, by: Person, at: datetime, second_factor: bool, note: str = "",
    reasons: Mapping[str, str] = MappingProxyType({}),
) -> TextAct:  # fmt: skip
    """Approves a revision; one of minutes only once every difference between its versions has been accepted.

    ``reasons`` accepts differences together with the approval, each by its key.
    """
    if text_.text_kind == TextKind.MINUTES:
        minutes = minutes_of.of(text_, at)
        still = [one for one in check(revision_of(text_, revision), minutes) if one.accepted is None]
        left = [one for one in still if not reasons.get(one.key, "").strip()]
        if left:
            which = ", ".join(dict.fromkeys(one.article or "–" for one in left))
            raise OpenFindings(count=len(left), which=which)
        for one in still:
            _accept(minutes, revision, one, reasons[one.key], by, at)
    return text.approve(text=text_, revision=revision, by=by, at=at, second_factor=second_factor, note=note)
