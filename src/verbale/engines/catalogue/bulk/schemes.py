"""Which records may be in another scheme than MARC 21 (see ``scheme_of``); those are for the plain road."""

from __future__ import annotations

import numpy as np

from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.scan import Ints, Scan, spread
from verbale.engines.catalogue.scheme import MARC21, scheme_of

_TOLD_BY_VALUE = {12: "012", 40: "040", 56: "056"}
_TITLE, _HOLDINGS = 200, 49


def foreign_records(scan: Scan, fields: Fields) -> Ints:
    """The records (frames) that have a field by which another scheme could be told."""
    own = fields.record[fields.tag == _TITLE]
    return np.concatenate([own, _by_value(scan, fields), _by_holdings(scan, fields)])


def _by_value(scan: Scan, fields: Fields) -> Ints:
    """Where the field alone tells; a cataloguing source does so only where its name is a number."""
    field = np.flatnonzero(np.isin(fields.tag, list(_TOLD_BY_VALUE)))
    begin = scan.at[fields.low[field]] + 1
    numbered = scan.octets[np.minimum(begin + 4, len(scan.octets) - 1)] - np.uint8(ord("0")) <= 9
    some = field[numbered | (fields.tag[field] != 40)]
    told = [_tells(int(fields.tag[one]), _value(scan, fields, one)) for one in some.tolist()]
    return fields.record[some[np.array(told, bool)]]


def _value(scan: Scan, fields: Fields, field: int) -> bytes:
    return scan.data[scan.at[fields.low[field]] + 1 : scan.at[fields.high[field]]]


def _tells(tag: int, value: bytes) -> bool:
    return scheme_of({"245": [], _TOLD_BY_VALUE[tag]: [value]}) != MARC21


def _by_holdings(scan: Scan, fields: Fields) -> Ints:
    field = np.flatnonzero(fields.tag == _HOLDINGS)
    low = fields.low[field]
    owner, place = spread(fields.high[field] - low - 1)
    code = scan.octets[scan.at[low[owner] + 1 + place] + 1]
    return fields.record[field[owner[code == ord("l")]]]
