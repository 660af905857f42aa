"""One round of the carrier: open what came, seal what waits, carry it, sign the journal's head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import DatabaseError

from verbale.carrier.carrying import Way, by_folder, carry
from verbale.carrier.connection import Connection, connection_to
from verbale.carrier.door_keys import keep_door
from verbale.carrier.fetching import Fetching
from verbale.carrier.heads import export_head
from verbale.carrier.new_keys import announce
from verbale.carrier.opening import open_arrived
from verbale.carrier.pace import Pace
from verbale.carrier.sealing import seal_waiting
from verbale.carrier.sending import Sending
from verbale.carrier.statements import take_statements
from verbale.carrier.trouble import odd, trouble
from verbale.domain.spine import channel, dispatch, transfer
from verbale.engines.seal.keys import NodeKeys
from verbale.kernel.clock import Clock, SystemClock
from verbale.kernel.errors import Refused, VerbaleError
from verbale.kernel.home import Home
from verbale.records import files
from verbale.records.party import Party


class MessageHeld(Refused):
    """The message “{what}” ({message}) is held back, with what was queued after it about the same thing: {why} Call
    back what it tells of, or mend that and let it be tried again."""


def round_trip(*, keys: NodeKeys, at: datetime, clock: Clock | None = None) -> dict[str, list[dict[str, Any]]]:
    """What was opened, sealed and carried, and what could not be; a fault with one partner does not stop the rest.

    ``at`` is the moment that is recorded; ``clock`` tells the true one, by which nodes call each other.
    """
    home, clock = files.home(), clock or SystemClock()
    done: dict[str, list[Any]] = {"came": [], "sealed": [], "carried": [], "faults": []}
    announce(keys, at)
    for partner in Party.objects.partners():
        with _told(done, partner), connection_to(partner, keys, clock) as connection:
            keep_door(partner=partner, keys=keys, home=home, now=clock.now())
            if connection is not None:
                Fetching(partner, connection, Pace.of(partner, home))()
    for came in (*take_statements(home=home, at=at), *open_arrived(keys=keys, home=home, at=at)):
        done["came"].append({"file": came.file_name, "what": came.what, "why": came.why})
    for partner in Party.objects.partners():
        with _told(done, partner):
            pouch = seal_waiting(partner=partner, keys=keys, home=home, at=at)
            if pouch is not None:
                done["sealed"].append({"file": pouch.file_name, "partner": partner.code, "number": pouch.number})
        for message in dispatch.held(partner):
            with _told(done, partner):
                raise MessageHeld(what=message.what, message=message.pk, why=message.held_why)
        with _told(done, partner), connection_to(partner, keys, clock) as connection:
            carried, faults = carry(ways=_ways(partner, connection, home, at), at=at)
            done["carried"] += [{"file": one.file_name, "partner": partner.code} for one in carried]
            for fault in faults:
                with _told(done, partner):
                    raise fault
    if any(done.values()):
        try:
            export_head(keys=keys, home=home, at=at)
        except OSError as fault:
            done["faults"].append(trouble(fault).sentence())
    return done


def _ways(partner: Party, connection: Connection | None, home: Home, at: datetime) -> list[Way]:
    """The carriers to a partner, a folder and a connection or one of them."""
    ways = []
    if partner.carry_to:
        ways.append(Way(by_folder(partner, home), channel.to_send(partner, at)))
    if connection is not None:
        ways.append(Way(Sending(partner, connection, Pace.of(partner, home), home), transfer.to_bring(partner, at)))
    return ways


@contextmanager
def _told(done: dict[str, list[Any]], partner: Party) -> Iterator[None]:
    """Lets the round go on after a fault with one partner, and tells it."""
    try:
        yield
    except VerbaleError as fault:
        done["faults"].append(f"{partner.code}: {fault.sentence()}")
    except DatabaseError as fault:
        done["faults"].append(f"{partner.code}: {fault}")
    except OSError as fault:
        done["faults"].append(f"{partner.code}: {trouble(fault).sentence()}")
    except Exception as fault:
        # One that nobody thought of, which what a partner told may bring about, stops no other partner either.
        done["faults"].append(f"{partner.code}: {odd(fault)}")
