"""The outcome of every record of a review, kept for our eyes: edition, number, outcome, rule, terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from verbale.engines.catalogue.edition import Edition
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.reviewing import WITH_TERMS, Codebook, ColumnReview, OfferVerdict, VerdictOf
from verbale.kernel.canonical import Json, canonical

REVIEWED_FILE = "reviewed.parquet"
_TEXTS = ("outcome", "rule", "terms")
_ROWS = pa.schema([("edition", pa.string()), ("number", pa.int64()), *((name, pa.string()) for name in _TEXTS)])


def terms_of(verdict: OfferVerdict) -> str:
    """The terms of a supply or a referral as JSON: channel, forms, approvals and marking; else empty."""
    if verdict.outcome not in WITH_TERMS:
        return ""
    terms: dict[str, Json] = {
        "channel": verdict.channel, "forms": list(verdict.forms), "approvals": list(verdict.approvals),
        "marking": verdict.marking,
    }  # fmt: skip
    return canonical(terms).decode()


class Reviewed:
    """Written edition by edition, in the order of each; ``outcomes`` counts what was written."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, _ROWS, compression="zstd")
        self.outcomes: Counter[str] = Counter()

    def add(self, edition: str, codes: Path, book: Codebook) -> None:
        """Adds the records of one edition by their codes."""
        known = pa.array(list(book.verdicts), pa.int32())
        verdicts = book.verdicts.values()
        columns = [[getter(each) for each in verdicts] for getter in (_outcome, _rule, terms_of)]
        texts = [pa.array(each, pa.string()) for each in columns]
        with pq.ParquetFile(codes) as coded:
            for some in coded.iter_batches():
                at = pc.index_in(some.column("code"), known)
                told = [each.take(at) for each in texts]
                names = pa.repeat(pa.scalar(edition), len(some))
                self._writer.write_batch(
                    pa.RecordBatch.from_arrays([names, some.column("number"), *told], schema=_ROWS)
                )
                for each in pc.value_counts(told[0]).to_pylist():
                    self.outcomes[each["values"]] += each["counts"]

    def __enter__(self) -> Reviewed:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()


def _outcome(verdict: OfferVerdict) -> str:
    return verdict.outcome


def _rule(verdict: OfferVerdict) -> str:
    return verdict.rule


def review_editions(
    editions: Sequence[Edition],
    verdict_of: VerdictOf,
    target: Path,
    *,
    review: ColumnReview | None = None,
    lookups: Lookups | None = None,
) -> Path:
    """Decides each record as ``publish_offer`` does, and keeps only the outcomes, in a new file."""
    from verbale.engines.catalogue.deciding import decided

    with TemporaryDirectory(dir=target.parent, prefix=".review-") as folder, Reviewed(target) as everything:
        for edition in editions:
            codes, book = decided(edition, review, verdict_of, lookups, Path(folder))
            everything.add(edition.folder.name, codes, book)
            codes.unlink()
    return target
