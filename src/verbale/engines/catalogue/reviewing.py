"""What is decided of each record of an edition: a code a record, in the order of the edition; see `deciding`.

A review is given as a function on an ibis table, so that this engine knows nothing of rulebooks. What it cannot say of
a record by columns is asked record by record. Before any rulebook speaks, a record that its own note restricts, or
whose distribution nobody stated, is withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition

if TYPE_CHECKING:
    import ibis

SUPPLY, REFER = "supply", "refer"
WITH_TERMS = frozenset({SUPPLY, REFER})
"""Outcomes that have terms: through whom an item goes, after whose approval, under which mark."""
UNDECIDED, RESTRICTED, UNSTATED = "undecided", "restricted by its record", "distribution unknown"
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class OfferVerdict:
    """What a rulebook says of a record under the standard request. Only the outcome ``supply`` is offered."""

    outcome: str
    channel: str = ""
    forms: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    marking: str = ""
    basis: str = ""
    rule: str = ""


VerdictOf = Callable[[Mapping[str, object]], OfferVerdict | None]
"""Decides one record by its facts (``FACTS``); None where it cannot."""


@dataclass(frozen=True, slots=True)
class ColumnReview:
    """``code`` adds an integer column ``code`` to a table of facts; ``verdicts`` says what the codes mean.

    A code that ``verdicts`` does not have, or null, is one of a record that has to be decided alone.
    """

    code: Callable[[ibis.Table], ibis.Table]
    verdicts: Mapping[int, OfferVerdict]


@dataclass
class Codebook:
    """The codes of one review: those of its columns, and a new one for every verdict found one at a time."""

    verdicts: dict[int, OfferVerdict]
    _codes: dict[OfferVerdict, int] = field(default_factory=dict)

    def code(self, verdict: OfferVerdict | None) -> int:
        """The code of a verdict; what has no terms has no more to tell than outcome and rule."""
        found = verdict or OfferVerdict(UNDECIDED)
        if found.outcome not in WITH_TERMS:
            found = OfferVerdict(found.outcome, rule=found.rule)
        if found not in self._codes:
            self._codes[found] = code = _FIRST_OF_SINGLE + len(self._codes)
            self.verdicts[code] = found
        return self._codes[found]


_FIRST_OF_SINGLE = 1_000_000
RESTRICTED_CODE, UNSTATED_CODE = -11, -12
WITHHELD = {RESTRICTED_CODE: OfferVerdict(RESTRICTED), UNSTATED_CODE: OfferVerdict(UNSTATED)}
"""What is withheld before any rulebook."""


def offered_rows(
    edition: Edition, codes: Path, book: Codebook, columns: Sequence[str], progress: Callable[[int], None]
) -> Iterator[tuple[OfferVerdict, dict[str, Any]]]:
    """The rows of an edition that are supplied, in order, with their verdicts. ``progress`` hears of each batch."""
    supplied = pa.array([code for code, each in book.verdicts.items() if each.outcome == SUPPLY], pa.int32())
    with pq.ParquetFile(edition.folder / RECORDS_FILE) as records, pq.ParquetFile(codes) as coded:
        code = (each for some in coded.iter_batches(_BATCH) for each in some.column("code").to_pylist())
        for some in records.iter_batches(_BATCH, columns=list(columns)):
            of_batch = pa.array([next(code) for _ in range(len(some))], pa.int32())
            mask = pc.is_in(of_batch, supplied)
            chosen = of_batch.filter(mask).to_pylist()
            for each, row in zip(chosen, some.filter(mask).to_pylist(), strict=True):
                yield book.verdicts[each], row
            progress(len(some))
