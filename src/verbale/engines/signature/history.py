"""The revisions of a signed paper: where each begins and ends in the file, and what changed from one to the next.

A paper has this history and no other: the paper with its empty fields, an update that holds the first signature, an
update that holds the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.diff_analysis import DiffResult, StandardDiffPolicy, SuspiciousModification
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdatingRule
from pyhanko.sign.diff_analysis.policy_api import ModificationLevel
from pyhanko.sign.diff_analysis.rules.file_structure_rules import (
    CatalogModificationRule,
    ObjectStreamRule,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.rules.form_field_rules import SigFieldModificationRule
from pyhanko.sign.fields import enumerate_sig_fields

from verbale.engines.signature.errors import NotPrepared
from verbale.engines.signature.finding import Finding, Kind
from verbale.engines.signature.increment import BROKEN

_END = re.compile(rb"\bstartxref\s+(\d+)\s+%%EOF(?:\r\n|\n|\r)?")
_LAST_END = re.compile(rb"%%EOF[\r\n]*\Z")
_SIGNED = ("/V", "/AP")
"""What signing writes into a field: the signature, and what it looks like."""
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj\b")


@dataclass(frozen=True, slots=True)
class Signed:
    """A revision that holds a signature: its number, the field, where its bytes end as it says (0: it does not)."""

    revision: int
    field: str
    end: int


def ending_fault(data: bytes) -> Finding | None:
    """What is wrong with the end of a file: it was cut short, or something was appended that is no revision."""
    if _LAST_END.search(data[-1024:]):
        return None
    mark = data.rfind(b"%%EOF")
    if mark < 0:
        return Finding(Kind.CUT_SHORT, what="there is no end mark")
    tail = data[mark + 5 :]
    if _OBJECT.match(tail):
        return Finding(Kind.CUT_SHORT, what=f"the last update breaks off after {len(tail)} bytes")
    return Finding(Kind.APPENDED, what=f"{len(tail)} bytes after the end mark")


def end_of(data: bytes, reader: PdfFileReader, revision: int) -> int:
    """Where a revision ends in the file: after its end mark and the end of that line. Raises NotPrepared."""
    after_table = reader.xrefs.get_xref_container_info(revision).end_location
    found = _END.search(data, after_table)
    if not found or int(found[1]) != reader.xrefs.get_startxref_for_revision(revision):
        raise NotPrepared(why=f"revision {revision + 1} has no end mark behind its table")
    return found.end()


def hidden_fault(data: bytes, reader: PdfFileReader, signed: Signed) -> Finding | None:
    """Bytes between a signature's update and the revision before it, or an update that takes up older bytes."""
    try:
        before = end_of(data, reader, signed.revision - 1)
        after = end_of(data, reader, signed.revision)
    except NotPrepared as fault:
        return Finding(Kind.HIDDEN, signed.field, fault.facts["why"])
    places = list(_places(reader, signed.revision))
    first = min(places, default=before)
    if first != before:
        what = f"its update begins at {first}, the revision before it ends at {before}"
        return Finding(Kind.HIDDEN, signed.field, what)
    if after != signed.end:
        return Finding(Kind.HIDDEN, signed.field, f"it covers {signed.end} bytes, its update ends at {after}")
    return None


def update_fault(reader: PdfFileReader, signed: Signed, first: bool) -> Finding | None:
    """What a signature's update changed beside its own field; the first one also certifies (catalogue, Perms)."""
    catalogue = frozenset({"/AcroForm", "/Perms"} if first else {"/AcroForm"})
    policy = StandardDiffPolicy(
        [
            CatalogModificationRule(ignored_keys=catalogue),
            XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
            ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ],
        FormUpdatingRule([SigFieldModificationRule()]),
        ignore_orphaned_objects=False,
        ignore_identical_objects=False,
    )
    old = reader.get_historical_resolver(signed.revision - 1)
    new = reader.get_historical_resolver(signed.revision)
    try:
        found = policy.apply(old, new)
    except (SuspiciousModification, *BROKEN):
        # What the library says of it names objects, in an order of chance.
        return Finding(Kind.WITH_SIGNATURE, signed.field, "pages, other fields, or the document's structure")
    return _beside(found, signed.field) or _dressed(old, new, signed.field)


def order_faults(signed: list[Signed], revisions: int) -> Iterator[Finding]:
    """Revisions that hold no signature, where only signatures may follow the prepared paper."""
    for one, following in pairwise(signed):
        if one.end and following.end and following.revision != one.revision + 1:
            apart = max(following.revision - one.revision - 1, 0)
            yield Finding(Kind.BETWEEN, what=f"{apart} revisions without a signature")
    if signed and signed[-1].revision != revisions - 1:
        yield Finding(Kind.AFTER, what=f"{revisions - 1 - signed[-1].revision} revisions without a signature")


def removed_faults(reader: PdfFileReader) -> Iterator[Finding]:
    """Signatures that an earlier revision holds and the last one does not."""
    now = _filled(reader)
    for revision in range(reader.xrefs.total_revisions - 1):
        then = _filled(reader.get_historical_resolver(revision))
        if gone := {name for name, value in then.items() if now.get(name) != value}:
            yield Finding(Kind.REMOVED, what=", ".join(sorted(gone)))
            return


def _filled(handler: PdfHandler) -> dict[str, generic.Reference]:
    filled = enumerate_sig_fields(handler, filled_status=True)
    return {str(name): field.get_object().raw_get("/V").reference for name, _, field in filled}


def _beside(found: DiffResult, field: str) -> Finding | None:
    others = sorted(str(name) for name in found.changed_form_fields - {field})
    if others or found.modification_level > ModificationLevel.FORM_FILLING:
        return Finding(Kind.WITH_SIGNATURE, field, ", ".join(others) or found.modification_level.name.lower())
    return None


def _dressed(old: PdfHandler, new: PdfHandler, field: str) -> Finding | None:
    """What an update says anew of the form, or of a field beside the signer's value and look: that it is hidden, or
    locked."""
    if old.root["/AcroForm"] != new.root["/AcroForm"]:
        return Finding(Kind.WITH_SIGNATURE, field, "the form that holds the fields")
    before, after = _said(old, field), _said(new, field)
    if changed := sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)):
        return Finding(Kind.WITH_SIGNATURE, field, ", ".join(changed))
    return None


def _said(handler: PdfHandler, field: str) -> dict[str, dict[str, generic.PdfObject]]:
    """Each field by its name, the signer's own without what its signature may change."""
    return {
        str(name): {str(key): one.get_object().raw_get(key) for key in one.get_object() if str(key) not in own}
        for name, _, one in enumerate_sig_fields(handler)
        for own in [_SIGNED if name == field else ()]
    }


def _places(reader: PdfFileReader, revision: int) -> Iterator[int]:
    for reference in reader.xrefs.explicit_refs_in_revision(revision):
        place = reader.xrefs.get_historical_ref(reference, revision)
        if isinstance(place, int):
            yield place
