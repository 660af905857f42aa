"""Which records may be in another scheme than MARC 21 (see ``scheme_of``); those are for the plain road."""

from __future__ import annotations

import numpy as np

from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.scan import Ints, Scan, spread
from verbale.engines.catalogue.scheme import MARC21, scheme_of

_TOLD_BY_VALUE = {12: "012", 40: "040", 49: "049", 56: "056"}
_LOOKED_AT = np.isin(np.arange(1000), list(_TOLD_BY_VALUE))
_TITLE, _SOURCE, _HOLDINGS = 200, 40, 49


def foreign_records(scan: Scan, fields: Fields) -> Ints:
    """The records (frames) that have a field by which another scheme could be told."""
    field = np.flatnonzero(_LOOKED_AT[fields.tag])
    tag = fields.tag[field]
    source, holdings = field[tag == _SOURCE], field[tag == _HOLDINGS]
    rest = field[(tag != _SOURCE) & (tag != _HOLDINGS)]
    some = np.concatenate([rest, _numbered(scan, fields, source), _listed(scan, fields, holdings)])
    told = [_tells(int(fields.tag[one]), _value(scan, fields, one)) for one in some.tolist()]
    return np.concatenate([fields.record[fields.tag == _TITLE], fields.record[some[np.array(told, bool)]]])


def _numbered(scan: Scan, fields: Fields, field: Ints) -> Ints:
    """The fields whose first subfield begins with a figure."""
    begin = scan.at[fields.low[field] + 1] + 2
    return np.asarray(field[scan.octets[np.minimum(begin, len(scan.octets) - 1)] - np.uint8(ord("0")) <= 9])


def _listed(scan: Scan, fields: Fields, field: Ints) -> Ints:
    """The fields that have a subfield $l."""
    low = fields.low[field]
    owner, place = spread(fields.high[field] - low - 1)
    code = scan.octets[scan.at[low[owner] + 1 + place] + 1]
    return np.asarray(field[np.unique(owner[code == ord("l")])])


def _value(scan: Scan, fields: Fields, field: int) -> bytes:
    return scan.data[scan.at[fields.low[field]] + 1 : scan.at[fields.high[field]]]


def _tells(tag: int, value: bytes) -> bool:
    return scheme_of({"245": [], _TOLD_BY_VALUE[tag]: [value]}) != MARC21
