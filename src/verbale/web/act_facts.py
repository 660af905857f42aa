"""What the facts told with acts are called, and their values. Others are shown as they are written."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import pgettext_lazy

from verbale.domain.spine.fact_words import OUTCOMES
from verbale.records.commitment import Bound, CommitmentState
from verbale.records.correspondence import What
from verbale.records.document import DocumentRole
from verbale.records.instrument import StepKind
from verbale.records.person import Role
from verbale.records.request import Form, Route, Source
from verbale.records.talk import Said
from verbale.web import imprecise

FACTS: dict[str, str] = {
    "added": pgettext_lazy("fact of an act", "Added"),
    "address": pgettext_lazy("fact of an act", "Address"),
    "adopted": pgettext_lazy("fact of an act", "Adopted"),
    "after": pgettext_lazy("fact of an act", "Afterwards"),
    "agreed by": pgettext_lazy("fact of an act", "Agreed by"),
    "answer": pgettext_lazy("fact of an act", "Answer"),
    "answers": pgettext_lazy("fact of an act", "Answers"),
    "apology": pgettext_lazy("fact of an act", "Apology"),
    "article": pgettext_lazy("fact of an act", "Article"),
    "articles": pgettext_lazy("fact of an act", "Articles"),
    "as written": pgettext_lazy("fact of an act", "As written"),
    "authority": pgettext_lazy("fact of an act", "Authority"),
    "before": pgettext_lazy("fact of an act", "Before"),
    "begins": pgettext_lazy("fact of an act", "Begins"),
    "bound": pgettext_lazy("fact of an act", "Binds"),
    "by": pgettext_lazy("fact of an act", "Signed by"),
    "by letter": pgettext_lazy("fact of an act", "Runs no node"),
    "cases": pgettext_lazy("fact of an act", "Table of cases"),
    "changed": pgettext_lazy("fact of an act", "Changed"),
    "checkpoint": pgettext_lazy("fact of an act", "Checkpoint"),
    "clause": pgettext_lazy("fact of an act", "Clause"),
    "code": pgettext_lazy("fact of an act", "Code"),
    "complex": pgettext_lazy("fact of an act", "Complex"),
    "copyright basis": pgettext_lazy("fact of an act", "Basis in copyright"),
    "days before": pgettext_lazy("fact of an act", "Days before"),
    "decision": pgettext_lazy("fact of an act", "Decision"),
    "documents": pgettext_lazy("fact of an act", "Documents"),
    "draft": pgettext_lazy("fact of an act", "Draft"),
    "due": pgettext_lazy("fact of an act", "Due"),
    "edition": pgettext_lazy("fact of an act", "Edition"),
    "ends": pgettext_lazy("fact of an act", "Ends"),
    "epoch": pgettext_lazy("fact of an act", "Epoch"),
    "errors": pgettext_lazy("fact of an act", "Errors"),
    "failed": pgettext_lazy("fact of an act", "Failed cases"),
    "every": pgettext_lazy("fact of an act", "Then every … days"),
    "facts": pgettext_lazy("fact of an act", "Facts"),
    "faulty": pgettext_lazy("fact of an act", "Faulty records"),
    "finding": pgettext_lazy("fact of an act", "Difference"),
    "fingerprint": pgettext_lazy("fact of an act", "Fingerprint"),
    "follows": pgettext_lazy("fact of an act", "Follows"),
    "forms": pgettext_lazy("fact of an act", "Forms"),
    "from": pgettext_lazy("fact of an act", "From"),
    "handle": pgettext_lazy("fact of an act", "Sign-in name"),
    "host": pgettext_lazy("fact of an act", "Host"),
    "in": pgettext_lazy("fact of an act", "In what"),
    "items": pgettext_lazy("fact of an act", "Items"),
    "kept": pgettext_lazy("fact of an act", "Kept"),
    "key": pgettext_lazy("fact of an act", "Key"),
    "label": pgettext_lazy("fact of an act", "What it is for"),
    "leader": pgettext_lazy("fact of an act", "Led by"),
    "letter": pgettext_lazy("fact of an act", "Letter"),
    "lines": pgettext_lazy("fact of an act", "Lines"),
    "marking": pgettext_lazy("fact of an act", "Marking"),
    "messages": pgettext_lazy("fact of an act", "Messages"),
    "milestone": pgettext_lazy("fact of an act", "Milestone"),
    "minutes": pgettext_lazy("fact of an act", "Minutes"),
    "moved": pgettext_lazy("fact of an act", "Records with another outcome"),
    "name": pgettext_lazy("fact of an act", "Name"),
    "notice": pgettext_lazy("fact of an act", "Notice"),
    "number": pgettext_lazy("fact of an act", "Number"),
    "of": pgettext_lazy("fact of an act", "Of"),
    "offer": pgettext_lazy("fact of an act", "Partner's catalogue"),
    "offered": pgettext_lazy("fact of an act", "Offered"),
    "on": pgettext_lazy("fact of an act", "On"),
    "outcome": pgettext_lazy("fact of an act", "Outcome"),
    "own": pgettext_lazy("fact of an act", "Our own date"),
    "paper": pgettext_lazy("fact of an act", "Paper"),
    "partner": pgettext_lazy("fact of an act", "Partner"),
    "party": pgettext_lazy("fact of an act", "Partner"),
    "people": pgettext_lazy("fact of an act", "People"),
    "person": pgettext_lazy("fact of an act", "Person"),
    "place": pgettext_lazy("fact of an act", "Place"),
    "policy": pgettext_lazy("fact of an act", "Policy"),
    "pouch": pgettext_lazy("fact of an act", "Pouch"),
    "pouches": pgettext_lazy("fact of an act", "Pouches"),
    "price": pgettext_lazy("fact of an act", "Price"),
    "properties": pgettext_lazy("fact of an act", "Properties"),
    "question": pgettext_lazy("fact of an act", "Question"),
    "reason": pgettext_lazy("fact of an act", "Reason"),
    "records": pgettext_lazy("fact of an act", "Records"),
    "remark": pgettext_lazy("fact of an act", "Remark"),
    "reserved in": pgettext_lazy("fact of an act", "Reserved in"),
    "reviewed": pgettext_lazy("fact of an act", "Reviewed"),
    "revision": pgettext_lazy("fact of an act", "Revision"),
    "revoked": pgettext_lazy("fact of an act", "Old keys void"),
    "role": pgettext_lazy("fact of an act", "Role"),
    "roles": pgettext_lazy("fact of an act", "Roles"),
    "route": pgettext_lazy("fact of an act", "Route"),
    "rulebook": pgettext_lazy("fact of an act", "Rulebook"),
    "said": pgettext_lazy("fact of an act", "Kind of what was said"),
    "same": pgettext_lazy("fact of an act", "The same"),
    "serials": pgettext_lazy("fact of an act", "Serials"),
    "set": pgettext_lazy("fact of an act", "Set"),
    "sha256": pgettext_lazy("fact of an act", "SHA-256"),
    "side": pgettext_lazy("fact of an act", "Side"),
    "signatures": pgettext_lazy("fact of an act", "Signatures"),
    "since": pgettext_lazy("fact of an act", "From"),
    "source": pgettext_lazy("fact of an act", "Source"),
    "state": pgettext_lazy("fact of an act", "State"),
    "subject": pgettext_lazy("fact of an act", "Subject"),
    "supplier": pgettext_lazy("fact of an act", "Supplier"),
    "text": pgettext_lazy("fact of an act", "Text"),
    "texts": pgettext_lazy("fact of an act", "Texts"),
    "title": pgettext_lazy("fact of an act", "Title"),
    "to": pgettext_lazy("fact of an act", "To"),
    "told": pgettext_lazy("fact of an act", "Told"),
    "unproved": pgettext_lazy("fact of an act", "Properties not proved"),
    "until": pgettext_lazy("fact of an act", "Until"),
    "value": pgettext_lazy("fact of an act", "Value"),
    "version": pgettext_lazy("fact of an act", "Version"),
    "was": pgettext_lazy("fact of an act", "What it was"),
    "what": pgettext_lazy("fact of an act", "What"),
    "who": pgettext_lazy("fact of an act", "Who"),
    "why": pgettext_lazy("fact of an act", "Why"),
    "characters": pgettext_lazy("fact of an act", "Characters"),
    "commitment": pgettext_lazy("fact of an act", "Commitment"),
    "dated": pgettext_lazy("fact of an act", "Dated"),
    "end": pgettext_lazy("fact of an act", "To character"),
    "held": pgettext_lazy("fact of an act", "Held"),
    "labels": pgettext_lazy("fact of an act", "Labels"),
    "mark": pgettext_lazy("fact of an act", "Marked as"),
    "point": pgettext_lazy("fact of an act", "Point"),
    "review": pgettext_lazy("fact of an act", "Looked at again on"),
    "start": pgettext_lazy("fact of an act", "From character"),
    "waits for": pgettext_lazy("fact of an act", "Waits for"),
    "agreed": pgettext_lazy("fact of an act", "Agreed date"),
    "body": pgettext_lazy("fact of an act", "Body"),
    "contract": pgettext_lazy("fact of an act", "Contract"),
    "count": pgettext_lazy("fact of an act", "Number"),
    "message": pgettext_lazy("fact of an act", "Message"),
    "ours": pgettext_lazy("fact of an act", "Ours"),
    "sector": pgettext_lazy("fact of an act", "Sector"),
    "session": pgettext_lazy("fact of an act", "Session"),
    "theirs": pgettext_lazy("fact of an act", "Theirs"),
    "withdrawn": pgettext_lazy("fact of an act", "Withdrawn"),
}

VALUES: dict[str, dict[str, str]] = {
    "after": dict(CommitmentState.choices),
    "before": dict(CommitmentState.choices),
    "bound": dict(Bound.choices),
    "form": dict(Form.choices),
    "outcome": OUTCOMES,
    "role": dict(DocumentRole.choices),
    "roles": dict(Role.choices),
    "route": dict(Route.choices),
    "said": dict(Said.choices),
    "source": dict(Source.choices),
    "what": dict(What.choices) | dict(StepKind.choices),
}
"""The facts whose values are words of ours; what is not among them was typed by somebody."""


DATES = frozenset({"after", "agreed", "before", "begins", "dated", "due", "ends", "on", "own", "review"})
"""The facts that may be dates as papers give them; other values of theirs are shown as they are."""


def fact_name(fact: str) -> str:
    """What a fact told with an act is called, in the reader's language."""
    return str(FACTS.get(fact, fact))


def value_name(fact: str, value: object) -> str:
    """A value of a fact told with an act, in the reader's language."""
    if isinstance(value, bool):
        return _t("yes") if value else _t("no")
    word = VALUES.get(fact, {}).get(str(value))
    if word is not None:
        return str(word)
    return imprecise.told(str(value)) if fact in DATES and value else str(value)
