"""The navigation, by role. Each noun's pages add their line to a group here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from verbale.records.person import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """A link: what it says, the name of its address, for whom, and under which addresses it counts as open."""

    label: str
    name: str
    roles: frozenset[str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one reader sees it; ``current`` is empty, ``page``, or ``true`` for a page below it."""

    label: str
    address: str
    current: str


def entry(label: str, name: str, *roles: str, also: tuple[str, ...] = ()) -> Entry:
    return Entry(label, name, frozenset(roles or Role.values), also)


OFFICE = (Role.DESK, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR)
"""Those who read what an office does with a partner."""

GROUPS: list[tuple[str, list[Entry]]] = [
    (
        _("Work"),
        [
            entry(_("Inbox"), "inbox"),
            entry(_("Orders"), "orders", Role.DESK, Role.AUDITOR, Role.APPROVER, also=("/lines/", "/decisions/")),
            entry(_("Approvals"), "approvals", Role.APPROVER),
            entry(_("For the next talks"), "referrals", Role.DESK, Role.AUDITOR),
            entry(_("Our orders"), "needs", Role.LIBRARIAN, Role.DESK, Role.AUDITOR),
            entry(_("Agreed texts"), "texts", Role.DESK, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR),
            entry(_("Joint commissions"), "commissions", Role.DESK, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR),
            entry(
                _("Pouches"), "pouches", Role.DESK, Role.AUDITOR, Role.ADMINISTRATOR, also=("/arrivals", "/releases")
            ),
            entry(_("Correspondence"), "correspondence", Role.DESK, Role.AUDITOR, Role.APPROVER),
            entry(_("Accounts"), "partner-accounts", Role.DESK, Role.AUDITOR),
        ],
    ),
    (
        _("Commission"),
        [
            entry(_("Sessions"), "sessions", *OFFICE, also=("/calendar",)),
            entry(_("Minutes"), "minutes", *OFFICE, also=("/signing-certificates", "/terms")),
            entry(_("What was promised"), "control", *OFFICE, also=("/commitments", "/reminder-rules")),
            entry(_("Programmes"), "programmes", *OFFICE, also=("/complexes/", "/bodies")),
            entry(_("Visits"), "visits", *OFFICE, also=("/assignments/", "/wishes/")),
            entry(_("Talks"), "talks", *OFFICE, also=("/talk-entries/",)),
            entry(_("Reports"), "reports", *OFFICE, also=("/proposals/", "/sentences/", "/remarks/", "/annexes/")),
            entry(_("Waiting"), "waiting", *OFFICE),
        ],
    ),
    (
        _("Catalogues"),
        [
            entry(_("To order from"), "catalogues", Role.LIBRARIAN, Role.DESK, Role.AUDITOR),
            entry(_("Our editions"), "editions", Role.DESK, Role.AUDITOR),
            entry(_("Published for partners"), "offers", Role.DESK, Role.AUDITOR),
            entry(_("Lookup tables"), "lookups", Role.DESK, Role.AUDITOR),
        ],
    ),
    (
        _("Rules"),
        [
            entry(
                _("Policies"),
                "policies",
                Role.DESK,
                Role.APPROVER,
                Role.AUDITOR,
                Role.ADMINISTRATOR,
                also=("/policy-versions/", "/policy-drafts/"),
            ),
            entry(_("Instruments"), "instruments", Role.DESK, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR),
            entry(_("Caveats"), "caveats"),
            entry(_("What binds us"), "marks", Role.DESK, Role.LIBRARIAN, Role.AUDITOR, Role.APPROVER),
        ],
    ),
    (
        _("Office"),
        [
            entry(_("Partners"), "partners"),
            entry(_("Supply channels"), "supply-channels"),
            entry(_("Contact bodies"), "contact-bodies"),
            entry(_("People"), "people", Role.DESK, Role.ADMINISTRATOR, Role.AUDITOR),
            entry(_("Authorities"), "authorities", Role.DESK, Role.ADMINISTRATOR, Role.AUDITOR),
            entry(_("Our office"), "office", Role.ADMINISTRATOR),
            entry(_("Journal"), "journal", Role.AUDITOR),
            entry(_("Erasure"), "erasures", Role.ADMINISTRATOR, Role.DESK, Role.AUDITOR),
        ],
    ),
]


def navigation(roles: frozenset[str], path: str) -> Iterator[tuple[str, list[Link]]]:
    """The groups that hold something for these roles, with the open page marked."""
    for title, entries in GROUPS:
        links = [_link(one, path) for one in entries if one.roles & roles]
        if links:
            yield title, links


def _link(one: Entry, path: str) -> Link:
    address = reverse(one.name)
    below = address != "/" and path.startswith((f"{address}/", *one.also))
    return Link(one.label, address, "page" if path == address else "true" if below else "")
