"""The other side of an agreed text, played in memory: its acts are signed with its own key, and come as if by pouch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from tests.records.rows import make, person
from verbale.domain.spine import text, text_arrival
from verbale.domain.spine.text_record import acts_of
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.engines.seal import PublicKeys, sign_bytes
from verbale.engines.seal.public import signing_line
from verbale.records import models as records
from verbale.records.dispatch import Message
from verbale.records.party import Party
from verbale.records.text import Text, TextAct

HEAD = agreement.Signatory("Lin Hai", "president", "Theirs Institute")


def revision(words: str = "The sides exchange catalogues.", *, roles: tuple[str, ...] = ("basis",), **more: str) -> Any:
    """An agreement in English and Chinese with an article that is a basis, and one for each further word."""
    articles = [agreement.Article("1", {"en": "Scope", "zh": "范围"}, {"en": words, "zh": "双方交换目录。"}, roles)]
    articles += [agreement.Article(name.lstrip("_"), {}, {"en": said}) for name, said in more.items()]
    return agreement.Revision("agreement", ("en", "zh"), {"en": "Exchange", "zh": "交换"}, tuple(articles))


def trusted(party: Party) -> Ed25519PrivateKey:
    """A signing key of a party that counts."""
    signing = Ed25519PrivateKey.generate()
    keys = PublicKeys(signing_line(signing.public_key()), str(pyrage.x25519.Identity.generate().to_public()))
    confirmed = {"confirmed_by": person(), "confirmed_at": datetime.fromisoformat("2026-01-01T00:00:00+00:00")}
    make(
        records.PartyKeys, party=party, signing=keys.signing, recipient=keys.recipient, fingerprint=keys.fingerprint,
        **({} if party.is_us else confirmed),
    )  # fmt: skip
    return signing


class OtherSide:
    """A partner with a node: it proposes, approves, concludes."""

    def __init__(self, partner: Party, now: Callable[[], datetime]) -> None:
        self.partner, self.now = partner, now
        self.key = trusted(partner)

    def opens(self, proposed: Any, text_id: str = "7" * 26) -> Text:
        """Proposes a first text; it is its depositary."""
        act = agreement.draft_first(
            text=text_id, side=self.partner.code, revision=proposed.hash, by=HEAD, at=self.now()
        )
        return self.tells(act, proposed).text

    def does(self, kind: Kind, about: Text, proposed: Any = None, **facts: Any) -> TextAct:
        """Does an act, knowing all that we know."""
        by = None if kind is Kind.CONCLUDE else HEAD
        if proposed is not None:
            facts["revision"] = proposed.hash
        act = agreement.draft(kind, acts_of(about), self.partner.code, by=by, at=self.now(), **facts)
        return self.tells(act, proposed if kind is Kind.PROPOSE else None)

    def tells(self, act: agreement.Act, proposed: Any = None, key: Any = None) -> Any:
        """Lets an act arrive, signed."""
        signature = sign_bytes(act.as_bytes(), key or self.key, "verbale-text").decode()
        told = text_arrival.Told(act, signature, proposed)
        number = records.ArrivedPouch.objects.filter(partner=self.partner).count() + 1
        arrived = make(records.ArrivedPouch, partner=self.partner, number=number)
        with transaction.atomic():
            row = text_arrival.received(partner=self.partner, told=told, arrived=arrived, at=self.now())
            text.settle(partner=self.partner, at=self.now())
        return row


def sign_ours(us: Party) -> None:
    """Lets our carrier sign what waits."""
    key = trusted(us)
    fingerprint = records.PartyKeys.objects.get(party=us, signing=signing_line(key.public_key())).fingerprint
    text.sign_waiting(
        Message.objects.filter(what=text.WHAT),
        lambda data: (sign_bytes(data, key, "verbale-text").decode(), fingerprint),
    )
