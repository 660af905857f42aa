"""Verifying a signed paper: the only accepted one is the prepared paper with two good signatures and nothing else.

A signature that is good by itself proves too little: a text covered by a later update leaves it intact, and a change
before the second signature is covered by that one. So everything must hold together (COMMISSION.md, 6.5): every
signature intact and of a known certificate, every later change allowed, the history of the file free of anything else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from verbale.engines.signature.active import active_faults
from verbale.engines.signature.covered import covered_faults
from verbale.engines.signature.depth import with_room
from verbale.engines.signature.embedded import Examined, examine
from verbale.engines.signature.errors import Damaged, Encrypted, NotPdf, NotPrepared, TooBig
from verbale.engines.signature.finding import Finding, Kind
from verbale.engines.signature.history import (
    Signed,
    ending_fault,
    hidden_fault,
    order_faults,
    removed_faults,
    update_fault,
)
from verbale.engines.signature.increment import opened, reason
from verbale.engines.signature.limits import DEFAULT_LIMITS, Limits
from verbale.engines.signature.question import Question
from verbale.engines.signature.revision import first_revision
from verbale.engines.signature.trust import SKEW, TrustedCertificate
from verbale.engines.signature.verdict import Permission, Verification

_MOST = 8
"""Signature fields that are looked at; a paper has two."""


def verify(
    data: bytes,
    *,
    trusted: Sequence[TrustedCertificate],
    sides: tuple[str, str],
    at: datetime,
    held_since: datetime | None = None,
    paper: bytes | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Verification:
    """Whether these bytes are a paper that both sides signed, and everything that speaks against it.

    ``trusted`` are the certificates known for the sides; ``at`` is now, or the moment for which one asks.
    ``held_since`` is when this node is known to have held these very bytes: it alone saves a signature whose
    certificate was revoked later. ``paper`` is the prepared paper that should have been signed, if it is known.

    A foreign PDF is hostile; ``isolated.verify`` reads it in a process of its own.
    """
    question = Question(tuple(trusted), sides, at, held_since)
    found = Found(data, question, limits)
    with_room(lambda: found.look(paper))
    digest = hashlib.sha256(data).hexdigest()
    return Verification(digest, len(data), tuple(one.entry for one in found.examined), tuple(found.findings))


class Found:
    """The findings about one file, as they are gathered."""

    def __init__(self, data: bytes, question: Question, limits: Limits) -> None:
        self.data = data
        self.question = question
        self.limits = limits
        self.examined: list[Examined] = []
        self.signed = 0
        self.findings: list[Finding] = []

    def look(self, paper: bytes | None) -> None:
        """Gathers everything; an error of the library is a finding like others."""
        if len(self.data) <= self.limits.bytes and (fault := ending_fault(self.data)):
            self.findings.append(fault)
        reader = self._opened()
        if reader is None:
            return
        try:
            self._examine(reader)
            self.findings.extend(self._history(reader))
            self.findings.extend(_certification(reader, self.examined))
            self.findings.extend(_who(self.examined, self.signed, self.question.sides))
            self.findings.extend(_together(self.examined))
            self.findings.extend(self._shown())
        except MemoryError:
            raise
        except Exception as fault:
            self.findings.append(Finding(Kind.DAMAGED, what=reason(fault)))
        if paper is not None and not self._is(paper):
            self.findings.append(Finding(Kind.OTHER_PAPER))

    def _opened(self) -> PdfFileReader | None:
        try:
            return opened(self.data, self.limits)
        except TooBig:
            self.findings.append(Finding(Kind.TOO_BIG, what=f"more than {self.limits.bytes} bytes"))
        except NotPdf as fault:
            self.findings[:] = [Finding(Kind.NOT_PDF, what=fault.facts["why"])]
        except Encrypted:
            self.findings.append(Finding(Kind.ENCRYPTED))
        except Damaged as fault:
            self.findings.append(Finding(Kind.DAMAGED, what=fault.facts["why"]))
        return None

    def _examine(self, reader: PdfFileReader) -> None:
        fields = [(str(name), field) for name, value, field in enumerate_sig_fields(reader) if value is not None]
        if not fields:
            self.findings.append(Finding(Kind.UNSIGNED))
        self.signed = len(fields)
        examined = (examine(self.data, reader, name, field, self.question) for name, field in fields[:_MOST])
        self.examined = sorted(examined, key=lambda one: one.revision)
        self.findings.extend(finding for one in self.examined for finding in one.findings)

    def _history(self, reader: PdfFileReader) -> Iterator[Finding]:
        signed = [Signed(one.revision, one.entry.field, one.end) for one in self.examined if one.revision >= 0]
        yield from order_faults(signed, reader.xrefs.total_revisions)
        yield from removed_faults(reader)
        for at, one in enumerate(signed):
            if not one.end:
                continue
            if one.revision < 1:
                yield Finding(Kind.HIDDEN, one.field, "it was signed in the first revision")
                continue
            if hidden := hidden_fault(self.data, reader, one):
                yield hidden
            if changed := update_fault(reader, one, first=at == 0):
                yield changed
        last = signed[-1] if signed else None
        if last and 0 < last.end < len(self.data) and last.revision == reader.xrefs.total_revisions - 1:
            yield Finding(
                Kind.APPENDED, what=f"{len(self.data) - last.end} bytes that the last signature does not cover"
            )

    def _shown(self) -> Iterator[Finding]:
        if not any(one.end for one in self.examined):
            return
        try:
            first = first_revision(self.data, self.limits)
            yield from active_faults(first)
            yield from covered_faults(first)
        except NotPrepared as fault:
            # Whatever makes it so has been found; if nothing was, it does not pass for that.
            if not self.findings:
                yield Finding(Kind.DAMAGED, what=fault.facts["why"])

    def _is(self, paper: bytes) -> bool:
        try:
            return first_revision(self.data, self.limits) == paper
        except (NotPrepared, Damaged):
            return False


def _certification(reader: PdfFileReader, examined: list[Examined]) -> Iterator[Finding]:
    if not examined:
        return
    first, *others = examined
    if not all(one.end for one in examined):
        # Which one came first cannot be said while one of them cannot be read.
        return
    if first.entry.permits not in (Permission.FORMS, Permission.NOTHING):
        permits = first.entry.permits or "anything"
        yield Finding(Kind.NOT_CERTIFIED, first.entry.field, f"the first one permits {permits}")
    elif reader.root["/Perms"].raw_get("/DocMDP").reference != first.reference:
        yield Finding(Kind.NOT_CERTIFIED, first.entry.field, "the catalogue names another one")
    elif len(reader.root["/Perms"]) != 1:
        yield Finding(Kind.NOT_CERTIFIED, first.entry.field, "the catalogue grants other rights")
    for other in others:
        if other.entry.permits is not None:
            yield Finding(Kind.NOT_CERTIFIED, other.entry.field, "a later one certifies too")


def _together(examined: list[Examined]) -> Iterator[Finding]:
    """What two good signatures cannot both be: of one key, or the later one made before the earlier."""
    for one, following in pairwise(examined):
        if one.key and one.key == following.key and one.entry.fingerprint != following.entry.fingerprint:
            yield Finding(Kind.ONE_KEY, what=f"{one.entry.subject}; {following.entry.subject}")
        before, after = one.entry.signed_at, following.entry.signed_at
        if before and after and after < before - SKEW:
            yield Finding(Kind.OUT_OF_ORDER, following.entry.field, f"{after.isoformat()}, before {before.isoformat()}")


def _who(examined: list[Examined], signed: int, sides: tuple[str, str]) -> Iterator[Finding]:
    if not examined:
        return
    counted = Counter(one.entry.side for one in examined)
    for side in sides:
        if counted[side] > 1:
            yield Finding(Kind.TWICE, what=side)
        if not counted[side]:
            yield Finding(Kind.MISSING, what=side)
    if signed > len(sides):
        yield Finding(Kind.TOO_MANY, what=str(signed))
