"""What we offer and are offered: publishing a partner's catalogue, receiving one."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from django.db import transaction

from verbale.domain.cycle import offer_review, review
from verbale.domain.cycle.descent import carried, earlier, folder_of, newest_after, opened
from verbale.domain.cycle.lookup import lookups
from verbale.domain.cycle.withdrawal import held_back, map_of
from verbale.domain.spine import dispatch, document, journal, policy
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.engines import catalogue
from verbale.engines.rules import supply
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.kernel.identifier import Randomness, is_identifier, new_identifier
from verbale.records import files
from verbale.records.document import FileState, StoredFile
from verbale.records.holding import Edition, Offer, ReceivedCatalogue, WithdrawnItem
from verbale.records.party import Party
from verbale.records.person import Person, Role

Progress = Callable[[int], None]


class NothingToOffer(WrongUse):
    """A partner's catalogue needs at least one edition. Import one first."""


class NoItems(WrongUse):
    """A withdrawal names an offer and items by their identifiers; this one names something else."""


class NotNewest(Refused):
    """“{name}” was followed by “{by}”. What is offered is offered from the newest edition of each source."""


def publish_offer(
    *, partner: Party, editions: Sequence[Edition], by: Person, at: datetime, random: Randomness = secrets.token_bytes,
    progress: Progress | None = None,
) -> Offer:  # fmt: skip
    """Reviews editions under the partner's policy and its standard request, and queues what may be supplied (S65).

    The partner gets identifiers, titles and forms of what it may order, and no trace of the rest. A record that it is
    offered already keeps its identifier. Facts are those of the lookup tables in force.
    """
    check_role(by, Role.DESK)
    if not editions:
        raise NothingToOffer()
    _check_newest(editions)
    use, version = policy.in_use(partner=partner, day=day_of(at))
    book = review.of_version(version, partner)
    identifier = new_identifier()
    folder = files.home().offers / identifier
    with files.room_for(catalogue.CATALOGUE_FILE), _kept(partner, editions) as kept:
        summary = catalogue.publish_offer(
            [opened(edition) for edition in editions], book.verdict_of, folder, random=random,
            review=book.column_review(), lookups=lookups(), kept=kept, progress=progress,
        )  # fmt: skip
    with files.room_for(catalogue.CATALOGUE_FILE), _gone_on_failure(folder):
        offer_review.keep(folder, partner=partner, editions=editions, version=version)
        sha256, size = files.put_path(folder / catalogue.CATALOGUE_FILE)
    with _gone_on_failure(folder), transaction.atomic():
        _check_newest(Edition.objects.select_for_update().filter(pk__in=[edition.pk for edition in editions]))
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


@contextmanager
def _gone_on_failure(folder: Path) -> Iterator[None]:
    """What was reviewed is nothing without its offer: a full disk, or an edition followed meanwhile, leaves none."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _check_newest(editions: Iterable[Edition]) -> None:
    for edition in editions:
        after = edition.followers.first()
        if after is not None:
            raise NotNewest(name=edition.name, by=after.name)


@contextmanager
def _kept(partner: Party, editions: Sequence[Edition]) -> Iterator[Path | None]:
    """The items of the partner's newest catalogue whose records are still held, in a file that goes afterwards."""
    before = Offer.objects.filter(partner=partner).exclude(pk__in=held_back()).order_by("-published_at").first()
    if before is None:
        yield None
        return
    chains = [[folder_of(one) for one in earlier(edition)] for edition in editions]
    with TemporaryDirectory(dir=files.home().offers, prefix=".kept-") as folder:
        kept = Path(folder) / "kept.parquet"
        catalogue.write_kept(map_of(before), chains, kept)
        yield kept


def facts_of_offered(partner: Party, items: Collection[str]) -> dict[str, dict[str, Json]]:
    """By item, the facts of the record that we offered a partner under that identifier; unknown items are left out.

    They are those of the newest edition under today's lookup tables. A record that its source withdrew since has the
    facts that it had last, and is told as ``supply.WITHDRAWN``.
    """
    tables = lookups()
    found: dict[str, dict[str, Json]] = {}
    for edition, shown in _by_edition(records_offered(partner, items)).items():
        now, last = carried(edition, shown), opened(edition)
        newest = opened(newest_after(edition))
        for number, item in shown.items():
            tabled, at = (newest, now[number]) if number in now else (last, number)
            facts = catalogue.facts_in(catalogue.row_today(tabled, at, catalogue.FACTS, tables))
            found[item] = review.rulebook_facts(facts) | ({} if number in now else {supply.WITHDRAWN: True})
    return found


def _by_edition(shown: Mapping[str, tuple[Edition, int]]) -> dict[Edition, dict[int, str]]:
    """The items by the number of their record, edition by edition."""
    found: dict[Edition, dict[int, str]] = {}
    for item, (edition, number) in shown.items():
        found.setdefault(edition, {})[number] = item
    return found


def records_offered(partner: Party, items: Collection[str]) -> dict[str, tuple[Edition, int]]:
    """By item, the edition and the number of the record that we offered a partner, as it was offered last."""
    found: dict[str, tuple[str, int]] = {}
    wanted = {item for item in items if is_identifier(item)}
    for offer in Offer.objects.filter(partner=partner).order_by("-published_at"):
        if not wanted - found.keys():
            break
        found |= _mapped(offer, wanted - found.keys())
    return _found(found)


def _found(mapped: Mapping[str, tuple[str, int]]) -> dict[str, tuple[Edition, int]]:
    folders = {folder for folder, _ in mapped.values()}
    editions = {edition.folder: edition for edition in Edition.objects.filter(folder__in=folders)}
    return {item: (editions[folder], number) for item, (folder, number) in mapped.items()}


def withdrawn_of(offer: Offer, items: Collection[str]) -> set[str]:
    """Of some items of an offer, those whose records were withdrawn from our catalogue since."""
    gone = set[str]()
    for edition, shown in _by_edition(_found(_mapped(offer, items))).items():
        now = carried(edition, shown)
        gone |= {item for number, item in shown.items() if number not in now}
    return gone


def _mapped(offer: Offer, items: Collection[str]) -> dict[str, tuple[str, int]]:
    asked = "SELECT identifier, edition, number FROM read_parquet(?) WHERE identifier IN (SELECT unnest(?::VARCHAR[]))"
    with duckdb.connect() as base:
        rows = base.execute(asked, [str(map_of(offer)), sorted(items)]).fetchall()
    return {item: (folder, number) for item, folder, number in rows}


def record_offered(partner: Party, item: str) -> dict[str, object]:
    """The whole record behind an item that we offered, for our desk: as the newest edition that has it says."""
    found = records_offered(partner, [item]).get(item)
    if found is None:
        raise NotFound(what="item of the catalogue", which=item)
    edition, number = found
    now = carried(edition, [number]).get(number)
    return opened(edition).row(number) if now is None else opened(newest_after(edition)).row(now)


def receive_catalogue(*, partner: Party, offer: str, file: StoredFile, at: datetime) -> ReceivedCatalogue:
    """Takes in a partner's catalogue and makes it searchable; call it in the transaction of the arrival."""
    folder = files.home().indexes / new_identifier()
    summary = catalogue.build_index(files.path_of(file.sha256), folder, without=withdrawn_by(partner))
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

    def search() -> catalogue.Hits:
        return catalogue.search(
            index_of(received), text, limit=limit, offset=offset, filters=filters, order=order, facets=facets
        )

    try:
        return search()
    except catalogue.NoIndex:
        # What is damaged inside shows only when it is read; it is no index from then on.
        return search()


def received_item(partner: Party, item: str) -> catalogue.OfferItem:
    """One item of a partner's newest catalogue."""
    return catalogue.read_offer_item(index_of(newest_catalogue(partner)), item)


def index_of(received: ReceivedCatalogue) -> Path:
    """The folder of a received catalogue's index, built again from the kept file if it is gone, damaged or older."""
    folder = files.home().indexes / received.folder
    try:
        catalogue.check_index(folder)
    except catalogue.NoIndex:
        gone = withdrawn_by(received.partner)
        catalogue.build_index(files.path_of(received.file_id), folder, without=gone)
    return folder


def receive_withdrawal(*, partner: Party, offer: str, items: Sequence[str], at: datetime) -> None:
    """A partner no longer offers items of its catalogue: they are found no more; call it in the arrival's transaction.

    Should the transaction fail afterwards, the message comes again, and until then they are not found either.
    """
    if not all(is_identifier(item) for item in (offer, *items)):
        raise NoItems()
    rows = (WithdrawnItem(partner=partner, offer=offer, item=item, received_at=at) for item in sorted(set(items)))
    WithdrawnItem.objects.bulk_create(rows, ignore_conflicts=True)
    for received in ReceivedCatalogue.objects.filter(partner=partner):
        catalogue.withdraw_items(index_of(received), items)
        received.items = search_received(received, "", limit=0).total
        received.save(update_fields=["items"])
    journal.record(
        act="catalogue.withdrawal", thing=partner, by=None, at=at, facts={"offer": offer, "items": len(items)}
    )


def withdrawn_by(partner: Party, items: Collection[str] | None = None) -> set[str]:
    """Of some items, or of all, those that a partner told us it no longer offers."""
    rows = WithdrawnItem.objects.filter(partner=partner)
    return set((rows if items is None else rows.filter(item__in=items)).values_list("item", flat=True))


def cite(item: catalogue.OfferItem) -> str:
    """A citation of an item, as an order shows it."""
    parts = [", ".join(item.creators), item.title, item.publisher, str(item.year or "")]
    return ". ".join(part.strip(" .") for part in parts if part.strip(" ."))
