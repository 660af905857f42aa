"""The kinds of messages and what each may say (clause 9.1): a table, closed. A kind that does not stand here does not
leave, nor does a field that its kind does not have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from verbale.engines.inspection.allowance import FileKind
from verbale.engines.inspection.fields import (
    DAY,
    HASH,
    LANGUAGE,
    MOMENT,
    NAME,
    SIDE,
    Each,
    Fact,
    Field,
    Flag,
    Known,
    Many,
    Object,
    Perhaps,
    Text,
    Whole,
    Word,
)
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.schema_session import SESSION_BODIES
from verbale.kernel.canonical import Json

_NUMBER, _LONG = Text(60), Text(4000)
_FORM = Word(("original", "photocopy", "digital copy"))
_ROUTE = Word(("trading company", "information institute", "department", "bilateral cooperation"))
_LINE: dict[str, Field] = {"line": Known()}

_ORDER_LINE = Object(
    {
        "line": Known(),
        "item": Known(or_none=True),
        "citation": Text(1000),
        "form": _FORM,
        "copies": Whole(1, 1000),
    }
)
_DOCUMENT = Object(
    {
        "file": Text(120, NAME),
        "role": Word(("marked", "cover", "label")),
        "title": Text(500),
        "language": Text(12, LANGUAGE),
        "original_language": Text(12, LANGUAGE),
        "translators": Many(Text(200), 50),
        "sha256": Text(64, HASH),
    }
)
_CAVEAT = Object({"code": Text(80), "texts": Each(Text(12, LANGUAGE), Text(2000), 50), "bars_onward_release": Flag()})

_ERASED = Object({"sha256": Text(64, HASH), "answer": Word(("erased", "kept", "unknown")), "why": _LONG})

_SIGNATURE = Text(
    1000, r"-----BEGIN SSH SIGNATURE-----\n[A-Za-z0-9+/=\n]+\n-----END SSH SIGNATURE-----\n", encoded=True
)
_FINGERPRINT = Text(50, r"SHA256:[A-Za-z0-9+/]{43}", encoded=True)
_SSH = r"ssh-ed25519 [A-Za-z0-9+/=]+"
_KEYS = Text(300, rf"{_SSH} age1[a-z0-9]+( {_SSH})?", encoded=True)
_STATEMENT = Object(
    {
        "version": Whole(1, 1),
        "side": Text(64, SIDE),
        "number": Whole(),
        "previous": _FINGERPRINT,
        "keys": _KEYS,
        "revoked": Flag(),
        "at": Text(27, MOMENT),
    }
)
_RETURNED = Object(
    {
        "envelope": Text(4000, theirs=True),
        "signature": _SIGNATURE,
        "manifest": Text(16 * 1024 * 1024, theirs=True),
        "messages": Text(64, rf"({HASH})?"),
    }
)
_ACT_HASH = Perhaps(Text(64, HASH))
_ACT = Object(
    {
        "version": Whole(1, 1),
        "text": Known(),
        "side": Text(64, SIDE),
        "number": Whole(),
        "previous": _ACT_HASH,
        "seen": _ACT_HASH,
        "kind": Word(("propose", "withdraw", "approve", "take back", "conclude", "give notice")),
        "revision": Text(64, HASH),
        "answers": _ACT_HASH,
        "approvals": Perhaps(Many(Text(64, HASH), 2)),
        "replaces": _ACT_HASH,
        "last_day": Perhaps(Text(10, DAY)),
        "depositary": Text(64, SIDE),
        "by": Perhaps(Object({"name": Text(200), "authority": Text(200), "office": Text(200)})),
        "at": Text(27, MOMENT),
        "note": _LONG,
    }
)
_WORDS, _HEADINGS = Each(Text(40, LANGUAGE), Text(200_000), 8), Each(Text(40, LANGUAGE), Text(1000), 8)
_ARTICLE = Object(
    {
        "identifier": Text(20, r"[A-Za-z0-9][A-Za-z0-9.-]*"),
        "heading": _HEADINGS,
        "text": _WORDS,
        "roles": Many(Text(40), 100, sorted=True),
        "facts": Each(Text(40), Fact(), 100),
    }
)
_REVISION = Object(
    {
        "version": Whole(1, 1),
        "kind": Word(("agreement", "programme", "minutes", "statute", "statement of account", "commission")),
        "languages": Many(Text(40, LANGUAGE), 8),
        "title": _HEADINGS,
        "articles": Many(_ARTICLE, 1000),
    }
)
_BODY = Object({"name": Text(200), "reach": Text(2000), "since": Text(10, DAY), "until": Perhaps(Text(10, DAY))})

BODIES: Mapping[str, Object] = {
    "catalogue": Object({"offer": Known()}),
    "catalogue withdrawal": Object({"offer": Known(), "items": Many(Known(), sorted=True)}),
    "order": Object(
        {"order": Known(), "number": _NUMBER, "route": _ROUTE, "purpose": Text(300), "lines": Many(_ORDER_LINE)}
    ),
    "order acknowledged": Object({"order": Known(), "number": _NUMBER, "answer_due": Text(10, DAY)}),
    "answer": Object({"order": Known(), "answers": Each(Known(), Word(("promised", "not available")))}),
    "clarification asked": Object({**_LINE, "question": _LONG}),
    "clarification given": Object({**_LINE, "text": _LONG}),
    "line cancelled": Object(_LINE),
    "delivery": Object({**_LINE, "documents": Many(_DOCUMENT, 1000), "caveat": _CAVEAT}),
    "receipt": Object({**_LINE, "documents": Many(Text(64, HASH), sorted=True), "by": Text(200)}),
    "recall": Object({**_LINE, "notice": _LONG}),
    "returned": Object(_LINE),
    "erasure asked": Object(
        {
            "asked": Known(),
            "files": Many(Text(64, HASH), 1000, sorted=True),
            "rule": Text(300),
            "reason": _LONG,
            "due": Text(10, DAY),
            "signature": _SIGNATURE,
        }
    ),
    "erasure answered": Object(
        {
            "asked": Known(),
            "request": Text(64, HASH),
            "files": Many(_ERASED, 1000),
            "signature": _SIGNATURE,
        }
    ),
    "keys": Object({"statement": _STATEMENT, "signature": _SIGNATURE}),
    "returned pouches": Object({"pouches": Many(_RETURNED, 1000)}),
    "text act": Object({"act": _ACT, "signature": _SIGNATURE, "content": Perhaps(_REVISION)}),
    "contact bodies": Object({"units": Many(_BODY, 200)}),
    **SESSION_BODIES,
}
"""By kind, what its body is."""

FILES: Mapping[str, frozenset[FileKind]] = {
    "catalogue": frozenset({FileKind.CATALOGUE}),
    "delivery": frozenset({FileKind.RELEASED, FileKind.COVER, FileKind.LABEL}),
    "returned pouches": frozenset({FileKind.RETURNED}),
    "signed paper": frozenset({FileKind.SIGNED}),
}
"""By kind, which files may go with it; with a kind that is not named, none."""


def check_body(what: str, body: Json, where: str, known: Collection[str]) -> Iterator[Finding]:
    """All that a body of this kind may not say, with the places where it says it."""
    kind = BODIES.get(what)
    if kind is None:
        yield Finding(Kind.MESSAGE, where, f"there is no kind “{what}”")
    else:
        yield from kind.check(body, where, known)


def check_files(what: str, kinds: Collection[FileKind], where: str) -> Iterator[Finding]:
    """Which kinds of files do not go with a message of this kind."""
    for kind in sorted(set(kinds) - FILES.get(what, frozenset())):
        yield Finding(Kind.MESSAGE, where, f"a {kind} does not go with “{what}”")
