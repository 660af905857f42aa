"""How much of one edition another has by identity: whether a file may be a new issue of a source (CATALOGUE.md, 4.1.3).

A control number without an agency (no 003) names a record within its source only: numbers from 1 stand in many. So it
counts where the work key is the same too.
"""

from __future__ import annotations

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.spilling import spilling, view

_SHARED = """
    SELECT count(*) FROM (
        SELECT DISTINCT identity, CASE WHEN starts_with(identity, 'id::') THEN work_key END AS work FROM one
        INTERSECT
        SELECT identity, CASE WHEN starts_with(identity, 'id::') THEN work_key END FROM other
    )
"""
_IDENTITIES = "SELECT count(DISTINCT identity) FROM one"


def is_mostly_in(one: Edition, other: Edition) -> bool:
    """Whether more than half of the records of an edition are in another. Raises OSError for the disk."""
    with spilling(one.folder) as base:
        view(base, "one", one.folder / RECORDS_FILE)
        view(base, "other", other.folder / RECORDS_FILE)
        shared, told = (base.execute(asked).fetchall()[0][0] for asked in (_SHARED, _IDENTITIES))
    return bool(shared * 2 > told)
