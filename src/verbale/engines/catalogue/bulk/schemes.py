"""Which records may be in another scheme than MARC 21 (see ``scheme_of``); those are for the plain road."""

from __future__ import annotations

import numpy as np

from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.scan import Ints, Scan, spread
from verbale.engines.catalogue.scheme import MARC21, scheme_of

_OWN_TAGS = (12, 56, 200)
_SOURCE, _HOLDINGS = 40, 49


def foreign_records(scan: Scan, fields: Fields) -> Ints:
    """The records (frames) that have a field by which another scheme could be told."""
    own = fields.record[np.isin(fields.tag, _OWN_TAGS)]
    return np.concatenate([own, _by_source(scan, fields), _by_holdings(scan, fields)])


def _by_source(scan: Scan, fields: Fields) -> Ints:
    field = np.flatnonzero(fields.tag == _SOURCE)
    begin = scan.at[fields.low[field]] + 1
    numbered = scan.octets[np.minimum(begin + 4, len(scan.octets) - 1)] - np.uint8(ord("0")) <= 9
    some = field[numbered]
    values = ((scan.at[fields.low[one]] + 1, scan.at[fields.high[one]]) for one in some.tolist())
    told = [scheme_of({"245": [], "040": [scan.data[start:end]]}) != MARC21 for start, end in values]
    return fields.record[some[np.array(told, bool)]]


def _by_holdings(scan: Scan, fields: Fields) -> Ints:
    field = np.flatnonzero(fields.tag == _HOLDINGS)
    low = fields.low[field]
    owner, place = spread(fields.high[field] - low - 1)
    code = scan.octets[scan.at[low[owner] + 1 + place] + 1]
    return fields.record[field[owner[code == ord("l")]]]
