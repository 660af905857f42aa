"""What is odd in usual records and only remarked: fields without two indicators (see ``oddities``)."""

from __future__ import annotations

import numpy as np

from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.ranges import highest
from verbale.engines.catalogue.bulk.scan import SUB, Ints, Scan


def remarks_of(scan: Scan, fields: Fields) -> tuple[dict[int, list[str]], Ints]:
    """By record (frame) what is remarked, and the records whose remarks must be told record by record."""
    first = fields.low + 1
    wrong = (scan.at.take(first) - scan.at.take(fields.low) != 3) | (fields.high == first)
    wrong &= fields.tag.view(np.uint64) >= 10
    some = np.flatnonzero(wrong)
    begin, end = scan.at[fields.low[some]] + 1, scan.at[fields.high[some]]
    fits = (scan.octets.take(begin + 2, mode="clip") == SUB) & (end - begin >= 3)
    wrong[some[fits]] = False
    some, begin, end = some[~fits], begin[~fits], end[~fits]
    if not len(some):
        return {}, fields.record[:0]
    foreign = highest(scan.octets, begin, np.minimum(begin + 3, end)) >= 0x80
    strange = np.unique(fields.record[some[(fields.tag[some] < 0) | foreign]])
    told = {}
    for record in np.setdiff1d(fields.record[wrong], strange).tolist():
        low, high = np.searchsorted(fields.record, [record, record + 1])
        odd = set(fields.tag[low:high][wrong[low:high]].tolist())
        tags = dict.fromkeys(fields.tag[low:high].tolist())
        told[record] = [f"{tag:03}: wrong indicators" for tag in tags if tag in odd]
    return told, strange
