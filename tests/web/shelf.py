"""What the pages of catalogues and rules stand on: editions, a policy in use, a catalogue that came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.engines.catalogue.build import coded, field, marc
from tests.engines.paper.documents import drawn
from tests.rulebooks import in_force
from tests.shared import ROOT
from verbale.domain.cycle import holding
from verbale.domain.cycle.edition import import_edition
from verbale.domain.cycle.lookup import set_lookup
from verbale.domain.spine import document, policy
from verbale.engines.catalogue import OfferItem
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home
from verbale.records.document import StoredFile
from verbale.records.holding import Edition, ReceivedCatalogue
from verbale.records.party import Party
from verbale.records.policy import Policy, PolicyVersion

RULEBOOK = ROOT / "src" / "verbale" / "rulebooks" / "supply-1964.dmn"
IN_FORCE = date(1964, 11, 1)
JOURNAL = "     nas a22      i 4500"
ITEMS = tuple(
    OfferItem(
        f"{number:026d}", title, creators=("Aino Laine",), publisher="Nordic Press", year=1960 + number,
        language="eng", kind="book", forms=("photocopy",),
    )
    for number, title in enumerate(("Frost heave of soils", "Snow loads on roofs", "River ice"), start=1)
)  # fmt: skip


def source(*titles: str) -> bytes:
    """Journals of a listed press at home, in ISO 2709, with a broken record after them."""
    records = [
        marc(
            field("264", " 1", "aBern", "bMeridian Press"), title=title, coded=coded(country="sz ", year="1963"),
            leader=JOURNAL,
        )
        for title in titles
    ]  # fmt: skip
    return b"".join(records) + b"00042nam a2200000 i 4500broken\x1d"


@dataclass
class Shelf:
    """The office with its partner, a clock, and what stands on its shelves."""

    office: SimpleNamespace
    clock: SetClock
    home: Home
    enter: Any

    @property
    def partner(self) -> Party:
        return self.office.partner

    def client(self, role: str) -> Client:
        """A browser in which the person with this role is signed in."""
        return self.enter(getattr(self.office, role))

    def stored(self, data: bytes, name: str = "source.mrc") -> StoredFile:
        return document.store(BytesIO(data), name=name, at=self.clock.now())

    def edition(self, *titles: str, name: str = "source.mrc") -> Edition:
        """An edition of journals that may be supplied, with one fault."""
        return import_edition(
            stream=BytesIO(source(*(titles or ("Annals of Hydrology",)))), name=name, distribution="open",
            reason="the public catalogue", by=self.office.desk, at=self.clock.forward(minutes=1),
            another_source=True,
        )[0]  # fmt: skip

    def lookups(self) -> None:
        for table, key, value in (
            ("country group", "sz", "domestic"),
            ("publisher class", "Meridian *", "listed press"),
        ):
            set_lookup(table=table, key=key, value=value, by=self.office.desk, at=self.clock.now())

    def policy(self) -> PolicyVersion:
        """The policy of 1964, used for the partner."""
        defined = policy.define(
            code="supply-1964", titles={"en": "Supply policy"}, by=self.office.desk, at=self.clock.now()
        )
        version = in_force(
            defined, RULEBOOK.read_bytes(), name=RULEBOOK.name, day=IN_FORCE, by=self.office.administrator,
            at=self.clock.now(),
        )  # fmt: skip
        self.used(defined)
        return version

    def used(self, defined: Policy) -> None:
        policy.use_for(
            policy=defined, partner=self.partner, agreement_clause="Agreement 1964, article 3", since=IN_FORCE,
            by=self.office.administrator, at=self.clock.now(),
        )  # fmt: skip

    def received(self, *items: OfferItem, offer: str = "o" * 26) -> ReceivedCatalogue:
        """A catalogue as it came from the partner."""
        file = self.stored(b"".join(item.line() for item in items or ITEMS), "catalogue.jsonl")
        with transaction.atomic():
            return holding.receive_catalogue(
                partner=self.partner, offer=offer, file=file, at=self.clock.forward(minutes=1)
            )

    def offer(self, *editions: Edition) -> Any:
        return holding.publish_offer(
            partner=self.partner, editions=list(editions), by=self.office.desk, at=self.clock.forward(minutes=1)
        )


@pytest.fixture
def shelf(office: SimpleNamespace, clock: SetClock, home: Home, enter: Any) -> Shelf:
    """Empty shelves."""
    return Shelf(office, clock, home, enter)


def text_of(response: Any) -> str:
    """The words of a page, blanks joined."""
    return " ".join(response.content.decode().split())


def sound_pdf() -> bytes:
    """A PDF of two pages."""
    written = BytesIO()
    drawn((595, 842), (842, 595)).save(written)
    return written.getvalue()
