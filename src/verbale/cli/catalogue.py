"""`verbale catalogue`: our editions, and what is offered to partners and by them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import click

from verbale.cli import catalogue_review, catalogue_search, lookup, named
from verbale.cli.catalogue_row import plain_row
from verbale.cli.changes import changes, told_changes
from verbale.cli.duplicates import duplicates_
from verbale.cli.group import Group
from verbale.cli.options import NoFile, read_file
from verbale.cli.output import as_json, progress, say, shortened, wants_json
from verbale.cli.quality import quality_
from verbale.cli.remarks import records, records_by_kind, remarks_, told_remarks
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import descent, holding, leaving
from verbale.domain.cycle.edition import import_edition
from verbale.engines.catalogue import (
    DISTRIBUTIONS,
    FORMS,
    MAPPED_FORMS,
    NAMES,
    ORIGINS,
    PUBLISHER_CLASSES,
    ColumnMapping,
    count_remarks,
    propose_mapping,
)
from verbale.kernel.canonical import read_json
from verbale.records.holding import Edition, Offer, ReceivedCatalogue

_WIDTHS = {"name": 24, "distribution": 12, "digest": 9}
"""Columns that a cell of the list may take."""


@click.group(cls=Group)
def catalogue() -> None:
    """Editions of our catalogue, what is published to partners, and what partners offer us."""


catalogue.add_command(lookup.lookup)
catalogue.add_command(changes)
catalogue.add_command(catalogue_review.review)
catalogue.add_command(quality_)
catalogue.add_command(duplicates_)
catalogue.add_command(remarks_)
for _command in (catalogue_search.find, catalogue_search.search, catalogue_search.kept):
    catalogue.add_command(_command)


@catalogue.command(
    "import",
    example="verbale catalogue import library.mrc --distribution open --reason 'public catalogue, all of it' --json",
)
@click.argument("file")
@click.option("--distribution", required=True, type=click.Choice(DISTRIBUTIONS), help="To whom all of it may go here.")
@click.option("--reason", required=True, help="Why you state that; it is recorded with your name.")
@click.option("--name", help="What the edition is called; else the file's name.")
@click.option("--origin", type=click.Choice(ORIGINS), help="Where the lookup tables do not tell.")
@click.option("--publisher-class", type=click.Choice(PUBLISHER_CLASSES), help="Where the lookup tables do not tell.")
@click.option("--form", type=click.Choice(FORMS), help="What the file is; else told by its content.")
@click.option("--mapping", metavar="FILE", help="Which column holds what; a table and JSON lines need one.")
@click.option("--follows", metavar="EDITION", help="The edition of the same source before this one.")
@click.option("--corrections", is_flag=True, help="With --follows: what the file does not name stands.")
@click.option("--withdraw-most", is_flag=True, help="More than half of the records before may be withdrawn.")
@click.option("--another-source", is_flag=True, help="A source of its own, although we hold most of its records.")
@signed_in
def import_(
    me: SignedIn, file: str, distribution: str, reason: str, name: str | None, origin: str | None,
    publisher_class: str | None, form: str | None, mapping: str | None, follows: str | None, corrections: bool,
    withdraw_most: bool, another_source: bool,
) -> None:  # fmt: skip
    """Imports records into a new edition, under your statement.

    MARC 21, UNIMARC, CNMARC and KORMARC (ISO 2709 or MARCXML), RIS and Dublin Core are read as they are; for a table
    (CSV) and JSON lines, have a mapping proposed first: verbale catalogue mapping FILE.

    A broken record never stops an import: it is kept raw and listed with its offset and fault, and the exit code is
    still 0, since the import is done. A restriction note in a record overrules the statement.

    With --follows the edition takes the place of one before it: what it no longer has leaves every partner's
    catalogue, and each partner is told of what it was shown. See what changed: verbale catalogue changes EDITION

    A file that was imported before, or most of whose records are in the newest edition of a source, is taken as a
    source of its own only with --another-source.

    \b
    With --json: {"edition": …, "records": 3, "faulty": [{"offset": 120, "fault": …}], "remarks": {"encoding": 2}}
    """
    columns = _mapping(mapping) if mapping else None
    with _opened(file) as stream:
        edition, summary = import_edition(
            stream=stream, name=name or Path(file).name, distribution=distribution, reason=reason, by=me.person,
            at=me.at, progress=progress("records"), origin=origin, publisher_class=publisher_class, form=form,
            mapping=columns, follows=named.edition(me, follows) if follows else None, corrections=corrections,
            most_may_go=withdraw_most, another_source=another_source,
        )  # fmt: skip
    faulty = [{"offset": one.offset, "fault": one.fault} for one in summary.faulty]
    counts = count_remarks(descent.opened(edition))
    say(
        {"edition": edition.pk, "records": summary.records, "faulty": faulty, "remarks": records_by_kind(counts)},
        f"{edition.name}: {records(summary.records)}, {len(faulty):,} faulty. Edition {edition.pk}",
        *([f"{told_remarks(counts)}. List them: verbale catalogue remarks {edition.pk}"] if counts else []),
        *([told_changes(edition)] if edition.follows else []),
        *(f"offset {one['offset']}: {one['fault']}" for one in faulty),
    )


@catalogue.command(example="verbale catalogue mapping library.csv > mapping.json")
@click.argument("file")
@click.option("--form", type=click.Choice(MAPPED_FORMS), help="What the file is; else told by its content.")
def mapping(file: str, form: str | None) -> None:
    """Proposes which column of a table, or which path of JSON lines, holds what, by the headings.

    Look through it, correct it, and import with --mapping. Headings in Chinese, Korean, Russian, German and English
    are known. With --json also all columns and the first rows.
    """
    with _opened(file) as stream:
        told, proposed = propose_mapping(stream, name=Path(file).name, form=form)
    written = {"columns": proposed.mapping, "separator": proposed.separator}
    rows = {"form": told, "mapping": written, "columns": proposed.columns, "rows": proposed.rows}
    say(rows, *as_json(written).splitlines())
    used = {column for given in proposed.mapping.values() for column in given}
    if (unused := [column for column in proposed.columns if column not in used]) and not wants_json():
        click.echo(f"Not used: {', '.join(unused)}. What may be mapped: {', '.join(NAMES)}.", err=True)


@catalogue.command(name="list", example="verbale catalogue list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists our editions. With --json also reason, faults, who imported it, what it follows, and the whole digest."""
    rows = seen(Edition, me).select_related("imported_by")
    told = [_edition(row) for row in rows]
    say(told if wants_json() else [_line(one) for one in told])


@catalogue.command(example="verbale catalogue show 7zq0… --record 12")
@click.argument("edition")
@click.option("--record", type=click.IntRange(0), help="One record, by its number from 0.")
@signed_in
def show(me: SignedIn, edition: str, record: int | None) -> None:
    """Shows an edition with the statement it was imported under, or one of its records."""
    one = named.edition(me, edition)
    opened = descent.opened(one)
    if record is None:
        say({**_edition(one), "statement": opened.summary.statement, "lookups": opened.summary.lookups})
    else:
        say(plain_row(opened.row(record)))


@catalogue.command(example="verbale catalogue faults 7zq0… --json")
@click.argument("edition")
@signed_in
def faults(me: SignedIn, edition: str) -> None:
    """Lists what in a source is no usable record: offset, fault, length in bytes."""
    found = descent.opened(named.edition(me, edition)).faults()
    say([{"offset": one.offset, "fault": one.fault, "length": one.length} for one in found])


@catalogue.command(example="verbale catalogue publish --partner FI --edition 7zq0…")
@click.option("--partner", required=True, metavar="CODE")
@click.option("--edition", "editions", multiple=True, help="May be repeated; else the newest of each source.")
@signed_in
def publish(me: SignedIn, partner: str, editions: tuple[str, ...]) -> None:
    """Reviews editions under the partner's policy and sends what may be supplied with the next pouch.

    The new catalogue takes the place of the one before: what is in none of the editions leaves it, and "gone" counts
    the items that do.
    """
    chosen = [named.edition(me, one) for one in editions] or descent.newest()
    offer = holding.publish_offer(
        partner=named.partner(me, partner), editions=chosen, by=me.person, at=me.at, progress=progress("records")
    )
    shown = f"{offer.offered:,} of {offer.reviewed:,} records are offered to {partner}; they leave with the next pouch."
    gone = leaving.gone_with(offer)
    say({**_offer(offer), "gone": gone}, shown, *([f"{gone:,} items leave the partner's catalogue."] if gone else []))


@catalogue.command(example="verbale catalogue published --partner FI")
@click.option("--partner", metavar="CODE")
@signed_in
def published(me: SignedIn, partner: str | None) -> None:
    """Lists the catalogues we published, with how many records each outcome had. These numbers stay inside."""
    rows = seen(Offer, me).select_related("partner", "version__policy")
    say([_offer(row) for row in (rows.filter(partner=named.partner(me, partner)) if partner else rows)])


@catalogue.command(example="verbale catalogue received")
@signed_in
def received(me: SignedIn) -> None:
    """Lists the catalogues that came from partners."""
    rows = seen(ReceivedCatalogue, me).select_related("partner")
    say([{"partner": row.partner.code, "items": row.items, "received": row.received_at, "id": row.pk} for row in rows])


def _opened(file: str) -> BinaryIO:
    try:
        return sys.stdin.buffer if file == "-" else Path(file).open("rb")
    except OSError as fault:
        raise NoFile(file=file, why=fault.strerror) from fault


def _mapping(file: str) -> ColumnMapping:
    return ColumnMapping.from_json(read_json(read_file(file), file))


def _edition(one: Edition) -> dict[str, Any]:
    return {
        "id": one.pk, "name": one.name, "records": one.records, "faulty": one.faulty, "distribution": one.distribution,
        "reason": one.reason, "imported_by": one.imported_by.handle, "imported": one.imported_at,
        "digest": one.digest, "follows": one.follows_id, "following": one.following,
    }  # fmt: skip


def _line(told: Mapping[str, Any]) -> dict[str, Any]:
    """An edition in one line of at most 100 columns: what is long is cut, and stands whole in the JSON."""
    cut = {name: shortened(str(told[name]), width) for name, width in _WIDTHS.items()}
    return {"id": told["id"], **cut, "records": told["records"], "imported": told["imported"].date()}


def _offer(one: Offer) -> dict[str, Any]:
    return {
        "id": one.pk, "partner": one.partner.code, "policy": str(one.version), "reviewed": one.reviewed,
        "offered": one.offered, "by_outcome": one.by_outcome, "published": one.published_at,
    }  # fmt: skip
