"""What each kind of message between the nodes is called."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

MESSAGES: dict[str, str] = {
    "catalogue": pgettext_lazy("message", "Catalogue"),
    "catalogue withdrawal": pgettext_lazy("message", "Withdrawal of items"),
    "order": pgettext_lazy("message", "Order of ours"),
    "order acknowledged": pgettext_lazy("message", "Order acknowledged"),
    "answer": pgettext_lazy("message", "Answer to an order"),
    "clarification asked": pgettext_lazy("message", "Question about a line"),
    "clarification given": pgettext_lazy("message", "Answer to a question"),
    "line cancelled": pgettext_lazy("message", "Line cancelled"),
    "delivery": pgettext_lazy("message", "Delivery of documents"),
    "receipt": pgettext_lazy("message", "Receipt"),
    "recall": pgettext_lazy("message", "Recall notice"),
    "returned": pgettext_lazy("message", "Return of an item"),
    "keys": pgettext_lazy("message", "New keys"),
    "returned pouches": pgettext_lazy("message", "Pouches given back after a restore"),
    "contact bodies": pgettext_lazy("message", "Contact units"),
    "text acts": pgettext_lazy("message", "Acts on a text"),
    "text act": pgettext_lazy("message", "Act on a text"),
    "erasure asked": pgettext_lazy("message", "Request to erase"),
    "erasure answered": pgettext_lazy("message", "Answer to a request to erase"),
    "session": pgettext_lazy("message", "Word on a session"),
    "memorandum": pgettext_lazy("message", "Memorandum"),
    "delegation": pgettext_lazy("message", "Delegation"),
    "signed paper": pgettext_lazy("message", "Signed minutes"),
    "paper answer": pgettext_lazy("message", "Answer about signed minutes"),
    "adoption": pgettext_lazy("message", "Word on an adoption"),
    "commitment": pgettext_lazy("message", "Word on a commitment"),
}


def called(what: str) -> str:
    """What a kind of message is called; as it is written, where it has no name here."""
    return str(MESSAGES.get(what, what))
