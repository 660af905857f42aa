"""An office with a commission, its statute, a session, and the other side, for the pages of minutes."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tests.domain.cycle.minuting import conclusion
from tests.domain.cycle.minuting import revision as minutes_revision
from tests.domain.spine.other_side import OtherSide
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle import statute
from verbale.domain.spine import authority, text
from verbale.domain.spine.text_record import keep_revision
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.records.person import AuthorityHeld
from verbale.records.text import Text

SIDES = ("OURS", "FI-NHI")
WRONG = conclusion("2", ru="Наша сторона направит 33 каталога до 15 декабря 1957 г.")


@pytest.fixture
def room(office, clock, enter, db) -> SimpleNamespace:
    """Our office with somebody who approves texts, a commission with its statute, a session, and the other side."""

    def now() -> Any:
        return clock.forward(minutes=1)

    defined = authority.define(code="texts", titles={"en": "Texts"}, by=office.administrator, at=now())
    held = authority.propose(
        person=office.approver, authority=defined, since=date(2026, 1, 1), until=None, by=office.administrator, at=now()
    )
    AuthorityHeld.objects.filter(pk=held.pk).update(confirmed_by=office.desk, confirmed_at=now())
    found = SimpleNamespace(office=office, now=now, theirs=OtherSide(office.partner, now))
    found.client = lambda role: enter(getattr(office, role))
    founded = agreement.Article("1", {}, {"en": "Founded.", "zh": "成立。"})
    titles = {"en": "Hydrology commission", "zh": "水文委员会"}
    found.commission = in_force(found, agreement.Revision("commission", ("en", "zh"), titles, (founded,)))
    terms = statute.Terms(commission=found.commission.pk, prevails="en", force="approval")
    duty = statute.Duty("1", {"en": "Exchange of books", "zh": "交换书籍"})
    words = {"en": "Terms.", "zh": "条款。"}
    in_force(found, statute.draft(titles={"en": "Statute", "zh": "章程"}, terms=terms, words=words, duties=(duty,),
                                  headings={}))  # fmt: skip
    found.session = sessions.plan(
        commission=found.commission, begins="2027-05-10", ends="2027-05-16", place="Bern", by=office.desk, at=now()
    )
    return found


def in_force(room: Any, said: agreement.Revision) -> Text:
    at = room.now()
    one = Text.objects.create(
        partner=room.office.partner, text_kind=said.kind, depositary="OURS", titles=dict(said.title),
        state="concluded", in_force=said.hash, opened_at=at, moved_at=at,
    )  # fmt: skip
    keep_revision(one, said, at)
    return one


def revision(room: Any, *articles: agreement.Article) -> agreement.Revision:
    return minutes_revision(*articles, commission=room.commission.pk, sides=SIDES)


def proposed(room: Any, *articles: agreement.Article) -> tuple[Text, agreement.Revision]:
    said = revision(room, *articles)
    one = text.open_text(partner=room.office.partner, revision=said, by=room.office.desk, at=room.now())
    minutes_of.of(one, room.now())
    return one, said


def agreed(room: Any, *articles: agreement.Article) -> tuple[Text, agreement.Revision]:
    one, said = proposed(room, *articles)
    text.approve(text=one, revision=said.hash, by=room.office.approver, at=room.now(), second_factor=True)
    room.theirs.does(Kind.APPROVE, one, said)
    return Text.objects.get(pk=one.pk), said


def form_of(page: Any) -> dict[str, str]:
    """What a browser would send of the form that a page shows, were nothing changed."""
    head, rows = page.context["form"], [row for row, _found in page.context["articles"]]
    sent = {"seen": page.context["writing"].seen, "articles": str(len(rows))}
    for form in (head, *rows):
        for field in form:
            value = field.value()
            sent[field.html_name] = "" if value is None else str(value)
    return sent


def filled(page: Any, *articles: tuple[str, str]) -> dict[str, str]:
    """A form for Chinese and Russian filled in: the session, and each article as conclusion in both languages."""
    sent = {name: value.replace("…", "Bern 10–16") for name, value in form_of(page).items()}
    for name in list(sent):
        if name.startswith("a0-fact_members"):
            sent[name] = ""
        if name.startswith("a0-fact_days"):
            sent[name] = {"zh": "二〇二七年五月十日至十六日", "ru": "10—16 мая 2027 г."}.get(name[-2:], "")
    for number, (zh, ru) in enumerate(articles, start=1):
        sent |= {
            f"a{number}-identifier": str(number), f"a{number}-role": "conclusion", f"a{number}-text_zh": zh,
            f"a{number}-text_ru": ru, f"a{number}-heading_zh": "", f"a{number}-heading_ru": "", f"a{number}-kept": "",
        }  # fmt: skip
    return sent | {"articles": str(len(articles) + 1)}


SAME = ("我方于一九五七年十二月十四日前寄送三十三份目录。", "Наша сторона направит 33 каталога до 14 декабря 1957 г.")
