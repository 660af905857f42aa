"""A desk with a partner and what was agreed with it, for the tests of commitments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.records.rows import make, person
from verbale.domain.cycle import commitment
from verbale.domain.cycle.commitment_content import Member, Source
from verbale.domain.spine.text_record import keep_revision
from verbale.engines import agreement
from verbale.kernel.clock import SetClock
from verbale.records import models as records
from verbale.records.commitment import Commitment, PartIn
from verbale.records.journal import JournalPayload
from verbale.records.person import Person, Role
from verbale.records.text import Text

REPORT = "1. The sides exchange lists of journals. In charge: the library. 2. Nothing else."


@dataclass
class Desk:
    """The parties, the people, and the moment, which is a minute later at each act."""

    us: records.Party
    partner: records.Party
    third: records.Party
    clerk: Person
    librarian: Person
    clock: SetClock

    def at(self, **by: float) -> datetime:
        return self.clock.forward(**(by or {"minutes": 1}))

    def doing(self) -> dict[str, Any]:
        return {"by": self.clerk, "at": self.at()}

    def committed(self, **facts: Any) -> Commitment:
        """A commitment of ours from nowhere, with these facts."""
        said = {
            "partner": self.partner, "number": "1", "text": "Send the list of journals.", "bound": "ours",
            "source": Source(), "members": [Member(PartIn.IN_CHARGE, "The library")],
        }  # fmt: skip
        return commitment.record(**(said | facts), **self.doing())

    def shared(self, **facts: Any) -> Commitment:
        """A commitment from article 3 of minutes."""
        text = facts.pop("text_agreed", None) or self.minutes()
        self.adopted(text)
        return self.committed(source=Source(text, text.in_force, "3"), **({"number": "3"} | facts))

    def minutes(self, articles: tuple[agreement.Article, ...] = (), *, concluded: bool = True) -> Text:
        """Minutes whose wording is agreed, with the articles, and concluded with both signatures."""
        revision = agreement.Revision(
            "minutes", ("en", "zh"), {"en": "Minutes", "zh": "纪要"}, articles or (article(),)
        )
        text = make(records.Text, partner=self.partner, text_kind="minutes", in_force=revision.hash)
        keep_revision(text, revision, self.at())
        minutes = make(records.Minutes, text=text)
        if concluded:
            signed = [{"side": self.us.code}, {"side": self.partner.code}]
            make(records.SignedPaper, minutes=minutes, revision=revision.hash, signatures=signed, at=self.at())
            records.Minutes.objects.filter(pk=minutes.pk).update(concluded_at=self.at())
        return text

    def adopted(self, text: Text, name: str = "3", *, agencies: tuple[str, ...] = ()) -> None:
        """Our government has adopted an article."""
        said = {"adopted": True, "agencies": list(agencies), "recorded_at": self.clock.now()}
        records.Adoption.objects.get_or_create(text=text, article=name, side="OURS", defaults=said)

    def report(self, text: str = REPORT, **facts: Any) -> records.Report:
        return make(records.Report, text=text, **facts)


def article(identifier: str = "3", facts: Mapping[str, Any] | None = None, **more: Any) -> agreement.Article:
    """A conclusion in English and Chinese."""
    said = {"en": f"The sides exchange lists ({identifier}).", "zh": f"双方交换目录（{identifier}）。"}
    return agreement.Article(identifier, {}, said, **({"roles": ("conclusion",), "facts": facts or {}} | more))


def open_desk(clock: SetClock) -> Desk:
    """Makes the desk in the tests' database."""
    us = make(records.Party, code="OURS", is_us=True, names={"en": "Our Institute"}, language="en")
    partner = make(records.Party, code="FI-NHI", names={"en": "Their Institute"})
    third = make(records.Party, code="CZ-ACA", names={"en": "A third"})
    clerk = person(Role.DESK, handle="liisa", name="Liisa Koski", email="liisa@example.org")
    librarian = person(Role.LIBRARIAN, handle="lin", name="Lin Hai", email="lin@example.org")
    return Desk(us, partner, third, clerk, librarian, clock)


def told(desk: Desk) -> list[dict[str, Any]]:
    """What is queued for the partner."""
    rows = records.Message.objects.filter(partner=desk.partner).order_by("place")
    return [{"what": row.what, "body": row.body} for row in rows]


def acts(thing: Any) -> list[str]:
    """What the journal says was done to one thing."""
    rows = JournalPayload.objects.filter(thing_kind=thing.kind, thing_id=thing.pk).order_by("entry")
    return list(rows.values_list("act", flat=True))
