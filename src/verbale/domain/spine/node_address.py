"""Where a partner's node is reached by HTTPS (docs/PROTOCOL.md, 10.3)."""

from __future__ import annotations

import ipaddress
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import WrongUse
from verbale.records.party import Party
from verbale.records.person import Person, Role


class BadAddress(WrongUse):
    """“{address}” is no address of a partner's node: {why}. Give one like https://node.example.org."""


@transaction.atomic
def set_address(*, party: Party, address: str, by: Person, at: datetime) -> None:
    """Names where a partner's node takes pouches; empty if it cannot be reached."""
    check_role(by, Role.ADMINISTRATOR)
    party.address = check_address(address.strip()) if address.strip() else ""
    party.save(update_fields=["address"])
    journal.record(act="party.address", thing=party, by=by, at=at, facts={"address": party.address})


def check_address(address: str) -> str:
    """The address if a line may lead there: https, or http on this machine alone; raises BadAddress."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as fault:
        raise BadAddress(address=address[:200], why=str(fault)) from fault
    named = parts.username or parts.path.strip("/") or parts.query or parts.fragment
    if not parts.hostname or port == 0 or named or not address.isprintable() or " " in address:
        raise BadAddress(address=address[:200], why="it is not of https://, a host and perhaps a port")
    if parts.scheme != "https" and not (parts.scheme == "http" and _on_this_machine(parts.hostname)):
        raise BadAddress(address=address[:200], why="only https leads to another machine")
    return address


def _on_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
