"""Where a thing has its page, and what its kind is called. Each noun's pages add their lines here."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PAGES: dict[str, str] = {
    "memorandum": "memorandum",
    "minutes": "minutes-one",
    "term": "term",
    "signingcertificate": "signing-certificate",
    "report": "report",
    "waiting": "waiting-one",
    "authorityheld": "authority-held",
    "decision": "decision",
    "document": "document",
    "job": "job",
    "order": "order",
    "orderline": "line",
    "journalentry": "journal-entry",
    "office": "office",
    "party": "party",
    "person": "person",
    "supplychannel": "supply-channel",
    "text": "text",
    "edition": "edition",
    "offer": "offer",
    "receivedcatalogue": "catalogue",
    "lookupeffect": "lookup-effect",
    "need": "need",
    "needline": "need-line",
    "policy": "policy",
    "policydraft": "policy-draft",
    "policyversion": "policy-version",
    "instrument": "instrument",
    "correspondence": "correspondence-entry",
    "pouch": "pouch",
    "arrivedpouch": "arrived-pouch",
    "erasure": "erasure",
    "erasureasked": "erasure-asked",
    "retentionrule": "retention-rule",
    "commitment": "commitment",
    "session": "session",
    "programme": "programme",
    "visit": "visit",
    "talk": "talk",
    "delegation": "delegation",
    "complex": "complex",
    "actingbody": "acting-body",
}
"""The name of the address that shows a thing of a kind; it takes the thing's identifier."""

NOUNS: dict[str, str] = {
    "adoption": _("Adoption"),
    "signedpaper": _("Signed paper"),
    "joineditem": _("Joined items of an agenda"),
    "memorandum": _("Memorandum"),
    "minutes": _("Minutes"),
    "supplementpaper": _("Paper of a supplement"),
    "term": _("Term"),
    "signingcertificate": _("Signing certificate"),
    "waiting": _("Decision or question"),
    "report": pgettext_lazy("noun", "Report"),
    "remark": _("Remark"),
    "markedsentence": _("Marked sentence"),
    "annex": _("Annex"),
    "accesstoken": _("Token"),
    "actingbody": _("Body of a side"),
    "approvalstep": _("Approval"),
    "arrivedpouch": _("Arrived pouch"),
    "assignment": _("Assignment"),
    "authority": _("Authority"),
    "authorityheld": _("Authority held"),
    "channel": pgettext_lazy("node", "Channel"),
    "complex": _("Complex of subjects"),
    "commitment": _("Commitment"),
    "contactunit": _("Contact unit"),
    "correspondence": _("Correspondence"),
    "decision": _("Decision"),
    "delegation": _("Delegation"),
    "document": _("Document"),
    "edition": _("Edition"),
    "erasure": _("Erasure"),
    "erasureasked": _("Request to erase"),
    "fulfilment": _("Delivery"),
    "instrument": _("Instrument"),
    "job": _("Long work"),
    "journalentry": _("Journal entry"),
    "journalpayload": _("Journal entry"),
    "marking": _("Marking"),
    "message": _("Message"),
    "need": _("Need"),
    "needline": _("Line of a need"),
    "offer": _("Partner's catalogue"),
    "office": _("Office"),
    "order": _("Order"),
    "orderline": _("Line of an order"),
    "party": _("Partner"),
    "partykeys": _("Keys"),
    "person": _("Person"),
    "policy": _("Policy"),
    "policydraft": _("Draft of a policy"),
    "policyuse": _("Use of a policy"),
    "policyversion": _("Version of a policy"),
    "pouch": _("Pouch"),
    "programme": _("Programme"),
    "receivedcatalogue": _("Catalogue received"),
    "release": _("Release"),
    "reminderrule": _("Rule of reminders"),
    "retentionrule": _("Retention rule"),
    "returnedpouch": _("Returned pouch"),
    "session": pgettext_lazy("commission", "Session"),
    "sessionbeside": _("What meets beside a session"),
    "calendarfeed": _("Address of a calendar"),
    "storedfile": _("Stored file"),
    "supplychannel": _("Supply channel"),
    "talk": _("Talk"),
    "talkentry": _("Entry of a talk"),
    "text": _("Agreed text"),
    "visit": _("Visit"),
    "wish": _("Wish"),
}


def place(kind: str, identifier: str) -> str:
    """The address of a thing's page; empty where its kind has none."""
    name = PAGES.get(kind)
    if not name:
        return ""
    return reverse(name) if kind == "office" else reverse(name, args=[identifier])


def noun(kind: str) -> str:
    """What a kind of thing is called, in the reader's language."""
    return str(NOUNS.get(kind, kind))
