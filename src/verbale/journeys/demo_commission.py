"""What a side of the demo does in its joint commission: each function is one step, in that node's own process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_date

from verbale.domain.cycle import (
    adoption,
    agenda,
    commitment,
    commitment_proposed,
    delegation,
    memorandum,
    minutes,
    minutes_check,
    minutes_signing,
    session,
    signing_certificate,
    statute_example,
    talk,
)
from verbale.domain.cycle.memorandum_content import Content, Item, Row
from verbale.domain.cycle.minutes_heading import Heading, Signing, session_article
from verbale.domain.spine import commission, instrument, party
from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import standing_of, utc_day
from verbale.engines import signature
from verbale.engines.agreement import Article, Fact, Revision
from verbale.journeys.demo_cast import NAMES
from verbale.journeys.demo_commission_cast import (
    COMMISSION,
    CONCLUSIONS,
    DELEGATES,
    EQUALLY_VALID,
    FOUNDING,
    HEADS,
    ITEMS,
    PLACE,
)
from verbale.journeys.demo_node import who
from verbale.records.commitment import Commitment
from verbale.records.delegation import Part
from verbale.records.party import Party
from verbale.records.session import Session
from verbale.records.text import Text

LANGUAGES = ("en", "zh")
HEADINGS = {
    commission.FOUNDING: {"en": "Founding", "zh": "成立"},
    commission.DELEGATES: {"en": "Delegates", "zh": "代表"},
}
KEPT = timedelta(days=3 * 365)
"""How long the names of a delegation are kept."""


def propose_commission(*, partner: str, at: datetime) -> list[str]:
    """Proposes to found the commission, and its statute of ten duties; the identities of both texts."""
    their = Party.objects.get(code=partner)
    named = {side: [f"{name}, {office}" for name, office, _part in people] for side, people in DELEGATES.items()}
    founded = commission.draft(titles=COMMISSION, founding=FOUNDING, delegates=named, headings=HEADINGS)
    made = texts.open_text(partner=their, revision=founded, by=who("desk"), at=at)
    ruled = statute_example.ten_duties(commission=made.pk, languages=LANGUAGES)
    return [made.pk, texts.open_text(partner=their, revision=ruled, by=who("desk"), at=at).pk]


def approve_texts(*, named: Sequence[str], handle: str, at: datetime) -> None:
    """Approves what was proposed last of each text."""
    for identifier in named:
        one = Text.objects.get(pk=identifier)
        exact = standing_of(one, utc_day(at)).standing_proposals[-1].revision
        minutes_check.approve(text_=one, revision=exact, by=who(handle), at=at, second_factor=True)


def plan_session(*, founded: str, begins: date, at: datetime) -> str:
    """Plans the next session, hosted by us, and tells the partner; its identity."""
    planned = session.plan(
        commission=Text.objects.get(pk=founded), begins=begins.isoformat(), by=who("desk"), at=at,
        ends=(begins + timedelta(days=3)).isoformat(), host=party.us().code, place=PLACE["en"],
    )  # fmt: skip
    session.tell(session=planned, by=who("desk"), at=at)
    return planned.pk


def prepare_session(*, founded: str, number: int, handle: str, at: datetime) -> str:
    """Writes, approves and tells our memorandum, and names and tells our delegation; what they planned is agreed."""
    held = Session.objects.get(commission=founded, number=number)
    if held.planned_by is None:
        session.agree(session=held, by=who("desk"), at=at)
    us = party.us().code
    content = Content(
        titles={"en": f"Memorandum of {us}", "zh": f"{us}备忘录"},
        agenda=tuple(Item(title=title, duty=duty) for title, duty in ITEMS[us]),
        schedule=(Row(held.begins, {"en": "First meeting", "zh": "第一次会谈"}, "9:00"),),
    )  # fmt: skip
    drafted = memorandum.draft(session=held, content=content, by=who("desk"), at=at)
    memorandum.approve(memorandum=drafted, by=who(handle), at=at, second_factor=True)
    memorandum.tell(memorandum=drafted, by=who("desk"), at=at)
    people = [delegation.Named(name, office, Part(part)) for name, office, part in DELEGATES[us]]
    named = delegation.name(to=held, delegates=people, keep_until=(at + KEPT).date(), by=who("desk"), at=at)
    delegation.tell(delegation=named, by=who("desk"), at=at)
    return us


def merged_agenda(*, founded: str, number: int) -> list[str]:
    """The merged agenda, a line an entry."""
    found = agenda.of(Session.objects.get(commission=founded, number=number))
    return [f"{one.place}. {one.title('en')}" for one in found.entries]


def hold_session(*, founded: str, number: int, partner: str, at: datetime) -> None:
    """Records the opening talk, with a greeting and that nothing was promised, and that the session took place."""
    held, their = Session.objects.get(commission=founded, number=number), Party.objects.get(code=partner)
    opening = talk.record(
        partner=their, title="Opening talk", on=held.begins, by=who("desk"), at=at, place=held.place, session=held
    )
    us = party.us().code
    for side, said, words in (
        (us, "greeting", ""),
        (their.code, "greeting", ""),
        (their.code, "wish", "To see the gauging stations of the upper river."),
        (us, "statement", "The stations can be visited in any season but spring."),
    ):
        name, office, _ = DELEGATES[side][0]
        talk.say(talk=opening, side=side, speaker=name, office=office, said=said, text=words, by=who("desk"), at=at)
    name, office, _ = DELEGATES[us][0]
    talk.no_promises(talk=opening, side=us, speaker=name, office=office, by=who("desk"), at=at)
    session.held(session=held, begins=held.begins, ends=held.ends, by=who("desk"), at=at)


def propose_minutes(*, founded: str, number: int, partner: str, days: dict[str, date], at: datetime) -> str:
    """Proposes the minutes with a slip in one date; the identity of their text."""
    their = Party.objects.get(code=partner)
    slip = _minutes(founded, number, days, slip=True)
    return texts.open_text(partner=their, revision=slip, by=who("desk"), at=at).pk


def differences(*, text: str, at: datetime) -> list[str]:
    """What the two versions of the newest revision do not say alike."""
    one = Text.objects.get(pk=text)
    exact = standing_of(one, utc_day(at)).standing_proposals[-1].revision
    found = minutes_check.check(minutes_check.revision_of(one, exact), minutes.of(one, at))
    return [f"article {each.article}: {each.finding.sentence()}" for each in found]


def correct_minutes(*, text: str, founded: str, number: int, days: dict[str, date], handle: str, at: datetime) -> None:
    """Answers with the corrected wording and approves that."""
    one = Text.objects.get(pk=text)
    right = _minutes(founded, number, days, slip=False)
    texts.propose(text=one, revision=right, by=who("desk"), at=at)
    minutes_check.approve(text_=one, revision=right.hash, by=who(handle), at=at, second_factor=True)


def certify(*, person: str, office: str, passphrase: str, at: datetime) -> dict[str, str]:
    """Makes a key and certificate for whoever signs for us; what the partner is given, and read by telephone."""
    made = signing_certificate.make(person=person, office=office, passphrase=passphrase, by=who("admin"), at=at)
    return {"pem": made.pem, "fingerprint": made.fingerprint}


def trust(*, partner: str, pem: str, fingerprint: str, at: datetime) -> None:
    """Keeps the partner's certificate and confirms its fingerprint."""
    their = Party.objects.get(code=partner)
    added = signing_certificate.add(side=their, pem=pem.encode(), by=who("admin"), at=at)
    signing_certificate.confirm(certificate=added, fingerprint=fingerprint, by=who("admin"), at=at, second_factor=True)


def sign_minutes(*, text: str, fingerprint: str, passphrase: str, handle: str, at: datetime) -> str:
    """Signs the paper for our side, which tells the partner; where the minutes then stand."""
    one = minutes.of(Text.objects.get(pk=text), at)
    signer = signature.Signer.from_key_file(signing_certificate.key_path(fingerprint), passphrase)
    minutes_signing.sign(minutes=one, signer=signer, by=who(handle), at=at, second_factor=True)
    return minutes.state_of(minutes.of(one.text, at)).value


def state_of_minutes(*, text: str, at: datetime) -> str:
    """Where the minutes stand here."""
    return minutes.state_of(minutes.of(Text.objects.get(pk=text), at)).value


def adopt_conclusions(*, text: str, title: str, agencies: Sequence[str], at: datetime) -> int:
    """Our government adopts every conclusion by a decree; the partner is told, and what binds us is taken up."""
    one = Text.objects.get(pk=text)
    decree = instrument.record(title=title, by=who("desk"), at=at, dated=at.date().isoformat())
    for stand in adoption.stands(one):
        made = adoption.adopt(
            text=one, article=stand.article.identifier, adopted=True, agencies=agencies, instrument=decree,
            by=who("desk"), at=at,
        )  # fmt: skip
        adoption.tell(adoption=made, by=who("desk"), at=at)
    for proposal in commitment_proposed.from_conclusions(text=one, by=who("desk"), at=at):
        commitment_proposed.confirm(commitment=proposal, by=who("desk"), at=at)
    return Commitment.objects.filter(agreed=one).count()


def tell_of_commitment(*, text: str, article: str, state: str, reason: str, apology: str, at: datetime) -> None:
    """Our word on one commitment goes to the partner."""
    kept = Commitment.objects.get(agreed=text, article=article)
    if state != kept.state:
        kept = commitment.change(commitment=kept, state=state, by=who("desk"), at=at, reason=reason)
    commitment.tell(commitment=kept, by=who("desk"), at=at, reason=reason, apology=apology)


def _minutes(founded: str, number: int, days: dict[str, date], *, slip: bool) -> Revision:
    """The minutes in both languages; with ``slip`` the English version is a day late in every date."""
    first, second = DELEGATES
    heading = Heading(
        commission=founded, number=number, first_day=days["first"], last_day=days["last"],
        label={"en": f"Session {number}", "zh": f"第{number}次会议"}, place=PLACE,
        days={one: f"{_day(days['first'], one)} – {_day(days['last'], one)}" for one in LANGUAGES},
        sides=(_signing(first), _signing(second)),
    )  # fmt: skip
    articles = [session_article(heading, EQUALLY_VALID)]
    for identifier, headings, words, facts in CONCLUSIONS:
        known: dict[str, Fact] = dict(facts)
        due = days[str(facts["due"])] if "due" in facts else None
        if due is not None:
            known["due"] = due.isoformat()
        articles.append(Article(identifier, headings, _dated(words, due, slip), ("conclusion",), known))
    titles = {"en": f"Minutes of session {number}", "zh": f"第{number}次会议纪要"}
    return Revision("minutes", LANGUAGES, titles, tuple(articles))


def _dated(words: Mapping[str, str], due: date | None, slip: bool) -> dict[str, str]:
    if due is None:
        return dict(words)
    late = {"en": due + timedelta(days=slip), "zh": due}
    return {one: words[one].format(day=_day(late[one], one)) for one in LANGUAGES}


def _day(day: date, language: str) -> str:
    return format_date(day, "long", locale=language)


def _signing(code: str) -> Signing:
    names = {one: NAMES[code][one] for one in LANGUAGES}
    head, office = HEADS[code]
    return Signing(code, names, head, office)
