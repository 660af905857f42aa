"""What the acts of the journal are called, and the facts told with them. Others are shown as they are written."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from verbale.records.correspondence import What
from verbale.records.document import DocumentRole
from verbale.records.instrument import StepKind
from verbale.records.person import Role
from verbale.records.request import Form, Route, Source
from verbale.web.words import OUTCOMES

ACTS: dict[str, str] = {
    "approval.opened": pgettext_lazy("act", "Approval asked for"),
    "approval.granted": pgettext_lazy("act", "Approved"),
    "approval.refused": pgettext_lazy("act", "Approval refused"),
    "approval.recalled": pgettext_lazy("act", "Approval recalled"),
    "approval.lapsed": pgettext_lazy("act", "Approval lapsed"),
    "authority.confirmed": pgettext_lazy("act", "Authority confirmed"),
    "authority.defined": pgettext_lazy("act", "Authority named"),
    "authority.ended": pgettext_lazy("act", "End of the authority set"),
    "authority.proposed": pgettext_lazy("act", "Authority proposed"),
    "authority.put back": pgettext_lazy("act", "Authority to be confirmed again"),
    "catalogue.received": pgettext_lazy("act", "Partner's catalogue received"),
    "caveat.defined": pgettext_lazy("act", "Caveat defined"),
    "channel.named": pgettext_lazy("act", "Supply channel named"),
    "contact.set up": pgettext_lazy("act", "Contact unit set up"),
    "correspondence.logged": pgettext_lazy("act", "Entered in the correspondence log"),
    "document.attached": pgettext_lazy("act", "Document attached"),
    "document.withdrawn": pgettext_lazy("act", "Document withdrawn"),
    "edition.imported": pgettext_lazy("act", "Catalogue imported"),
    "instrument.recorded": pgettext_lazy("act", "Instrument recorded"),
    "instrument.step": pgettext_lazy("act", "Step of the instrument recorded"),
    "journal.erased": pgettext_lazy("act", "Payload of a journal entry erased"),
    "keys.added": pgettext_lazy("act", "Keys added"),
    "keys.confirmed": pgettext_lazy("act", "Fingerprint of keys confirmed"),
    "line.approval taken back": pgettext_lazy("act", "Approval taken back"),
    "line.called back": pgettext_lazy("act", "Called back"),
    "line.cancelled": pgettext_lazy("act", "Line cancelled"),
    "line.clarification asked": pgettext_lazy("act", "Clarification asked for"),
    "line.clarified": pgettext_lazy("act", "Clarified"),
    "line.decided": pgettext_lazy("act", "Decided"),
    "line.delivered": pgettext_lazy("act", "Received by the partner"),
    "line.expired": pgettext_lazy("act", "Expired"),
    "line.facts stated": pgettext_lazy("act", "Facts stated"),
    "line.held back": pgettext_lazy("act", "Held back when its pouch was sealed"),
    "line.ready": pgettext_lazy("act", "Ready"),
    "line.recall notice": pgettext_lazy("act", "Recall notice sent"),
    "line.returned": pgettext_lazy("act", "Returned"),
    "line.shipped": pgettext_lazy("act", "Shipped"),
    "line.sourced": pgettext_lazy("act", "Sourced"),
    "line.taken up": pgettext_lazy("act", "Taken up"),
    "line.unavailable": pgettext_lazy("act", "Unavailable"),
    "lookup.set": pgettext_lazy("act", "Lookup table set"),
    "message.refused": pgettext_lazy("act", "Message refused"),
    "need.acknowledged": pgettext_lazy("act", "Acknowledged by the partner"),
    "need.answered": pgettext_lazy("act", "Answered by the partner"),
    "need.arrived": pgettext_lazy("act", "Arrived"),
    "need.cancelled": pgettext_lazy("act", "Cancelled"),
    "need.clarified": pgettext_lazy("act", "Question of the partner answered"),
    "need.opened": pgettext_lazy("act", "Need opened"),
    "need.questioned": pgettext_lazy("act", "The partner asks back"),
    "need.recalled": pgettext_lazy("act", "Recalled by the partner"),
    "need.receipted": pgettext_lazy("act", "Receipt confirmed"),
    "need.returned": pgettext_lazy("act", "Returned"),
    "need.sent": pgettext_lazy("act", "Sent to the partner"),
    "offer.published": pgettext_lazy("act", "Catalogue published for the partner"),
    "office.described": pgettext_lazy("act", "Office described"),
    "order.answered": pgettext_lazy("act", "Order answered"),
    "order.assigned": pgettext_lazy("act", "Order assigned"),
    "order.received": pgettext_lazy("act", "Order received"),
    "party.address": pgettext_lazy("act", "Address of the node set"),
    "party.folders": pgettext_lazy("act", "Folders set"),
    "party.introduced": pgettext_lazy("act", "Partner added"),
    "person.accepted": pgettext_lazy("act", "Invitation accepted"),
    "person.deactivated": pgettext_lazy("act", "Deactivated"),
    "person.invited": pgettext_lazy("act", "Invited"),
    "person.invited again": pgettext_lazy("act", "Invited again"),
    "person.password": pgettext_lazy("act", "Password changed"),
    "person.roles": pgettext_lazy("act", "Roles set"),
    "policy.defined": pgettext_lazy("act", "Policy defined"),
    "policy.used for": pgettext_lazy("act", "Policy used for a partner"),
    "policy.version": pgettext_lazy("act", "Version of the policy recorded"),
    "pouch.carried": pgettext_lazy("act", "Pouch handed over"),
    "pouch.opened": pgettext_lazy("act", "Pouch opened"),
    "pouch.refused": pgettext_lazy("act", "Pouch refused"),
    "pouch.sealed": pgettext_lazy("act", "Pouch sealed"),
    "pouch.waits": pgettext_lazy("act", "Pouch waits for the one before"),
    "release.recalled": pgettext_lazy("act", "Release recalled"),
    "released": pgettext_lazy("act", "Released"),
    "second factor.recovery codes": pgettext_lazy("act", "Fresh recovery codes made"),
    "second factor.set": pgettext_lazy("act", "Second factor set up"),
    "second factor.taken away": pgettext_lazy("act", "Second factor taken away"),
    "token.issued": pgettext_lazy("act", "Token issued"),
    "token.revoked": pgettext_lazy("act", "Token revoked"),
}

FACTS: dict[str, str] = {
    "after": pgettext_lazy("fact of an act", "Afterwards"),
    "answer": pgettext_lazy("fact of an act", "Answer"),
    "answers": pgettext_lazy("fact of an act", "Answers"),
    "authority": pgettext_lazy("fact of an act", "Authority"),
    "before": pgettext_lazy("fact of an act", "Before"),
    "clause": pgettext_lazy("fact of an act", "Clause"),
    "code": pgettext_lazy("fact of an act", "Code"),
    "copyright basis": pgettext_lazy("fact of an act", "Basis in copyright"),
    "decision": pgettext_lazy("fact of an act", "Decision"),
    "documents": pgettext_lazy("fact of an act", "Documents"),
    "facts": pgettext_lazy("fact of an act", "Facts"),
    "faulty": pgettext_lazy("fact of an act", "Faulty records"),
    "fingerprint": pgettext_lazy("fact of an act", "Fingerprint"),
    "from": pgettext_lazy("fact of an act", "From"),
    "handle": pgettext_lazy("fact of an act", "Sign-in name"),
    "items": pgettext_lazy("fact of an act", "Items"),
    "key": pgettext_lazy("fact of an act", "Key"),
    "label": pgettext_lazy("fact of an act", "What it is for"),
    "lines": pgettext_lazy("fact of an act", "Lines"),
    "marking": pgettext_lazy("fact of an act", "Marking"),
    "messages": pgettext_lazy("fact of an act", "Messages"),
    "name": pgettext_lazy("fact of an act", "Name"),
    "notice": pgettext_lazy("fact of an act", "Notice"),
    "number": pgettext_lazy("fact of an act", "Number"),
    "of": pgettext_lazy("fact of an act", "Of"),
    "offered": pgettext_lazy("fact of an act", "Offered"),
    "on": pgettext_lazy("fact of an act", "On"),
    "outcome": pgettext_lazy("fact of an act", "Outcome"),
    "partner": pgettext_lazy("fact of an act", "Partner"),
    "party": pgettext_lazy("fact of an act", "Partner"),
    "person": pgettext_lazy("fact of an act", "Person"),
    "policy": pgettext_lazy("fact of an act", "Policy"),
    "pouch": pgettext_lazy("fact of an act", "Pouch"),
    "price": pgettext_lazy("fact of an act", "Price"),
    "question": pgettext_lazy("fact of an act", "Question"),
    "reason": pgettext_lazy("fact of an act", "Reason"),
    "records": pgettext_lazy("fact of an act", "Records"),
    "remark": pgettext_lazy("fact of an act", "Remark"),
    "reviewed": pgettext_lazy("fact of an act", "Reviewed"),
    "role": pgettext_lazy("fact of an act", "Role"),
    "roles": pgettext_lazy("fact of an act", "Roles"),
    "route": pgettext_lazy("fact of an act", "Route"),
    "rulebook": pgettext_lazy("fact of an act", "Rulebook"),
    "serials": pgettext_lazy("fact of an act", "Serials"),
    "set": pgettext_lazy("fact of an act", "Set"),
    "sha256": pgettext_lazy("fact of an act", "SHA-256"),
    "since": pgettext_lazy("fact of an act", "From"),
    "source": pgettext_lazy("fact of an act", "Source"),
    "subject": pgettext_lazy("fact of an act", "Subject"),
    "supplier": pgettext_lazy("fact of an act", "Supplier"),
    "text": pgettext_lazy("fact of an act", "Text"),
    "texts": pgettext_lazy("fact of an act", "Texts"),
    "to": pgettext_lazy("fact of an act", "To"),
    "told": pgettext_lazy("fact of an act", "Told"),
    "until": pgettext_lazy("fact of an act", "Until"),
    "value": pgettext_lazy("fact of an act", "Value"),
    "version": pgettext_lazy("fact of an act", "Version"),
    "what": pgettext_lazy("fact of an act", "What"),
    "who": pgettext_lazy("fact of an act", "Who"),
    "why": pgettext_lazy("fact of an act", "Why"),
}

VALUES: dict[str, dict[str, str]] = {
    "form": dict(Form.choices),
    "outcome": OUTCOMES,
    "role": dict(DocumentRole.choices),
    "roles": dict(Role.choices),
    "route": dict(Route.choices),
    "source": dict(Source.choices),
    "what": dict(What.choices) | dict(StepKind.choices),
}
"""The facts whose values are words of ours; what is not among them was typed by somebody."""


def act_name(act: str) -> str:
    """What an act is called, in the reader's language."""
    return str(ACTS.get(act, act))


def fact_name(fact: str) -> str:
    """What a fact told with an act is called, in the reader's language."""
    return str(FACTS.get(fact, fact))


def value_name(fact: str, value: object) -> str:
    """A value of a fact told with an act, in the reader's language."""
    return str(VALUES.get(fact, {}).get(str(value), value))
