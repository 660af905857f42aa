"""Whatever stands in a PDF, the engine answers with a result or with an error of the family."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.paper import documents
from verbale.engines.paper import Marking, clean_pdf, inspect_pdf, mark_pdf, preview, read_marks, unwrap
from verbale.kernel.errors import VerbaleError

ODD = ["null", "7", "-1", "99999999999", "(x)", "/Foo", "[]", "[1 2]", "<< >>", "true", "1 0 R", "3 0 R", "99 0 R"]
ENTRY = re.compile(rb"(/[A-Za-z]+) +([^\n/<\[][^\n]*|<<[^\n]*|\[[^\n]*)")


def readable(pdf: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    pdf.save(written, qdf=True, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


SEEDS = [readable(documents.with_everything()), readable(documents.with_form()), readable(documents.with_signature())]


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.integers(0, len(SEEDS) - 1),
    odd=st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(ODD)), min_size=1, max_size=4),
    sound=st.booleans(),
)
def test_only_errors_of_the_family(tmp_path: Path, which: int, odd: list[tuple[int, str]], sound: bool) -> None:
    seed = SEEDS[which]
    for at, value in odd:
        found = list(ENTRY.finditer(seed))
        entry = found[at % len(found)]
        seed = seed[: entry.start(2)] + value.encode() + seed[entry.end(2) :]
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(rewritten(seed) if sound else seed)
    for work in (
        lambda: inspect_pdf(source),
        lambda: clean_pdf(source, target),
        lambda: mark_pdf(source, target, Marking.of(en="OFFICIAL")),
        lambda: preview(source, 1, 50),
        lambda: read_marks(source),
        lambda: unwrap(source, target),
    ):
        assert str(tmp_path) not in sentence(work)


def sentence(work: Callable[[], object]) -> str:
    """What the reader is told, if the work is refused; any other error breaks the test."""
    try:
        work()
    except VerbaleError as refused:
        return str(refused)
    return ""


def rewritten(data: bytes) -> bytes:
    """The same objects in a file without damage, as far as it can be read."""
    try:
        with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
            return readable(pdf)
    except pikepdf.PdfError:
        return data
