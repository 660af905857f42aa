"""Editions and offers for the tests: a few records, imported and published to the partner."""

import io
from typing import Any

from tests.engines.catalogue.build import coded, field, marc
from verbale.domain.cycle import holding
from verbale.domain.cycle.edition import import_edition
from verbale.domain.cycle.lookup import set_lookup
from verbale.kernel.identifier import Randomness
from verbale.records.holding import Edition, Offer

LOOKUPS = (
    ("country group", "sz", "domestic"),
    ("country group", "*", "third country"),
    ("publisher class", "Meridian Press", "listed press"),
)


def book(title: str, *, publisher: str = "", country: str = "sz ", restricted: str = "", local: str = "") -> bytes:
    """A record; ``restricted`` is its note on who may use it, ``local`` its number in our stacks."""
    fields = [field("260", "  ", "aBern", f"b{publisher}", "c1963")] if publisher else []
    if restricted:
        fields.append(field("506", "1 ", f"a{restricted}"))
    if local:
        fields.append(field("035", "  ", f"a(XX){local}"))
    return marc(*fields, title=title, coded=coded(country=country))


def fill_lookups(bureau: Any) -> None:
    for table, key, value in LOOKUPS:
        set_lookup(table=table, key=key, value=value, by=bureau.who("desk"), at=bureau.at())


def imported(bureau: Any, data: bytes, distribution: str = "open", **told: Any) -> Edition:
    edition, _ = import_edition(
        stream=io.BytesIO(data), name="source.mrc", distribution=distribution, reason="Public catalogue",
        by=bureau.who("desk"), at=bureau.at(), **{"another_source": True, **told},
    )  # fmt: skip
    return edition


def published(bureau: Any, *editions: Edition, random: Randomness | None = None) -> Offer:
    more = {} if random is None else {"random": random}
    return holding.publish_offer(
        partner=bureau.partner, editions=editions, by=bureau.who("desk"), at=bureau.at(), **more
    )


def shelve(bureau: Any, *, title: str, distribution: str, **told: str) -> str:
    """One record of ours, offered to the partner; its identifier in the offer."""
    fill_lookups(bureau)
    offer = published(bureau, imported(bureau, book(title, **{"publisher": "Meridian Press", **told}), distribution))
    received = holding.receive_catalogue(partner=bureau.third, offer=offer.pk, file=offer.file, at=bureau.at())
    (item,) = holding.search_received(received, title).items
    return item.identifier
