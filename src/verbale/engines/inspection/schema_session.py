"""What the messages of a joint commission may say: its sessions, what each side brings, what follows from them.

Nothing here has a place for what is ours alone: a directive, a remark, a report, our own earlier date.
"""

from __future__ import annotations

from collections.abc import Mapping

from verbale.engines.inspection.fields import (
    DAY,
    HASH,
    LANGUAGE,
    SIDE,
    Each,
    Field,
    Flag,
    Known,
    Many,
    Object,
    Text,
    Whole,
    Word,
)

_ISO = r"\d{4}(-\d\d(-\d\d)?)?"
_DATE = Text(40, rf"(immediately:\d{{4}}-\d\d-\d\d|{_ISO}|(\.\.|{_ISO})/{_ISO})?")
"""An imprecise date as the kernel writes it, or nothing."""
_LONG, _SESSION, _ARTICLE = Text(4000), Whole(1, 999), Text(20, r"[A-Za-z0-9][A-Za-z0-9.-]*")
_KEY = Text(40, LANGUAGE)
_TITLES, _WORDS = Each(_KEY, Text(2000), 8), Each(_KEY, _LONG, 8)

_ITEM = Object({"id": Known(), "title": _TITLES, "duty": Text(20), "want": _WORDS, "same_as": Known(or_none=True)})
_ROW = Object({"on": _DATE, "at": Text(100), "what": _WORDS})
_SUPPLEMENT = Object({"title": _TITLES, "language": Text(40, LANGUAGE), "pages": Whole(0, 1_000_000)})
_DELEGATE = Object({"name": Text(200), "office": Text(300), "part": Word(("head", "member", "adviser", "interpreter"))})

_OF_SESSION: dict[str, Field] = {"commission": Known(), "session": _SESSION}
_OF_ARTICLE: dict[str, Field] = {"text": Known(), "article": _ARTICLE}

SESSION_BODIES: Mapping[str, Object] = {
    "session": Object(
        {
            "commission": Known(),
            "number": _SESSION,
            "host": Text(64, SIDE),
            "begins": _DATE,
            "ends": _DATE,
            "place": Text(200),
            "state": Word(("planned", "held", "cancelled")),
            "reason": _LONG,
        }
    ),
    "memorandum": Object(
        {
            **_OF_SESSION,
            "version": Whole(1, 999),
            "title": _TITLES,
            "agenda": Many(_ITEM, 500),
            "schedule": Many(_ROW, 500),
            "supplements": Many(_SUPPLEMENT, 500),
        }
    ),
    "delegation": Object({**_OF_SESSION, "delegates": Many(_DELEGATE, 500), "keep_until": Text(10, DAY)}),
    "signed paper": Object({"text": Known(), "revision": Text(64, HASH), "sha256": Text(64, HASH)}),
    "paper answer": Object({"text": Known(), "sha256": Text(64, HASH), "kept": Flag(), "why": Text(2000)}),
    "adoption": Object({**_OF_ARTICLE, "adopted": Flag(), "agencies": Many(Text(300), 100), "note": _LONG}),
    "commitment": Object(
        {
            **_OF_ARTICLE,
            "number": Text(40),
            "state": Word(("open", "under way", "done", "partly done", "not done", "dropped", "superseded")),
            "due": _DATE,
            "reason": _LONG,
            "apology": _LONG,
        }
    ),
}
"""By kind, what its body is (COMMISSION.md, 1.2)."""
