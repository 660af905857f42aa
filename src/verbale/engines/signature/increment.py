"""Reading a PDF with its history, and appending to it without touching what is there (ISO 32000-1, 7.5.6)."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from verbale.engines.signature.errors import Damaged, Encrypted, NotPdf, TooBig
from verbale.engines.signature.limits import DEFAULT_LIMITS, Limits

_HEADER = b"%PDF-"
BROKEN = (
    PdfError,
    ValueError,
    TypeError,
    LookupError,
    zlib.error,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
)
"""What the library raises when a document makes no sense to it."""


class Increment(IncrementalPdfFileWriter):
    """An update that says nothing but what it was told: no date, no program's name, no chance in its identifier.

    So equal input gives equal bytes, and a signature's update can be held against a short list of what it may change.
    """

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        prev.stream.seek(0)
        print_of_all = hashlib.sha256(prev.stream.read()).digest()[:16]
        old = prev.trailer["/ID"][0].original_bytes if "/ID" in prev.trailer else print_of_all
        return generic.ArrayObject([generic.ByteStringObject(old), generic.ByteStringObject(print_of_all)])

    def _update_meta(self) -> None:
        """Leaves the metadata as they are: they tell of the paper, which a signature does not change."""


def opened(data: bytes, limits: Limits = DEFAULT_LIMITS) -> PdfFileReader:
    """The document with its revisions; raises TooBig, NotPdf, Encrypted, Damaged."""
    if len(data) > limits.bytes:
        raise TooBig(size=len(data), limit=limits.bytes)
    if not data.startswith(_HEADER):
        raise NotPdf(why="it does not begin as a PDF does" if data else "it is empty")
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True)
        encrypted = reader.encrypted or "/Encrypt" in reader.trailer
        revisions = reader.xrefs.total_revisions
        if not encrypted and "/Pages" not in reader.root:
            raise Damaged(why="it has no pages")
    except BROKEN as fault:
        raise Damaged(why=reason(fault)) from fault
    if encrypted:
        raise Encrypted()
    if revisions > limits.revisions:
        raise Damaged(why=f"it holds {revisions} revisions; at most {limits.revisions} are read")
    return reader


def appended(data: bytes) -> Increment:
    """A writer that appends to a document; raises as ``opened``."""
    opened(data)
    # What follows an end mark begins on a line of its own.
    ended = data if data.endswith((b"\n", b"\r")) else data + b"\n"
    return Increment(io.BytesIO(ended), strict=True)


def written(writer: Increment) -> bytes:
    """The document with what was appended."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def reason(fault: BaseException) -> str:
    """What a library said, on one line of a bearable length."""
    said: Any = getattr(fault, "failure_message", None) or str(fault)
    return (" ".join(str(said).split()).rstrip(".") or type(fault).__name__)[:200]
