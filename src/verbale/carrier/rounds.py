"""One round of the carrier: open what came, seal what waits, carry it, sign the journal's head."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import DatabaseError

from verbale.carrier.carrying import carry
from verbale.carrier.heads import export_head
from verbale.carrier.opening import open_arrived
from verbale.carrier.sealing import seal_waiting
from verbale.carrier.signing import announce
from verbale.carrier.trouble import trouble
from verbale.engines.seal.keys import NodeKeys
from verbale.kernel.errors import VerbaleError
from verbale.records import files
from verbale.records.party import Party


def round_trip(*, keys: NodeKeys, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """What was opened, sealed and carried, and what could not be; a fault with one partner does not stop the rest."""
    home = files.home()
    done: dict[str, list[Any]] = {"came": [], "sealed": [], "carried": [], "faults": []}
    announce(keys, at)
    for came in open_arrived(keys=keys, home=home, at=at):
        done["came"].append({"file": came.file_name, "what": came.what, "why": came.why})
    for partner in Party.objects.partners():
        try:
            pouch = seal_waiting(partner=partner, keys=keys, home=home, at=at)
            if pouch is not None:
                done["sealed"].append({"file": pouch.file_name, "partner": partner.code, "number": pouch.number})
            for carried in carry(partner=partner, home=home, at=at):
                done["carried"].append({"file": carried.file_name, "partner": partner.code})
        except VerbaleError as fault:
            done["faults"].append(f"{partner.code}: {fault.sentence()}")
        except DatabaseError as fault:
            done["faults"].append(f"{partner.code}: {fault}")
        except OSError as fault:
            done["faults"].append(f"{partner.code}: {trouble(fault).sentence()}")
    if any(done.values()):
        export_head(keys=keys, home=home, at=at)
    return done
