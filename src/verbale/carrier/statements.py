"""Statements about keys that came as files of their own: taken, and put away (docs/PROTOCOL.md, 1.7).

They lie in our inbox or in a partner's folder. Only what the recovery key of a partner signed is believed, and only of
the partner that it names, whichever folder it lies in.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import DataError, IntegrityError

from verbale.carrier.came import OPENED, REFUSED, SEEN, UNREAD, Came, lying, shown
from verbale.carrier.keeping import is_kept, put_away
from verbale.carrier.new_keys import SUFFIX
from verbale.carrier.trouble import odd
from verbale.domain.spine import key_change, transfer
from verbale.engines.seal import load_keys_file
from verbale.kernel.errors import Refused, VerbaleError
from verbale.kernel.home import Home
from verbale.records.party import Party


class NobodysStatement(Refused):
    """The statement in {name} is about the keys of “{side}”, which is no partner of ours. Nothing was changed."""


def take_statements(*, home: Home, at: datetime) -> list[Came]:
    """Takes the statements that lie there, in the order of their names; what became of each."""
    results = []
    for path in list(lying(home, list(Party.objects.partners()), SUFFIX)):
        if is_kept(path):
            continue
        result = _take(path, at)
        if result.what == UNREAD or put_away(path, home, refused=result.what == REFUSED) or result.what != SEEN:
            results.append(result)
    return results


def _take(path: Path, at: datetime) -> Came:
    name = shown(path)
    try:
        signed = load_keys_file(path)
        partner = transfer.partner_named(signed.statement.side)
        if partner is None:
            raise NobodysStatement(name=name, side=signed.statement.side)
        if key_change.taken(partner, signed):
            return Came(name, SEEN)
        key_change.replace(party=partner, signed=signed, through=None, at=at)
    except (VerbaleError, OSError) as fault:
        return Came(name, REFUSED, fault.sentence() if isinstance(fault, VerbaleError) else str(fault))
    except (DataError, IntegrityError) as fault:
        return Came(name, REFUSED, odd(fault))
    except Exception as fault:
        # Whoever can lay a file here must not be able to stop the round of all partners with it.
        return Came(name, UNREAD, odd(fault))
    return Came(name, OPENED)
