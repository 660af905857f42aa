"""Who calls: the partner whose key signed the call, or nobody. Nothing of the body is read to find out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from verbale.api import nonces
from verbale.domain.spine import party, party_keys, transfer
from verbale.engines.seal import BadSignature
from verbale.engines.seal.calls import CALL, BadCall, Call, read_call
from verbale.kernel.canonical import digest
from verbale.kernel.clock import stamp
from verbale.kernel.errors import NotAllowed, Refused, Unreadable, WrongUse
from verbale.records.party import Party


class Unknown(NotAllowed):
    """This call is not signed by a side that is known here, for this node and this address."""

    http_status = 401


class WrongTime(NotAllowed):
    """Your call is of {at}, and here it is {now}. More than five minutes off nothing is answered: set your clock."""


class NoLength(WrongUse):
    """The call does not say how long its body is. Give its Content-Length."""

    http_status = 411


class PieceTooLarge(Refused):
    """The body of this call has {size} bytes, and at most {limit} are taken. Send smaller pieces."""

    http_status = 413


class OtherBody(Unreadable):
    """The body that came is not the one that was signed. Send it again."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A partner, and the call that its key signed."""

    partner: Party
    call: Call
    request: HttpRequest

    def body(self, limit: int) -> bytes:
        """The call's body; refused by its length before any of it is read, and read once."""
        length = self.request.META.get("CONTENT_LENGTH") or ""
        if not length.isdecimal() or len(length) > 18:
            raise NoLength()
        if int(length) > limit:
            raise PieceTooLarge(size=int(length), limit=limit)
        data = self.request.read(int(length))
        if len(data) != int(length) or digest(data) != self.call.body:
            raise OtherBody()
        return data


def caller(request: HttpRequest) -> Caller:
    """Who signed this request; raises Unknown, and tells nobody what of it is wrong."""
    try:
        call, signer = read_call(request.headers.get(CALL, ""))
    except (BadCall, BadSignature) as fault:
        raise Unknown() from fault
    partner = transfer.partner_named(call.sender)
    meant = (request.method, request.get_full_path(), party.us().code)
    if (call.method, call.path, call.recipient) != meant or partner is None:
        raise Unknown()
    if signer not in party_keys.signing_lines(partner):
        raise Unknown()
    return Caller(partner, call, request)


def admit(known: Caller, at: datetime) -> None:
    """Refuses a call at the wrong time, one made before, and one too many (10.4, 10.5)."""
    if abs(at - known.call.at) > nonces.SKEW:
        raise WrongTime(at=stamp(known.call.at), now=stamp(at))
    transfer.count_call(partner=known.partner, limit=settings.CHANNEL_CALLS, at=at)
    nonces.remember(known.partner, known.call)
