"""What a signature looks like on the page: a drawing made elsewhere, fitted into its box."""

from __future__ import annotations

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader

from verbale.engines.signature.errors import BadStamp
from verbale.engines.signature.increment import BROKEN, Increment, opened, reason
from verbale.engines.signature.limits import Limits
from verbale.kernel.errors import VerbaleError

_LARGEST = 4 * 1024**2


def draw(writer: Increment, field: generic.DictionaryObject, stamp: bytes) -> None:
    """Puts the one page of a PDF into a field, as large as its box allows without distortion. Raises BadStamp.

    The drawing's fonts must be in it: nothing is added here, and a reader without them would show another text.
    """
    try:
        reader = _one_page(stamp)
        drawing = writer.import_page_as_xobject(reader, page_ix=0)
        form = _fitted(drawing, *_size(field["/Rect"]))
    except BROKEN as fault:
        raise BadStamp(why=reason(fault)) from fault
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(form)})


def _one_page(stamp: bytes) -> PdfFileReader:
    try:
        reader = opened(stamp, Limits(bytes=_LARGEST))
    except VerbaleError as fault:
        raise BadStamp(why=fault.sentence()) from fault
    pages = int(reader.root["/Pages"]["/Count"])
    if pages != 1:
        raise BadStamp(why=f"it has {pages} pages")
    return reader


def _fitted(drawing: generic.IndirectObject, width: float, height: float) -> generic.StreamObject:
    edges = drawing.get_object()["/BBox"]
    drawn_width, drawn_height = _size(edges)
    scale = min(width / drawn_width, height / drawn_height)
    across = (width - scale * drawn_width) / 2 - scale * min(float(edges[0]), float(edges[2]))
    up = (height - scale * drawn_height) / 2 - scale * min(float(edges[1]), float(edges[3]))
    commands = f"q {scale:.6f} 0 0 {scale:.6f} {across:.4f} {up:.4f} cm /Drawing Do Q"
    named = generic.DictionaryObject({pdf_name("/Drawing"): drawing})
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject([generic.FloatObject(at) for at in (0, 0, width, height)]),
            pdf_name("/Resources"): generic.DictionaryObject({pdf_name("/XObject"): named}),
        },
        stream_data=commands.encode("ascii"),
    )


def _size(edges: generic.ArrayObject) -> tuple[float, float]:
    width = abs(float(edges[2]) - float(edges[0]))
    height = abs(float(edges[3]) - float(edges[1]))
    if not (width and height):
        raise BadStamp(why="its page has no size")
    return width, height
