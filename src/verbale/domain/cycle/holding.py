"""What we hold and offer: importing editions, lookup tables, publishing a partner's catalogue, receiving one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import duckdb
from django.db import transaction

from verbale.domain.spine import dispatch, document, journal, policy
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.engines import catalogue
from verbale.engines.rules import supply
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, WrongUse
from verbale.kernel.identifier import Randomness, new_identifier
from verbale.records import files
from verbale.records.document import FileState, StoredFile
from verbale.records.holding import Edition, Lookup, LookupTable, Offer, ReceivedCatalogue
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.policy import PolicyVersion

Progress = Callable[[int], None]


class NoSuchTable(WrongUse):
    """There is no lookup table “{table}”. The tables are: {tables}."""


class NothingToOffer(WrongUse):
    """A partner's catalogue needs at least one edition. Import one first."""


def lookups() -> catalogue.Lookups:
    """The lookup tables as they stand."""
    rows = list(Lookup.objects.values_list("table", "key", "value"))
    groups = {key: value for table, key, value in rows if table == LookupTable.COUNTRY_GROUP}
    classes = tuple((key, value) for table, key, value in rows if table == LookupTable.PUBLISHER_CLASS)
    return catalogue.Lookups(groups, classes)


@transaction.atomic
def set_lookup(*, table: str, key: str, value: str, by: Person, at: datetime) -> None:
    """Says what a country code or a publisher's name means; refuses what the tables cannot hold."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    if table not in LookupTable.values:
        raise NoSuchTable(table=table, tables=", ".join(LookupTable.values))
    defaults = {"value": value, "set_by": by, "set_at": at}
    Lookup.objects.update_or_create(table=table, key=key, defaults=defaults)
    lookups()
    journal.record(act="lookup.set", thing=("lookup", table), by=by, at=at, facts={"key": key, "value": value})


def import_edition(
    *, stream: BinaryIO, name: str, distribution: str, reason: str, by: Person, at: datetime,
    progress: Progress | None = None, origin: str | None = None, publisher_class: str | None = None,
    form: str | None = None, mapping: catalogue.ColumnMapping | None = None,
) -> tuple[Edition, catalogue.EditionSummary]:  # fmt: skip
    """Imports a source under a named person's statement; the edition counts once its folder is whole (S4).

    ``form`` and ``mapping`` are as ``catalogue.read_entries`` takes them; the mapping stays with the edition.
    Broken records are listed with offset and fault, and kept raw. Raises what reading raises; then there is no edition.
    """
    check_role(by, Role.DESK)
    statement = catalogue.Statement(distribution, reason, by.name, day_of(at), origin, publisher_class)
    identifier = new_identifier()
    summary = catalogue.write_edition(
        stream, files.home().editions / identifier, name=name, statement=statement, lookups=lookups(), form=form,
        mapping=mapping, progress=progress,
    )  # fmt: skip
    with transaction.atomic():
        edition = Edition.objects.create(
            pk=identifier, name=name, source_name=name, folder=identifier, records=summary.records,
            faulty=len(summary.faulty), distribution=distribution, reason=reason, digest=summary.digest,
            imported_by=by, imported_at=at,
        )  # fmt: skip
        facts = {"records": summary.records, "faulty": len(summary.faulty), "source": summary.digest}
        journal.record(act="edition.imported", thing=edition, by=by, at=at, basis=reason, facts=facts)
    return edition, summary


def opened(edition: Edition) -> catalogue.Edition:
    """The edition's tables, opened."""
    return catalogue.open_edition(files.home().editions / edition.folder)


def rulebook_facts(row: Mapping[str, object]) -> dict[str, Json]:
    """The facts of a catalogue's row under the names and values of the supply interface.

    A value that the interface does not know is "other" where there is such a value, else unknown.
    """
    facts = {name.replace("_", " "): value for name, value in row.items() if name in catalogue.FACTS}
    return {name: _conforming(name, value) for name, value in facts.items() if value is not None}


def _conforming(name: str, value: object) -> Json:
    values = supply.INPUTS[name].values
    if values and value not in values:
        return "other" if "other" in values else None
    return value


def publish_offer(
    *, partner: Party, editions: Sequence[Edition], by: Person, at: datetime, random: Randomness = secrets.token_bytes,
    progress: Progress | None = None,
) -> Offer:  # fmt: skip
    """Reviews editions under the partner's policy and its standard request, and queues what may be supplied (S65).

    The partner gets identifiers, titles and forms of what it may order, and no trace of the rest.
    """
    check_role(by, Role.DESK)
    if not editions:
        raise NothingToOffer()
    use, version = policy.in_use(partner=partner, day=day_of(at))
    identifier = new_identifier()
    folder = files.home().offers / identifier
    summary = catalogue.publish_offer(
        [opened(edition) for edition in editions], _verdicts(version, partner), folder, random=random, progress=progress
    )
    sha256, size = files.put_path(folder / catalogue.CATALOGUE_FILE)
    with transaction.atomic():
        file = document.known(sha256, size, name=catalogue.CATALOGUE_FILE, at=at)
        StoredFile.objects.filter(pk=file.pk).update(state=FileState.SOUND)
        offer = Offer.objects.create(
            pk=identifier, partner=partner, version=version, folder=identifier, file=file, reviewed=summary.reviewed,
            offered=summary.offered, by_outcome=dict(summary.by_outcome), published_by=by, published_at=at,
        )  # fmt: skip
        offer.editions.set(editions)
        dispatch.queue(
            partner=partner, what="catalogue", thing=offer, at=at, body={"offer": offer.pk},
            files={f"{offer.pk}.jsonl": file},
        )  # fmt: skip
        facts = {"offered": summary.offered, "reviewed": summary.reviewed, "version": version.pk}
        journal.record(act="offer.published", thing=offer, by=by, at=at, basis=use.agreement_clause, facts=facts)
    return offer


def _verdicts(version: PolicyVersion, partner: Party) -> Callable[[Mapping[str, object]], catalogue.OfferVerdict]:
    standard = {**policy.standard_request(version), "partner": partner.code}

    def verdict_of(row: Mapping[str, object]) -> catalogue.OfferVerdict:
        verdict = policy.judge(version, {**rulebook_facts(row), **standard})
        form = verdict.form or str(standard.get("form") or "")
        return catalogue.OfferVerdict(
            outcome=verdict.outcome, channel=verdict.channel or "", forms=(form,) if form else (),
            approvals=verdict.approvals, marking=verdict.marking or "", basis=verdict.basis or "",
            rule=", ".join(str(rule) for rule in verdict.rules),
        )  # fmt: skip

    return verdict_of


def facts_of_offered(partner: Party, items: Collection[str]) -> dict[str, dict[str, Json]]:
    """By item, the facts of the record that we offered a partner under that identifier; unknown items are left out."""
    found: dict[str, dict[str, Json]] = {}
    wanted = set(items)
    for offer in Offer.objects.filter(partner=partner).order_by("-published_at"):
        if not wanted - found.keys():
            break
        for item, edition, number in _mapped(offer, wanted - found.keys()):
            found[item] = rulebook_facts(catalogue.open_edition(files.home().editions / edition).facts(number))
    return found


def _mapped(offer: Offer, items: Collection[str]) -> list[tuple[str, str, int]]:
    path = files.home().offers / offer.folder / catalogue.MAP_FILE
    with duckdb.connect() as base:
        asked = "SELECT identifier, edition, number FROM read_parquet(?) WHERE list_contains(?, identifier)"
        return base.execute(asked, [str(path), sorted(items)]).fetchall()


def record_offered(partner: Party, item: str) -> dict[str, object]:
    """The whole record behind an item that we offered, for our desk."""
    for offer in Offer.objects.filter(partner=partner).order_by("-published_at"):
        for _, edition, number in _mapped(offer, [item]):
            return catalogue.open_edition(files.home().editions / edition).row(number)
    raise NotFound(what="item of the catalogue", which=item)


def receive_catalogue(*, partner: Party, offer: str, file: StoredFile, at: datetime) -> ReceivedCatalogue:
    """Takes in a partner's catalogue and makes it searchable; call it in the transaction of the arrival."""
    folder = files.home().indexes / new_identifier()
    summary = catalogue.build_index(files.path_of(file.sha256), folder)
    received, _ = ReceivedCatalogue.objects.update_or_create(
        partner=partner, offer=offer,
        defaults={"file": file, "folder": folder.name, "items": summary.items, "received_at": at},
    )  # fmt: skip
    facts = {"items": summary.items, "faulty": len(summary.faults)}
    journal.record(act="catalogue.received", thing=received, by=None, at=at, facts=facts)
    return received


def newest_catalogue(partner: Party) -> ReceivedCatalogue:
    """The catalogue of a partner that is to be ordered from."""
    found = ReceivedCatalogue.objects.filter(partner=partner).order_by("-received_at").first()
    if found is None:
        raise NotFound(what="catalogue of", which=partner.code)
    return found


def search_received(
    received: ReceivedCatalogue, text: str, *, limit: int = 25, offset: int = 0,
    filters: catalogue.Filters | None = None, order: str = "relevance", facets: bool = False,
) -> catalogue.Hits:  # fmt: skip
    """Finds items in a received catalogue by a query and filters; an index that cannot be used is built again."""
    return catalogue.search(
        index_of(received), text, limit=limit, offset=offset, filters=filters, order=order, facets=facets
    )


def received_item(partner: Party, item: str) -> catalogue.OfferItem:
    """One item of a partner's newest catalogue."""
    return catalogue.read_offer_item(index_of(newest_catalogue(partner)), item)


def index_of(received: ReceivedCatalogue) -> Path:
    """The folder of a received catalogue's index, built again from the kept file if it is gone, damaged or older."""
    folder = files.home().indexes / received.folder
    try:
        catalogue.check_index(folder)
    except catalogue.NoIndex:
        catalogue.build_index(files.path_of(received.file_id), folder)
    return folder


def cite(item: catalogue.OfferItem) -> str:
    """A citation of an item, as an order shows it."""
    parts = [", ".join(item.creators), item.title, item.publisher, str(item.year or "")]
    return ". ".join(part.strip(" .") for part in parts if part.strip(" ."))
