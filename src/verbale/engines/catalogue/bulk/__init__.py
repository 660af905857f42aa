"""Many records at once: MARC 21 in ISO 2709 read by columns, with the same rows as record by record.

    for batch in read_batches(Window(stream), statement, lookups):
        batch.rows     # a pyarrow table with the columns of an edition

Chunks of some megabytes are cut off ahead of their turn and read in threads of their own (``ahead``): each is scanned
once for control characters (``scan``), cut into records (``frames``) whose directories are all walked at once
(``directories``). What a column is read from stands in tables (``sources``); the subfields are gathered (``pieces``),
freed of punctuation (``endings``), composed and freed of repetition (``values``), the coded facts told by combination
(``coded``, ``classes``, ``own_facts``), and all of it laid out as columns (``rows``, ``folding``). What is unusual in
any way goes the plain road (``plain``), in order; ``road`` brings both together.
"""

from verbale.engines.catalogue.bulk.road import Batch, read_batches

__all__ = ["Batch", "read_batches"]
