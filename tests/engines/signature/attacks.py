"""What somebody may do to a paper that is signed, or while signing it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from verbale.engines.signature import Signer
from verbale.engines.signature.increment import Increment, written
from verbale.engines.signature.waiting import finished

Change = Callable[[Increment], object]


def updated(data: bytes, change: Change) -> bytes:
    """The file with an update that nobody signed."""
    writer = Increment(io.BytesIO(data))
    change(writer)
    return written(writer)


def signed_with(
    data: bytes,
    field: str,
    signer: Signer,
    at: datetime | None,
    change: Change = lambda writer: None,
    permits: MDPPerm | None = None,
    hole: int = 0,
) -> bytes:
    """The file signed by somebody who changes more in the same update, permits otherwise, or leaves out more bytes."""
    writer = Increment(io.BytesIO(data))
    change(writer)
    steps = PdfCMSEmbedder().write_cms(field, writer, existing_fields_only=True)
    next(steps)
    certifying = SigMDPSetup("sha256", certify=True, docmdp_perms=permits) if permits else None
    steps.send(SigObjSetup(SignatureObject(timestamp=at, bytes_reserved=8192), mdp_setup=certifying))
    out = io.BytesIO()
    prepared, _ = steps.send(SigIOSetup(md_algorithm="sha256", output=out))
    start, end = prepared.reserved_region_start - hole, prepared.reserved_region_end
    digest = prepared.document_digest if not hole else _with_hole(out, start, end)
    cms = finished(signer.cms.async_sign(digest, "sha256", use_pades=True))
    prepared.fill_with_cms(out, cms)
    return out.getvalue()


def _with_hole(out: io.BytesIO, start: int, end: int) -> bytes:
    from hashlib import sha256

    whole = out.getvalue()
    place = whole.rindex(b"/ByteRange [") + 11
    numbers = b"[0 %d %d %d]" % (start, end, len(whole) - end)
    close = whole.index(b"]", place) + 1
    whole = whole[:place] + numbers.ljust(close - place) + whole[close:]
    out.seek(0)
    out.write(whole)
    return sha256(whole[:start] + whole[end:]).digest()


def cover_text(writer: Increment) -> None:
    """Paints a white sheet and another number over the first page."""
    page = writer.find_page_for_modification(0)[0]
    stream = generic.StreamObject(stream_data=b"q 1 1 1 rg 0 300 600 500 re f Q")
    writer.add_stream_to_page(0, writer.add_object(stream))
    writer.mark_update(page)


def annotate(writer: Increment) -> None:
    """Lays a white square over the first page as an annotation."""
    page = writer.find_page_for_modification(0)[0]
    square = {
        pdf_name("/Type"): pdf_name("/Annot"),
        pdf_name("/Subtype"): pdf_name("/Square"),
        pdf_name("/Rect"): numbers(0, 300, 600, 800),
        pdf_name("/IC"): numbers(1, 1, 1),
        pdf_name("/F"): generic.NumberObject(4),
    }
    writer.register_annotation(page, writer.add_object(generic.DictionaryObject(square)))


def fill_other_field(writer: Increment) -> None:
    """Gives the second side's empty field an appearance that nobody of that side chose."""
    field = field_of(writer, 1)
    drawn = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): numbers(0, 0, 180, 60),
        },
        stream_data=b"1 0 0 rg 0 0 180 60 re f",
    )
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(drawn)})
    writer.update_container(field)


def enlarge_other_field(writer: Increment) -> None:
    """Makes the second side's box cover the text."""
    field = field_of(writer, 1)
    field["/Rect"] = numbers(0, 100, 600, 800)
    writer.update_container(field)


def set_in_field(at: int, key: str, value: int) -> Change:
    """Gives a field another flag, or a name for the reader."""

    def change(writer: Increment) -> None:
        field = field_of(writer, at)
        field[pdf_name(key)] = generic.NumberObject(value) if value else generic.pdf_string("Annex")
        writer.update_container(field)

    return change


def give_form_resources(writer: Increment) -> None:
    """Has the form bring fonts of its own, which fields may use."""
    writer.root["/AcroForm"][pdf_name("/DR")] = generic.DictionaryObject()
    writer.update_container(writer.root["/AcroForm"])
    writer.update_root()


def add_field(writer: Increment) -> None:
    """Adds a third field, over the text."""
    append_signature_field(writer, SigFieldSpec("side-ZZ", box=(0, 300, 600, 800), empty_field_appearance=True))


def retitle(writer: Increment) -> None:
    """Changes the document's information."""
    info = writer.trailer["/Info"]
    info[pdf_name("/Title")] = generic.pdf_string("Other minutes")
    writer.update_container(info)


def reopen(writer: Increment) -> None:
    """Has something done when the document is opened."""
    writer.root["/OpenAction"] = generic.DictionaryObject({pdf_name("/S"): pdf_name("/Named")})
    writer.update_root()


def hide_layer(writer: Increment) -> None:
    """Gives the document a layer that is off."""
    layer = {pdf_name("/Type"): pdf_name("/OCG"), pdf_name("/Name"): generic.pdf_string("33")}
    layers = generic.ArrayObject([writer.add_object(generic.DictionaryObject(layer))])
    off = generic.DictionaryObject({pdf_name("/OFF"): layers})
    writer.root["/OCProperties"] = generic.DictionaryObject({pdf_name("/OCGs"): layers, pdf_name("/D"): off})
    writer.update_root()


def act_on_page(writer: Increment) -> None:
    """Has something done when the first page is shown."""
    place = writer.find_page_for_modification(0)[0]
    done = generic.DictionaryObject({pdf_name("/S"): pdf_name("/Named")})
    place.get_object()[pdf_name("/AA")] = generic.DictionaryObject({pdf_name("/O"): done})
    writer.update_container(place.get_object())


def remove_signature(at: int) -> Change:
    """Takes the value out of a field."""

    def change(writer: Increment) -> None:
        field = field_of(writer, at)
        del field["/V"]
        writer.update_container(field)

    return change


def hidden_object(data: bytes) -> bytes:
    """The file with an object that no table names, and its end said once more behind it."""
    mark = data.rindex(b"startxref")
    return data + b"900 0 obj\n<< /Hidden true >>\nendobj\n" + data[mark:]


def shadowed(data: bytes) -> bytes:
    """The file with a table that has the first page's content stand where a hidden object is."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(data))
    page = reader.root["/Pages"]["/Kids"][0].get_object()
    number = page.raw_get("/Contents").reference.idnum
    place = len(data)
    hidden = b"%d 0 obj\n<< /Length 2 >>\nstream\nq \nendstream\nendobj\n" % number
    table = place + len(hidden)
    entry = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        reader.trailer["/Size"],
        reader.trailer.raw_get("/Root").idnum,
        reader.last_startxref,
    )
    return data + hidden + entry + trailer + b"startxref\n%d\n%%%%EOF\n" % table


def empty_table(data: bytes, previous: int, entries: bytes = b"0 0\n") -> bytes:
    """A table to be appended, which names an older one and nothing else."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    trailer = PdfFileReader(io.BytesIO(data)).trailer
    said = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        trailer["/Size"],
        trailer.raw_get("/Root").idnum,
        previous,
    )
    return b"xref\n" + entries + said + b"startxref\n%d\n%%%%EOF\n" % len(data)


LATER = 200


def name_what_comes_later(writer: Increment) -> None:
    """Has the first page show an object that does not exist yet: an empty place, to be filled once it is signed."""
    place = writer.find_page_for_modification(0)[0]
    resources = place.get_object()["/Resources"]
    later = {pdf_name("/Later"): generic.IndirectObject(LATER, 0, writer.prev)}
    resources["/XObject"] = generic.DictionaryObject(later)
    writer.update_container(resources)
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"q /Later Do Q")))
    writer.mark_update(place)


def bring_what_came_later(writer: Increment) -> None:
    """Makes that object, and names it in the appearance of the signature."""
    drawn = {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form")}
    drawn[pdf_name("/BBox")] = numbers(0, 0, 600, 800)
    writer._lastobj_id = LATER
    writer.objects[(0, LATER)] = generic.StreamObject(drawn, stream_data=b"1 0 0 rg 0 300 600 500 re f")
    used = generic.DictionaryObject({pdf_name("/Later"): generic.IndirectObject(LATER, 0, writer)})
    look = drawn | {pdf_name("/Resources"): generic.DictionaryObject({pdf_name("/XObject"): used})}
    field = field_of(writer, 1)
    field["/AP"] = generic.DictionaryObject(
        {pdf_name("/N"): writer.add_object(generic.StreamObject(look, stream_data=b"q Q"))}
    )
    writer.update_container(field)


def with_range(data: bytes, numbers_said: bytes) -> bytes:
    """The file with other numbers in the last signature's range."""
    found = list(re.finditer(rb"/ByteRange \[[0-9 ]*\] *", data))[-1]
    return data[: found.start()] + (b"/ByteRange " + numbers_said).ljust(len(found[0])) + data[found.end() :]


def field_of(writer: Increment, at: int) -> generic.DictionaryObject:
    return writer.root["/AcroForm"]["/Fields"][at].get_object()


def numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(value) for value in values])
