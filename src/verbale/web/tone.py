"""The tone of a state, which decides the shape and the colour of its tag. The text beside it says what it is."""

from __future__ import annotations

from verbale.records.request import LineState

DONE, BUSY, WAIT, STOP, QUIET = "done", "busy", "wait", "stop", "quiet"

TONES: dict[str, str] = {
    # lines of orders
    LineState.RECEIVED: BUSY,
    LineState.CLARIFICATION: WAIT,
    LineState.DECIDING: BUSY,
    LineState.AWAITING_APPROVAL: WAIT,
    LineState.SOURCING: BUSY,
    LineState.READY: BUSY,
    LineState.SHIPPED: WAIT,
    LineState.DELIVERED: DONE,
    LineState.RETURNED: QUIET,
    LineState.CANCELLED: QUIET,
    LineState.UNAVAILABLE: STOP,
    LineState.EXPIRED: STOP,
    # lines of our own orders
    "sent": BUSY,
    "acknowledged": BUSY,
    "questioned": WAIT,
    "promised": BUSY,
    "not available": STOP,
    "arrived": WAIT,
    "receipted": DONE,
    # pouches and messages
    "queued": WAIT,
    "sealed": BUSY,
    "carried": WAIT,
    "opened": DONE,
    "void": QUIET,
    # approvals
    "waiting": WAIT,
    "open": BUSY,
    "granted": DONE,
    "refused": STOP,
    "recalled": STOP,
    "lapsed": QUIET,
    # long work
    "running": BUSY,
    "done": DONE,
    "failed": STOP,
    # what a rulebook says
    "supply": DONE,
    "refer": WAIT,
    "refuse": STOP,
    # files
    "quarantine": WAIT,
    "sound": DONE,
    # people, authorities, keys
    "active": DONE,
    "invited": WAIT,
    "inactive": QUIET,
    "confirmed": DONE,
    "unconfirmed": WAIT,
    "ended": QUIET,
    "revoked": QUIET,
    "overdue": STOP,
    # visits, what came of their assignments and wishes, what was said in talks
    "coming": WAIT,
    "made": DONE,
    "yes": DONE,
    "partly": WAIT,
    "no": STOP,
    "no promise": STOP,
    # rulebooks on their way, and what a check found
    "draft": BUSY,
    "checked": WAIT,
    "approved": WAIT,
    "in force": DONE,
    "error": STOP,
    "warning": WAIT,
    # erasures
    "proposed": WAIT,
    # commitments
    "under way": BUSY,
    "partly done": WAIT,
    "not done": STOP,
    "due": WAIT,
    "withdrawn": QUIET,
    # reports and what was marked in them
    "awaited": WAIT,
    "issued": DONE,
    "issued late": WAIT,
    "promise": BUSY,
    "question": WAIT,
    "delay": STOP,
    "need": WAIT,
    "missing": STOP,
}


def tone(state: str) -> str:
    """The tone of a state; quiet for one that has none."""
    return TONES.get(state, QUIET)
