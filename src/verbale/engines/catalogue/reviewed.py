"""The outcome of every record of a review, kept for our eyes: edition, number, outcome, rule."""

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
from verbale.engines.catalogue.reviewing import Codebook, ColumnReview, VerdictOf

REVIEWED_FILE = "reviewed.parquet"
_ROWS = pa.schema([("edition", pa.string()), ("number", pa.int64()), ("outcome", pa.string()), ("rule", pa.string())])


class Reviewed:
    """Written edition by edition, in the order of each; ``outcomes`` counts what was written."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, _ROWS, compression="zstd")
        self.outcomes: Counter[str] = Counter()

    def add(self, edition: str, codes: Path, book: Codebook) -> None:
        """Adds the records of one edition by their codes."""
        known = pa.array(list(book.verdicts), pa.int32())
        outcomes = pa.array([each.outcome for each in book.verdicts.values()], pa.string())
        rules = pa.array([each.rule for each in book.verdicts.values()], pa.string())
        with pq.ParquetFile(codes) as coded:
            for some in coded.iter_batches():
                at = pc.index_in(some.column("code"), known)
                told = outcomes.take(at)
                names = pa.repeat(pa.scalar(edition), len(some))
                self._writer.write_batch(
                    pa.RecordBatch.from_arrays([names, some.column("number"), told, rules.take(at)], schema=_ROWS)
                )
                for each in pc.value_counts(told).to_pylist():
                    self.outcomes[each["values"]] += each["counts"]

    def __enter__(self) -> Reviewed:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()


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
