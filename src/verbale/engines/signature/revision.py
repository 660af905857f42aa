"""The paper as it was before anybody signed it, to be held against the paper that a node makes itself."""

from __future__ import annotations

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from verbale.engines.signature.box import side_of_field
from verbale.engines.signature.errors import Damaged, NotPrepared
from verbale.engines.signature.history import end_of
from verbale.engines.signature.increment import BROKEN, opened, reason
from verbale.engines.signature.limits import DEFAULT_LIMITS, Limits


def first_revision(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of the last revision before any signature, with the prepared fields.

    For an unsigned prepared paper, the paper. It says nothing about the signatures: ``verify`` does. Raises
    NotPrepared, and as ``increment.opened``.
    """
    reader = opened(data, limits)
    try:
        return data[: _end(data, reader)]
    except BROKEN as fault:
        raise Damaged(why=reason(fault)) from fault


def _end(data: bytes, reader: PdfFileReader) -> int:
    fields = list(enumerate_sig_fields(reader))
    if sum(side_of_field(str(name)) is not None for name, _, _ in fields) < 2:
        raise NotPrepared(why="it has no fields for the signatures of two sides")
    signed = [
        reader.xrefs.get_last_change(field.get_object().raw_get("/V").reference)
        for _, value, field in fields
        if value is not None
    ]
    first = min(signed, default=reader.xrefs.total_revisions)
    if first < 1:
        raise NotPrepared(why="it was signed in its first revision")
    return end_of(data, reader, first - 1)
