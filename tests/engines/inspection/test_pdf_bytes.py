"""Every byte of a PDF belongs to an object, or is told."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.inspection.papers import drawn, marked, plain
from verbale.engines.inspection.pdf_bytes import surplus

PDF = marked(plain)


def old_style():
    out = io.BytesIO()
    drawn(plain).save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()


@pytest.mark.parametrize("data", [PDF, old_style()], ids=["stream of references", "table of references"])
def test_a_document_as_it_is_written_has_none(data):
    assert list(surplus(data)) == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([PDF, old_style()]), st.integers(0, 10_000), st.text("(abc)%<>", min_size=9, max_size=30))
def test_a_comment_anywhere_between_tokens_is_found(data, at, text):
    ends = [end for end in range(len(data)) if data.startswith((b"endobj\n", b"startxref"), end)]
    end = ends[at % len(ends)]
    assert list(surplus(data[:end] + b"%" + text.encode() + b"\n" + data[end:]))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_anything_is_read_to_its_end(data):
    assert len(list(surplus(b"%PDF-1.7\n1 0 obj\n" + data))) == 1
