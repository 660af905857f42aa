"""Which records a change of the lookup tables touches (CATALOGUE.md, 5.2): grouped by what a rulebook asks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.facts import FACTS
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.spilling import spilling, view
from verbale.engines.catalogue.today import tabulate

SAMPLES = 3
_TOLD = ("origin", "publisher_class")
_ALWAYS = (*_TOLD, "distribution", "restricted")
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Affected:
    """Records of an edition that are alike in the facts asked for: those facts before and after the change, how many
    records, and the numbers of the first of them. Facts that were not asked for are left out."""

    before: Mapping[str, object]
    after: Mapping[str, object]
    records: int
    numbers: tuple[int, ...]


def affected(edition: Edition, before: Lookups, after: Lookups, asked: Collection[str]) -> Iterator[Affected]:
    """The records whose origin or publisher class another set of tables changes, group by group.

    ``asked`` are names of ``FACTS``. What a record's own note restricts, or whose distribution nobody stated, is
    withheld under any tables, and so not among them. Memory is bounded: what does not fit goes to disk.
    """
    facts = [name for name in FACTS if name in {*asked, *_ALWAYS}]
    plain = [name for name in facts if name not in _TOLD]
    with spilling(edition.folder.parent) as base:
        view(base, "kept", edition.folder / RECORDS_FILE)
        tabulate(base, "was", "kept", edition, before)
        tabulate(base, "then", "kept", edition, after)
        values = ", ".join(f"{'series[1]' if name == 'series' else name} AS {name}" for name in plain)
        for some in base.execute(_ASKED.format(values=values, samples=SAMPLES)).to_arrow_reader(_BATCH):
            for row in some.to_pylist():
                yield Affected(
                    before={name: row[f"was_{name}" if name in _TOLD else name] for name in facts},
                    after={name: row[f"then_{name}" if name in _TOLD else name] for name in facts},
                    records=row["records"],
                    numbers=tuple(row["numbers"]),
                )


_ASKED = """
    SELECT {values}, was_origin, then_origin, was_publisher_class, then_publisher_class,
           count(*) AS records, min(number, {samples}) AS numbers
    FROM (
        SELECT kept.*, wo.origin AS was_origin, an.origin AS then_origin,
               wp.publisher_class AS was_publisher_class, ap.publisher_class AS then_publisher_class
        FROM kept
        LEFT JOIN was_countries wo ON kept.countries IS NOT DISTINCT FROM wo.countries
        LEFT JOIN then_countries an ON kept.countries IS NOT DISTINCT FROM an.countries
        LEFT JOIN was_publisher wp ON kept.publisher IS NOT DISTINCT FROM wp.publisher
        LEFT JOIN then_publisher ap ON kept.publisher IS NOT DISTINCT FROM ap.publisher
        WHERE kept.restricted = FALSE AND kept.distribution IS NOT NULL
    )
    WHERE was_origin IS DISTINCT FROM then_origin OR was_publisher_class IS DISTINCT FROM then_publisher_class
    GROUP BY ALL
"""
